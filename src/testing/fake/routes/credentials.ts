import type { Factor } from '../../../client/types.js'
import { noContent, ok, type Call, type Reply, type Route } from '../call.js'
import { checkCode, countSend, deliver, newLink, newSecret } from '../codes.js'
import {
  addCredential,
  credentialJson,
  findCredential,
  hasCredential,
  liveDevices,
  trustDevice,
} from '../credentials.js'
import { readPhoneNumber } from '../identifiers.js'
import { Refusal } from '../refusals.js'
import type { UserRecord } from '../store.js'
import { requireBearer, type BearerNeeds } from '../tokens.js'

/** Row 5: adding needs a step-up once a credential exists. */
const adding: BearerNeeds = { scope: 'mfa', fresh: true, mfa: hasCredential }
/** Rows 2 and 4. */
const deleting: BearerNeeds = { scope: 'mfa', fresh: true, mfa: () => true }

const verifying = (call: Call): BearerNeeds => ({
  scope: 'mfa',
  fresh: call.world.options.verificationNeedsFreshToken,
})

function requireFactor(call: Call, type: Factor): void {
  const { mfaEmailEnabled, mfaSmsEnabled, sms } = call.world.options
  if (type === 'email' ? !mfaEmailEnabled : !(mfaSmsEnabled && sms)) throw new Refusal('featureNotAvailable')
}

/** `GET /mfa/credentials`. */
export const listCredentials: Route = (call) => {
  const { user } = requireBearer(call, { scope: 'mfa', fresh: call.world.options.listingNeedsFreshToken })
  return ok({ credentials: user.credentials.map(credentialJson) })
}

/** `POST /mfa/credentials/emails`: the profile's own email. */
export const enrollEmail: Route = (call) => {
  const { body } = call
  const { user } = requireBearer(call, adding)
  requireFactor(call, 'email')
  const trust = body.flag('trust_device')
  const { email } = user
  if (email === undefined) throw new Refusal('emailInvalid')
  if (findCredential(user, 'email', email)) throw new Refusal('credentialExists')
  if (user.emailVerified) return enabled(call, user, 'email', email, trust)
  countSend(call, user)
  const secret = newSecret(call, email)
  user.pendingEmailEnrollment = secret
  const link = newLink(call, user, {
    purpose: 'enrollment',
    to: email,
    redirectUrl: body.optional('redirect_url'),
  })
  deliver(call, secret, { channel: 'email', purpose: 'enrollment', link, action: body.optional('action') })
  return ok({ status: 'email_sent' })
}

/** `POST /mfa/credentials/phone-numbers`: any number, or the profile's verified one. */
export const enrollPhoneNumber: Route = (call) => {
  const { body, world } = call
  const { user } = requireBearer(call, adding)
  requireFactor(call, 'sms')
  const trust = body.flag('trust_device')
  const own = user.phoneNumberVerified ? user.phoneNumber : undefined
  const number =
    own !== undefined && !body.has('phone_number') ? own : readPhoneNumber(world, body.text('phone_number'))
  if (findCredential(user, 'sms', number)) throw new Refusal('credentialExists')
  if (number === own) return enabled(call, user, 'sms', number, trust)
  countSend(call, user)
  const secret = newSecret(call, number)
  user.pendingPhoneEnrollment = secret
  deliver(call, secret, { channel: 'sms', purpose: 'enrollment', action: body.optional('action') })
  return ok({ status: 'sms_sent' })
}

function enabled(call: Call, user: UserRecord, type: Factor, value: string, trust: boolean): Reply {
  const credential = addCredential(call.world, user, type, value)
  const cookies = trust ? trustDevice(call, user) : []
  return ok({ status: 'enabled', credential: credentialJson(credential) }, cookies)
}

/** `POST /mfa/credentials/{emails,phone-numbers}/verify`. */
export const verifyEnrollment =
  (type: Factor): Route =>
  (call) => {
    const { world, body } = call
    const { user } = requireBearer(call, verifying(call))
    const typed = body.text('verification_code')
    const trust = body.flag('trust_device')
    const pending = type === 'email' ? user.pendingEmailEnrollment : user.pendingPhoneEnrollment
    checkCode(call, pending, typed)
    if (!pending) throw new Refusal('challengeUnknown')
    const credential = completeEnrollment(call, user, type, pending.to)
    const cookies = trust ? trustDevice(call, user) : []
    return world.options.enrollmentVerifyAnswer === 'noContent'
      ? { ...noContent, cookies }
      : ok(credentialJson(credential), cookies)
  }

export function completeEnrollment(call: Call, user: UserRecord, type: Factor, value: string) {
  if (type === 'email') {
    user.pendingEmailEnrollment = undefined
    if (user.email === value) user.emailVerified = true
  } else {
    user.pendingPhoneEnrollment = undefined
  }
  return addCredential(call.world, user, type, value)
}

/** `DELETE /mfa/credentials/emails`, without a body. */
export const removeEmail: Route = (call) => {
  const { user } = requireBearer(call, deleting)
  const credential = findCredential(user, 'email')
  if (!credential) throw new Refusal('credentialUnknown')
  user.credentials = user.credentials.filter((one) => one !== credential)
  return noContent
}

/** `DELETE /mfa/credentials/phone-numbers`, with the number in a JSON body. */
export const removePhoneNumber: Route = (call) => {
  const { user } = requireBearer(call, deleting)
  const number = readPhoneNumber(call.world, call.body.text('phone_number'))
  const credential = findCredential(user, 'sms', number)
  if (!credential) throw new Refusal('credentialUnknown')
  user.credentials = user.credentials.filter((one) => one !== credential)
  return noContent
}

const devicesNeed = (call: Call): BearerNeeds => ({
  scope: 'mfa',
  fresh: call.world.options.trustedDevicesNeedStepUp,
  mfa: () => call.world.options.trustedDevicesNeedStepUp,
})

function requireDevices(call: Call): UserRecord {
  if (!call.world.options.rbaEnabled) throw new Refusal('featureNotAvailable')
  return requireBearer(call, devicesNeed(call)).user
}

/** `GET /mfa/trusteddevices`. */
export const listDevices: Route = (call) => {
  const user = requireDevices(call)
  const trusted_devices = liveDevices(call, user).map((device) => ({
    id: device.id,
    user_id: user.id,
    created_at: device.createdAt,
    metadata: { ip: device.ip, ...describeAgent(device.userAgent) },
  }))
  return ok({ trusted_devices })
}

/** `DELETE /mfa/trusteddevices/{id}`. */
export const removeDevice: Route = (call) => {
  const user = requireDevices(call)
  if (!liveDevices(call, user).some(({ id }) => id === call.id)) throw new Refusal('deviceUnknown')
  user.devices = user.devices.filter(({ id }) => id !== call.id)
  return noContent
}

function describeAgent(agent: string) {
  const system = ['Windows', 'Android', 'iPhone', 'Mac OS X', 'Linux'].find((name) => agent.includes(name))
  const browser = ['Edg', 'Firefox', 'Chrome', 'Safari'].find((name) => agent.includes(name))
  const isPhone = system === 'Android' || system === 'iPhone'
  return {
    operating_system: system ?? 'Unknown',
    user_agent: browser ?? (agent === '' ? 'Unknown' : agent),
    device_class: isPhone ? 'Phone' : 'Desktop',
    device_name: isPhone ? system : 'Computer',
  }
}
