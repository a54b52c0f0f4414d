const significant = /[\p{Nd}+\uff0b]/u

/** The digits of a text and a plus before them; everything else is formatting, or a slip. */
export function significantOf(text: string): string {
  const characters = Array.from(text).filter((character) => significant.test(character))
  return characters.filter((character, index) => index === 0 || /\p{Nd}/u.test(character)).join('')
}

/** Where the caret belongs after formatting: behind as many digits as it was before. */
export function caretBehind(text: string, count: number): number {
  let seen = 0
  for (let index = 0; index < text.length; index += 1) {
    if (seen === count) return index
    if (significant.test(text.charAt(index))) seen += 1
  }
  return text.length
}

export interface Edit {
  text: string
  /** Where the caret is in `text`. */
  caret: number
}

/**
 * Backspace over a separator would remove nothing, since formatting brings it back: it takes the digit before
 * it, and Delete the digit behind it.
 */
export function throughSeparators(before: string, { text, caret }: Edit, inputType: string): Edit {
  const backward = inputType === 'deleteContentBackward'
  if (!backward && inputType !== 'deleteContentForward') return { text, caret }
  if (text.length >= before.length || significantOf(text) !== significantOf(before)) return { text, caret }
  const step = backward ? -1 : 1
  for (let at = backward ? caret - 1 : caret; at >= 0 && at < text.length; at += step) {
    if (!significant.test(text.charAt(at))) continue
    return { text: text.slice(0, at) + text.slice(at + 1), caret: backward ? at : caret }
  }
  return { text, caret }
}
