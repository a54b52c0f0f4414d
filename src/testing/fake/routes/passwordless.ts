import type { Factor } from '../../../client/types.js'
import { readAuthorizationRequest } from '../authorization.js'
import { type Fields, ok, type Call, type Reply, type Route } from '../call.js'
import { checkCode, countSend, deliver, newSecret } from '../codes.js'
import type { OutgoingCookie } from '../cookies.js'
import { findCredential, trustDevice, usableFactors } from '../credentials.js'
import { findByEmail, findByPhoneNumber, readEmail, readPhoneNumber } from '../identifiers.js'
import { errorBody, redirectTo } from '../answers.js'
import { Refusal } from '../refusals.js'
import type { AuthorizationRequest, ChallengeRecord, StepUpRecord, UserRecord } from '../store.js'
import { findSession, issueCode, issueTokenSet, openSession, sessionCookie, unique } from '../tokens.js'

/** `POST /passwordless/start`: sends the code of a step-up, or of a login with one factor. */
export const startPasswordless: Route = (call) =>
  call.body.has('step_up') ? startSecondFactor(call) : startSingleFactor(call)

function startSecondFactor(call: Call): Reply {
  const { world, body } = call
  const authType = body.text('auth_type')
  if (authType !== 'email' && authType !== 'sms') {
    throw new Refusal('fieldInvalid', {
      details: [{ field: 'auth_type', message: 'email or sms expected', code: 'invalid' }],
    })
  }
  const stepUp = requireStepUp(call, world.stepUps.get(body.text('step_up')))
  const user = world.users.get(stepUp.userId)
  if (!user) throw new Refusal('userUnknown')
  const credential = findCredential(user, authType)
  if (!credential || !usableFactors(world, user).includes(authType)) throw new Refusal('factorUnavailable')
  countSend(call, user, stepUp)
  const challenge = newChallenge(call, user, authType, credential.value, { stepUp })
  stepUp.newestChallenge = challenge.id
  return ok({ challenge_id: challenge.id })
}

function requireStepUp(call: Call, stepUp: StepUpRecord | undefined): StepUpRecord {
  if (!stepUp || stepUp.used) throw new Refusal('stepUpTokenInvalid')
  if (stepUp.expiresAt <= call.now) throw new Refusal('stepUpTokenExpired')
  return stepUp
}

function startSingleFactor(call: Call): Reply {
  const { world, body } = call
  const authType = body.text('auth_type')
  if (authType !== 'magic_link' && authType !== 'sms') body.text('step_up')
  const request = readAuthorizationRequest(call, body, { challengeOptional: body.has('r5_request_token') })
  const isSms = authType === 'sms'
  const to = isSms ? readPhoneNumber(world, body.text('phone_number')) : readEmail(body.text('email'))
  const user = isSms ? findByPhoneNumber(world, to) : findByEmail(world, to)
  if (!user) throw new Refusal('userUnknown')
  if (user.lockedOut) throw new Refusal('accountLocked')
  countSend(call, user)
  const challenge = newChallenge(call, user, isSms ? 'sms' : 'email', to, { request })
  return ok({ challenge_id: challenge.id })
}

function newChallenge(
  call: Call,
  user: UserRecord,
  channel: Factor,
  to: string,
  origin: { stepUp?: StepUpRecord; request?: AuthorizationRequest },
): ChallengeRecord {
  const { world } = call
  const challenge: ChallengeRecord = {
    ...newSecret(call, to),
    id: world.random.id(24),
    channel,
    userId: user.id,
    stepUp: origin.stepUp,
    request: origin.request,
    challengeExpiresAt: call.now + world.options.challengeLifetimeSeconds * 1000,
    used: false,
  }
  world.challenges.put(challenge.id, challenge)
  deliver(call, challenge, {
    channel,
    purpose: origin.stepUp ? 'stepUp' : 'login',
    challengeId: challenge.id,
  })
  return challenge
}

/** Whom a right code belongs to, without using it up. */
interface Verified {
  challenge: ChallengeRecord
  user: UserRecord
  request: AuthorizationRequest
}

