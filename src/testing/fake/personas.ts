import type { Factor } from '../../client/types.js'

/** The people that every fake knows. */
export type PersonaName =
  'noCredential' | 'emailOnly' | 'smsOnly' | 'smsAndEmail' | 'unverifiedEmail' | 'lockedOut'

/** One of the fake's people, as a test sees it. */
export interface Persona {
  /** The key in `fake.personas`. */
  readonly name: PersonaName
  /** `sub` of the tokens. */
  readonly id: string
  /** First name. */
  readonly givenName: string
  /** Last name. */
  readonly familyName: string
  /** Of the domain `example.com`. */
  readonly email: string
  /** Whether the email is proved. */
  readonly emailVerified: boolean
  /** E.164, from a range kept free for fiction. */
  readonly phoneNumber?: string
  /** Whether the phone number is proved. */
  readonly phoneNumberVerified: boolean
  /** The username, for logins by one. */
  readonly customIdentifier?: string
  /** For logins. */
  readonly password: string
  /** The kinds of MFA credential that are enrolled at the start, with the profile's own identifiers. */
  readonly credentials: readonly Factor[]
  /** Login and step-up are refused. */
  readonly lockedOut: boolean
}

/** What `personas` may change of a persona. */
export type PersonaOverrides = Partial<Omit<Persona, 'name'>>

const everyone: Readonly<Record<PersonaName, Persona>> = {
  noCredential: {
    name: 'noCredential',
    id: 'AZk1noCredential0001',
    givenName: 'Nora',
    familyName: 'Quist',
    email: 'nora.quist@example.com',
    emailVerified: true,
    phoneNumber: '+33639980001',
    phoneNumberVerified: true,
    customIdentifier: 'nora-quist',
    password: 'Willow-Bridge-41',
    credentials: [],
    lockedOut: false,
  },
  emailOnly: {
    name: 'emailOnly',
    id: 'AZk1emailOnly0000002',
    givenName: 'Emil',
    familyName: 'Hart',
    email: 'emil.hart@example.com',
    emailVerified: true,
    phoneNumberVerified: false,
    customIdentifier: 'emil-hart',
    password: 'Copper-Lantern-52',
    credentials: ['email'],
    lockedOut: false,
  },
  smsOnly: {
    name: 'smsOnly',
    id: 'AZk1smsOnly000000003',
    givenName: 'Sami',
    familyName: 'Okoro',
    email: 'sami.okoro@example.com',
    emailVerified: true,
    phoneNumber: '+33639980003',
    phoneNumberVerified: true,
    customIdentifier: 'sami-okoro',
    password: 'Harbour-Violet-63',
    credentials: ['sms'],
    lockedOut: false,
  },
  smsAndEmail: {
    name: 'smsAndEmail',
    id: 'AZk1smsAndEmail00004',
    givenName: 'Bea',
    familyName: 'Lindqvist',
    email: 'bea.lindqvist@example.com',
    emailVerified: true,
    phoneNumber: '+33639980004',
    phoneNumberVerified: true,
    customIdentifier: 'bea-lindqvist',
    password: 'Meadow-Signal-74',
    credentials: ['email', 'sms'],
    lockedOut: false,
  },
  unverifiedEmail: {
    name: 'unverifiedEmail',
    id: 'AZk1unverified000005',
    givenName: 'Uma',
    familyName: 'Castell',
    email: 'uma.castell@example.com',
    emailVerified: false,
    phoneNumberVerified: false,
    password: 'Granite-Sparrow-85',
    credentials: [],
    lockedOut: false,
  },
  lockedOut: {
    name: 'lockedOut',
    id: 'AZk1lockedOut0000006',
    givenName: 'Loic',
    familyName: 'Verne',
    email: 'loic.verne@example.com',
    emailVerified: true,
    phoneNumber: '+33639980006',
    phoneNumberVerified: true,
    customIdentifier: 'loic-verne',
    password: 'Anchor-Juniper-96',
    credentials: ['email', 'sms'],
    lockedOut: true,
  },
}

export const personaNames: readonly PersonaName[] = [
  'noCredential',
  'emailOnly',
  'smsOnly',
  'smsAndEmail',
  'unverifiedEmail',
  'lockedOut',
]

export const isPersonaName = (value: unknown): value is PersonaName =>
  personaNames.some((name) => name === value)

export function createPersonas(
  overrides: Partial<Record<PersonaName, PersonaOverrides>>,
): Readonly<Record<PersonaName, Persona>> {
  const one = (name: PersonaName): Persona => ({ ...everyone[name], ...overrides[name] })
  return {
    noCredential: one('noCredential'),
    emailOnly: one('emailOnly'),
    smsOnly: one('smsOnly'),
    smsAndEmail: one('smsAndEmail'),
    unverifiedEmail: one('unverifiedEmail'),
    lockedOut: one('lockedOut'),
  }
}
