// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  isApiError,
  isCodeRejectedError,
  isLoginRequiredError,
  isNetworkError,
  isRateLimitedError,
  isResponseShapeError,
  isStepUpRequiredError,
  readAccessTokenClaims,
  type StepUpClient,
} from '../../src/client/index.js'
import { fromCoreSdk } from '../../src/client/core-sdk/index.js'
import { createFakeReachFive, requestsTo, type FakeReachFive } from '../../src/testing/index.js'
import { coreOver, forgetBrowser, part, sdkClientOver, type HostOptions } from './support.js'

function setUp(
  options: HostOptions = {},
  fake: FakeReachFive = createFakeReachFive({ seed: 'smsAndEmail' }),
) {
  const { accessToken } = fake.issueTokens(undefined, { amr: ['mfa'] })
  fake.openSession()
  return { fake, client: sdkClientOver(fake, { getAccessToken: () => accessToken, ...options }) }
}

async function stepUpOf(client: StepUpClient, fake: FakeReachFive, via: 'session' | 'auto' = 'auto') {
  const stepUp = await client.startStepUp({ start: { via } })
  const { challengeId } = await client.sendCode({ stepUp, factor: 'sms' })
  return { stepUp, challengeId, code: fake.lastCode('sms') }
}

const login = (client: StepUpClient, fake: FakeReachFive) =>
  client.loginWithPassword({
    identifier: { email: fake.currentPersona.email },
    password: fake.currentPersona.password,
  })

const stored = () => JSON.stringify([localStorage, sessionStorage])

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('The promise was expected to reject.')
    },
    (error: unknown) => error,
  )
}

beforeEach(() => forgetBrowser)

describe('a step-up over the Core SDK', () => {
  it('edge 32: ends in tokens that carry mfa', async () => {
    const { client, fake } = setUp()
    const tokens = await client.verifyCode(await stepUpOf(client, fake))
    expect(readAccessTokenClaims(tokens.accessToken)?.amr).toContain('mfa')
    expect(tokens).toMatchObject({ tokenType: 'Bearer', expiresIn: expect.any(Number) })
  })

  it('shows neither token nor verifier: the handle is opaque, the storage of the browser empty (rule 10)', async () => {
    const { client, fake } = setUp()
    const { stepUp, ...rest } = await stepUpOf(client, fake)
    expect(Reflect.ownKeys(stepUp)).toEqual(['factors'])
    expect(stepUp.factors).toEqual(['email', 'sms'])
    expect(stored()).not.toContain('verifier')
    await client.verifyCode({ stepUp, ...rest })
    expect(stored()).not.toContain('verifier')
  })

  it('has a PKCE pair of its own, also beside another one', async () => {
    const { client, fake } = setUp()
    const first = await stepUpOf(client, fake)
    const second = await stepUpOf(client, fake)
    await client.verifyCode(second)
    await client.verifyCode(first)
    const verifiers = requestsTo(fake, 'oauth/token').map(({ body }) => part(body, 'code_verifier'))
    expect(new Set(verifiers).size).toBe(2)
  })

  it('goes on with the exchange alone where that failed', async () => {
    const { client, fake } = setUp()
    const input = await stepUpOf(client, fake)
    fake.failNext('oauth/token', { network: 'offline' })
    expect(isNetworkError(await rejection(client.verifyCode(input)))).toBe(true)
    await client.verifyCode(input)
    expect(requestsTo(fake, 'passwordless/verify')).toHaveLength(1)
  })

  it('is known to the client that started it alone', async () => {
    const { client, fake } = setUp()
    const { stepUp } = await stepUpOf(client, fake)
    const other = setUp().client
    await expect(other.sendCode({ stepUp, factor: 'sms' })).rejects.toThrow('another client')
  })

  it('does not try the session where SSO is off', async () => {
    const fake = createFakeReachFive({ seed: 'smsOnly', sso: false })
    const { client } = setUp({}, fake)
    await client.startStepUp({})
    expect(requestsTo(fake, 'mfa/stepup').map(({ headers }) => headers['authorization'])).toEqual([
      expect.stringMatching(/^Bearer /),
    ])
  })
})

