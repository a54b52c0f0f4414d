import type { Factor } from '../../client/types.js'
import type { PersonaName } from './personas.js'
import { isoDate, type UserRecord, type World } from './store.js'

/** One user as the fake knows it now. */
export interface FakeUserState {
  /** `sub` of the tokens. */
  readonly id: string
  /** Which persona it is; `undefined` for a user that signed up. */
  readonly persona: PersonaName | undefined
  /** The email of the profile. */
  readonly email: string | undefined
  /** Whether the email is proved. */
  readonly emailVerified: boolean
  /** The new email that waits for its link or code. */
  readonly pendingEmail: string | undefined
  /** E.164. */
  readonly phoneNumber: string | undefined
  /** Whether the phone number is proved. */
  readonly phoneNumberVerified: boolean
  /** What is enrolled as second factor. */
  readonly credentials: readonly {
    readonly type: Factor
    readonly value: string
    readonly createdAt: string
  }[]
  /** The devices that skip the second factor. */
  readonly trustedDevices: readonly { readonly id: string; readonly createdAt: string }[]
  /** How many SSO sessions are open. */
  readonly sessions: number
  /** Login and step-up are refused. */
  readonly lockedOut: boolean
}

/** A snapshot for assertions. */
export interface FakeState {
  /** By persona name; users that signed up, by id. */
  readonly users: Readonly<Record<string, FakeUserState>>
  /** The user that the seed names. */
  readonly currentUser: FakeUserState
}

export function snapshot(world: World): FakeState {
  const all = [...world.users.values()].map((user) => stateOf(world, user))
  const currentUser = all.find(({ persona }) => persona === world.options.seed)
  if (!currentUser) throw new Error(`The persona "${world.options.seed}" does not exist.`)
  return { users: Object.fromEntries(all.map((user) => [user.persona ?? user.id, user])), currentUser }
}

function stateOf(world: World, user: UserRecord): FakeUserState {
  const now = world.clock.now()
  return {
    id: user.id,
    persona: user.persona,
    email: user.email,
    emailVerified: user.emailVerified,
    pendingEmail: user.pendingEmail?.to === user.email ? undefined : user.pendingEmail?.to,
    phoneNumber: user.phoneNumber,
    phoneNumberVerified: user.phoneNumberVerified,
    credentials: user.credentials.map((one) => ({ ...one })),
    trustedDevices: user.devices
      .filter(({ expiresAt }) => expiresAt > now)
      .map(({ id, createdAt }) => ({ id, createdAt: isoDate(Date.parse(createdAt)) })),
    sessions: world.sessions.values().filter((one) => one.userId === user.id && one.expiresAt > now).length,
    lockedOut: user.lockedOut,
  }
}
