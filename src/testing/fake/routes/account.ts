import { grantedScope, requireClient } from '../authorization.js'
import { noContent, ok, type Call, type Route } from '../call.js'
import { checkCode, deliver, newSecret } from '../codes.js'
import { findByEmail, findByPhoneNumber, readEmail, readPhoneNumber } from '../identifiers.js'
import { profileJson } from '../profile-json.js'
import { plainPage } from '../answers.js'
import { Refusal } from '../refusals.js'
import { newUser, type UserRecord } from '../store.js'
import { bearerText, findSession, requireBearer, sessionCookie } from '../tokens.js'
import { issueTkn } from './login.js'

/** `GET /sso/data`: who the session cookie belongs to. */
export const readSession: Route = (call) => {
  requireClient(call, call.query)
  const found = findSession(call)
  if (!found) return ok({ is_authenticated: false })
  const { user } = found
  return ok({
    is_authenticated: true,
    name: `${user.givenName} ${user.familyName}`.trim(),
    ...(user.email === undefined ? {} : { email: user.email }),
    last_login_type: 'password',
    has_password: user.password !== '',
    social_providers: [],
  })
}

/** `GET /logout?redirect_to=…`: ends the SSO session. */
export const logout: Route = (call) => {
  const { world, query } = call
  const found = findSession(call)
  if (found) world.sessions.delete(found.session.id)
  const cookies = found ? [{ ...sessionCookie(world, found.session), value: '', maxAgeSeconds: 0 }] : []
  const target = query.optional('redirect_to')
  return target === undefined
    ? { status: 200, html: plainPage('Signed out', 'You are signed out.'), cookies }
    : { status: 303, location: target, cookies }
}

/** `POST /update-profile`. Email and phone number have calls of their own and are left alone. */
export const updateProfile: Route = (call) => {
  const { user } = requireBearer(call, { scope: 'full_write' })
  const { body } = call
  user.givenName = body.optional('given_name') ?? user.givenName
  user.familyName = body.optional('family_name') ?? user.familyName
  user.customIdentifier = body.optional('custom_identifier') ?? user.customIdentifier
  user.updatedAt = call.now
  return ok(profileJson(user))
}

/** `POST /update-password`: by access token, or by a code that `forgot-password` sent. */
export const updatePassword: Route = (call) => {
  const { body } = call
  const password = body.text('password')
  const user = bearerText(call) === undefined ? userByResetCode(call) : userByToken(call)
  if (password.length < 8) throw new Refusal('passwordTooWeak')
  user.password = password
  user.pendingPasswordReset = undefined
  return noContent
}

function userByToken(call: Call): UserRecord {
  const { user } = requireBearer(call, { scope: 'full_write', fresh: true })
  const old = call.body.optional('old_password')
  if (old !== undefined && old !== user.password) throw new Refusal('wrongPassword')
  return user
}

function userByResetCode(call: Call): UserRecord {
  if (!call.body.has('verification_code')) throw new Refusal('accessTokenMissing')
  const user = userByIdentifier(call)
  checkCode(call, user?.pendingPasswordReset, call.body.text('verification_code'))
  if (!user) throw new Refusal('userUnknown')
  return user
}

function userByIdentifier({ world, body }: Call): UserRecord | undefined {
  return body.has('phone_number')
    ? findByPhoneNumber(world, readPhoneNumber(world, body.text('phone_number')))
    : findByEmail(world, readEmail(body.text('email')))
}

/** `POST /forgot-password` and `POST /account-recovery`: the same answer whether the user exists or not. */
export const sendPasswordReset: Route = (call) => {
  requireClient(call)
  const user = userByIdentifier(call)
  const isSms = call.body.has('phone_number')
  const to = isSms ? user?.phoneNumber : user?.email
  if (user && to !== undefined) {
    const secret = newSecret(call, to)
    user.pendingPasswordReset = secret
    deliver(call, secret, { channel: isSms ? 'sms' : 'email', purpose: 'passwordReset' })
  }
  return noContent
}

/** `POST /password/strength`: by length and variety alone. */
export const ratePassword: Route = (call) => {
  requireClient(call)
  const password = call.body.text('password')
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length
  return ok({ score: password.length < 8 ? 0 : Math.min(4, kinds + (password.length >= 12 ? 1 : 0)) })
}

/** `POST /signup`: a user with a password; both identifiers start unverified. */
export const signUp: Route = (call) => {
  const { world, body, now } = call
  requireClient(call)
  grantedScope(world, body.optional('scope'))
  const data = body.object('data')
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : undefined)
  const typedEmail = text('email')
  const typedNumber = text('phone_number')
  const email = typedEmail === undefined ? undefined : readEmail(typedEmail)
  const phoneNumber = typedNumber === undefined ? undefined : readPhoneNumber(world, typedNumber)
  const password = text('password') ?? ''
  if (email !== undefined && findByEmail(world, email)) throw new Refusal('emailInUse')
  if (phoneNumber !== undefined && findByPhoneNumber(world, phoneNumber))
    throw new Refusal('phoneNumberInUse')
  if (email === undefined && phoneNumber === undefined) body.text('data.email')
  if (password.length < 8) throw new Refusal('passwordTooWeak')
  const user: UserRecord = {
    ...newUser(world.random.id(20), now),
    email,
    phoneNumber,
    password,
    givenName: text('given_name') ?? '',
    familyName: text('family_name') ?? '',
    customIdentifier: text('custom_identifier'),
  }
  world.users.set(user.id, user)
  return ok({ tkn: issueTkn(call, user, false) })
}

/** `POST /unlink`: nobody here has a social identity. */
export const unlink: Route = (call) => {
  requireBearer(call, { scope: 'full_write' })
  call.body.text('identity_id')
  throw new Refusal('identityUnknown')
}

/** `GET /signup/data`: data of a social signup, which does not exist here. */
export const readSignupData: Route = (call) => {
  requireClient(call, call.query)
  call.query.text('token')
  throw new Refusal('tknInvalid')
}
