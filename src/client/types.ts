/** A way to prove identity now: an `amr` value of `POST /identity/v1/mfa/stepup`. */
export type Factor = 'email' | 'sms'

/** Something enrolled as second factor (`GET /identity/v1/mfa/credentials`). */
export type MfaCredential = EmailCredential | PhoneNumberCredential

/** An email that is enrolled as second factor. */
export interface EmailCredential {
  /** Tells the two kinds of credential apart. */
  type: 'email'
  /** The address that codes are sent to. */
  email: string
  /** A name for it, if the server has one. */
  friendlyName?: string
  /** As the server sent it (usually `YYYY-MM-DD`): an opaque date string. */
  createdAt?: string
}

/** A phone number that is enrolled as second factor. */
export interface PhoneNumberCredential {
  /** Tells the two kinds of credential apart. */
  type: 'sms'
  /** E.164. */
  phoneNumber: string
  /** A name for it, if the server has one. */
  friendlyName?: string
  /** As the server sent it (usually `YYYY-MM-DD`): an opaque date string. */
  createdAt?: string
}

/** A device that may skip the second factor next time (`GET /identity/v1/mfa/trusteddevices`). */
export interface TrustedDevice {
  /** What `removeTrustedDevice` takes. */
  id: string
  /** Whose device it is. */
  userId?: string
  /** As the server sent it: an opaque date string. */
  createdAt?: string
  /** What the server knows of the device; every field may be missing. */
  metadata: {
    ip?: string
    operatingSystem?: string
    userAgent?: string
    deviceClass?: string
    deviceName?: string
  }
}

/** The answer of `POST /oauth/token`. */
export interface TokenSet {
  /** A secret: never to be stored, logged or rendered by the kit. */
  accessToken: string
  /** `Bearer`. */
  tokenType: string
  /** Lifetime of the access token in seconds. */
  expiresIn?: number
  /** Only with the scope `openid`. */
  idToken?: string
  /** Only with the scope `offline_access`. */
  refreshToken?: string
}

/** What the kit reads from `GET /identity/v1/config`. A flag that the server does not send is `undefined`. */
export interface TenantConfig {
  /** Single sign-on is on: a step-up can start by the session cookie. */
  sso: boolean
  /** The tenant can send text messages. */
  sms?: boolean
  /** Email is on as second factor. */
  mfaEmailEnabled?: boolean
  /** Text message is on as second factor. */
  mfaSmsEnabled?: boolean
  /** Trusted devices are available. */
  rbaEnabled?: boolean
  /** What people may sign in with. */
  loginTypeAllowed: { email: boolean; phoneNumber: boolean; customIdentifier: boolean }
  /** The language of the server’s own texts. */
  language?: string
  /** ISO 3166-1 alpha-2, for national phone numbers. */
  countryCode?: string
}

/** What the kit reads from `GET /identity/v1/userinfo` and from the profile that the update calls return. */
export interface Profile {
  /** ReachFive’s id of the person. */
  id?: string
  /** The email of the profile, which need not be an MFA credential. */
  email?: string
  /** Whether the person has proved to own it. */
  emailVerified?: boolean
  /** The phone number of the profile, which need not be an MFA credential. */
  phoneNumber?: string
  /** Whether the person has proved to own it. */
  phoneNumberVerified?: boolean
}

/** How a step-up identifies the person: contract section 2, ways A, B and C. */
export type StepUpStart =
  /** The session cookie where SSO is on (and not known to be off), else a fresh access token, refreshed first if stale. */
  | { via: 'auto' }
  /** Way A: the SSO session cookie alone. */
  | { via: 'session' }
  /** Way B: the one-time `tkn` that the password login returned. */
  | { via: 'tkn'; tkn: string }
  /** Way C: the host's access token, younger than five minutes. */
  | { via: 'accessToken' }

/**
 * One step-up that the server has started. Opaque: the step-up token and the PKCE verifier stay inside the
 * client that made it, so that neither can reach the DOM, a cache, a log or an event.
 */
export interface StepUpHandle {
  /** The factors that the person can use now; values that the kit does not know are left out. */
  readonly factors: readonly Factor[]
}

