const dots = '•••'

/** Control, format (bidi, zero width), surrogate and private characters, and all white space. */
const unseen = /[\p{C}\s]/gu

/** `jo@example.com` → `j•••@example.com`. Shows at most one character of what stands before the `@`. */
export function maskEmail(email: string): string {
  const clean = email.slice(0, 320).replace(unseen, '')
  const at = clean.lastIndexOf('@')
  if (at < 1 || at === clean.length - 1) return dots
  const local = Array.from(clean.slice(0, at))
  const host = Array.from(clean.slice(at + 1))
  return `${local.length > 1 ? local[0] : ''}${dots}@${host.slice(0, 60).join('')}${host.length > 60 ? '…' : ''}`
}

/** `+33612345678` → `••• ••• 78`. The length tells nothing; short numbers show no digit. */
export function maskPhoneNumber(phoneNumber: string): string {
  const digits = phoneNumber.slice(0, 64).replace(/\D/g, '')
  return `${dots} ${dots}${digits.length < 6 ? '' : ` ${digits.slice(-2)}`}`
}
