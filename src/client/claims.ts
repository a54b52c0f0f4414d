import { field, numbers, parseJson, strings } from './json.js'

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

/** Reads the payload of a JWT without verifying it; `undefined` when it is none. Never throws. */
export function readAccessTokenClaims(token: string | undefined): AccessTokenClaims | undefined {
  try {
    const payload = (token ?? '').split('.')[1] ?? ''
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (char) =>
      char.charCodeAt(0),
    )
    const claims = parseJson(new TextDecoder().decode(bytes))
    if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return undefined
    const { iat, exp } = numbers(claims, 'iat', 'exp')
    const { sub, scope } = strings(claims, 'sub', 'scope')
    const amr = [field(claims, 'amr')].flat().filter((item) => typeof item === 'string')
    return {
      amr,
      ...(iat !== undefined && { issuedAt: iat * 1000 }),
      ...(exp !== undefined && { expiresAt: exp * 1000 }),
      ...(sub && { subject: sub }),
      ...(scope && { scope }),
    }
  } catch {
    return undefined
  }
}
