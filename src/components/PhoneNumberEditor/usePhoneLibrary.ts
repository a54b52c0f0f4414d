import { useSyncExternalStore } from 'react'

export type PhoneLibrary = typeof import('./phone-library.js')

/** `undefined` while it loads; `null` when it could not be loaded. */
let library: PhoneLibrary | null | undefined
let loading = false
const listeners = /* @__PURE__ */ new Set<() => void>()

function settle(outcome: PhoneLibrary | null): void {
  library = outcome
  loading = false
  for (const listener of listeners) listener()
}

/** Loads the phone library, which no other widget needs; again after a failure. */
export function loadPhoneLibrary(): void {
  if (library || loading) return
  loading = true
  import('./phone-library.js').then(settle, () => settle(null))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  loadPhoneLibrary()
  return () => listeners.delete(listener)
}

export const getPhoneLibrary = () => library

export function usePhoneLibrary(): PhoneLibrary | null | undefined {
  return useSyncExternalStore(subscribe, getPhoneLibrary, () => undefined)
}

export type PhoneNumberProblem = 'missing' | 'tooShort' | 'tooLong' | 'notANumber'

/** What is wrong with a value of `PhoneNumberField`; only the obvious where the library could not be loaded. */
export function phoneNumberProblem(value: string): PhoneNumberProblem | undefined {
  if (value === '') return 'missing'
  const digits = value.replace(/\D/g, '').length
  if (digits === 0) return 'notANumber'
  if (library && value.startsWith('+')) return library.lengthProblem(value)
  return digits < 4 ? 'tooShort' : undefined
}

/** For a sentence: grouped if the library is there, in one piece and with its plus in front in any direction. */
export function writePhoneNumber(value: string): string {
  const text = library ? library.toInternational(value) : value
  return `\u2066${text.replaceAll(' ', '\u00a0')}\u2069`
}
