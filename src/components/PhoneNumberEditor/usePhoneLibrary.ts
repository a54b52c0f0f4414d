import { onDemand } from '../../internal/on-demand.js'
import { useOnDemand } from '../ui/Loaded.js'

export type PhoneLibrary = typeof import('./phone-library.js')

/** The phone library, which no other widget needs. */
const library = /* @__PURE__ */ onDemand<PhoneLibrary>(() => import('./phone-library.js'))

export const loadPhoneLibrary = () => library.load()
export const getPhoneLibrary = () => library.get()
export const usePhoneLibrary = () => useOnDemand(library)

export type PhoneNumberProblem = 'missing' | 'tooShort' | 'tooLong' | 'notANumber'

/** What is wrong with a value of `PhoneNumberField`; only the obvious where the library could not be loaded. */
export function phoneNumberProblem(value: string): PhoneNumberProblem | undefined {
  if (value === '') return 'missing'
  const digits = value.replace(/\D/g, '').length
  if (digits === 0) return 'notANumber'
  const loaded = library.get()
  if (loaded && value.startsWith('+')) return loaded.lengthProblem(value)
  return digits < 4 ? 'tooShort' : undefined
}

/** For a sentence: grouped if the library is there, in one piece and with its plus in front in any direction. */
export function writePhoneNumber(value: string): string {
  const text = library.get()?.toInternational(value) ?? value
  return `\u2066${text.replaceAll(' ', '\u00a0')}\u2069`
}
