import type { MessageKey, Messages } from '../../src/index.js'
import type { PluralMessage } from '../../src/messages/index.js'
import { en } from '../../src/messages/locales/en.js'

const accented: Readonly<Record<string, string>> = {
  a: 'áá',
  c: 'ç',
  d: 'ð',
  e: 'éé',
  g: 'ğ',
  i: 'íí',
  l: 'ł',
  n: 'ñ',
  o: 'öö',
  r: 'ř',
  s: 'š',
  t: 'ţ',
  u: 'ûû',
  y: 'ý',
  z: 'ž',
  A: 'ÅÅ',
  C: 'Ç',
  E: 'ÉÉ',
  I: 'ÎÎ',
  N: 'Ñ',
  O: 'ØØ',
  S: 'Š',
  T: 'Ţ',
  U: 'ÜÜ',
  W: 'Ŵ',
  Y: 'Ý',
}

/**
 * Accented, and with every vowel twice some 40 % longer, so that a text that is cut or not translated is seen. Letter
 * by letter, so that a label stays a part of the longer name that holds it.
 */
export function pseudoText(text: string): string {
  return text
    .split(/(\{\w+\})/)
    .map((part) =>
      part.startsWith('{') ? part : part.replace(/[A-Za-z]/g, (letter) => accented[letter] ?? letter),
    )
    .join('')
}

function pseudoOf(message: string | PluralMessage): string | PluralMessage {
  if (typeof message === 'string') return pseudoText(message)
  const { one, other } = message
  return { other: pseudoText(other), ...(one !== undefined && { one: pseudoText(one) }) }
}

/** Whether a value has every sentence of the kit. */
export function isMessages(value: unknown): value is Messages {
  return typeof value === 'object' && value !== null && Object.keys(en).every((key) => key in value)
}

export const messageKeys = Object.keys(en).filter((key): key is MessageKey => key in en)

export function createPseudoMessages(): Messages {
  const texts: unknown = Object.fromEntries(messageKeys.map((key) => [key, pseudoOf(en[key])]))
  if (!isMessages(texts)) throw new Error('The pseudo-locale lacks a sentence.')
  return texts
}
