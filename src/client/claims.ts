import { field, milliseconds, strings } from './json.js'

/** What the kit reads from an access token. Unverified: good for a hint, never for a decision about access. */
export interface AccessTokenClaims {
  /** `iat` in epoch milliseconds of the server's clock. */
  issuedAt?: number | undefined
  /** `exp` in epoch milliseconds of the server's clock. */
  expiresAt?: number | undefined
  /** How the person signed in; has `mfa` after a step-up. Empty when the token does not say. */
  amr: readonly string[]
  /** `sub`: the person. */
  subject?: string | undefined
  /** Space-separated. */
  scope?: string | undefined
}

/** Reads the payload of a JWT without verifying it; `undefined` when it is none. Never throws. */
export function readAccessTokenClaims(token: string | undefined): AccessTokenClaims | undefined {
  try {
    const payload = `${token}`.split('.')[1] ?? ''
    const binary = atob(payload.replace(/-/g, '+').replace(/_/g, '/'))
    const claims: unknown = JSON.parse(
      new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0))),
    )
    if (Object(claims) !== claims) return undefined
    const { sub: subject, scope } = strings(claims, 'sub', 'scope')
    return {
      issuedAt: milliseconds(claims, 'iat'),
      expiresAt: milliseconds(claims, 'exp'),
      amr: [field(claims, 'amr')].flat().filter((item) => typeof item === 'string'),
      subject,
      scope,
    }
  } catch {
    return undefined
  }
}
