import type { ResettableClock } from './clock.js'
import type { ResolvedOptions } from './options.js'
import type { Persona, PersonaName } from './personas.js'
import type { FakeRandom } from './random.js'
import type { Factor } from '../../client/types.js'

const shelfSize = 5000

/** A map that forgets its oldest entries, so that a fake can run for days. */
export class Shelf<V> {
  readonly #entries = new Map<string, V>()

  put(id: string, value: V): void {
    this.#entries.set(id, value)
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= shelfSize) break
      this.#entries.delete(oldest)
    }
  }
  get(id: string | undefined): V | undefined {
    return id === undefined ? undefined : this.#entries.get(id)
  }
  delete(id: string): void {
    this.#entries.delete(id)
  }
  values(): V[] {
    return [...this.#entries.values()]
  }
}

export interface CredentialRecord {
  type: Factor
  /** Email or E.164 number. */
  value: string
  createdAt: string
}

export interface DeviceRecord {
  id: string
  createdAt: string
  expiresAt: number
  userAgent: string
  ip: string
}

/** A code that was sent and can be typed back. */
export interface SentSecret {
  code: string
  /** Email or E.164 number. */
  to: string
  expiresAt: number
  trials: number
}

export interface UserRecord {
  persona: PersonaName | undefined
  id: string
  givenName: string
  familyName: string
  email: string | undefined
  emailVerified: boolean
  phoneNumber: string | undefined
  phoneNumberVerified: boolean
  customIdentifier: string | undefined
  password: string
  credentials: CredentialRecord[]
  devices: DeviceRecord[]
  lockedOut: boolean
  wrongPasswords: number
  /** When MFA codes were sent, for the send limit. */
  sends: number[]
  /** The new email that waits for its link or code. */
  pendingEmail: SentSecret | undefined
  pendingPhoneNumber: SentSecret | undefined
  pendingEmailEnrollment: SentSecret | undefined
  pendingPhoneEnrollment: SentSecret | undefined
  pendingPasswordReset: SentSecret | undefined
  /** The credential that will move to this number once it is verified. */
  movingPhoneNumber: { from: string; to: string } | undefined
  createdAt: number
  updatedAt: number
  lastLogin: number | undefined
  logins: number
}

export interface AccessTokenRecord {
  token: string
  userId: string
  scope: readonly string[]
  amr: readonly string[]
  issuedAt: number
  expiresAt: number
}

export interface RefreshTokenRecord {
  userId: string
  scope: readonly string[]
  amr: readonly string[]
  expiresAt: number
  used: boolean
}

export interface SessionRecord {
  id: string
  userId: string
  createdAt: number
  expiresAt: number
  amr: readonly string[]
}

export interface TknRecord {
  userId: string
  mfaRequired: boolean
  amr: readonly string[]
  expiresAt: number
  used: boolean
}

/** What an authorization request asked for, kept until its code is exchanged. */
export interface AuthorizationRequest {
  clientId: string
  responseType: 'code' | 'token'
  redirectUri: string | undefined
  scope: readonly string[]
  codeChallenge: string | undefined
  state: string | undefined
  nonce: string | undefined
}

export interface StepUpRecord {
  token: string
  userId: string
  factors: readonly Factor[]
  request: AuthorizationRequest
  /** `amr` of what it was started with. */
  amr: readonly string[]
  newestChallenge: string | undefined
  sends: number[]
  expiresAt: number
  used: boolean
}

export interface ChallengeRecord extends SentSecret {
  id: string
  channel: Factor
  userId: string
  /** `undefined` for a passwordless login with one factor. */
  stepUp: StepUpRecord | undefined
  request: AuthorizationRequest | undefined
  challengeExpiresAt: number
  used: boolean
}

export interface CodeRecord {
  userId: string
  request: AuthorizationRequest
  amr: readonly string[]
  expiresAt: number
  used: boolean
}

export interface LinkRecord {
  id: string
  userId: string
  purpose: MessagePurpose
  to: string
  redirectUrl: string | undefined
  expiresAt: number
}

