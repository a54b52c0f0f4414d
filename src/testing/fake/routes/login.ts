import { grantedScope, requireClient } from '../authorization.js'
import { ok, type Call, type Route } from '../call.js'
import { hasCredential, isTrustedDevice } from '../credentials.js'
import { findByEmail, findByPhoneNumber, readPhoneNumber } from '../identifiers.js'
import { Refusal } from '../refusals.js'
import type { UserRecord } from '../store.js'

/** `POST /password/login`. */
export const loginWithPassword: Route = (call) => {
  const { world, body } = call
  const { loginTypeAllowed, mfaRequired } = world.options
  requireClient(call)
  grantedScope(world, body.optional('scope'))
  const password = body.text('password')
  const email = body.optional('email')
  const phoneNumber = body.optional('phone_number')
  const allowed =
    email !== undefined
      ? loginTypeAllowed.email
      : phoneNumber !== undefined
        ? loginTypeAllowed.phoneNumber
        : loginTypeAllowed.customIdentifier
  const identifier = email ?? phoneNumber ?? body.text('custom_identifier')
  if (!allowed) throw new Refusal('loginTypeForbidden')
  const user = checkPassword(call, identifier, password)
  const needsMfa = mfaRequired === 'always' && hasCredential(user) && !isTrustedDevice(call, user)
  const tkn = issueTkn(call, user, needsMfa)
  return ok(needsMfa ? { tkn, mfa_required: true } : { tkn })
}

export function issueTkn(call: Call, user: UserRecord, mfaRequired: boolean): string {
  const tkn = call.world.random.id(40)
  const expiresAt = call.now + call.world.options.tknLifetimeSeconds * 1000
  call.world.tkns.put(tkn, { userId: user.id, mfaRequired, amr: ['pwd'], expiresAt, used: false })
  return tkn
}

/** The user with this email, number or identifier and this password. Too many wrong ones lock the account. */
export function checkPassword(call: Call, identifier: string, password: string): UserRecord {
  const { world } = call
  const user = findUser(call, identifier)
  if (!user) throw new Refusal('wrongPassword')
  if (user.lockedOut) throw new Refusal('accountLocked')
  if (user.password !== password) {
    user.wrongPasswords += 1
    if (user.wrongPasswords >= world.options.maxLoginAttempts) user.lockedOut = true
    throw new Refusal(user.lockedOut ? 'accountLocked' : 'wrongPassword')
  }
  user.wrongPasswords = 0
  user.lastLogin = call.now
  user.logins += 1
  return user
}

function findUser({ world }: Call, identifier: string): UserRecord | undefined {
  if (identifier.includes('@')) return findByEmail(world, identifier)
  if (/^[+\d][\d\s().-]*$/.test(identifier))
    return findByPhoneNumber(world, readPhoneNumber(world, identifier))
  return [...world.users.values()].find((user) => user.customIdentifier === identifier)
}
