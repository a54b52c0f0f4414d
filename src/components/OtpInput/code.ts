/** Which characters a code is made of. */
export type OtpValidationType = 'numeric' | 'alphanumeric'

/** What happens to the letters of an alphanumeric code. */
export type OtpCase = 'upper' | 'lower' | 'preserve'

/** Why a text was refused: more characters than there is room for, or one that no code holds. */
export type OtpRejectReason = 'tooLong' | 'badCharacter'

export interface CodeFormat {
  length: number
  type: OtpValidationType
  letterCase: OtpCase
}

/** Replace `value.slice(from, to)` by `text`; `value` is what comes out. */
export interface Edit {
  from: number
  to: number
  text: string
  value: string
}

/** A text read as a code, or as a part of one. */
interface Reading {
  text: string
  whole: boolean
}

const digit = /\p{Nd}/u
const quiet = /[\s\p{Z}\p{C}\p{M}\p{Pd}\u2212\u30FC]/gu
const decoration = /[\s\p{Z}\p{C}\p{M}\p{P}\u2212\u30FC]/gu
const joint = /^[\s\p{Z}\p{C}\p{Pd}\u2212\u30FC.·_]+$/u

/** Unicode lists the digits of every script from zero to nine in a row, so the place in the row is the digit. */
function toAsciiDigit(character: string): string {
  const point = character.codePointAt(0) ?? 0
  let zero = point
  while (digit.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String((point - zero) % 10)
}

function toAscii(text: string): string {
  return text.normalize('NFKC').replace(/[^\P{Nd}0-9]/gu, toAsciiDigit)
}

function allowed(text: string, type: OtpValidationType): boolean {
  return type === 'numeric' ? /^[0-9]*$/.test(text) : /^[0-9a-z]*$/i.test(text)
}

function withCase(text: string, letterCase: OtpCase): string {
  return letterCase === 'upper' ? text.toUpperCase() : letterCase === 'lower' ? text.toLowerCase() : text
}

/** The code in a sentence: one word of the right length, else neighbouring groups that add up to it. */
function findCode(text: string, { length, type }: CodeFormat): string | undefined {
  const runs: string[] = []
  let end = -1
  for (const match of text.matchAll(type === 'numeric' ? /[0-9]+/g : /[0-9a-z]+/gi)) {
    const word = match[0]
    // In prose a code stands out by its digits or capitals.
    const isCodeLike = /[0-9]/.test(word) || word === word.toUpperCase()
    if (isCodeLike) {
      if (word.length === length) return word
      if (end >= 0 && joint.test(text.slice(end, match.index))) runs.push((runs.pop() ?? '') + word)
      else runs.push(word)
    }
    end = isCodeLike ? match.index + word.length : -1
  }
  return runs.find((run) => run.length === length)
}

function read(raw: string, format: CodeFormat): Reading | OtpRejectReason | undefined {
  const text = toAscii(raw)
  const bare = text.replace(decoration, '')
  const isPlain = allowed(bare, format.type)
  const code = isPlain && bare.length === format.length ? bare : findCode(text, format)
  if (code !== undefined) return { text: withCase(code, format.letterCase), whole: true }
  if (!isPlain) return 'badCharacter'
  if (bare === '') return text.replace(quiet, '') === '' ? undefined : 'badCharacter'
  if (bare.length > format.length) return 'tooLong'
  return { text: withCase(bare, format.letterCase), whole: false }
}

/** Whether a value can stand in the field as it is. */
export function isClean(value: string, { length, type, letterCase }: CodeFormat): boolean {
  return value.length <= length && allowed(value, type) && value === withCase(value, letterCase)
}

/** What a value set from outside becomes: the code in it, else its usable characters. */
export function toCode(value: string, format: CodeFormat): string {
  if (isClean(value, format)) return value
  const reading = read(value, format)
  if (typeof reading === 'object') return reading.text
  const usable = format.type === 'numeric' ? /[^0-9]/g : /[^0-9a-z]/gi
  return withCase(toAscii(value).replace(usable, '').slice(0, format.length), format.letterCase)
}

/**
 * Inserting `raw` over `value.slice(start, end)`: a whole code replaces everything, a part goes in where there is
 * room and otherwise over what stands there. `undefined`: nothing but formatting, to be ignored.
 */
export function insert(
  value: string,
  start: number,
  end: number,
  raw: string,
  format: CodeFormat,
  overwrite = false,
): Edit | OtpRejectReason | undefined {
  const reading = read(raw, format)
  if (typeof reading !== 'object') return reading
  const { text, whole } = reading
  if (whole) return { from: 0, to: value.length, text, value: text }
  const hasRoom = !overwrite && value.length - (end - start) + text.length <= format.length
  const to = hasRoom ? end : Math.min(value.length, Math.max(end, start + text.length))
  const next = value.slice(0, start) + text + value.slice(to)
  return next.length > format.length ? 'tooLong' : { from: start, to, text, value: next }
}

/** The same for a text that is in the field already: what was inserted is where `next` departs from `value`. */
export function reconcile(
  value: string,
  next: string,
  format: CodeFormat,
): Edit | OtpRejectReason | undefined {
  let start = 0
  while (start < value.length && value[start] === next[start]) start += 1
  let tail = 0
  const most = Math.min(value.length, next.length) - start
  while (tail < most && value[value.length - 1 - tail] === next[next.length - 1 - tail]) tail += 1
  return insert(value, start, value.length - tail, next.slice(start, next.length - tail), format)
}

/** For the `pattern` attribute: as many characters as the code has, formatted in any way. */
export function codePattern({ length, type }: CodeFormat): string {
  const character = type === 'numeric' ? '\\p{Nd}' : '\\p{L}\\p{Nd}'
  return `[^${character}]*([${character}][^${character}]*){${length}}`
}