/** One code was sent (`POST /identity/v1/passwordless/start`). */
export interface SentCode {
  /** What the code answers. */
  challengeId: string
}

/** The answer of starting an enrollment. */
export type EnrollmentResult =
  /** The identifier was verified before: no code to ask for. */
  { status: 'enabled'; credential?: MfaCredential } | { status: 'codeSent'; factor: Factor }

/** What the person signs in with. */
export type LoginIdentifier = { email: string } | { phoneNumber: string } | { customIdentifier: string }

/** The answer of `POST /identity/v1/password/login`. The one-time `tkn` is to be used at once. */
export interface PasswordLoginResult {
  /** For `startStepUp` where a second factor is required, else for `completeLogin`. */
  tkn: string
  /** Whether the login goes on into a step-up. */
  mfaRequired: boolean
}

/** What every call takes. */
export interface CallOptions {
  /** Aborts the call: it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined
}

/** What a call takes that is made for a person. */
export interface AuthorizedCallOptions extends CallOptions {
  /** Sent as bearer. Default: what the host's `getAccessToken` gives. */
  accessToken?: string
}

/** The answer to a captcha, where the tenant asks for one. */
export interface CaptchaInput {
  /** What the captcha gave; good for one call. */
  captchaToken?: string
  /** Which captcha it was. */
  captchaProvider?: 'recaptcha' | 'captchafox'
}

/**
 * What the hooks and widgets need of ReachFive, one method a call. `createReachFiveClient` and `fromCoreSdk`
 * both give it. Every method rejects with a `StepUpKitError` or with the reason of the given signal.
 */
export interface StepUpClient {
  /** Names tenant and application (`domain/clientId`), for cache keys. Holds no secret. */
  readonly id: string
  /** The redirect URI that emails with a link lead to, if the host gave one. */
  readonly redirectUri: string

  /** The host's current access token. */
  getAccessToken(): Promise<string | undefined>
  /** A new access token without the person's help; `undefined` where the host gave no way to get one. */
  refreshAccessToken(options?: CallOptions): Promise<string | undefined>
  /** Hands a new token set to the host (`onTokens`). Never rejects. */
  acceptTokens(tokens: TokenSet): void | Promise<void>

  /** `GET /identity/v1/config`; remembered after the first success. */
  getConfig(options?: CallOptions): Promise<TenantConfig>

  /** `POST /identity/v1/mfa/stepup`. */
  startStepUp(input: { start?: StepUpStart; action?: string }, options?: CallOptions): Promise<StepUpHandle>
  /** `POST /identity/v1/passwordless/start` with the step-up token of the handle; again for a resend. */
  sendCode(input: { stepUp: StepUpHandle; factor: Factor }, options?: CallOptions): Promise<SentCode>
  /**
   * `POST /identity/v1/passwordless/verify`, then `POST /oauth/token`. Called again with the same challenge and
   * code after a failed exchange, it goes on with the exchange alone.
   */
  verifyCode(
    input: { stepUp: StepUpHandle; challengeId: string; code: string; trustDevice?: boolean },
    options?: CallOptions,
  ): Promise<TokenSet>

  /** `POST /identity/v1/password/login`. */
  loginWithPassword(
    input: { identifier: LoginIdentifier; password: string; action?: string } & CaptchaInput,
    options?: CallOptions,
  ): Promise<PasswordLoginResult>
  /** Turns the `tkn` of a login that needs no second factor into tokens, without a navigation of the page. */
  completeLogin(input: { tkn: string }, options?: CallOptions): Promise<TokenSet>

