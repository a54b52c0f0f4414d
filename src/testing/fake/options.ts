import type { ErrorAnswer, RefusalName } from './refusals.js'
import type { PersonaName, PersonaOverrides } from './personas.js'

/** Options of `createFakeReachFive`: each names what ReachFive's documents leave open, or what a tenant sets. */
export interface FakeReachFiveOptions {
  /** Who is the current user: what `issueTokens` and `openSession` take by default. @default 'smsAndEmail' */
  seed?: PersonaName
  /** Changes to the personas, by name. */
  personas?: Partial<Record<PersonaName, PersonaOverrides>>
  /** Seed of ids and codes; the same number gives the same run. @default 1 */
  random?: number
  /** `running`: real time plus what a test adds; `manual`: stands still until it is moved. @default 'running' */
  clock?: 'running' | 'manual'
  /** Where the clock starts, in epoch milliseconds. @default the real time */
  startAt?: number
  /** Milliseconds of real time that each answer takes. @default 0 */
  latencyMs?: number | { min: number; max: number }

  /** The tenant's domain (`iss` of tokens, links in mails). Requests to any host are answered. @default 'account.example.com' */
  domain?: string
  /** The only client id that the fake knows as first-party. @default 'fake-client' */
  clientId?: string
  /** Client ids that exist but are third-party: refused with `error.client.notFirstParty`. @default [] */
  thirdPartyClientIds?: readonly string[]
  /** The allowed callback URLs. @default ['https://app.example.com/callback'] */
  redirectUris?: readonly string[]
  /** Origins that a web message may go to; `'*'` for all. @default '*' */
  allowedOrigins?: readonly string[] | '*'
  /** The client's default scopes, granted where a request asks for none. @default 'openid profile email phone mfa full_write' */
  defaultScope?: string
  /** What a request may ask for. @default the default scopes, `offline_access` and `address` */
  allowedScope?: string
  /** Whether a request without PKCE is refused. @default true */
  pkceEnforced?: boolean
  /** Whether the client needs no secret, as `/config` says it. @default true */
  isPublic?: boolean

  /** SSO sessions by cookie, so way A. @default true */
  sso?: boolean
  /** Whether text messages can be sent. @default true */
  sms?: boolean
  /** Whether email is on as second factor. @default true */
  mfaEmailEnabled?: boolean
  /** Whether text message is on as second factor. @default true */
  mfaSmsEnabled?: boolean
  /** Trusted devices. @default true */
  rbaEnabled?: boolean
  /** What people may sign in with. @default all true */
  loginTypeAllowed?: { email?: boolean; phoneNumber?: boolean; customIdentifier?: boolean }
  /** What `/config` names as language. @default 'en' */
  language?: string
  /** ISO 3166-1 alpha-2, for national phone numbers. @default 'FR' */
  countryCode?: string
  /** How `/config` spells its keys. @default 'snake' */
  configCase?: 'snake' | 'camel'
  /** *MFA required* at login. @default 'always' */
  mfaRequired?: 'always' | 'never'

  /** How many characters a code has. @default 6 */
  codeLength?: number
  /** Which characters a code has. @default 'numeric' */
  codeAlphabet?: 'numeric' | 'alphanumeric'
  /** How long a code is good. @default 300 */
  codeLifetimeSeconds?: number
  /** How long a step-up token is good. @default 600 */
  stepUpLifetimeSeconds?: number
  /** How long a challenge is good. @default 300 */
  challengeLifetimeSeconds?: number
  /** How long the `tkn` of a login is good. @default 300 */
  tknLifetimeSeconds?: number
  /** How long an authorization code can be exchanged. @default 60 */
  authorizationCodeLifetimeSeconds?: number
  /** How long an access token is good. @default 86400 */
  accessTokenLifetimeSeconds?: number
  /** How long a refresh token is good. @default 2592000 (30 days) */
  refreshTokenLifetimeSeconds?: number
  /** How old an access token may be where a fresh one is asked for. @default 300 */
  freshnessSeconds?: number
  /** Sliding on `/oauth/authorize`. @default 259200 (3 days) */
  sessionLifetimeSeconds?: number
  /** How long a device is trusted. @default 7776000 (90 days) */
  trustedDeviceLifetimeSeconds?: number
  /** Of the links in mails. @default 3600 */
  linkLifetimeSeconds?: number

  /** Wrong codes that one challenge bears; the next is refused even if it is right. @default 5 */
  maxTrials?: number
  /** Codes that may be sent for MFA within the window. @default 5 */
  sendLimit?: number
  /** The time that `sendLimit` counts in. @default 600 */
  sendWindowSeconds?: number
  /** What the send limit counts by. @default 'user' */
  sendLimitPer?: 'user' | 'stepUp'
  /** Wrong passwords before a user is locked out. @default 10 */
  maxLoginAttempts?: number
  /** The rate limit by IP address over all calls; `null` for none. @default null */
  ipRateLimit?: { requests: number; windowSeconds: number } | null
  /** Larger bodies are refused. @default 65536 */
  maxBodyBytes?: number

