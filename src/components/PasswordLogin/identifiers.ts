import type { LoginIdentifier, TenantConfig } from '../../client/types.js'
import type { MessageKey } from '../../messages/index.js'

/** What one field takes. */
export type IdentifierMode = 'email' | 'phoneNumber' | 'emailOrPhoneNumber' | 'username' | 'emailOrUsername'

/**
 * The fields for what the tenant allows, the first one shown first. One field tells emails from anything else;
 * a username and a phone number may look the same, so those two are never asked for in one.
 */
export function identifierModes({
  email,
  phoneNumber,
  customIdentifier,
}: TenantConfig['loginTypeAllowed']): readonly IdentifierMode[] {
  if (phoneNumber) {
    const main: IdentifierMode = email ? 'emailOrPhoneNumber' : 'phoneNumber'
    return customIdentifier ? [main, 'username'] : [main]
  }
  if (customIdentifier) return [email ? 'emailOrUsername' : 'username']
  return ['email']
}

/** As long as the tenant's settings are not known. */
export const emailOnly: TenantConfig['loginTypeAllowed'] = {
  email: true,
  phoneNumber: false,
  customIdentifier: false,
}

export const modeTexts = {
  email: { label: 'email.label', missing: 'email.missing', switchTo: 'login.useEmailOrPhoneNumber' },
  phoneNumber: { label: 'phone.label', missing: 'phone.missing', switchTo: 'login.usePhoneNumber' },
  emailOrPhoneNumber: {
    label: 'login.emailOrPhoneNumber',
    missing: 'login.emailOrPhoneNumberMissing',
    switchTo: 'login.useEmailOrPhoneNumber',
  },
  username: { label: 'login.username', missing: 'login.usernameMissing', switchTo: 'login.useUsername' },
  emailOrUsername: {
    label: 'login.emailOrUsername',
    missing: 'login.emailOrUsernameMissing',
    switchTo: 'login.useUsername',
  },
} as const satisfies Record<IdentifierMode, Record<'label' | 'missing' | 'switchTo', MessageKey>>

/** What a person typed, as the server wants it; `undefined` if it can't be what is asked for. */
export function readIdentifier(typed: string, mode: IdentifierMode): LoginIdentifier | undefined {
  const text = typed.trim()
  if (mode === 'username') return { customIdentifier: text }
  if (mode !== 'phoneNumber' && /^[^\s@]+@[^\s@]+$/.test(text)) return { email: text }
  if (mode === 'emailOrUsername') return { customIdentifier: text }
  // A national number is left to the server, which knows the tenant's country.
  const isNumber = mode !== 'email' && /^\+?[\p{Nd}\s()./-]{4,}$/u.test(text)
  return isNumber ? { phoneNumber: text.replace(/[^\p{Nd}+]/gu, '') } : undefined
}
