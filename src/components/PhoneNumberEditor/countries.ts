import { getCountries, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min/es6'

export const countries: readonly string[] = /* @__PURE__ */ getCountries()

export function callingCodeOf(country: string): string {
  return isSupportedCountry(country) ? getCountryCallingCode(country) : ''
}

/** What the closed list shows: `FR +33`. */
export function shortNameOf(country: string): string {
  const code = callingCodeOf(country)
  return code && `${country} +${code}`
}

/** Of the calling codes that several countries share. */
const mainCountry: Readonly<Partial<Record<string, string>>> = {
  1: 'US',
  7: 'RU',
  39: 'IT',
  44: 'GB',
  47: 'NO',
  61: 'AU',
  212: 'MA',
  262: 'RE',
  290: 'SH',
  358: 'FI',
  590: 'GP',
  599: 'CW',
}

/** The country that was chosen stays as long as it can be right. */
export function countryOf(code: string, chosen: string | undefined): string | undefined {
  if (chosen !== undefined && callingCodeOf(chosen) === code) return chosen
  return mainCountry[code] ?? countries.find((country) => callingCodeOf(country) === code)
}