  /** `GET /identity/v1/mfa/credentials`. */
  listCredentials(options?: AuthorizedCallOptions): Promise<MfaCredential[]>
  /** `POST /identity/v1/mfa/credentials/emails`: enrolls the profile's own email. */
  enrollEmail(
    input: { trustDevice?: boolean; action?: string; redirectUrl?: string },
    options?: AuthorizedCallOptions,
  ): Promise<EnrollmentResult>
  /** `POST /identity/v1/mfa/credentials/phone-numbers`. */
  enrollPhoneNumber(
    input: { phoneNumber?: string; trustDevice?: boolean; action?: string },
    options?: AuthorizedCallOptions,
  ): Promise<EnrollmentResult>
  /** `POST /identity/v1/mfa/credentials/{emails,phone-numbers}/verify`. */
  verifyEnrollment(
    input: { factor: Factor; code: string; trustDevice?: boolean },
    options?: AuthorizedCallOptions,
  ): Promise<void>
  /** `DELETE /identity/v1/mfa/credentials/emails`, without a body. */
  removeEmailCredential(options?: AuthorizedCallOptions): Promise<void>
  /** `DELETE /identity/v1/mfa/credentials/phone-numbers`, with a JSON body. */
  removePhoneNumberCredential(input: { phoneNumber: string }, options?: AuthorizedCallOptions): Promise<void>

  /** `GET /identity/v1/mfa/trusteddevices`. */
  listTrustedDevices(options?: AuthorizedCallOptions): Promise<TrustedDevice[]>
  /** `DELETE /identity/v1/mfa/trusteddevices/{id}`. */
  removeTrustedDevice(input: { id: string }, options?: AuthorizedCallOptions): Promise<void>

  /** `GET /identity/v1/userinfo`. */
  getProfile(options?: AuthorizedCallOptions): Promise<Profile>
  /**
   * `POST /identity/v1/update-email`. The answer still holds the old email until the link is followed. The call
   * knows no `captchaProvider`: it is left out.
   */
  updateEmail(
    input: { email: string; redirectUrl?: string } & CaptchaInput,
    options?: AuthorizedCallOptions,
  ): Promise<Profile>
  /** `POST /identity/v1/verify-email`. */
  verifyEmail(input: { email: string; code: string }, options?: AuthorizedCallOptions): Promise<void>
  /** `POST /identity/v1/send-email-verification`; `sent: false` when the email is verified already. */
  sendEmailVerification(
    input: { redirectUrl?: string },
    options?: AuthorizedCallOptions,
  ): Promise<{ sent: boolean }>
  /** `POST /identity/v1/update-phone-number`; the server sends a code to the new number. */
  updatePhoneNumber(input: { phoneNumber: string }, options?: AuthorizedCallOptions): Promise<Profile>
  /** `POST /identity/v1/verify-phone-number`. */
  verifyPhoneNumber(
    input: { phoneNumber: string; code: string },
    options?: AuthorizedCallOptions,
  ): Promise<void>
  /** `POST /identity/v1/send-phone-number-verification`. */
  sendPhoneNumberVerification(options?: AuthorizedCallOptions): Promise<void>
}

/** Options of `createReachFiveClient`. */
export interface ReachFiveClientOptions {
  /** The tenant's domain, such as `account.example.com`; an origin (`http://localhost:4010`) for a local fake. */
  domain: string
  /** The client’s id in the ReachFive console. A client without a secret. */
  clientId: string
  /** Must be an allowed callback URL of the client. The page is never sent there. */
  redirectUri: string
  /** The host's current access token. */
  getAccessToken?: () => string | undefined | Promise<string | undefined>
  /** A silent refresh, tried before a prompt is shown. Gives the new access token. */
  refreshAccessToken?: () => string | undefined | Promise<string | undefined>
  /** Receives the new token set after a step-up or a login. Waited for, if it returns a promise, before a replay. */
  onTokens?: (tokens: TokenSet) => void | Promise<void>
  /** Space-separated. @default 'openid profile email phone mfa full_write' */
  scope?: string
  /** Sent as `Custom-Locale`, so that SMS and emails match (such as `fr-FR`). */
  locale?: string
  /** Sent as `Accept-Language` until `/config` names the tenant's. @default the language of `locale` */
  language?: string
  /** Whether the tenant has SSO on, so that cookies are sent. @default learned from `/config`, until then `true` */
  sso?: boolean
  /** How a step-up starts. @default 'auto' */
  stepUpStart?: 'auto' | 'session' | 'accessToken'
  /** What requests are made with. @default globalThis.fetch */
  fetch?: typeof globalThis.fetch
  /** Milliseconds before a call rejects with a `NetworkError` whose reason is `timeout`. @default 15000 */
  timeoutMs?: number
}
