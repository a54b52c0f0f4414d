import type { Messages, PluralMessage, Translate } from './types.js'

function fill(text: string, params: Readonly<Record<string, string | number>>, locale: string): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined
    if (value === undefined) return placeholder
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value
  })
}

function choose(message: PluralMessage, count: number, locale: string): string {
  return message[new Intl.PluralRules(locale).select(count)] ?? message.other
}

/** A `t` for one catalogue and locale; numbers are written in the reader's digits. */
export function createTranslate(messages: Messages, locale: string): Translate {
  return (key, ...[params = {}]: [params?: Readonly<Record<string, string | number>>]) => {
    const message: string | PluralMessage = messages[key]
    const text = typeof message === 'string' ? message : choose(message, Number(params['count']), locale)
    return fill(text, params, locale)
  }
}
