import type { Factor } from '../../client/types.js'
import type { Call } from './call.js'
import { trustedDeviceCookie, type OutgoingCookie } from './cookies.js'
import { readCookie } from './call.js'
import { isoDate, type CredentialRecord, type UserRecord, type World } from './store.js'

export const hasCredential = (user: UserRecord): boolean => user.credentials.length > 0

export const findCredential = (
  user: UserRecord,
  type: Factor,
  value?: string,
): CredentialRecord | undefined =>
  user.credentials.find((one) => one.type === type && (value === undefined || one.value === value))

/** Rows 1 and 2: the profile's email protects the account. */
export const emailIsCredential = (user: UserRecord): boolean =>
  user.email !== undefined && findCredential(user, 'email', user.email) !== undefined

/** Row 3: the profile's number protects the account, also while a change of it waits for its code. */
export function phoneNumberIsCredential(user: UserRecord): boolean {
  if (user.phoneNumber === undefined) return false
  const moving = user.movingPhoneNumber
  const value = moving?.to === user.phoneNumber ? moving.from : user.phoneNumber
  return findCredential(user, 'sms', value) !== undefined
}

export function addCredential(world: World, user: UserRecord, type: Factor, value: string): CredentialRecord {
  const replaced = type === 'email' || world.options.newPhoneNumberReplacesOld
  user.credentials = user.credentials.filter(
    (one) => !(one.type === type && (replaced || one.value === value)),
  )
  const credential = { type, value, createdAt: isoDate(world.clock.now()) }
  user.credentials.push(credential)
  return credential
}

export const credentialJson = ({ type, value, createdAt }: CredentialRecord) =>
  type === 'email'
    ? { type, email: value, friendly_name: 'identifier', created_at: createdAt }
    : { type, phone_number: value, friendly_name: value, created_at: createdAt }

/** The factors that this user can use now. */
export function usableFactors(world: World, user: UserRecord): Factor[] {
  const { mfaEmailEnabled, mfaSmsEnabled, sms } = world.options
  const enabled: Record<Factor, boolean> = { email: mfaEmailEnabled, sms: mfaSmsEnabled && sms }
  return (['email', 'sms'] as const).filter(
    (type) => enabled[type] && findCredential(user, type) !== undefined,
  )
}

/** Remembers the caller's device, where the tenant has the feature; the cookie to set. */
export function trustDevice(call: Call, user: UserRecord): OutgoingCookie[] {
  const { options, random } = call.world
  if (!options.rbaEnabled) return []
  const maxAgeSeconds = options.trustedDeviceLifetimeSeconds
  const device = {
    id: random.uuid(),
    createdAt: new Date(call.now).toISOString(),
    expiresAt: call.now + maxAgeSeconds * 1000,
    userAgent: call.headers['user-agent'] ?? '',
    ip: call.ip,
  }
  user.devices.push(device)
  return [{ name: trustedDeviceCookie, value: device.id, maxAgeSeconds }]
}

export const liveDevices = (call: Call, user: UserRecord) =>
  user.devices.filter(({ expiresAt }) => expiresAt > call.now)

/** Whether the request comes from a device that this user trusts. Backends send the cookie as a header. */
export function isTrustedDevice(call: Call, user: UserRecord): boolean {
  if (!call.world.options.rbaEnabled) return false
  const id = readCookie(call, trustedDeviceCookie) ?? call.headers[trustedDeviceCookie.toLowerCase()]
  return liveDevices(call, user).some((device) => device.id === id)
}
