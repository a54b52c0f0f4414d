import type { Client } from '@reachfive/identity-core'
import type { ReachFiveClient } from '../../src/client/index.js'
import type { FakeReachFiveOptions, IssueTokensOptions, PersonaName } from '../../src/testing/index.js'

/** What a scenario is given, in the page. */
export interface Given {
  /** Of the SDK, as a host would call it. */
  auth: { redirectUri: string; scope: string }
  accessToken: string
  refreshToken: string
  email: string
  phoneNumber: string
  password: string
  /** The newest code that was sent. */
  code(): Promise<string>
}

export interface Scenario {
  /** Calls of the SDK, unmodified. */
  core(core: Client, given: Given): Promise<unknown>
  /** The kit's own client, to the same end. */
  kit?(kit: ReachFiveClient, given: Given): Promise<unknown>
  /** What the SDK's types promise of what `core` gives: the type of each field. */
  promised: Record<string, unknown> | undefined
  seed?: PersonaName
  options?: FakeReachFiveOptions
  token?: IssueTokensOptions
  /** Whether the browser has an SSO session. @default false */
  session?: boolean
}

const text = (value: unknown, name: string): string => {
  const found: unknown = Reflect.get(Object(value), name)
  return typeof found === 'string' ? found : ''
}
const mfa: IssueTokensOptions = { amr: ['mfa'] }
const newEmail = 'conform@example.org'
const newNumber = '+33639980091'
const fields = 'id,email,email_verified,phone_number,phone_number_verified'
const tokenSet = { accessToken: 'string', expiresIn: 'number', tokenType: 'string', idToken: 'string' }
const stepUpAnswer = { amr: ['string'], token: 'string' }
const nothing = undefined

const verifyByCore = async (core: Client, { auth, code }: Given, stepUp: string) => {
  const sent = await core.startPasswordless({ authType: 'sms', stepUp })
  const verified = await core.verifyMfaPasswordless({
    challengeId: sent.challengeId ?? '',
    verificationCode: await code(),
    trustDevice: true,
  })
  const tokens = await core.exchangeAuthorizationCodeWithPkce({
    code: verified.code ?? '',
    redirectUri: auth.redirectUri,
  })
  return { sent, verified, tokens }
}
const verifyByKit = async (
  kit: ReachFiveClient,
  { code }: Given,
  stepUp: Awaited<ReturnType<ReachFiveClient['startStepUp']>>,
) => {
  const { challengeId } = await kit.sendCode({ stepUp, factor: 'sms' })
  return kit.verifyCode({ stepUp, challengeId, code: await code(), trustDevice: true })
}
const verified = { sent: { challengeId: 'string' }, verified: { code: 'string' }, tokens: tokenSet }

