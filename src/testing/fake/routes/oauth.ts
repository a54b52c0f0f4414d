import { errorBody, redirectTo, webMessagePage, webMessageTarget } from '../answers.js'
import { grantedScope, readAuthorizationRequest, requireClient, words } from '../authorization.js'
import { noContent, ok, type Call, type Reply, type Route } from '../call.js'
import { Refusal } from '../refusals.js'
import type { AuthorizationRequest, SessionRecord, UserRecord } from '../store.js'
import { findSession, issueTokenSet, openSession, sessionCookie } from '../tokens.js'
import { authorizationAnswer } from './passwordless.js'
import { checkPassword, findUser } from './login.js'

/** `POST /oauth/token`. */
export const exchangeToken: Route = (call) => {
  const grantType = call.body.text('grant_type')
  requireClient(call)
  switch (grantType) {
    case 'authorization_code':
      return exchangeCode(call)
    case 'refresh_token':
      return refresh(call)
    case 'password':
      return passwordGrant(call)
    default:
      throw new Refusal('grantTypeUnsupported')
  }
}

function exchangeCode(call: Call): Reply {
  const { world, body, now } = call
  const code = world.codes.get(body.text('code'))
  const redirectUri = body.text('redirect_uri')
  if (!code || code.used) throw new Refusal('authorizationCodeInvalid')
  if (code.expiresAt <= now) throw new Refusal('authorizationCodeExpired')
  const { request, amr } = code
  if (!redirectUriMatches(call, request, redirectUri)) throw new Refusal('redirectUriMismatch')
  if (world.options.pkceEnforced || request.codeChallenge !== undefined) {
    const given = call.verifierChallenge
    if (given === undefined || given !== request.codeChallenge) throw new Refusal('codeVerifierInvalid')
  }
  const user = world.users.get(code.userId)
  if (!user) throw new Refusal('userUnknown')
  code.used = true
  return ok(issueTokenSet(world, { user, scope: request.scope, amr, nonce: request.nonce, issuedAt: now }))
}

/** A web message needs no redirect URI; the SDK then exchanges with the page's origin. */
function redirectUriMatches(call: Call, { redirectUri }: AuthorizationRequest, given: string): boolean {
  if (redirectUri !== undefined) return given === redirectUri
  const { allowedOrigins, redirectUris } = call.world.options
  return allowedOrigins === '*' || allowedOrigins.includes(given) || redirectUris.includes(given)
}

function refresh(call: Call): Reply {
  const { world, body, now } = call
  const token = world.refreshTokens.get(body.text('refresh_token'))
  if (!token) throw new Refusal('refreshTokenInvalid')
  if (token.used) throw new Refusal('refreshTokenRevoked')
  if (token.expiresAt <= now) throw new Refusal('refreshTokenExpired')
  const user = world.users.get(token.userId)
  if (!user) throw new Refusal('userUnknown')
  const asked = body.optional('scope')
  const scope = asked === undefined ? token.scope : words(asked)
  if (scope.some((one) => !token.scope.includes(one))) throw new Refusal('scopeInvalid')
  token.used = true
  const amr = world.options.refreshKeepsAmr ? token.amr : token.amr.filter((one) => one !== 'mfa')
  return ok(issueTokenSet(world, { user, scope, amr, issuedAt: now }))
}

/** The SDK uses it inside apps; step-up and trusted devices do not work with it. */
function passwordGrant(call: Call): Reply {
  const { world, body, now } = call
  const scope = grantedScope(world, body.optional('scope'))
  const user = checkPassword(call, findUser(call, body.text('username')), body.text('password'))
  return ok(issueTokenSet(world, { user, scope, amr: ['pwd'], issuedAt: now }))
}

/** `POST /oauth/revoke`. */
export const revokeToken: Route = (call) => {
  requireClient(call)
  const token = call.body.text('token')
  call.world.accessTokens.delete(token)
  const refreshToken = call.world.refreshTokens.get(token)
  if (refreshToken) refreshToken.used = true
  return noContent
}

/** `GET /oauth/authorize`: ends a login by its `tkn`, or goes on from the SSO session. */
export const authorize: Route = (call) => {
  const { query } = call
  const isWebMessage = query.optional('response_mode') === 'web_message'
  const request = readAuthorizationRequest(call, query, {
    challengeOptional: query.has('r5_request_token'),
    redirectUriOptional: isWebMessage,
  })
  const respond = (params: Readonly<Record<string, unknown>>, cookies: Reply['cookies'] = []): Reply => {
    if (isWebMessage) {
      return {
        status: 200,
        html: webMessagePage(params, webMessageTarget(call, request.redirectUri)),
        cookies,
      }
    }
    const target = request.redirectUri ?? call.world.options.redirectUris[0]
    if (target === undefined) throw new Refusal('redirectUriNotAllowed')
    return redirectTo(target, params, request.responseType, cookies)
  }
  try {
    const { user, session } = identify(call)
    // Else a silent login would stand for a step-up.
    const amr = session.amr.filter((one) => one !== 'mfa')
    return respond(
      authorizationAnswer(call, user, request, amr),
      call.world.options.sso ? [sessionCookie(call.world, session)] : [],
    )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return respond(errorBody(call, error))
  }
}

function identify(call: Call): { user: UserRecord; session: SessionRecord } {
  const { world, query, now } = call
  const text = query.optional('tkn')
  if (text === undefined) {
    const found = findSession(call)
    if (!found) throw new Refusal('loginRequired')
    found.session.expiresAt = now + world.options.sessionLifetimeSeconds * 1000
    return found
  }
  const tkn = world.tkns.get(text)
  if (!tkn || tkn.used) throw new Refusal('tknInvalid')
  if (tkn.expiresAt <= now) throw new Refusal('tknExpired')
  if (tkn.mfaRequired) throw new Refusal('stepUpRequired')
  const user = world.users.get(tkn.userId)
  if (!user) throw new Refusal('userUnknown')
  tkn.used = true
  return { user, session: openSession(world, user, tkn.amr) }
}
