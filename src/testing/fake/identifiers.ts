import { Refusal } from './refusals.js'
import type { UserRecord, World } from './store.js'

const dialCodes: Readonly<Record<string, string>> = {
  AT: '43', AU: '61', BE: '32', BR: '55', CA: '1', CH: '41', CN: '86', DE: '49', DK: '45', ES: '34', FI: '358',
  FR: '33', GB: '44', GR: '30', HU: '36', IE: '353', IN: '91', IT: '39', JP: '81', KR: '82', LU: '352', NL: '31',
  NO: '47', PL: '48', PT: '351', SE: '46', SK: '421', US: '1',
} // prettier-ignore

export function readEmail(text: string): string {
  const email = text.trim()
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw new Refusal('emailInvalid')
  return email.toLowerCase()
}

/** E.164 of what was typed: international, or national in the tenant's country. */
export function readPhoneNumber(world: World, text: string): string {
  const compact = text.replace(/[\s().-]/g, '').replace(/^00/, '+')
  const dialCode = dialCodes[world.options.countryCode]
  const number =
    compact.startsWith('+') || dialCode === undefined ? compact : `+${dialCode}${compact.replace(/^0/, '')}`
  if (!/^\+[1-9]\d{7,14}$/.test(number)) throw new Refusal('phoneNumberInvalid')
  return number
}

export const findByEmail = (world: World, email: string): UserRecord | undefined =>
  [...world.users.values()].find((user) => user.email === email.trim().toLowerCase())

export const findByPhoneNumber = (world: World, phoneNumber: string): UserRecord | undefined =>
  [...world.users.values()].find((user) => user.phoneNumber === phoneNumber)
