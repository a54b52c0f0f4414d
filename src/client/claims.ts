import { defined, field, parseJson, text } from './json.js'

/** What the kit reads from an access token. Unverified: good for a hint, never for a decision about access. */
export interface AccessTokenClaims {
  /** `iat` in epoch milliseconds of the server's clock. */
  issuedAt?: number
  /** `exp` in epoch milliseconds of the server's clock. */
  expiresAt?: number
  /** How the person signed in; has `mfa` after a step-up. Empty when the token does not say. */
  amr: readonly string[]
  /** `sub`: the person. */
  subject?: string
  /** Space-separated. */
  scope?: string
}

const seconds = (claims: unknown, key: string) => {
  const value = field(claims, key)
  return typeof value === 'number' && Number.isFinite(value) ? value * 1000 : undefined
}

const strings = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string')

/** Reads the payload of a JWT without verifying it; `undefined` when it is none. Never throws. */
export function readAccessTokenClaims(token: string | undefined): AccessTokenClaims | undefined {
  try {
    const payload = (token ?? '').split('.')[1] ?? ''
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (char) =>
      char.charCodeAt(0),
    )
    const claims = parseJson(new TextDecoder().decode(bytes))
    if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return undefined
    return defined({
      issuedAt: seconds(claims, 'iat'),
      expiresAt: seconds(claims, 'exp'),
      amr: strings(field(claims, 'amr')),
      subject: text(claims, 'sub'),
      scope: strings(field(claims, 'scope')).join(' ') || undefined,
    })
  } catch {
    return undefined
  }
}
