import { plainPage } from '../answers.js'
import { ok, noContent, type Call, type Reply, type Route } from '../call.js'
import { checkCode, deliver, newLink, newSecret } from '../codes.js'
import { emailIsCredential, findCredential, phoneNumberIsCredential } from '../credentials.js'
import { findByEmail, findByPhoneNumber, readEmail, readPhoneNumber } from '../identifiers.js'
import { profileJson } from '../profile-json.js'
import { Refusal } from '../refusals.js'
import type { UserRecord, World } from '../store.js'
import { bearerText, requireBearer, type BearerNeeds } from '../tokens.js'
import { completeEnrollment } from './credentials.js'

const verifying = (call: Call): BearerNeeds => ({
  scope: 'full_write',
  fresh: call.world.options.verificationNeedsFreshToken,
})

/** `GET /userinfo?fields=a,b`. */
export const readUserInfo: Route = (call) => {
  const { user } = requireBearer(call)
  const profile = profileJson(user)
  const fields = call.query.optional('fields')
  if (fields === undefined || fields === '') return ok(profile)
  const wanted = new Set(['id', 'sub', ...fields.split(',').map((field) => field.trim())])
  return ok(Object.fromEntries(Object.entries(profile).filter(([name]) => wanted.has(name))))
}

/** `POST /update-email`: at once if the old email is unverified, else when the link or the code comes back. */
export const updateEmail: Route = (call) => {
  const { world, body } = call
  const { user } = requireBearer(call, { scope: 'full_write', fresh: true, mfa: emailIsCredential })
  const email = readEmail(body.text('email'))
  if (email === user.email) throw new Refusal('emailUnchanged')
  if (findByEmail(world, email)) throw new Refusal('emailInUse')
  const waits = user.email !== undefined && user.emailVerified
  if (!waits) changeEmail(call, user, email, false)
  sendEmailCode(call, user, email, waits ? 'updateEmail' : 'verifyEmail')
  return ok(profileJson(user))
}

function sendEmailCode(
  call: Call,
  user: UserRecord,
  to: string,
  purpose: 'updateEmail' | 'verifyEmail',
): void {
  const secret = newSecret(call, to)
  user.pendingEmail = secret
  const link = newLink(call, user, { purpose, to, redirectUrl: call.body.optional('redirect_url') })
  deliver(call, secret, { channel: 'email', purpose, link })
}

function changeEmail(
  { world, now }: { world: World; now: number },
  user: UserRecord,
  email: string,
  verified: boolean,
): void {
  const credential = user.email === undefined ? undefined : findCredential(user, 'email', user.email)
  if (credential && world.options.credentialFollowsIdentifier) credential.value = email
  user.email = email
  user.emailVerified = verified
  user.updatedAt = now
}

/** `POST /verify-email`. The web SDK puts the token in the body, the mobile ones in the header. */
export const verifyEmail: Route = (call) => {
  const { body } = call
  const { user } = requireBearer(call, verifying(call), bearerText(call) ?? body.optional('access_token'))
  const email = readEmail(body.text('email'))
  const typed = body.text('verification_code')
  if (email === user.email && user.emailVerified) return noContent
  const pending = user.pendingEmail?.to === email ? user.pendingEmail : undefined
  checkCode(call, pending, typed)
  confirmEmail(call, user, email)
  return noContent
}

function confirmEmail(call: Call, user: UserRecord, email: string): void {
  if (email !== user.email && findByEmail(call.world, email)) throw new Refusal('emailInUse')
  changeEmail(call, user, email, true)
  user.pendingEmail = undefined
}

/** `POST /send-email-verification`. */
export const sendEmailVerification: Route = (call) => {
  const { user } = requireBearer(call)
  const to = user.pendingEmail?.to ?? user.email
  if (to === undefined || (to === user.email && user.emailVerified))
    return ok({ verification_email_sent: false })
  sendEmailCode(call, user, to, to === user.email ? 'verifyEmail' : 'updateEmail')
  return ok({ verification_email_sent: true })
}