describe('a password login over the Core SDK', () => {
  it('goes on into the step-up that the SDK has started, without a second one', async () => {
    const { client, fake } = setUp()
    const { tkn, mfaRequired } = await login(client, fake)
    expect(mfaRequired).toBe(true)
    const stepUp = await client.startStepUp({ start: { via: 'tkn', tkn } })
    const { challengeId } = await client.sendCode({ stepUp, factor: 'email' })
    await client.verifyCode({ stepUp, challengeId, code: fake.lastCode('email') })
    expect(requestsTo(fake, 'mfa/stepup')).toHaveLength(1)
  })

  it('takes the verifier of the SDK out of the storage before anything else happens (rule 10)', async () => {
    const { client, fake } = setUp()
    await login(client, fake)
    expect(stored()).not.toContain('verifier')
  })

  it('gives a tkn that works once', async () => {
    const { client, fake } = setUp()
    const { tkn } = await login(client, fake)
    await client.startStepUp({ start: { via: 'tkn', tkn } })
    const again = await rejection(client.startStepUp({ start: { via: 'tkn', tkn } }))
    expect(isLoginRequiredError(again)).toBe(true)
    expect(isLoginRequiredError(await rejection(client.completeLogin({ tkn })))).toBe(true)
    expect(requestsTo(fake, 'mfa/stepup')).toHaveLength(1)
  })

  it('passes a tkn of the server on', async () => {
    const { client, fake } = setUp()
    const error = await rejection(client.startStepUp({ start: { via: 'tkn', tkn: 'from-the-server' } }))
    expect(isLoginRequiredError(error)).toBe(true)
    expect(part(requestsTo(fake, 'mfa/stepup')[0]?.body, 'tkn')).toBe('from-the-server')
  })

  it('is refused for a wrong password, with the key of the server', async () => {
    const { client, fake } = setUp()
    const { email } = fake.currentPersona
    const refused = await rejection(client.loginWithPassword({ identifier: { email }, password: 'no' }))
    expect(refused).toMatchObject({
      name: 'ApiError',
      body: { error: 'invalid_grant', messageKey: 'error.invalidEmailOrPassword' },
    })
  })
})

describe('refusals, of which the SDK gives the body alone', () => {
  it('rule 10: quote neither what a person typed nor the token', async () => {
    const { client, fake } = setUp()
    const token = fake.issueTokens().accessToken
    const typed = 'nobody@harbour.example'
    fake.failNext('update-email', {
      status: 400,
      body: JSON.stringify({ error: 'invalid_request', error_description: `${typed} is taken, ${token}` }),
    })
    const error = await rejection(client.updateEmail({ email: typed }, { accessToken: token }))
    expect(error).toMatchObject({ body: { description: '••• is taken, •••' } })
  })

  it.each([
    [
      'a wrong code',
      { status: 401, error: 'invalid_grant', messageKey: 'error.invalidVerificationCode' },
      isCodeRejectedError,
    ],
    ['a limit', { status: 429, error: 'rate_limit_reached' }, isRateLimitedError],
    [
      'a limit by its key',
      { status: 400, error: 'x', messageKey: 'error.tooManyAttempts' },
      isRateLimitedError,
    ],
    ['a page of a proxy', { status: 502, html: true }, isResponseShapeError],
    ['an empty body', { status: 500, body: '' }, isResponseShapeError],
    ['a body of another shape', { status: 500, body: '{}' }, isResponseShapeError],
    ['a failed network', { network: 'offline' } as const, isNetworkError],
    ['a lost answer', { network: 'lost' } as const, isNetworkError],
    ['a mistake of the server', { status: 500, error: 'server_error' }, isApiError],
  ])('%s becomes the error of its kind', async (_, fault, is) => {
    const { client, fake } = setUp()
    const input = await stepUpOf(client, fake)
    fake.failNext('passwordless/verify', fault)
    const error = await rejection(client.verifyCode(input))
    expect(is(error)).toBe(true)
  })

  it('a missing step-up and a stale token are told apart', async () => {
    const fake = createFakeReachFive({ seed: 'smsOnly' })
    const of = (options: Parameters<FakeReachFive['issueTokens']>[1]) =>
      rejection(client.listTrustedDevices({ accessToken: fake.issueTokens(undefined, options).accessToken }))
    const { client } = setUp({}, fake)
    expect(await of({ ageSeconds: 0 })).toMatchObject({ name: 'StepUpRequiredError', reason: 'mfa' })
    const stale = await of({ amr: ['mfa'], ageSeconds: 600 })
    expect(isStepUpRequiredError(stale) && stale.reason).toBe('freshness')
  })

  it('carry the handles that support asks for', async () => {
    const { client } = setUp()
    expect(await rejection(client.updateEmail({ email: 'no' }))).toMatchObject({
      support: { errorId: expect.any(String), correlationId: localStorage.getItem('correlationId') },
    })
  })

  it('no access token: nothing is sent', async () => {
    const { client, fake } = setUp({ getAccessToken: () => undefined })
    expect(isLoginRequiredError(await rejection(client.listCredentials()))).toBe(true)
    expect(requestsTo(fake, 'mfa/credentials')).toEqual([])
  })
})

