import { readCookie, type Call } from './call.js'
import type { OutgoingCookie } from './cookies.js'
import { base64Url, jwt } from './encoding.js'
import { Refusal } from './refusals.js'
import type { AccessTokenRecord, AuthorizationRequest, SessionRecord, UserRecord, World } from './store.js'

/** A token set as `POST /oauth/token` answers it. */
export interface WireTokenSet {
  access_token: string
  token_type: 'Bearer'
  expires_in: number
  id_token?: string
  refresh_token?: string
}

export interface Grant {
  user: UserRecord
  scope: readonly string[]
  amr: readonly string[]
  nonce?: string | undefined
  /** Epoch milliseconds. */
  issuedAt: number
}

export const unique = (...values: readonly string[]): string[] => [...new Set(values)]

export function issueTokenSet(world: World, { user, scope, amr, nonce, issuedAt }: Grant): WireTokenSet {
  const { options, random } = world
  const expiresAt = issuedAt + options.accessTokenLifetimeSeconds * 1000
  const issuer = `https://${options.domain}`
  const times = { iat: Math.floor(issuedAt / 1000), exp: Math.floor(expiresAt / 1000) }
  const token = jwt(
    {
      iss: issuer,
      sub: user.id,
      aud: options.clientId,
      ...times,
      jti: random.id(16),
      amr,
      scope: scope.join(' '),
    },
    random.id(32),
  )
  world.accessTokens.put(token, { token, userId: user.id, scope, amr, issuedAt, expiresAt })
  const set: WireTokenSet = {
    access_token: token,
    token_type: 'Bearer',
    expires_in: Math.max(0, Math.floor((expiresAt - world.clock.now()) / 1000)),
  }
  if (scope.includes('openid'))
    set.id_token = idToken(user, { iss: issuer, aud: options.clientId, ...times, amr, nonce })
  if (scope.includes('offline_access')) {
    set.refresh_token = random.id(40)
    const refreshExpiresAt = world.clock.now() + options.refreshTokenLifetimeSeconds * 1000
    world.refreshTokens.put(set.refresh_token, {
      userId: user.id,
      scope,
      amr,
      expiresAt: refreshExpiresAt,
      used: false,
    })
  }
  return set
}

function idToken(user: UserRecord, claims: Readonly<Record<string, unknown>>): string {
  const person = {
    sub: user.id,
    name: `${user.givenName} ${user.familyName}`.trim(),
    given_name: user.givenName,
    family_name: user.familyName,
    email: user.email,
    email_verified: user.emailVerified,
    phone_number: user.phoneNumber,
    phone_number_verified: user.phoneNumberVerified,
    auth_type: 'password',
  }
  return jwt({ ...claims, ...person }, base64Url(user.id))
}

export function issueCode(
  call: Call,
  user: UserRecord,
  request: AuthorizationRequest,
  amr: readonly string[],
): string {
  const code = call.world.random.id(24)
  const expiresAt = call.now + call.world.options.authorizationCodeLifetimeSeconds * 1000
  call.world.codes.put(code, { userId: user.id, request, amr, expiresAt, used: false })
  return code
}

export const isFresh = (call: Call, token: AccessTokenRecord): boolean =>
  call.now - token.issuedAt <= call.world.options.freshnessSeconds * 1000

/** What a call asks of its bearer. */
export interface BearerNeeds {
  scope?: string
  fresh?: boolean
  /** The `amr` must have `mfa`. Asked with the user, since it depends on what is enrolled. */
  mfa?: (user: UserRecord) => boolean
}

export interface Bearer {
  user: UserRecord
  token: AccessTokenRecord
}

export function bearerText(call: Call): string | undefined {
  const match = /^Bearer\s+(\S+)$/i.exec(call.headers['authorization'] ?? '')
  return match?.[1]
}

/** The user behind the bearer, or a refusal in the order: token, scope, freshness, step-up. */
export function requireBearer(call: Call, needs: BearerNeeds = {}, text = bearerText(call)): Bearer {
  const { world, now } = call
  if (text === undefined) throw new Refusal('accessTokenMissing')
  const token = world.accessTokens.get(text)
  if (!token || token.issuedAt > now + 60_000) throw new Refusal('accessTokenInvalid')
  if (token.expiresAt <= now) throw new Refusal('accessTokenExpired')
  const user = world.users.get(token.userId)
  if (!user) throw new Refusal('userUnknown')
  if (needs.scope !== undefined && !token.scope.includes(needs.scope)) throw new Refusal('scopeInsufficient')
  const stale = needs.fresh === true && !isFresh(call, token)
  const unproven = needs.mfa?.(user) === true && !token.amr.includes('mfa')
  const stepUpFirst = world.options.firstRefusal === 'stepUp'
  if (unproven && (stepUpFirst || !stale)) throw new Refusal('stepUpRequired')
  if (stale) throw new Refusal('accessTokenStale')
  return { user, token }
}

export function openSession(world: World, user: UserRecord, amr: readonly string[]): SessionRecord {
  const now = world.clock.now()
  const session: SessionRecord = {
    id: world.random.id(32),
    userId: user.id,
    createdAt: now,
    expiresAt: now + world.options.sessionLifetimeSeconds * 1000,
    amr,
  }
  world.sessions.put(session.id, session)
  return session
}

export function sessionCookie(world: World, session: SessionRecord): OutgoingCookie {
  const maxAgeSeconds = Math.max(0, Math.floor((session.expiresAt - world.clock.now()) / 1000))
  return { name: world.options.sessionCookieName, value: session.id, maxAgeSeconds }
}

/** The session that the request's cookie names, if it is still good. */
export function findSession(call: Call): { session: SessionRecord; user: UserRecord } | undefined {
  const { world, now } = call
  if (!world.options.sso) return undefined
  const session = world.sessions.get(readCookie(call, world.options.sessionCookieName))
  if (!session || session.expiresAt <= now) return undefined
  const user = world.users.get(session.userId)
  return user && { session, user }
}