/** `GET /email-link/{id}`: what the link in an email leads to. */
export const followEmailLink: Route = (call) => {
  const link = call.world.links.get(call.id)
  const user = link && call.world.users.get(link.userId)
  if (!link || !user)
    return { status: 404, html: plainPage('Link not valid', 'This link was used or never sent.') }
  if (link.expiresAt <= call.now) return landing(link.redirectUrl, 'The link has expired')
  call.world.links.delete(link.id)
  if (link.purpose === 'enrollment') completeEnrollment(call, user, 'email', link.to)
  else confirmEmail(call, user, link.to)
  return landing(link.redirectUrl)
}

function landing(redirectUrl: string | undefined, problem?: string): Reply {
  if (redirectUrl === undefined) {
    return {
      status: problem === undefined ? 200 : 410,
      html: plainPage(problem ?? 'Email confirmed', 'You can close this page.'),
    }
  }
  const target = new URL(redirectUrl)
  if (problem !== undefined) {
    target.searchParams.set('error', 'invalid_grant')
    target.searchParams.set('error_description', problem)
    target.searchParams.set('error_message_key', 'error.link.expired')
  }
  return { status: 303, location: target.href }
}

/** `POST /update-phone-number`: sends a code to the new number. */
export const updatePhoneNumber: Route = (call) => {
  const { world, body } = call
  const { user } = requireBearer(call, { scope: 'full_write', fresh: true, mfa: phoneNumberIsCredential })
  const number = readPhoneNumber(world, body.text('phone_number'))
  const owner = findByPhoneNumber(world, number)
  if (owner && owner !== user) throw new Refusal('phoneNumberInUse')
  if (number !== user.phoneNumber) {
    rememberMove(user, number)
    if (world.options.phoneNumberChange === 'atOnce') setPhoneNumber(call, user, number, false)
  }
  sendPhoneCode(call, user, number)
  return ok(profileJson(user))
}

/** The credential of the old number is kept until the new one is verified. */
function rememberMove(user: UserRecord, to: string): void {
  const moving = user.movingPhoneNumber
  const from = moving && user.phoneNumber === moving.to ? moving.from : user.phoneNumber
  user.movingPhoneNumber = from !== undefined && findCredential(user, 'sms', from) ? { from, to } : undefined
}

function setPhoneNumber({ now }: { now: number }, user: UserRecord, number: string, verified: boolean): void {
  user.phoneNumber = number
  user.phoneNumberVerified = verified
  user.updatedAt = now
}

function sendPhoneCode(call: Call, user: UserRecord, to: string): void {
  const secret = newSecret(call, to)
  user.pendingPhoneNumber = secret
  deliver(call, secret, { channel: 'sms', purpose: 'verifyPhoneNumber' })
}

/** `POST /verify-phone-number`. */
export const verifyPhoneNumber: Route = (call) => {
  const { world, body } = call
  const { user } = requireBearer(call, verifying(call))
  const number = readPhoneNumber(world, body.text('phone_number'))
  const typed = body.text('verification_code')
  const pending = user.pendingPhoneNumber?.to === number ? user.pendingPhoneNumber : undefined
  checkCode(call, pending, typed)
  setPhoneNumber(call, user, number, true)
  user.pendingPhoneNumber = undefined
  const moving = user.movingPhoneNumber
  user.movingPhoneNumber = undefined
  if (moving?.to === number && world.options.credentialFollowsIdentifier) {
    const credential = findCredential(user, 'sms', moving.from)
    if (credential) credential.value = number
  }
  return noContent
}

/** `POST /send-phone-number-verification`, without a body. */
export const sendPhoneNumberVerification: Route = (call) => {
  const { user } = requireBearer(call)
  const to = user.pendingPhoneNumber?.to ?? user.phoneNumber
  if (to === undefined) throw new Refusal('phoneNumberInvalid')
  if (to !== user.phoneNumber || !user.phoneNumberVerified) sendPhoneCode(call, user, to)
  return noContent
}
