/** Paths that the fake serves, by the name that faults and the log use. */
export const endpointPaths = {
  config: '/identity/v1/config',
  'mfa/stepup': '/identity/v1/mfa/stepup',
  'mfa/credentials': '/identity/v1/mfa/credentials',
  'mfa/credentials/emails': '/identity/v1/mfa/credentials/emails',
  'mfa/credentials/emails/verify': '/identity/v1/mfa/credentials/emails/verify',
  'mfa/credentials/phone-numbers': '/identity/v1/mfa/credentials/phone-numbers',
  'mfa/credentials/phone-numbers/verify': '/identity/v1/mfa/credentials/phone-numbers/verify',
  'mfa/trusteddevices': '/identity/v1/mfa/trusteddevices',
  'mfa/trusteddevices/{id}': '/identity/v1/mfa/trusteddevices/{id}',
  'passwordless/start': '/identity/v1/passwordless/start',
  'passwordless/verify': '/identity/v1/passwordless/verify',
  'verify-auth-code': '/identity/v1/verify-auth-code',
  'password/login': '/identity/v1/password/login',
  'password/strength': '/identity/v1/password/strength',
  'update-email': '/identity/v1/update-email',
  'verify-email': '/identity/v1/verify-email',
  'send-email-verification': '/identity/v1/send-email-verification',
  'update-phone-number': '/identity/v1/update-phone-number',
  'verify-phone-number': '/identity/v1/verify-phone-number',
  'send-phone-number-verification': '/identity/v1/send-phone-number-verification',
  userinfo: '/identity/v1/userinfo',
  'update-profile': '/identity/v1/update-profile',
  'update-password': '/identity/v1/update-password',
  unlink: '/identity/v1/unlink',
  signup: '/identity/v1/signup',
  'signup/data': '/identity/v1/signup/data',
  'forgot-password': '/identity/v1/forgot-password',
  'account-recovery': '/identity/v1/account-recovery',
  'sso/data': '/identity/v1/sso/data',
  logout: '/identity/v1/logout',
  'email-link': '/identity/v1/email-link/{id}',
  'oauth/authorize': '/oauth/authorize',
  'oauth/token': '/oauth/token',
  'oauth/revoke': '/oauth/revoke',
} as const

/** Name of an endpoint of the fake: its path without `/identity/v1/`. */
export type EndpointName = keyof typeof endpointPaths

export const isEndpointName = (value: unknown): value is EndpointName =>
  typeof value === 'string' && Object.hasOwn(endpointPaths, value)

const patterns = Object.entries(endpointPaths).map(([name, path]) => ({
  name,
  pattern: new RegExp(`^${path.replace('{id}', '([^/]+)')}$`),
}))

/** The endpoint that a path belongs to, with the `{id}` in it. */
export function matchPath(path: string): { endpoint: EndpointName; id: string } | undefined {
  for (const { name, pattern } of patterns) {
    const match = pattern.exec(path)
    if (match && isEndpointName(name)) return { endpoint: name, id: decoded(match[1] ?? '') }
  }
  return undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