/** Each call that the SDK has for MFA, step-up, profile and login, by what it is for. */
export const scenarios = {
  'the settings': {
    core: (core) => core.remoteSettings,
    kit: (kit) => kit.getConfig(),
    promised: {
      sso: 'boolean',
      sms: 'boolean',
      webAuthn: 'boolean',
      language: 'string',
      pkceEnforced: 'boolean',
      isPublic: 'boolean',
      socialProviders: [],
      passwordPolicy: {
        minLength: 'number',
        minStrength: 'number',
        allowUpdateWithAccessTokenOnly: 'boolean',
      },
      customFields: [],
      resourceBaseUrl: 'string',
      mfaSmsEnabled: 'boolean',
      mfaEmailEnabled: 'boolean',
      rbaEnabled: 'boolean',
      isImplicitFlowForbidden: 'boolean',
      loginTypeAllowed: { email: 'boolean', phoneNumber: 'boolean', customIdentifier: 'boolean' },
    },
  },
  'a step-up by the session': {
    session: true,
    async core(core, given) {
      const stepUp = await core.getMfaStepUpToken({ options: given.auth, action: 'transaction' })
      return { stepUp, ...(await verifyByCore(core, given, stepUp.token)) }
    },
    async kit(kit, given) {
      const stepUp = await kit.startStepUp({ start: { via: 'session' }, action: 'transaction' })
      return verifyByKit(kit, given, stepUp)
    },
    promised: { stepUp: stepUpAnswer, ...verified },
  },
  'a step-up by the access token': {
    async core(core, given) {
      const { auth: options, accessToken } = given
      const stepUp = await core.getMfaStepUpToken({ options, accessToken })
      return { stepUp, ...(await verifyByCore(core, given, stepUp.token)) }
    },
    kit: async (kit, given) =>
      verifyByKit(kit, given, await kit.startStepUp({ start: { via: 'accessToken' } })),
    promised: { stepUp: stepUpAnswer, ...verified },
  },
  'a password login with a second factor': {
    options: { mfaRequired: 'always' },
    async core(core, given) {
      const { email, password, auth } = given
      const login = await core.loginWithPassword({ email, password, auth, action: 'login' })
      return { login, ...(await verifyByCore(core, given, text(login, 'stepUpToken'))) }
    },
    async kit(kit, given) {
      const { email, password } = given
      const { tkn } = await kit.loginWithPassword({ identifier: { email }, password, action: 'login' })
      return verifyByKit(kit, given, await kit.startStepUp({ start: { via: 'tkn', tkn }, action: 'login' }))
    },
    promised: { login: { stepUpToken: 'string', amr: ['string'] }, ...verified },
  },
  'a password login without a second factor, by a web message': {
    seed: 'noCredential',
    core: (core, { email, password, auth }) =>
      core.loginWithPassword({ email, password, auth: { ...auth, useWebMessage: true } }),
    kit: async (kit, { email, password }) =>
      kit.completeLogin(await kit.loginWithPassword({ identifier: { email }, password })),
    promised: tokenSet,
  },
  'a password login by phone number': {
    seed: 'noCredential',
    core: (core, { phoneNumber, password, auth }) =>
      core.loginWithPassword({ phoneNumber, password, auth: { ...auth, useWebMessage: true } }),
    kit: async (kit, { phoneNumber, password }) =>
      kit.completeLogin(await kit.loginWithPassword({ identifier: { phoneNumber }, password })),
    promised: tokenSet,
  },
  'a refresh': {
    token: { scope: 'openid profile mfa full_write offline_access' },
    core: (core, { refreshToken }) => core.refreshTokens({ refreshToken }),
    kit: (kit, { refreshToken }) => kit.refreshTokens({ refreshToken }),
    promised: { ...tokenSet, refreshToken: 'string' },
  },
  'the credentials': {
    core: (core, { accessToken }) => core.listMfaCredentials(accessToken),
    kit: (kit) => kit.listCredentials(),
    promised: {
      credentials: [
        { type: 'string', email: 'string', createdAt: 'string', friendlyName: 'string' },
        { type: 'string', phoneNumber: 'string', createdAt: 'string', friendlyName: 'string' },
      ],
    },
  },
  'an email as credential': {
    seed: 'unverifiedEmail',
    token: mfa,
    async core(core, { accessToken, code }) {
      const started = await core.startMfaEmailRegistration({ accessToken, action: 'enrollment' })
      await core.verifyMfaEmailRegistration({ accessToken, verificationCode: await code() })
      const removed = await core.removeMfaEmail({ accessToken })
      return { started, removed }
    },
    async kit(kit, { code }) {
      await kit.enrollEmail({ action: 'enrollment' })
      await kit.verifyEnrollment({ factor: 'email', code: await code() })
      await kit.removeEmailCredential()
    },
    promised: { started: { status: 'string' }, removed: nothing },
  },
  'an email as credential, at once': {
    seed: 'noCredential',
    token: mfa,
    core: (core, { accessToken }) => core.startMfaEmailRegistration({ accessToken, trustDevice: true }),
    kit: (kit) => kit.enrollEmail({ trustDevice: true }),
    promised: {
      status: 'string',
      credential: { type: 'string', email: 'string', createdAt: 'string', friendlyName: 'string' },
    },
  },
  'a phone number as credential': {
    token: mfa,
    async core(core, { accessToken, code }) {
      const started = await core.startMfaPhoneNumberRegistration({ accessToken, phoneNumber: newNumber })
      await core.verifyMfaPhoneNumberRegistration({ accessToken, verificationCode: await code() })
      const removed = await core.removeMfaPhoneNumber({ accessToken, phoneNumber: newNumber })
      return { started, removed }
    },
    async kit(kit, { code }) {
      await kit.enrollPhoneNumber({ phoneNumber: newNumber })
      await kit.verifyEnrollment({ factor: 'sms', code: await code() })
      await kit.removePhoneNumberCredential({ phoneNumber: newNumber })
    },
    promised: { started: { status: 'string' }, removed: nothing },
  },
  'the trusted devices': {
    token: mfa,
    session: true,
    async core(core, given) {
      const { token } = await core.getMfaStepUpToken({ options: given.auth })
      await verifyByCore(core, given, token)
      const { accessToken } = given
      const { trustedDevices } = await core.listTrustedDevices(accessToken)
      const trustedDeviceId = trustedDevices[0]?.id ?? ''
      return { trustedDevices, removed: await core.removeTrustedDevice({ accessToken, trustedDeviceId }) }
    },
    async kit(kit, given) {
      await verifyByKit(kit, given, await kit.startStepUp({ start: { via: 'session' } }))
      const [device] = await kit.listTrustedDevices()
      await kit.removeTrustedDevice({ id: device?.id ?? '' })
    },
    promised: {
      trustedDevices: [
        {
          id: 'string',
          userId: 'string',
          createdAt: 'string',
          metadata: { ip: 'string', userAgent: 'string' },
        },
      ],
      removed: nothing,
    },
  },
  'the profile': {
    core: (core, { accessToken }) => core.getUser({ accessToken, fields }),
    kit: (kit) => kit.getProfile(),
    promised: { id: 'string', email: 'string', emailVerified: 'boolean', phoneNumberVerified: 'boolean' },
  },
  'a new email': {
    token: mfa,
    async core(core, { accessToken, code, auth }) {
      const { redirectUri: redirectUrl } = auth
      await core.updateEmail({
        accessToken,
        email: newEmail,
        redirectUrl,
        captchaToken: 'captcha',
        captchaProvider: 'captchafox',
      })
      return core.verifyEmail({ accessToken, email: newEmail, verificationCode: await code() })
    },
    async kit(kit, { code, auth }) {
      await kit.updateEmail({
        email: newEmail,
        redirectUrl: auth.redirectUri,
        captchaToken: 'captcha',
        captchaProvider: 'captchafox',
      })
      await kit.verifyEmail({ email: newEmail, code: await code() })
    },
    promised: nothing,
  },
  'an email that waits for its confirmation': {
    seed: 'unverifiedEmail',
    core: (core, { accessToken, auth }) =>
      core.sendEmailVerification({ accessToken, redirectUrl: auth.redirectUri }),
    kit: (kit, { auth }) => kit.sendEmailVerification({ redirectUrl: auth.redirectUri }),
    promised: { verificationEmailSent: 'boolean' },
  },
  'a new phone number': {
    token: mfa,
    async core(core, { accessToken, code }) {
      await core.updatePhoneNumber({ accessToken, phoneNumber: newNumber })
      await core.sendPhoneNumberVerification({ accessToken })
      return core.verifyPhoneNumber({ accessToken, phoneNumber: newNumber, verificationCode: await code() })
    },
    async kit(kit, { code }) {
      await kit.updatePhoneNumber({ phoneNumber: newNumber })
      await kit.sendPhoneNumberVerification()
      await kit.verifyPhoneNumber({ phoneNumber: newNumber, code: await code() })
    },
    promised: nothing,
  },

  // What the kit's client has no use for.
  'the session': {
    session: true,
    async core(core, { auth }) {
      return { info: await core.getSessionInfo(), silent: await core.checkSession(auth) }
    },
    promised: {
      info: { isAuthenticated: 'boolean', name: 'string', email: 'string', hasPassword: 'boolean' },
      silent: tokenSet,
    },
  },
  'a sign-up': {
    core: (core, { auth }) =>
      core.signup({
        data: { email: newEmail, password: 'Long-Enough-1', givenName: 'Ines' },
        auth: { ...auth, useWebMessage: true },
      }),
    promised: tokenSet,
  },
  'a login by a code alone': {
    async core(core, { auth, code, phoneNumber }) {
      await core.startPasswordless({ authType: 'sms', phoneNumber }, auth)
      return core.verifyPasswordless(
        { authType: 'sms', phoneNumber, verificationCode: await code() },
        { ...auth, useWebMessage: true },
      )
    },
    promised: tokenSet,
  },
  'the rest of the profile': {
    token: mfa,
    async core(core, { accessToken }) {
      await core.updateProfile({ accessToken, data: { givenName: 'Beatrice' } })
      const strength = await core.getPasswordStrength('Another-Good-1')
      await core.updatePassword({ accessToken, password: 'Another-Good-1' })
      return { strength, user: await core.getUser({ accessToken }) }
    },
    promised: { strength: { score: 'number' }, user: { givenName: 'string', hasPassword: 'boolean' } },
  },
  'a forgotten password': {
    async core(core, { email, code }) {
      await core.requestPasswordReset({ email })
      await core.requestAccountRecovery({ email })
      return core.updatePassword({ email, verificationCode: await code(), password: 'Another-Good-1' })
    },
    promised: nothing,
  },
} as const satisfies Record<string, Scenario>

export type ScenarioName = keyof typeof scenarios
export const namesOfScenarios = Object.keys(scenarios).filter(
  (name): name is ScenarioName => name in scenarios,
)

/** The same value with the names of types in the place of values; of a list, each kind of item once. */
export function typesOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kinds = new Map(value.map(typesOf).map((kind) => [JSON.stringify(kind), kind]))
    return [...kinds.values()]
  }
  if (typeof value !== 'object' || value === null) return value === undefined ? undefined : typeof value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, typesOf(item)]))
}
