import {
  AsYouType,
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/min/es6'
import { callingCodeOf, countryOf } from './countries.js'
import { caretBehind, type Edit, significantOf, throughSeparators } from './phone-text.js'

export { shortNameOf } from './countries.js'
export { CountrySelect } from './CountrySelect.js'

/** What the field shows and what the form holds. */
export interface PhoneReading {
  /** As shown. */
  text: string
  /** E.164, of a number that is still being typed too; what was typed where no country is known. */
  value: string
  /** ISO 3166-1 alpha-2. */
  country: string | undefined
}

function known(country: string | undefined): CountryCode | undefined {
  return country !== undefined && isSupportedCountry(country) ? country : undefined
}

/** A number on its way: formatted as far as it goes, international or national as it was begun. */
export function readTyped(text: string, country: string | undefined): PhoneReading {
  const formatter = new AsYouType(known(country))
  const formatted = formatter.input(significantOf(text))
  const code = formatter.getCallingCode()
  const detected = formatter.getCountry() ?? (code === undefined ? undefined : countryOf(code, country))
  return { text: formatted, value: formatter.getNumberValue() ?? formatted, country: detected ?? country }
}

/** A number that came as a whole (pasted, filled, stored), in whatever form; what is no number is read as typed. */
export function readWhole(text: string, country: string | undefined): PhoneReading {
  const number = parsePhoneNumberFromString(text, { extract: true, ...defaultCountry(country) })
  if (!number?.isValid()) return readTyped(text, country)
  if (number.country === undefined) return readTyped(number.number, country)
  number.setExt('')
  return { text: number.formatNational(), value: number.number, country: number.country }
}

const ofKeys = /^(insertText|insertCompositionText|delete|history)/

/** What an edit of the text box comes to, and where the caret goes. @param inputType as in `InputEvent`; empty for autofill. */
export function readEdit(
  before: string,
  edit: Edit,
  inputType: string,
  country: string | undefined,
): PhoneReading & Edit {
  const { text, caret } = throughSeparators(before, edit, inputType)
  const reading = ofKeys.test(inputType) ? readTyped(text, country) : readWhole(text, country)
  return { ...reading, caret: caretBehind(reading.text, significantOf(text.slice(0, caret)).length) }
}

/** As it is written for readers anywhere: `+33 6 12 34 56 78`. */
export function toInternational(value: string): string {
  return parsePhoneNumberFromString(value)?.formatInternational() ?? value
}

/** The same number in another country. */
export function moveTo(text: string, from: string | undefined, to: string): PhoneReading {
  const formatter = new AsYouType(known(from))
  formatter.input(significantOf(text))
  return readTyped(
    formatter.isInternational()
      ? `+${callingCodeOf(to)}${formatter.getNumber()?.nationalNumber ?? ''}`
      : text,
    to,
  )
}

/** Why a number can't be one, as far as its length and country tell. Whether it exists, only the server knows. */
export function lengthProblem(value: string): 'tooShort' | 'tooLong' | 'notANumber' | undefined {
  const result = validatePhoneNumberLength(value)
  if (result === undefined) return undefined
  return result === 'TOO_SHORT' ? 'tooShort' : result === 'TOO_LONG' ? 'tooLong' : 'notANumber'
}

function defaultCountry(country: string | undefined): { defaultCountry?: CountryCode } {
  const code = known(country)
  return code === undefined ? {} : { defaultCountry: code }
}
