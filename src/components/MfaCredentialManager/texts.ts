import type { MfaCredential } from '../../client/types.js'
import { maskEmail, maskPhoneNumber } from '../../internal/mask.js'

/** Keeps what it holds in one piece, whatever way the text around it runs. */
const isolated = (text: string) => `\u2068${text}\u2069`

export function maskedValue(credential: MfaCredential): string {
  return credential.type === 'email' ? maskEmail(credential.email) : maskPhoneNumber(credential.phoneNumber)
}

/** What sentences name: the masked email, or the last digits of the phone number. */
export function targetOf(credential: MfaCredential): string {
  const masked = maskedValue(credential)
  return isolated(credential.type === 'email' ? masked : masked.slice(-2))
}

export function keyOf(credential: MfaCredential): string {
  return credential.type + (credential.type === 'email' ? credential.email : credential.phoneNumber)
}

const significant = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** A name that somebody gave: ReachFive fills in the identifier itself, or the word `identifier`. */
export function nameOf(credential: MfaCredential): string | undefined {
  const { friendlyName } = credential
  if (!friendlyName || friendlyName === 'identifier') return undefined
  const identifier = credential.type === 'email' ? credential.email : credential.phoneNumber
  const name = significant(friendlyName)
  return name === '' || name.includes(significant(identifier)) ? undefined : friendlyName
}