describe('what the SDK cannot do by itself', () => {
  it('a call is given up at the signal of the caller, and its late answer changes nothing', async () => {
    const { client, fake } = setUp()
    const input = await stepUpOf(client, fake)
    fake.failNext('passwordless/verify', { hang: true })
    const controller = new AbortController()
    const call = rejection(client.verifyCode(input, { signal: controller.signal }))
    await vi.waitUntil(() => requestsTo(fake, 'passwordless/verify').length === 1, { timeout: 10_000 })
    controller.abort('closed')
    expect(await call).toBe('closed')
    expect(requestsTo(fake, 'oauth/token')).toEqual([])
  })

  it('a call ends within the time limit', async () => {
    const { client, fake } = setUp({ timeoutMs: 300 })
    await client.getConfig()
    fake.failNext('update-email', { hang: true })
    expect(await rejection(client.updateEmail({ email: 'bea@example.org' }))).toMatchObject({
      name: 'NetworkError',
      reason: 'timeout',
    })
  })

  it('edge 25: on an orchestrated page, where the SDK navigates, nothing follows: neither tokens nor an error of shape', async () => {
    const fake = createFakeReachFive({ seed: 'smsAndEmail' })
    fake.openSession()
    const { domain, clientId, redirectUri } = fake.clientOptions
    // What the SDK gives once it has told the browser to leave.
    const sdk = { ...coreOver(fake), verifyMfaPasswordless: () => Promise.resolve({}) }
    const client = fromCoreSdk(sdk, { domain, clientId, redirectUri, timeoutMs: 300 })
    const error = await rejection(client.verifyCode(await stepUpOf(client, fake, 'session')))
    expect(error).toMatchObject({ name: 'NetworkError', reason: 'timeout' })
    expect(requestsTo(fake, 'oauth/token')).toEqual([])
  })

  it('an id of a device reaches no other resource', async () => {
    const { client, fake } = setUp()
    await rejection(client.removeTrustedDevice({ id: '../credentials/emails' }))
    await rejection(client.removeTrustedDevice({ id: '..' }))
    expect(fake.state.currentUser.credentials).toHaveLength(2)
    expect(fake.requests.at(-1)?.path).toBe('/identity/v1/mfa/trusteddevices/..%2Fcredentials%2Femails')
  })
})

describe('fromCoreSdk', () => {
  it('names tenant and application as the other client does', () => {
    const { client, fake } = setUp()
    expect(client.id).toBe(`${fake.clientOptions.domain}/${fake.clientOptions.clientId}`)
  })

  it.each([
    [{ clientId: '' }, 'fromCoreSdk: clientId is missing'],
    [{ redirectUri: '' }, 'fromCoreSdk: redirectUri is missing'],
    [{ domain: 'a b' }, 'fromCoreSdk: domain must be'],
  ])('refuses %j', (wrong, message) => {
    expect(() => setUp(wrong)).toThrow(message)
  })

  it('refuses an SDK that lacks what it needs', () => {
    const fake = createFakeReachFive()
    const core = coreOver(fake)
    Reflect.deleteProperty(core, 'removeTrustedDevice')
    expect(() => fromCoreSdk(core, fake.clientOptions)).toThrow(
      'the client has no removeTrustedDevice. Pass what createClient of @reachfive/identity-core 1.41',
    )
  })
})
