import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fromCoreSdk, type CoreSdkClient, type FromCoreSdkOptions } from '../../src/client/core-sdk/index.js'
import type { StepUpClient, TokenSet } from '../../src/client/index.js'

/** What the SDK is asked, by method and arguments, and what becomes of its answers. */
type Method = Exclude<keyof CoreSdkClient, 'remoteSettings'>
type Answers = Partial<Record<Method, () => unknown>>
type Call = [method: Method, ...input: unknown[]]

const redirectUri = 'https://app.example.com/callback'
const scope = 'openid profile email phone mfa full_write'
const accessToken = 'host-token'
const email = 'jo@example.com'
const phoneNumber = '+33612345678'
const redirectUrl = 'https://app.example.com/done'
const fields = 'id,email,email_verified,phone_number,phone_number_verified'
const verificationCode = '123456'
const pkceText: unknown = expect.stringMatching(/^[\w-]{43}$/)
const tokenAnswer = { accessToken: 'new-token', tokenType: 'Bearer', expiresIn: 86400 }

/** An SDK that notes its calls. */
function recordingSdk(answers: Answers, settings: unknown) {
  const calls: Call[] = []
  const method =
    (name: Method) =>
    async (...input: unknown[]): Promise<unknown> => {
      calls.push([name, ...input])
      return answers[name]?.()
    }
  const sdk: CoreSdkClient = {
    remoteSettings: Promise.resolve(settings),
    getMfaStepUpToken: method('getMfaStepUpToken'),
    startPasswordless: method('startPasswordless'),
    verifyMfaPasswordless: method('verifyMfaPasswordless'),
    exchangeAuthorizationCodeWithPkce: method('exchangeAuthorizationCodeWithPkce'),
    loginWithPassword: method('loginWithPassword'),
    listMfaCredentials: method('listMfaCredentials'),
    startMfaEmailRegistration: method('startMfaEmailRegistration'),
    startMfaPhoneNumberRegistration: method('startMfaPhoneNumberRegistration'),
    verifyMfaEmailRegistration: method('verifyMfaEmailRegistration'),
    verifyMfaPhoneNumberRegistration: method('verifyMfaPhoneNumberRegistration'),
    removeMfaEmail: method('removeMfaEmail'),
    removeMfaPhoneNumber: method('removeMfaPhoneNumber'),
    listTrustedDevices: method('listTrustedDevices'),
    removeTrustedDevice: method('removeTrustedDevice'),
    getUser: method('getUser'),
    updateEmail: method('updateEmail'),
    verifyEmail: method('verifyEmail'),
    sendEmailVerification: method('sendEmailVerification'),
    updatePhoneNumber: method('updatePhoneNumber'),
    verifyPhoneNumber: method('verifyPhoneNumber'),
    sendPhoneNumberVerification: method('sendPhoneNumberVerification'),
  }
  return { sdk, calls }
}

function setUp(
  answers: Answers = {},
  options: Partial<FromCoreSdkOptions> = {},
  settings: unknown = { sso: true },
) {
  const { sdk, calls } = recordingSdk(answers, settings)
  const client = fromCoreSdk(sdk, {
    domain: 'account.example.com',
    clientId: 'client-1',
    redirectUri,
    getAccessToken: () => accessToken,
    ...options,
  })
  return { client, calls }
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('The promise was expected to reject.')
    },
    (error: unknown) => error,
  )
}

const refuse = (body: unknown) => async () => {
  throw body
}

