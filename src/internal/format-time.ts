/** Writes a time of so many seconds as a clock does (`0:28`), in the digits of a language. */
export type FormatTime = (seconds: number) => string

interface DurationFormat {
  format(duration: Readonly<Record<string, number>>): string
}

// Newer than the type library that the kit is built with.
function durationFormat(
  locale: string | undefined,
  options: Readonly<Record<string, string>>,
): DurationFormat | undefined {
  const constructor: unknown = Reflect.get(Intl, 'DurationFormat')
  if (typeof constructor !== 'function') return undefined
  const instance: unknown = Reflect.construct(constructor, [locale, options])
  return isDurationFormat(instance) ? instance : undefined
}

function isDurationFormat(value: unknown): value is DurationFormat {
  return (
    typeof value === 'object' && value !== null && 'format' in value && typeof value.format === 'function'
  )
}

/** @param locale BCP 47; the runtime's own when left out. */
export function timeFormatter(locale: string | undefined): FormatTime {
  const short = durationFormat(locale, {
    hours: 'narrow',
    hoursDisplay: 'auto',
    minutes: 'numeric',
    seconds: 'numeric',
  })
  const long = durationFormat(locale, { style: 'digital' })
  const first = new Intl.NumberFormat(locale)
  const padded = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 })
  return (total) => {
    const hours = Math.floor(total / 3600)
    const minutes = Math.floor((total % 3600) / 60)
    const seconds = total % 60
    const native = hours > 0 ? long : short
    if (native) return native.format({ hours, minutes, seconds })
    const start = hours > 0 ? `${first.format(hours)}:${padded.format(minutes)}` : first.format(minutes)
    return `${start}:${padded.format(seconds)}`
  }
}
