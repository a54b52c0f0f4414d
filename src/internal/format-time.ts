/** Writes a time of so many seconds as a clock does (`0:28`), in the digits of a language. */
export type FormatTime = (seconds: number) => string

/** @param locale BCP 47; the runtime's own when left out. */
export function timeFormatter(locale: string | undefined): FormatTime {
  // Not in every browser that the kit is for.
  const native = 'DurationFormat' in Intl && [
    new Intl.DurationFormat(locale, { style: 'digital', hours: 'narrow', hoursDisplay: 'auto' }),
    new Intl.DurationFormat(locale, { style: 'digital' }),
  ]
  return (time) => {
    // `Intl` throws for what is no whole number, and for more than it can count: what is no wait is written as none.
    const total = time > 0 && time < 1e12 ? Math.ceil(time) : 0
    const hours = Math.floor(total / 3600)
    const minutes = Math.floor(total / 60) % 60
    const seconds = total % 60
    const format = native && native[hours > 0 ? 1 : 0]
    if (format) return format.format({ hours, minutes, seconds })
    return [hours, minutes, seconds]
      .slice(hours > 0 ? 0 : 1)
      .map((part, index) => part.toLocaleString(locale, { minimumIntegerDigits: index > 0 ? 2 : 1 }))
      .join(':')
  }
}
