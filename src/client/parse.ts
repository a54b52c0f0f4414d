import { field, flags, required, requiredFlag, requiredList, requiredString, strings } from './json.js'
import type {
  EnrollmentResult,
  Factor,
  MfaCredential,
  PasswordLoginResult,
  Profile,
  TenantConfig,
  TrustedDevice,
} from './types.js'

/** For calls whose answer says nothing. */
export const nothing = () => {}

export function parseConfig(body: unknown): TenantConfig {
  const { countryCode = '', ...known } = strings(body, 'language', 'countryCode')
  return {
    ...flags(body, 'sms', 'mfaEmailEnabled', 'mfaSmsEnabled', 'rbaEnabled'),
    ...known,
    // Anything else would be offered as a country.
    ...(/^[a-z]{2}$/i.test(countryCode) && { countryCode }),
    sso: requiredFlag(body, 'sso'),
    loginTypeAllowed: {
      email: true,
      phoneNumber: false,
      customIdentifier: false,
      ...flags(field(body, 'loginTypeAllowed'), 'email', 'phoneNumber', 'customIdentifier'),
    },
  }
}

export const parseLogin = (body: unknown): PasswordLoginResult => ({
  tkn: requiredString(body, 'tkn'),
  // Another kind than a boolean must not read as "no second factor".
  mfaRequired: (field(body, 'mfaRequired') ?? false) !== false && requiredFlag(body, 'mfaRequired'),
})

function parseCredential(item: unknown): MfaCredential | undefined {
  const type = field(item, 'type')
  const rest = strings(item, 'friendlyName', 'createdAt')
  if (type === 'email') return { type, email: requiredString(item, 'email'), ...rest }
  if (type === 'sms') return { type, phoneNumber: requiredString(item, 'phoneNumber'), ...rest }
  return undefined
}

/** Kinds of credential that the kit does not know are left out. */
export const parseCredentials = (body: unknown): MfaCredential[] =>
  requiredList(body, 'credentials').flatMap((item) => parseCredential(item) ?? [])

export const parseEnrollment =
  (factor: Factor) =>
  (body: unknown): EnrollmentResult => {
    const status = field(body, 'status')
    // ReachFive's pages promise no body at all, its SDKs read a status: both are taken.
    if (body === undefined || status === `${factor}_sent`) return { status: 'codeSent', factor }
    const credential = parseCredential(field(body, 'credential'))
    return {
      status: required(status === 'enabled' ? status : undefined, 'status'),
      ...(credential && { credential }),
    }
  }

export const parseDevices = (body: unknown): TrustedDevice[] =>
  requiredList(body, 'trustedDevices').map((item) => ({
    ...strings(item, 'userId', 'createdAt'),
    id: requiredString(item, 'id'),
    metadata: strings(
      field(item, 'metadata'),
      'ip',
      'operatingSystem',
      'userAgent',
      'deviceClass',
      'deviceName',
    ),
  }))

export const parseProfile = (body: unknown): Profile => ({
  ...strings(
    required(typeof body === 'object' && body && !Array.isArray(body) ? body : undefined, 'profile'),
    'id',
    'email',
    'phoneNumber',
  ),
  ...flags(body, 'emailVerified', 'phoneNumberVerified'),
})