/** What a message was sent for. */
export type MessagePurpose =
  'stepUp' | 'enrollment' | 'updateEmail' | 'verifyEmail' | 'verifyPhoneNumber' | 'login' | 'passwordReset'

/** One SMS or email that the fake "sent". */
export interface SentMessage {
  /** How it was sent. */
  readonly channel: Factor
  /** Email or E.164 number. */
  readonly to: string
  /** The code in it. */
  readonly code: string
  /** What it was sent for. */
  readonly purpose: MessagePurpose
  /** Only for codes of a step-up and of a passwordless login. */
  readonly challengeId?: string
  /** Only in emails that can be confirmed by a link. */
  readonly link?: string
  /** What `action` the call carried, for the template. */
  readonly action?: string
  /** `Custom-Locale` of the call. */
  readonly locale?: string
  /** Epoch milliseconds. */
  readonly sentAt: number
}

/** Everything the fake remembers. */
export interface World {
  readonly options: ResolvedOptions
  readonly clock: ResettableClock
  readonly random: FakeRandom
  readonly users: Map<string, UserRecord>
  readonly accessTokens: Shelf<AccessTokenRecord>
  readonly refreshTokens: Shelf<RefreshTokenRecord>
  readonly sessions: Shelf<SessionRecord>
  readonly tkns: Shelf<TknRecord>
  readonly stepUps: Shelf<StepUpRecord>
  readonly challenges: Shelf<ChallengeRecord>
  readonly codes: Shelf<CodeRecord>
  readonly links: Shelf<LinkRecord>
  readonly inbox: SentMessage[]
  readonly ipHits: Map<string, number[]>
}

export function createWorld(
  options: ResolvedOptions,
  clock: ResettableClock,
  random: FakeRandom,
  personas: Readonly<Record<PersonaName, Persona>>,
): World {
  const now = clock.now()
  const users = Object.values(personas).map((persona) => userOf(persona, now))
  return {
    options,
    clock,
    random,
    users: new Map(users.map((user) => [user.id, user])),
    accessTokens: new Shelf(),
    refreshTokens: new Shelf(),
    sessions: new Shelf(),
    tkns: new Shelf(),
    stepUps: new Shelf(),
    challenges: new Shelf(),
    codes: new Shelf(),
    links: new Shelf(),
    inbox: [],
    ipHits: new Map(),
  }
}

export const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export function newUser(id: string, now: number): UserRecord {
  return {
    persona: undefined,
    id,
    givenName: '',
    familyName: '',
    email: undefined,
    emailVerified: false,
    phoneNumber: undefined,
    phoneNumberVerified: false,
    customIdentifier: undefined,
    password: '',
    credentials: [],
    devices: [],
    lockedOut: false,
    wrongPasswords: 0,
    sends: [],
    pendingEmail: undefined,
    pendingPhoneNumber: undefined,
    pendingEmailEnrollment: undefined,
    pendingPhoneEnrollment: undefined,
    pendingPasswordReset: undefined,
    movingPhoneNumber: undefined,
    createdAt: now,
    updatedAt: now,
    lastLogin: undefined,
    logins: 0,
  }
}

function userOf(persona: Persona, now: number): UserRecord {
  const enrolledAt = isoDate(now - 30 * 86_400_000)
  const credentials = persona.credentials.flatMap((type): CredentialRecord[] => {
    const value = type === 'email' ? persona.email : persona.phoneNumber
    return value === undefined ? [] : [{ type, value, createdAt: enrolledAt }]
  })
  return {
    ...newUser(persona.id, now - 400 * 86_400_000),
    persona: persona.name,
    givenName: persona.givenName,
    familyName: persona.familyName,
    email: persona.email,
    emailVerified: persona.emailVerified,
    phoneNumber: persona.phoneNumber,
    phoneNumberVerified: persona.phoneNumberVerified,
    customIdentifier: persona.customIdentifier,
    password: persona.password,
    credentials,
    lockedOut: persona.lockedOut,
  }
}
