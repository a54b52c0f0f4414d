import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskEmail, maskPhoneNumber } from '../../src/internal/mask.js'

describe('an email, masked', () => {
  it.each([
    ['john@example.com', 'j•••@example.com'],
    ['jo@example.com', 'j•••@example.com'],
    ['j@example.com', '•••@example.com'],
    ['"a@b"@example.com', '"•••@example.com'],
    ['日本@example.jp', '日•••@example.jp'],
    ['😀x@example.com', '😀•••@example.com'],
    [' john@example.com\n', 'j•••@example.com'],
    ['\u202Ejohn@exa\u2066mple.com\u200B', 'j•••@example.com'],
    ['john', '•••'],
    ['@example.com', '•••'],
    ['john@', '•••'],
    ['', '•••'],
    ['\u202E@\u202D', '•••'],
    [`john@${'x'.repeat(80)}`, `j•••@${'x'.repeat(60)}…`],
  ])('%j reads %j', (email, masked) => {
    expect(maskEmail(email)).toBe(masked)
  })

  it('never shows more than one character before the @, nor anything invisible', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.string({ unit: 'binary' }),
        (local, host) => {
          const masked = maskEmail(`${local}@${host}`)
          expect(masked).toMatch(/^([^\s\p{C}]?•••@[^\s\p{C}]{1,60}…?|•••)$/u)
        },
      ),
    )
  })
})

describe('a phone number, masked', () => {
  it.each([
    ['+33612345678', '••• ••• 78'],
    ['06 12 34 56 42', '••• ••• 42'],
    ['+1 (555) 010-9999', '••• ••• 99'],
    ['\u202E+33612345678', '••• ••• 78'],
    ['123456', '••• ••• 56'],
    ['12345', '••• •••'],
    ['', '••• •••'],
    ['no number', '••• •••'],
  ])('%j reads %j', (phoneNumber, masked) => {
    expect(maskPhoneNumber(phoneNumber)).toBe(masked)
  })

  it('never shows more than two digits, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        expect(maskPhoneNumber(text)).toMatch(/^••• •••( \d\d)?$/)
      }),
    )
  })
})
