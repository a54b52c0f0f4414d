import { findSession, requireBearer, bearerText } from '../tokens.js'
import { readAuthorizationRequest, requireClient } from '../authorization.js'
import { ok, type Call, type Route } from '../call.js'
import { usableFactors } from '../credentials.js'
import { Refusal } from '../refusals.js'
import type { UserRecord } from '../store.js'

/** `POST /mfa/stepup` by way B (`tkn`), C (bearer) or A (session cookie). */
export const startStepUp: Route = (call) => {
  const { world, now } = call
  requireClient(call)
  const starter = findStarter(call)
  const request = readAuthorizationRequest(call, call.body, { challengeOptional: true })
  if (starter.user.lockedOut) throw new Refusal('accountLocked')
  const factors = usableFactors(world, starter.user)
  if (factors.length === 0 && world.options.emptyStepUp === 'refused') throw new Refusal('noMfaCredential')
  starter.consume()
  const token = world.random.id(40)
  world.stepUps.put(token, {
    token,
    userId: starter.user.id,
    factors,
    request,
    amr: starter.amr,
    newestChallenge: undefined,
    sends: [],
    expiresAt: now + world.options.stepUpLifetimeSeconds * 1000,
    used: false,
  })
  return ok({ amr: factors, token })
}

interface Starter {
  user: UserRecord
  amr: readonly string[]
  consume(): void
}

function findStarter(call: Call): Starter {
  const tkn = call.body.optional('tkn')
  if (tkn !== undefined) return byTkn(call, tkn)
  const bearer = bearerText(call)
  const session = findSession(call)
  if (session && (bearer === undefined || call.world.options.stepUpStartPriority === 'session')) {
    return { user: session.user, amr: session.session.amr, consume: () => {} }
  }
  if (bearer === undefined) throw new Refusal('sessionMissing')
  const { user, token } = requireBearer(call, { fresh: true })
  return { user, amr: token.amr, consume: () => {} }
}

function byTkn(call: Call, text: string): Starter {
  const { tkns, users } = call.world
  const tkn = tkns.get(text)
  if (!tkn || tkn.used) throw new Refusal('tknInvalid')
  if (tkn.expiresAt <= call.now) throw new Refusal('tknExpired')
  const user = users.get(tkn.userId)
  if (!user) throw new Refusal('userUnknown')
  return { user, amr: tkn.amr, consume: () => void (tkn.used = true) }
}
