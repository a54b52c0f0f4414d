import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { insert, reconcile, toCode } from '../../src/components/OtpInput/code.js'
import type { CodeFormat } from '../../src/components/OtpInput/code.js'

const numeric: CodeFormat = { length: 6, type: 'numeric', case: 'preserve' }
const upper: CodeFormat = { length: 6, type: 'alphanumeric', case: 'upper' }

describe('A text that holds a code', () => {
  test.each([
    ['123456', '123456'],
    ['  123 456\n', '123456'],
    ['123‑456', '123456'],
    ['1.2.3.4.5.6', '123456'],
    ['“123456”', '123456'],
    ['(123456)', '123456'],
    ['\u202a123456\u202c', '123456'],
    ['123456 is your code; it holds for 10 minutes', '123456'],
    ['Use 123 456 at 10:30', '123456'],
    ['<#> Your code: 123456 FA+9qCX9VSu', '123456'],
    ['１２３ー４５６', '123456'],
    ['𝟏𝟐𝟑𝟒𝟓𝟔', '123456'],
    ['๑๒๓๔๕๖', '123456'],
    ['12', '12'],
    ['1234567', '123456'],
    ['Your code is 123 456. Ref 987654', '123456'],
    ['Your code is 123 456. 10 minutes are left.', '123456'],
    ['Your code:\n1\n2\n3\n4\n5\n6\nIt holds for 10 minutes', '123456'],
    ['Your code is 123.456.', '123456'],
    ['no code', ''],
    ['Call 555 123 4567', ''],
  ])('%s gives %s', (text, code) => {
    expect(toCode(text, numeric)).toBe(code)
  })

  test.each([
    ['ab1-2cd', 'AB12CD'],
    ['ａｂ１２ｃｄ', 'AB12CD'],
    ['Please enter A1B2C3 now', 'A1B2C3'],
    ['Your code is A1B 2C3', 'A1B2C3'],
    ['Your code is QWERTY', 'QWERTY'],
    ['PLEASE enter X7K2P9', 'X7K2P9'],
    ['CODE X7K 2P9', 'X7K2P9'],
    ['code: 0OIl1q', '0OIL1Q'],
    ['Your code is ABC-D12.', 'ABCD12'],
    ['Enter WDJ-MJH to sign in', 'WDJMJH'],
    ['G-A1B2C3 is your code', 'A1B2C3'],
    ['héllo1', ''],
  ])('%s gives %s where letters count', (text, code) => {
    expect(toCode(text, upper)).toBe(code)
  })

  test('may be written in lower case', () => {
    expect(toCode('AB12CD', { ...upper, case: 'lower' })).toBe('ab12cd')
  })
})

describe('Inserting', () => {
  test.each([
    ['in the middle of a part', '1256', 2, 2, '34', '123456'],
    ['over a selection', '199456', 1, 3, '23', '123456'],
    ['where there is no room, over what stands there', '123456', 1, 1, '99', '199456'],
    ['a whole code, over everything', '99', 1, 1, '123-456', '123456'],
  ])('%s', (_where, value, start, end, raw, next) => {
    expect(insert(value, start, end, raw, numeric)).toMatchObject({ value: next })
  })

  test.each([
    ['past the end', '123456', 6, '7', 'tooLong'],
    ['what would not fit', '12345', 5, '67', 'tooLong'],
    ['a letter', '12', 2, 'x', 'badCharacter'],
    ['only formatting', '12', 2, ' – ', undefined],
  ])('%s changes nothing', (_what, value, at, raw, reason) => {
    expect(insert(value, at, at, raw, numeric)).toMatchObject({ text: '', value, reason })
  })

  test('never gives more than the code has, and nothing but its characters', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9]{0,6}$/),
        fc.nat(6),
        fc.nat(6),
        fc.string({ unit: 'grapheme' }),
        fc.boolean(),
        (value, one, other, raw, overwrite) => {
          const start = Math.min(one, other, value.length)
          const end = Math.min(Math.max(one, other), value.length)
          expect(insert(value, start, end, raw, numeric, overwrite).value).toMatch(/^[0-9]{0,6}$/)
        },
      ),
    )
  })

  test('gives a code back however it is formatted', () => {
    const separator = fc.constantFrom(' ', '-', '–', '\u00a0', '\u200e', '.', '')
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9]{6}$/),
        fc.array(separator, { minLength: 7, maxLength: 7 }),
        (code, separators) => {
          const text = separators.map((mark, index) => mark + (code[index] ?? '')).join('')
          expect(toCode(text, numeric)).toBe(code)
        },
      ),
    )
  })
})

describe('A text that is in the box already', () => {
  test.each([
    ['grown by a formatted part', '12', '12-34', '1234'],
    ['replaced', '123456', 'Your code is 654321', '654321'],
    ['formatted', '123456', '123-456', '123456'],
    ['too long by one', '123456', '1234567', '123456'],
    ['with a letter', '12', '1x2', '12'],
    ['grown by a repetition', '11', '1 11', '111'],
    ['filled over the first digits of the code', '12', '123456 is your code', '123456'],
    ['filled over the last digit of the code', '6', 'Your code is 123456', '123456'],
  ])('%s', (_how, value, next, result) => {
    expect(reconcile(value, next, numeric).value).toBe(result)
  })

  test('says why when there is more than the code that stood there', () => {
    expect(reconcile('123456', '123456x', numeric)).toMatchObject({
      value: '123456',
      text: '',
      reason: 'badCharacter',
    })
  })
})
