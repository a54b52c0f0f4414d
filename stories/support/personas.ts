import type { PersonaName } from '../../src/testing/index.js'

export type { PersonaName }

export const personaLabels: Record<PersonaName, string> = {
  smsAndEmail: 'Bea: text message and email',
  smsOnly: 'Sami: text message only',
  emailOnly: 'Emil: email only',
  noCredential: 'Nora: no second factor yet',
  unverifiedEmail: 'Uma: unverified email',
  lockedOut: 'Loic: locked out',
}
