import { required } from './http.js'
import { defined, field, flag, text } from './json.js'
import type {
  EnrollmentResult,
  Factor,
  MfaCredential,
  PasswordLoginResult,
  Profile,
  TenantConfig,
  TokenSet,
  TrustedDevice,
} from './types.js'

/** For calls whose answer says nothing. */
export const nothing = () => {}

export const requiredText = (value: unknown, key: string) => required(text(value, key), key)

function list(value: unknown, key: string): readonly unknown[] {
  const found = field(value, key)
  return required(Array.isArray(found) ? found : undefined, key)
}

/** `/config` is the one answer whose spelling on the wire is not known: both are read. */
function either(value: unknown, camelCase: string): unknown {
  return (
    field(value, camelCase) ??
    field(
      value,
      camelCase.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    )
  )
}

export function parseConfig(body: unknown): TenantConfig {
  const bool = (key: string, from = body) => {
    const value = either(from, key)
    return typeof value === 'boolean' ? value : undefined
  }
  const logins = either(body, 'loginTypeAllowed')
  return defined({
    sso: required(bool('sso'), 'sso'),
    sms: bool('sms'),
    mfaEmailEnabled: bool('mfaEmailEnabled'),
    mfaSmsEnabled: bool('mfaSmsEnabled'),
    rbaEnabled: bool('rbaEnabled'),
    loginTypeAllowed: {
      email: bool('email', logins) ?? true,
      phoneNumber: bool('phoneNumber', logins) ?? false,
      customIdentifier: bool('customIdentifier', logins) ?? false,
    },
    language: text(body, 'language'),
    countryCode: text(body, 'countryCode') ?? text(body, 'country_code'),
  })
}

const isFactor = (value: unknown): value is Factor => value === 'email' || value === 'sms'

export function parseStepUp(body: unknown): { token: string; factors: Factor[] } {
  return {
    token: requiredText(body, 'token'),
    factors: [...new Set(list(body, 'amr').filter(isFactor))],
  }
}

export function parseTokens(body: unknown): TokenSet {
  const expiresIn = field(body, 'expires_in')
  return defined({
    accessToken: requiredText(body, 'access_token'),
    tokenType: text(body, 'token_type') ?? 'Bearer',
    expiresIn: typeof expiresIn === 'number' && expiresIn > 0 ? expiresIn : undefined,
    idToken: text(body, 'id_token'),
    refreshToken: text(body, 'refresh_token'),
  })
}

export function parseLogin(body: unknown): PasswordLoginResult {
  const mfaRequired = field(body, 'mfa_required') ?? false
  return {
    tkn: requiredText(body, 'tkn'),
    mfaRequired: required(typeof mfaRequired === 'boolean' ? mfaRequired : undefined, 'mfa_required'),
  }
}

function parseCredential(item: unknown): MfaCredential | undefined {
  const type = field(item, 'type')
  const rest = { friendlyName: text(item, 'friendly_name'), createdAt: text(item, 'created_at') }
  if (type === 'email') return defined({ type, email: requiredText(item, 'email'), ...rest })
  if (type === 'sms') return defined({ type, phoneNumber: requiredText(item, 'phone_number'), ...rest })
  return undefined
}

/** Kinds of credential that the kit does not know are left out. */
export const parseCredentials = (body: unknown): MfaCredential[] =>
  list(body, 'credentials').flatMap((item) => parseCredential(item) ?? [])

export function parseEnrollment(factor: Factor): (body: unknown) => EnrollmentResult {
  return (body) => {
    const status = field(body, 'status')
    // ReachFive's pages promise no body at all, its SDKs read a status: both are taken.
    if (body === undefined || status === `${factor}_sent`) return { status: 'codeSent', factor }
    required(status === 'enabled' || undefined, 'status')
    return defined({ status: 'enabled' as const, credential: parseCredential(field(body, 'credential')) })
  }
}

export const parseDevices = (body: unknown): TrustedDevice[] =>
  list(body, 'trusted_devices').map((item) => {
    const metadata = field(item, 'metadata')
    return defined({
      id: requiredText(item, 'id'),
      userId: text(item, 'user_id'),
      createdAt: text(item, 'created_at'),
      metadata: defined({
        ip: text(metadata, 'ip'),
        operatingSystem: text(metadata, 'operating_system'),
        userAgent: text(metadata, 'user_agent'),
        deviceClass: text(metadata, 'device_class'),
        deviceName: text(metadata, 'device_name'),
      }),
    })
  })

export function parseProfile(body: unknown): Profile {
  required(body ?? undefined, 'profile')
  return defined({
    id: text(body, 'id') ?? text(body, 'sub'),
    email: text(body, 'email'),
    emailVerified: flag(body, 'email_verified'),
    phoneNumber: text(body, 'phone_number'),
    phoneNumberVerified: flag(body, 'phone_number_verified'),
  })
}
