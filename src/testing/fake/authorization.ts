import type { Call, Fields } from './call.js'
import { Refusal } from './refusals.js'
import type { AuthorizationRequest, World } from './store.js'

export const words = (text: string): string[] => [...new Set(text.split(' ').filter((word) => word !== ''))]

/** The client that the request names must exist and be first-party. */
export function requireClient(call: Call, fields: Fields = call.body): string {
  const clientId = fields.text('client_id')
  if (call.world.options.thirdPartyClientIds.includes(clientId)) throw new Refusal('clientNotFirstParty')
  if (clientId !== call.world.options.clientId) throw new Refusal('clientUnknown')
  return clientId
}

export function grantedScope(world: World, asked: string | undefined): string[] {
  if (asked === undefined) return words(world.options.defaultScope)
  const allowed = words(world.options.allowedScope)
  const scope = words(asked)
  if (scope.some((one) => !allowed.includes(one))) throw new Refusal('scopeInvalid')
  return scope
}

/** The parameters that `mfa/stepup`, `passwordless/start` and `/oauth/authorize` share. */
export function readAuthorizationRequest(
  call: Call,
  fields: Fields,
  rules: { challengeOptional?: boolean; redirectUriOptional?: boolean } = {},
): AuthorizationRequest {
  const { options } = call.world
  const clientId = requireClient(call, fields)
  const redirectUri = fields.optional('redirect_uri')
  const responseType = fields.optional('response_type') ?? (redirectUri === undefined ? 'token' : 'code')
  if (responseType !== 'code' && responseType !== 'token') {
    throw new Refusal('fieldInvalid', {
      details: [{ field: 'response_type', message: 'code or token expected', code: 'invalid' }],
    })
  }
  if (responseType === 'token' && options.pkceEnforced) throw new Refusal('implicitFlowForbidden')
  if (redirectUri === undefined) {
    if (responseType === 'code' && !rules.redirectUriOptional) fields.text('redirect_uri')
  } else if (!options.redirectUris.includes(redirectUri)) {
    throw new Refusal('redirectUriNotAllowed')
  }
  const codeChallenge = fields.optional('code_challenge')
  const method = fields.optional('code_challenge_method')
  if (codeChallenge !== undefined && method !== 'S256') throw new Refusal('codeChallengeMethodInvalid')
  if (
    codeChallenge === undefined &&
    options.pkceEnforced &&
    responseType === 'code' &&
    !rules.challengeOptional
  ) {
    throw new Refusal('codeChallengeRequired')
  }
  return {
    clientId,
    responseType,
    redirectUri,
    scope: grantedScope(call.world, fields.optional('scope')),
    codeChallenge,
    state: fields.optional('state'),
    nonce: fields.optional('nonce'),
  }
}
