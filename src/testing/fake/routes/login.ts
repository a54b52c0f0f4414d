import { grantedScope, requireClient } from '../authorization.js'
import { ok, type Call, type Route } from '../call.js'
import { hasCredential, isTrustedDevice } from '../credentials.js'
import { findByEmail, findByPhoneNumber, readPhoneNumber } from '../identifiers.js'
import { Refusal } from '../refusals.js'
import type { UserRecord, World } from '../store.js'

/** `POST /password/login`. */
export const loginWithPassword: Route = (call) => {
  const { world, body } = call
  const { loginTypeAllowed, mfaRequired } = world.options
  requireClient(call)
  grantedScope(world, body.optional('scope'))
  const password = body.text('password')
  const login = identifierOf(call)
  if (!loginTypeAllowed[login.type]) throw new Refusal('loginTypeForbidden')
  const user = checkPassword(call, login.find(), password)
  const needsMfa = mfaRequired === 'always' && hasCredential(user) && !isTrustedDevice(call, user)
  const tkn = issueTkn(call, user, needsMfa)
  return ok(needsMfa ? { tkn, mfa_required: true } : { tkn })
}

/** The field that came, which finds its own kind of identifier alone. */
function identifierOf({ world, body }: Call): {
  type: keyof World['options']['loginTypeAllowed']
  find: () => UserRecord | undefined
} {
  const email = body.optional('email')
  if (email !== undefined) return { type: 'email', find: () => findByEmail(world, email) }
  const phoneNumber = body.optional('phone_number')
  if (phoneNumber !== undefined) {
    const find = () => findByPhoneNumber(world, readPhoneNumber(world, phoneNumber))
    return { type: 'phoneNumber', find }
  }
  const identifier = body.text('custom_identifier')
  return { type: 'customIdentifier', find: () => findByCustomIdentifier(world, identifier) }
}

export function issueTkn(call: Call, user: UserRecord, mfaRequired: boolean): string {
  const tkn = call.world.random.id(40)
  const expiresAt = call.now + call.world.options.tknLifetimeSeconds * 1000
  call.world.tkns.put(tkn, { userId: user.id, mfaRequired, amr: ['pwd'], expiresAt, used: false })
  return tkn
}

/** This user, if the password is right. Too many wrong ones lock the account. */
export function checkPassword(call: Call, user: UserRecord | undefined, password: string): UserRecord {
  const { world } = call
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

/** By an email, a number or an identifier, whichever it looks like. */
export function findUser({ world }: Call, identifier: string): UserRecord | undefined {
  if (identifier.includes('@')) return findByEmail(world, identifier)
  if (/^[+\d][\d\s().-]*$/.test(identifier))
    return findByPhoneNumber(world, readPhoneNumber(world, identifier))
  return findByCustomIdentifier(world, identifier)
}

const findByCustomIdentifier = (world: World, identifier: string): UserRecord | undefined =>
  [...world.users.values()].find((user) => user.customIdentifier === identifier)
