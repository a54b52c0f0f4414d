/** Which characters a code is made of. */
export type OtpValidationType = 'numeric' | 'alphanumeric'

/** What happens to the letters of an alphanumeric code. */
export type OtpCase = 'upper' | 'lower' | 'preserve'

/** Why a text was refused: more characters than there is room for, or one that no code holds. */
export type OtpRejectReason = 'tooLong' | 'badCharacter'

export interface CodeFormat {
  length: number
  type: OtpValidationType
  case: OtpCase
}

/** Replace `value.slice(from, to)` by `text`; `value` is what comes out. Without `text` nothing changes. */
export interface Edit {
  from: number
  to: number
  text: string
  value: string
  /** Why nothing changes; nothing but formatting has no reason. */
  reason?: OtpRejectReason | undefined
}

/** What stands around and between the groups of a code. */
const decoration = /[\p{Z}\p{C}\p{M}\p{P}−ー]/gu

/** Unicode lists the digits of every script from zero to nine in a row, so the place in the row is the digit. */
function toAsciiDigit(character: string): string {
  let point = character.codePointAt(0) ?? 0
  let value = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(--point))) value += 1
  return `${value % 10}`
}

function toAscii(text: string): string {
  // A typed key has no time for what follows.
  return /^\w*$/.test(text) ? text : text.normalize('NFKC').replace(/[^\P{Nd}0-9]/gu, toAsciiDigit)
}

/**
 * The code in a sentence: the first word of the right length, or neighbouring groups that add up to it. In prose a code
 * stands out by its digits; a word of capitals is one when there is nothing else.
 */
function findCode(text: string, words: RegExp, length: number): string {
  let capitals = ''
  let run = ''
  let end = 0
  for (const { 0: word, index } of text.matchAll(words)) {
    const isWhole = word.length === length
    if (/\d/.test(word)) {
      // Only what joins groups stands between two of one code.
      if (isWhole || !/^[\p{Z}\p{C}\p{Pd}·−ー]*\.?$/u.test(text.slice(end, index))) {
        if (run.length === length) break
        run = ''
      }
      run += word
      if (isWhole) break
      end = index + word.length
    } else if (isWhole && word === word.toUpperCase()) capitals ||= word
  }
  return run.length === length ? run : capitals
}

/** The code in a text, or the part of one that it is; of one that is too long, the beginning. */
function read(raw: string, format: CodeFormat): [code: string, reason?: OtpRejectReason | undefined] {
  const { length, type, case: letterCase } = format
  const words = type === 'numeric' ? /\d+/g : /[\da-z]+/gi
  const text = toAscii(raw)
  const bare = text.replace(decoration, '')
  const isPlain = !bare.replace(words, '')
  // In prose a group without a digit belongs to a code only by its hyphen.
  const found =
    isPlain && bare.length <= length
      ? bare
      : findCode(text, words, length) || findCode(text.replace(/\b\p{Pd}\b/gu, ''), words, length)
  const code = found || bare.slice(0, isPlain ? length : 0)
  return [
    letterCase === 'upper' ? code.toUpperCase() : letterCase === 'lower' ? code.toLowerCase() : code,
    found || !bare ? undefined : isPlain ? 'tooLong' : 'badCharacter',
  ]
}

/** What a value set from outside becomes: the code or the part of one in it, cut to its length, else nothing. */
export function toCode(value: string, format: CodeFormat): string {
  return read(value, format)[0]
}

/**
 * Inserting `raw` over `value.slice(from, end)`: a whole code replaces everything, a part goes in where there is room
 * and otherwise over what stands there.
 */
export function insert(
  value: string,
  from: number,
  end: number,
  raw: string,
  format: CodeFormat,
  overwrite?: boolean,
): Edit {
  const [code, reason] = read(raw, format)
  const { length } = format
  const text = reason ? '' : code
  if (text.length === length) {
    from = 0
    end = value.length
  }
  const hasRoom = !overwrite && value.length - (end - from) + text.length <= length
  const to = hasRoom ? end : Math.max(end, from + text.length)
  const next = value.slice(0, from) + text + value.slice(to)
  return text && next.length <= length
    ? { from, to, text, value: next }
    : { from, to, text: '', value, reason: text ? 'tooLong' : reason }
}

/**
 * The same for a text that is in the field already: another whole code, or what was inserted where `next` departs from
 * `value`.
 */
export function reconcile(value: string, next: string, format: CodeFormat): Edit {
  const whole = insert(value, 0, value.length, next, format)
  if (whole.value !== value && whole.value.length === format.length) return whole
  let start = 0
  let end = value.length
  let stop = next.length
  while (start < end && value[start] === next[start]) start += 1
  for (; end > start && stop > start && value[end - 1] === next[stop - 1]; end -= 1) stop -= 1
  return insert(value, start, end, next.slice(start, stop), format)
}