  /** Which start wins where a request carries both a bearer and a session cookie. @default 'bearer' */
  stepUpStartPriority?: 'bearer' | 'session'
  /** What `mfa/stepup` answers to a user who has no usable credential. @default 'emptyAmr' */
  emptyStepUp?: 'emptyAmr' | 'refused'
  /** Which refusal comes first for a token that is stale and has no `mfa`. @default 'freshness' */
  firstRefusal?: 'freshness' | 'stepUp'
  /** Whether a verified step-up uses its token up. @default true */
  verifyConsumesStepUp?: boolean
  /** Whether only the newest challenge of a step-up counts. @default true */
  onlyNewestChallenge?: boolean
  /** Whether a refreshed access token keeps its `amr`. @default true */
  refreshKeepsAmr?: boolean
  /** Whether `GET /mfa/credentials` asks for a fresh token, as the documents say. @default true */
  listingNeedsFreshToken?: boolean
  /** Whether trusted devices need a step-up. @default true */
  trustedDevicesNeedStepUp?: boolean
  /** Whether the verify calls of emails, phone numbers and enrollments ask for a fresh token. @default false */
  verificationNeedsFreshToken?: boolean
  /** When `update-phone-number` changes the profile. @default 'atOnce' (as unverified) */
  phoneNumberChange?: 'atOnce' | 'whenVerified'
  /** Whether an MFA credential moves to the profile's new identifier once that is verified. @default true */
  credentialFollowsIdentifier?: boolean
  /** Whether a second phone number replaces the first as MFA credential. @default false */
  newPhoneNumberReplacesOld?: boolean
  /** How the verify calls of an enrollment answer. @default 'credential' */
  enrollmentVerifyAnswer?: 'credential' | 'noContent'
  /** What the cookie of the SSO session is called. @default 'fake-session' */
  sessionCookieName?: string

  /** Changes to error answers, by the name of the refusal: status, keys, texts, `Retry-After`. */
  answers?: Partial<Record<RefusalName, Partial<ErrorAnswer>>>
  /** How many requests and mails are remembered; the oldest are dropped. @default 1000 */
  logSize?: number
}

type Resolved = Required<Omit<FakeReachFiveOptions, 'startAt' | 'loginTypeAllowed'>>

export interface ResolvedOptions extends Resolved {
  startAt: number | undefined
  loginTypeAllowed: { email: boolean; phoneNumber: boolean; customIdentifier: boolean }
}

/** The options with every default filled in; an option that is `undefined` counts as not given. */
export function resolveOptions(given: FakeReachFiveOptions): ResolvedOptions {
  const options = { ...given }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) Reflect.deleteProperty(options, name)
  }
  const defaultScope = options.defaultScope ?? 'openid profile email phone mfa full_write'
  return {
    seed: 'smsAndEmail',
    personas: {},
    random: 1,
    clock: 'running',
    latencyMs: 0,
    domain: 'account.example.com',
    clientId: 'fake-client',
    thirdPartyClientIds: [],
    redirectUris: ['https://app.example.com/callback'],
    allowedOrigins: '*',
    allowedScope: `${defaultScope} openid profile email phone mfa full_write offline_access address`,
    pkceEnforced: true,
    isPublic: true,
    sso: true,
    sms: true,
    mfaEmailEnabled: true,
    mfaSmsEnabled: true,
    rbaEnabled: true,
    language: 'en',
    countryCode: 'FR',
    configCase: 'snake',
    mfaRequired: 'always',
    codeLength: 6,
    codeAlphabet: 'numeric',
    codeLifetimeSeconds: 300,
    stepUpLifetimeSeconds: 600,
    challengeLifetimeSeconds: 300,
    tknLifetimeSeconds: 300,
    authorizationCodeLifetimeSeconds: 60,
    accessTokenLifetimeSeconds: 86_400,
    refreshTokenLifetimeSeconds: 2_592_000,
    freshnessSeconds: 300,
    sessionLifetimeSeconds: 259_200,
    trustedDeviceLifetimeSeconds: 7_776_000,
    linkLifetimeSeconds: 3600,
    maxTrials: 5,
    sendLimit: 5,
    sendWindowSeconds: 600,
    sendLimitPer: 'user',
    maxLoginAttempts: 10,
    ipRateLimit: null,
    maxBodyBytes: 65_536,
    stepUpStartPriority: 'bearer',
    emptyStepUp: 'emptyAmr',
    firstRefusal: 'freshness',
    verifyConsumesStepUp: true,
    onlyNewestChallenge: true,
    refreshKeepsAmr: true,
    listingNeedsFreshToken: true,
    trustedDevicesNeedStepUp: true,
    verificationNeedsFreshToken: false,
    phoneNumberChange: 'atOnce',
    credentialFollowsIdentifier: true,
    newPhoneNumberReplacesOld: false,
    enrollmentVerifyAnswer: 'credential',
    sessionCookieName: 'fake-session',
    answers: {},
    logSize: 1000,
    ...options,
    defaultScope,
    startAt: options.startAt,
    loginTypeAllowed: { email: true, phoneNumber: true, customIdentifier: true, ...options.loginTypeAllowed },
  }
}
