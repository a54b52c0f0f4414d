import { isolate } from './isolate.js'

/** By language: making one costs more than a row of a list. */
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * A server's date in the reader's language. A date without a time belongs to no time zone; what is no ISO date is
 * shown as it is.
 *
 * @param locale BCP 47
 */
export function formatDate(date: string, locale: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(date)
  const time = isDay || /^\d{4}-\d\d-\d\dT/.test(date) ? Date.parse(date) : Number.NaN
  if (Number.isNaN(time)) return isolate(date)
  const key = locale + isDay
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...(isDay && { timeZone: 'UTC' }) })
    formats.set(key, format)
  }
  return format.format(time)
}