let stored: Map<string, string>
beforeEach(() => {
  stored = new Map([['correlationId', 'id-of-the-browser']])
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

interface Row {
  call: (client: StepUpClient) => Promise<unknown>
  sent: Call
  answer?: unknown
  result?: unknown
}

const rows: Record<string, Row> = {
  listCredentials: {
    call: (client) => client.listCredentials(),
    sent: ['listMfaCredentials', accessToken],
    answer: { credentials: [{ type: 'email', email }] },
    result: [{ type: 'email', email }],
  },
  'listCredentials with another token': {
    call: (client) => client.listCredentials({ accessToken: 'granted-token' }),
    sent: ['listMfaCredentials', 'granted-token'],
    answer: { credentials: [] },
    result: [],
  },
  enrollEmail: {
    call: (client) => client.enrollEmail({}),
    sent: ['startMfaEmailRegistration', { accessToken }],
    result: { status: 'codeSent', factor: 'email' },
  },
  'enrollEmail with all that the SDK takes': {
    call: (client) => client.enrollEmail({ trustDevice: true, action: 'enroll', redirectUrl }),
    sent: ['startMfaEmailRegistration', { accessToken, trustDevice: true, action: 'enroll' }],
    answer: { status: 'enabled', credential: { type: 'email', email } },
    result: { status: 'enabled', credential: { type: 'email', email } },
  },
  enrollPhoneNumber: {
    call: (client) => client.enrollPhoneNumber({ trustDevice: false }),
    sent: ['startMfaPhoneNumberRegistration', { accessToken }],
    answer: { status: 'sms_sent' },
    result: { status: 'codeSent', factor: 'sms' },
  },
  'enrollPhoneNumber with all': {
    call: (client) => client.enrollPhoneNumber({ phoneNumber, trustDevice: true, action: 'enroll' }),
    sent: [
      'startMfaPhoneNumberRegistration',
      { accessToken, phoneNumber, trustDevice: true, action: 'enroll' },
    ],
    answer: { status: 'enabled' },
    result: { status: 'enabled' },
  },
  'verifyEnrollment of an email': {
    call: (client) => client.verifyEnrollment({ factor: 'email', code: verificationCode }),
    sent: ['verifyMfaEmailRegistration', { accessToken, verificationCode }],
  },
  'verifyEnrollment of an email, on a trusted device': {
    call: (client) => client.verifyEnrollment({ factor: 'email', code: verificationCode, trustDevice: true }),
    sent: ['verifyMfaEmailRegistration', { accessToken, verificationCode, trustDevice: true }],
  },
  'verifyEnrollment of a phone number': {
    call: (client) => client.verifyEnrollment({ factor: 'sms', code: verificationCode, trustDevice: false }),
    sent: ['verifyMfaPhoneNumberRegistration', { accessToken, verificationCode }],
  },
  'verifyEnrollment of a phone number, on a trusted device': {
    call: (client) => client.verifyEnrollment({ factor: 'sms', code: verificationCode, trustDevice: true }),
    sent: ['verifyMfaPhoneNumberRegistration', { accessToken, verificationCode, trustDevice: true }],
  },
  removeEmailCredential: {
    call: (client) => client.removeEmailCredential(),
    sent: ['removeMfaEmail', { accessToken }],
  },
  removePhoneNumberCredential: {
    call: (client) => client.removePhoneNumberCredential({ phoneNumber }),
    sent: ['removeMfaPhoneNumber', { accessToken, phoneNumber }],
  },
  listTrustedDevices: {
    call: (client) => client.listTrustedDevices(),
    sent: ['listTrustedDevices', accessToken],
    answer: { trustedDevices: [{ id: 'd1' }] },
    result: [{ id: 'd1', metadata: {} }],
  },
  'removeTrustedDevice, its id encoded': {
    call: (client) => client.removeTrustedDevice({ id: 'a/b?c' }),
    sent: ['removeTrustedDevice', { accessToken, trustedDeviceId: 'a%2Fb%3Fc' }],
  },
  getProfile: {
    call: (client) => client.getProfile(),
    sent: ['getUser', { accessToken, fields }],
    answer: { id: 'user-1', email, emailVerified: true, phoneNumber },
    result: { id: 'user-1', email, emailVerified: true, phoneNumber },
  },
  updateEmail: {
    call: (client) => client.updateEmail({ email }),
    sent: ['updateEmail', { accessToken, email }],
    answer: { id: 'user-1' },
    result: { id: 'user-1' },
  },
  'updateEmail with all that the call knows': {
    call: (client) =>
      client.updateEmail({ email, redirectUrl, captchaToken: 'captcha', captchaProvider: 'recaptcha' }),
    sent: ['updateEmail', { accessToken, email, redirectUrl, captchaToken: 'captcha' }],
    answer: { id: 'user-1' },
    result: { id: 'user-1' },
  },
  verifyEmail: {
    call: (client) => client.verifyEmail({ email, code: verificationCode }),
    sent: ['verifyEmail', { accessToken, email, verificationCode }],
  },
  'sendEmailVerification, of whose answer nothing is known': {
    call: (client) => client.sendEmailVerification({}),
    sent: ['sendEmailVerification', { accessToken }],
    result: { sent: true },
  },
  'sendEmailVerification, which was not needed': {
    call: (client) => client.sendEmailVerification({ redirectUrl }),
    sent: ['sendEmailVerification', { accessToken, redirectUrl }],
    answer: { verificationEmailSent: false },
    result: { sent: false },
  },
  updatePhoneNumber: {
    call: (client) => client.updatePhoneNumber({ phoneNumber }),
    sent: ['updatePhoneNumber', { accessToken, phoneNumber }],
    answer: { id: 'user-1' },
    result: { id: 'user-1' },
  },
  verifyPhoneNumber: {
    call: (client) => client.verifyPhoneNumber({ phoneNumber, code: verificationCode }),
    sent: ['verifyPhoneNumber', { accessToken, phoneNumber, verificationCode }],
  },
  sendPhoneNumberVerification: {
    call: (client) => client.sendPhoneNumberVerification(),
    sent: ['sendPhoneNumberVerification', { accessToken }],
  },
}

describe('each call is one of the SDK, with what it takes and nothing else', () => {
  it.each(Object.entries(rows))('%s', async (_, { call, sent, answer, result }) => {
    const { client, calls } = setUp({ [sent[0]]: () => answer })
    expect(await call(client)).toStrictEqual(result)
    expect(calls).toStrictEqual([sent])
  })

  it.each([
    ['updateEmail', { email }, (client) => client.updateEmail({ email })],
    ['updatePhoneNumber', { phoneNumber }, (client) => client.updatePhoneNumber({ phoneNumber })],
  ] satisfies [Method, object, (client: StepUpClient) => Promise<unknown>][])(
    '%s without an answer is followed by the profile',
    async (name, input, call) => {
      const { client, calls } = setUp({ getUser: () => ({ id: 'user-1' }) })
      expect(await call(client)).toStrictEqual({ id: 'user-1' })
      expect(calls).toStrictEqual([
        [name, { accessToken, ...input }],
        ['getUser', { accessToken, fields }],
      ])
    },
  )

  it('the configuration is the settings that the SDK has read, which costs no call', async () => {
    const { client, calls } = setUp({}, {}, { sso: false, language: 'fr' })
    expect(await client.getConfig()).toMatchObject({ sso: false, language: 'fr' })
    expect(calls).toEqual([])
  })

  it('a token goes along without what no header can hold', async () => {
    const { client, calls } = setUp({}, { getAccessToken: () => ' host-\ntoken\u00e9' })
    await client.removeEmailCredential()
    expect(calls).toStrictEqual([['removeMfaEmail', { accessToken }]])
  })

  it('what a caller without types leaves out is empty, and never reads as something', async () => {
    const { client, calls } = setUp()
    await Reflect.apply(client.verifyEmail, client, [{}])
    expect(calls).toStrictEqual([['verifyEmail', { accessToken, email: '', verificationCode: '' }]])
  })
})

describe('the callbacks of the host', () => {
  it('are asked as the other client asks them', async () => {
    const onTokens = vi.fn<(tokens: TokenSet) => void>()
    const { client, calls } = setUp({}, { refreshAccessToken: () => 'refreshed-token', onTokens })
    expect(await client.getAccessToken()).toBe(accessToken)
    expect(await client.refreshAccessToken()).toBe('refreshed-token')
    const tokens = { accessToken: 'new-token', tokenType: 'Bearer' }
    await client.acceptTokens(tokens)
    expect(onTokens.mock.calls).toEqual([[tokens]])
    expect(calls).toEqual([])
  })

  it('a refresh ends at the signal of the caller', async () => {
    const { client } = setUp({}, { refreshAccessToken: () => 'refreshed-token' })
    expect(await rejection(client.refreshAccessToken({ signal: AbortSignal.abort('closed') }))).toBe('closed')
  })
})

describe('a step-up', () => {
  const stepUpAnswer = () => ({ amr: ['email', 'sms'], token: 'step-up-token' })
  const options = {
    redirectUri,
    scope,
    fetchBasicProfile: false,
    codeChallenge: pkceText,
    codeChallengeMethod: 'S256',
  }

  it.each([
    ['the session', { start: { via: 'session' } }, {}],
    ['a tkn of the server', { start: { via: 'tkn', tkn: 'tkn-1' } }, { tkn: 'tkn-1' }],
    [
      'the access token, with an action',
      { start: { via: 'accessToken' }, action: 'pay' },
      { accessToken, action: 'pay' },
    ],
  ] satisfies [string, Parameters<StepUpClient['startStepUp']>[0], object][])(
    'by %s',
    async (_, input, given) => {
      const { client, calls } = setUp({ getMfaStepUpToken: stepUpAnswer })
      expect((await client.startStepUp(input)).factors).toEqual(['email', 'sms'])
      expect(calls).toStrictEqual([['getMfaStepUpToken', { ...given, options }]])
    },
  )

  it('asks for the scope of the host, and starts as the host says', async () => {
    const { client, calls } = setUp(
      { getMfaStepUpToken: stepUpAnswer },
      { scope: 'openid mfa', stepUpStart: 'accessToken' },
    )
    await client.startStepUp({})
    expect(calls).toStrictEqual([
      ['getMfaStepUpToken', { accessToken, options: { ...options, scope: 'openid mfa' } }],
    ])
  })

  it.each(['sms', 'email'] as const)('sends a code by %s, takes it and exchanges it', async (factor) => {
    const { client, calls } = setUp({
      getMfaStepUpToken: stepUpAnswer,
      startPasswordless: () => ({ challengeId: 'challenge-1' }),
      verifyMfaPasswordless: () => ({ code: 'authorization-code' }),
      exchangeAuthorizationCodeWithPkce: () => tokenAnswer,
    })
    const trustDevice = factor === 'email'
    const stepUp = await client.startStepUp({ start: { via: 'session' } })
    const { challengeId } = await client.sendCode({ stepUp, factor })
    expect(await client.verifyCode({ stepUp, challengeId, code: verificationCode, trustDevice })).toEqual(
      tokenAnswer,
    )
    expect(calls.slice(1)).toStrictEqual([
      ['startPasswordless', { authType: factor, stepUp: 'step-up-token' }],
      [
        'verifyMfaPasswordless',
        { challengeId: 'challenge-1', verificationCode, ...(trustDevice && { trustDevice }) },
      ],
      [
        'exchangeAuthorizationCodeWithPkce',
        { code: 'authorization-code', redirectUri, codeVerifier: pkceText },
      ],
    ])
    const verifier = String(Reflect.get(Object(calls[3]?.[1]), 'codeVerifier'))
    expect(calls[0]?.[1]).toMatchObject({
      options: { codeChallenge: createHash('sha256').update(verifier).digest('base64url') },
    })
  })

  it.each([undefined, null, '', 'text', 0])(
    'whose verification is answered with %j is a wrong shape at once, not a page that leaves',
    async (answer) => {
      const { client, calls } = setUp({
        getMfaStepUpToken: stepUpAnswer,
        verifyMfaPasswordless: () => answer,
      })
      const stepUp = await client.startStepUp({ start: { via: 'session' } })
      expect(
        await rejection(client.verifyCode({ stepUp, challengeId: 'c', code: verificationCode })),
      ).toMatchObject({
        name: 'ResponseShapeError',
        message: 'POST /identity/v1/passwordless/verify answered without a usable code.',
        support: { correlationId: 'id-of-the-browser' },
      })
      expect(calls).toHaveLength(2)
    },
  )

  it('whose verification is answered with {} is a page that leaves: the call stays open until its time is up', async () => {
    const { client, calls } = setUp({
      getMfaStepUpToken: stepUpAnswer,
      verifyMfaPasswordless: () => ({}),
    })
    const stepUp = await client.startStepUp({ start: { via: 'session' } })
    vi.useFakeTimers()
    const settled = vi.fn<(error: unknown) => void>()
    const call = rejection(client.verifyCode({ stepUp, challengeId: 'c', code: verificationCode }))
    const end = call.then(settled)
    await vi.advanceTimersByTimeAsync(14_999)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await end
    expect(settled.mock.calls).toMatchObject([[{ name: 'NetworkError', reason: 'timeout' }]])
    expect(calls).toHaveLength(2)
  })
})

describe('a password login', () => {
  const auth = { redirectUri, scope, fetchBasicProfile: false, useWebMessage: true }
  const password = 'secret'
  const withStepUp = () => ({ stepUpToken: 'step-up-token', amr: ['sms'] })

  it.each([
    [{ identifier: { email } }, { email }],
    [{ identifier: { phoneNumber } }, { phoneNumber }],
    [{ identifier: { customIdentifier: 'jo' } }, { customIdentifier: 'jo' }],
    [
      { identifier: { email }, action: 'login', captchaToken: 'captcha', captchaProvider: 'recaptcha' },
      { email, action: 'login', captchaToken: 'captcha', captchaProvider: 'recaptcha' },
    ],
    [
      { identifier: { email }, captchaToken: 'captcha', captchaProvider: 'captchafox' },
      { email, captchaToken: 'captcha', captchaProvider: 'captchafox' },
    ],
  ] satisfies [Omit<Parameters<StepUpClient['loginWithPassword']>[0], 'password'>, object][])(
    '%j',
    async (input, given) => {
      const { client, calls } = setUp({ loginWithPassword: () => tokenAnswer })
      await client.loginWithPassword({ ...input, password })
      expect(calls).toStrictEqual([['loginWithPassword', { ...given, password, auth }]])
    },
  )

  it('passes on no captcha that the SDK does not know, and nothing that a caller without types left out', async () => {
    const { client, calls } = setUp({ loginWithPassword: () => tokenAnswer })
    await Reflect.apply(client.loginWithPassword, client, [{ identifier: {}, captchaProvider: 'other' }])
    expect(calls).toStrictEqual([['loginWithPassword', { customIdentifier: '', password: '', auth }]])
  })

  it('without a second factor gives the tokens that the SDK has got, once', async () => {
    const { client, calls } = setUp({ loginWithPassword: () => tokenAnswer })
    const { tkn, mfaRequired } = await client.loginWithPassword({ identifier: { email }, password })
    expect(mfaRequired).toBe(false)
    expect(tkn).toMatch(/^core-sdk\.\d{10,}$/)
    expect(await client.completeLogin({ tkn })).toEqual(tokenAnswer)
    expect(calls).toHaveLength(1)
    expect(await rejection(client.completeLogin({ tkn }))).toMatchObject({
      name: 'ApiError',
      message: 'GET /oauth/authorize: this tkn is used up, or of another client.',
      status: 401,
      endpoint: 'GET /oauth/authorize',
      body: { error: 'invalid_grant' },
    })
  })

  it('is completed no more once the caller has aborted', async () => {
    const { client } = setUp({ loginWithPassword: () => tokenAnswer })
    const { tkn } = await client.loginWithPassword({ identifier: { email }, password })
    expect(await rejection(client.completeLogin({ tkn }, { signal: AbortSignal.abort('closed') }))).toBe(
      'closed',
    )
  })

  it.each([
    ['the verifier that the SDK has stored', 'verifier-of-the-sdk'],
    ['none, where the SDK has stored none', ''],
  ])('with a second factor goes on with %s', async (_, codeVerifier) => {
    const { client, calls } = setUp({
      loginWithPassword: () => {
        if (codeVerifier) stored.set('verifier_key', codeVerifier)
        return withStepUp()
      },
      verifyMfaPasswordless: () => ({ code: 'authorization-code' }),
      exchangeAuthorizationCodeWithPkce: () => tokenAnswer,
    })
    const { tkn, mfaRequired } = await client.loginWithPassword({ identifier: { email }, password })
    expect(mfaRequired).toBe(true)
    expect(stored.has('verifier_key')).toBe(false)
    const stepUp = await client.startStepUp({ start: { via: 'tkn', tkn } })
    expect(stepUp.factors).toEqual(['sms'])
    await client.verifyCode({ stepUp, challengeId: 'c', code: verificationCode })
    expect(calls.map(([name]) => name)).toEqual([
      'loginWithPassword',
      'verifyMfaPasswordless',
      'exchangeAuthorizationCodeWithPkce',
    ])
    expect(calls[2]?.[1]).toStrictEqual({ code: 'authorization-code', redirectUri, codeVerifier })
  })

  it('takes a tkn once for a step-up, and says which call was refused', async () => {
    const { client } = setUp({ loginWithPassword: withStepUp })
    const { tkn } = await client.loginWithPassword({ identifier: { email }, password })
    await client.startStepUp({ start: { via: 'tkn', tkn } })
    expect(await rejection(client.startStepUp({ start: { via: 'tkn', tkn } }))).toMatchObject({
      endpoint: 'POST /identity/v1/mfa/stepup',
      body: { error: 'invalid_grant' },
    })
  })

  it('works where the storage of the browser is blocked', async () => {
    vi.stubGlobal('localStorage', {
      getItem() {
        throw new DOMException('denied', 'SecurityError')
      },
    })
    const { client } = setUp({ loginWithPassword: withStepUp })
    expect(await client.loginWithPassword({ identifier: { email }, password })).toMatchObject({
      mfaRequired: true,
    })
  })

  it('without an answer is a page that leaves', async () => {
    const { client } = setUp()
    vi.useFakeTimers()
    const call = rejection(client.loginWithPassword({ identifier: { email }, password }))
    await vi.advanceTimersByTimeAsync(15_000)
    expect(await call).toMatchObject({ name: 'NetworkError', reason: 'timeout' })
  })
})

describe('what the SDK rejects with', () => {
  const refused = (body: unknown) =>
    rejection(setUp({ removeMfaEmail: refuse(body) }).client.removeEmailCredential())

  it('keeps all that the server said', async () => {
    const body = {
      error: 'access_denied',
      errorId: 'id-1',
      errorMessageKey: 'error.notPermitted',
      errorUserMsg: 'Non',
      errorDescription: 'no',
    }
    expect(await refused(body)).toMatchObject({
      name: 'ApiError',
      status: 403,
      endpoint: 'DELETE /identity/v1/mfa/credentials/emails',
      body: {
        error: 'access_denied',
        messageKey: 'error.notPermitted',
        userMessage: 'Non',
        description: 'no',
      },
      support: { errorId: 'id-1', correlationId: 'id-of-the-browser' },
    })
  })

  it.each([
    [{ error: 'login_required' }, 401],
    [{ error: 'resource_not_found' }, 404],
    [{ error: 'temporarily_unavailable' }, 503],
    [{ error: 'of_another_kind' }, 400],
    [{ errorMessageKey: 'error.notPermitted' }, 400],
    [{ errorMessageKey: 'error.accessToken.missing' }, 401],
    [{ error: 'invalid_request', errorMessageKey: 'error.accessToken.missing' }, 401],
  ])('%j comes with the status that such an error has: %i', async (body, status) => {
    expect(await refused(body)).toMatchObject({ name: 'ApiError', status, support: { status } })
  })

  it.each([undefined, null, 'no', {}, { error: 7 }, []])(
    '%j says too little: a wrong shape',
    async (body) => {
      expect(await refused(body)).toMatchObject({
        name: 'ResponseShapeError',
        message: 'DELETE /identity/v1/mfa/credentials/emails was refused without a usable error.',
        support: { correlationId: 'id-of-the-browser' },
      })
    },
  )

  it('a body that is no JSON is a wrong shape, of which nothing is quoted', async () => {
    const error = await refused(new SyntaxError('Unexpected token, "tell-nobody" is not valid JSON'))
    expect(error).toMatchObject({
      name: 'ResponseShapeError',
      message: 'DELETE /identity/v1/mfa/credentials/emails answered without a usable JSON.',
      support: { correlationId: 'id-of-the-browser' },
    })
    expect(String(error)).not.toContain('tell-nobody')
  })

  it('a fetch that failed is a failed network', async () => {
    const cause = new TypeError('Failed to fetch')
    expect(await refused(cause)).toMatchObject({ name: 'NetworkError', reason: 'failed', cause })
  })

  it('a code under a bearer is known by its key alone', async () => {
    const byKey = { error: 'invalid_grant', errorMessageKey: 'error.invalidVerificationCode' }
    const verify = (body: unknown) =>
      rejection(setUp({ verifyEmail: refuse(body) }).client.verifyEmail({ email, code: verificationCode }))
    expect(await verify(byKey)).toMatchObject({ name: 'CodeRejectedError', reason: 'wrong' })
    expect(await verify({ error: 'invalid_grant' })).toMatchObject({ name: 'ApiError' })
    expect(await refused(byKey)).toMatchObject({ name: 'ApiError' })
  })

  it('a code without a bearer is known by the refused grant', async () => {
    const { client } = setUp({
      getMfaStepUpToken: () => ({ amr: [], token: 'step-up-token' }),
      verifyMfaPasswordless: refuse({ error: 'invalid_grant' }),
    })
    const stepUp = await client.startStepUp({ start: { via: 'session' } })
    expect(
      await rejection(client.verifyCode({ stepUp, challengeId: 'c', code: verificationCode })),
    ).toMatchObject({ name: 'CodeRejectedError' })
  })
})

describe('an answer that lacks something', () => {
  it.each([
    ['credentials', 'GET /identity/v1/mfa/credentials', (client) => client.listCredentials()],
    ['trustedDevices', 'GET /identity/v1/mfa/trusteddevices', (client) => client.listTrustedDevices()],
    ['profile', 'GET /identity/v1/userinfo', (client) => client.getProfile()],
  ] satisfies [string, string, (client: StepUpClient) => Promise<unknown>][])(
    '%s: names call and field',
    async (field, endpoint, call) => {
      expect(await rejection(call(setUp().client))).toMatchObject({
        name: 'ResponseShapeError',
        message: `${endpoint} answered without a usable ${field}.`,
        support: { correlationId: 'id-of-the-browser' },
      })
    },
  )
})

it('an SDK that is too old is told all that it lacks', () => {
  const { sdk } = recordingSdk({}, {})
  Reflect.deleteProperty(sdk, 'updateEmail')
  Reflect.deleteProperty(sdk, 'verifyEmail')
  expect(() =>
    fromCoreSdk(sdk, { domain: 'account.example.com', clientId: 'client-1', redirectUri }),
  ).toThrow('has no updateEmail, verifyEmail. Pass')
})
