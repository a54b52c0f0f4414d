import type { MessageKey, Messages } from '../../src/index.js'
import type { PluralMessage } from '../../src/messages/index.js'
import { en } from '../../src/messages/locales/en.js'

const accented: Readonly<Record<string, string>> = {
  a: 'á',
  c: 'ç',
  d: 'ð',
  e: 'é',
  g: 'ğ',
  i: 'í',
  l: 'ł',
  n: 'ñ',
  o: 'ö',
  r: 'ř',
  s: 'š',
  t: 'ţ',
  u: 'û',
  y: 'ý',
  z: 'ž',
  A: 'Å',
  C: 'Ç',
  E: 'É',
  I: 'Î',
  N: 'Ñ',
  O: 'Ø',
  S: 'Š',
  T: 'Ţ',
  U: 'Ü',
  W: 'Ŵ',
  Y: 'Ý',
}

const growth = 0.4

/** Accented, some 40 % longer and in brackets, so that a cut text or one that is not translated is seen. */
export function pseudoText(text: string): string {
  const body = text
    .split(/(\{\w+\})/)
    .map((part) =>
      part.startsWith('{') ? part : part.replace(/[A-Za-z]/g, (letter) => accented[letter] ?? letter),
    )
    .join('')
  const words = 'ķàî ðōŧé šëñŧ '
  const extra = Math.ceil(text.replace(/\{\w+\}/g, '').length * growth)
  const padding = words
    .repeat(Math.ceil(extra / words.length))
    .slice(0, extra)
    .trim()
  return `⟦${body} ${padding}⟧`
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