function checkChallenge(call: Call, fields: Fields): Verified {
  const { world, now } = call
  const challenge = findChallenge(call, fields)
  const typed = fields.text('verification_code')
  if (!challenge || challenge.used) throw new Refusal('challengeUnknown')
  const { stepUp } = challenge
  if (stepUp) requireStepUp(call, stepUp)
  if (stepUp && world.options.onlyNewestChallenge && stepUp.newestChallenge !== challenge.id) {
    throw new Refusal('challengeReplaced')
  }
  if (challenge.challengeExpiresAt <= now) throw new Refusal('challengeExpired')
  checkCode(call, challenge, typed)
  const user = world.users.get(challenge.userId)
  const request = stepUp?.request ?? challenge.request
  if (!user || !request) throw new Refusal('userUnknown')
  return { challenge, user, request }
}

/** By id, or as the SDK's login with one factor does it: by identifier. */
function findChallenge(call: Call, fields: Fields): ChallengeRecord | undefined {
  const { world } = call
  if (fields.has('challenge_id') || !fields.has('auth_type')) {
    return world.challenges.get(fields.text('challenge_id'))
  }
  const isSms = fields.text('auth_type') === 'sms'
  const to = isSms ? readPhoneNumber(world, fields.text('phone_number')) : readEmail(fields.text('email'))
  return world.challenges.values().findLast((one) => one.to === to && one.stepUp === undefined)
}

/** Uses the challenge up: from here on the person counts as verified. */
function complete(
  call: Call,
  { challenge, user }: Verified,
  trust: boolean,
): { amr: string[]; cookies: OutgoingCookie[] } {
  const { world } = call
  const { stepUp } = challenge
  challenge.used = true
  const amr = stepUp ? unique(...stepUp.amr, challenge.channel, 'mfa') : [challenge.channel]
  if (stepUp && world.options.verifyConsumesStepUp) stepUp.used = true
  const cookies = stepUp && trust ? trustDevice(call, user) : []
  if (world.options.sso) {
    const known = findSession(call)
    const session = known?.user === user ? known.session : openSession(world, user, amr)
    cookies.push(sessionCookie(world, session))
  }
  return { amr, cookies }
}

/** `POST /passwordless/verify`. */
export const verifyPasswordless: Route = (call) => {
  const trust = call.body.flag('trust_device')
  const verified = checkChallenge(call, call.body)
  const { user, request } = verified
  if (
    request.responseType === 'code' &&
    request.codeChallenge === undefined &&
    call.world.options.pkceEnforced
  ) {
    throw new Refusal('codeChallengeRequired')
  }
  const { amr, cookies } = complete(call, verified, trust)
  return ok(authorizationAnswer(call, user, request, amr), cookies)
}

export function authorizationAnswer(
  call: Call,
  user: UserRecord,
  request: AuthorizationRequest,
  amr: readonly string[],
): Readonly<Record<string, unknown>> {
  const state = request.state === undefined ? {} : { state: request.state }
  if (request.responseType === 'code') return { code: issueCode(call, user, request, amr), ...state }
  const { scope, nonce } = request
  return { ...issueTokenSet(call.world, { user, scope, amr, nonce, issuedAt: call.now }), ...state }
}

/** `POST /verify-auth-code`: checks the code and uses nothing up. */
export const verifyAuthCode: Route = (call) => {
  checkChallenge(call, call.body)
  return ok({})
}

/** `GET /passwordless/verify`: a navigation that ends at the redirect URI. */
export const visitPasswordlessVerify: Route = (call) => {
  const { query } = call
  const target = redirectTarget(call)
  if (target === undefined) throw new Refusal('challengeUnknown')
  try {
    const verified = checkChallenge(call, query)
    const { amr, cookies } = complete(call, verified, query.flag('trust_device'))
    const answer = authorizationAnswer(call, verified.user, verified.request, amr)
    return redirectTo(target, answer, verified.request.responseType, cookies)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return redirectTo(target, errorBody(call, error), 'code')
  }
}

function redirectTarget(call: Call): string | undefined {
  const challenge = findChallenge(call, call.query)
  const request = challenge?.stepUp?.request ?? challenge?.request
  return request?.redirectUri ?? call.world.options.redirectUris[0]
}
