import { isolate } from './isolate.js'

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
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...(isDay && { timeZone: 'UTC' }) }).format(
    time,
  )
}
