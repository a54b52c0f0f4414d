import { describe, expect, it } from 'vitest'
import {
  createReachFiveClient,
  isCodeRejectedError,
  isRateLimitedError,
  isStepUpRequiredError,
  readAccessTokenClaims,
  type Factor,
  type ReachFiveClient,
  type ReachFiveClientOptions,
} from '../../src/client/index.js'
import {
  createFakeReachFive,
  type FakeReachFive,
  type FakeReachFiveOptions,
} from '../../src/testing/index.js'
import { rejection } from './support.js'

function setUp(fakeOptions: FakeReachFiveOptions = {}, options: Partial<ReachFiveClientOptions> = {}) {
  const fake = createFakeReachFive({ clock: 'manual', startAt: Date.now(), ...fakeOptions })
  const client = createReachFiveClient({ ...fake.clientOptions, ...options })
  return { fake, client }
}

async function stepUp(client: ReachFiveClient, fake: FakeReachFive, factor: Factor = 'sms', tkn?: string) {
  const started = await client.startStepUp(tkn ? { start: { via: 'tkn', tkn } } : {})
  const { challengeId } = await client.sendCode({ stepUp: started, factor })
  return client.verifyCode({ stepUp: started, challengeId, code: fake.lastCode(factor) })
}

describe('against the fake ReachFive', () => {
  it('way A gives a fresh token with mfa, in four requests', async () => {
    const { fake, client } = setUp()
    fake.openSession()
    const { accessToken } = await stepUp(client, fake)
    expect(readAccessTokenClaims(accessToken)).toMatchObject({ subject: fake.currentPersona.id })
    expect(readAccessTokenClaims(accessToken)?.amr).toContain('mfa')
    expect(fake.requests).toHaveLength(4)
  })

  it('way B goes on from a password login', async () => {
    const { fake, client } = setUp()
    const { email, password } = fake.currentPersona
    const login = await client.loginWithPassword({ identifier: { email }, password })
    expect(login.mfaRequired).toBe(true)
    const { accessToken } = await stepUp(client, fake, 'email', login.tkn)
    expect(readAccessTokenClaims(accessToken)?.amr).toContain('mfa')
  })

  it('edge 18: way C follows where there is no session', async () => {
    const { fake, client } = setUp({}, { getAccessToken: () => fake.issueTokens().accessToken })
    const { accessToken } = await stepUp(client, fake)
    expect(readAccessTokenClaims(accessToken)?.amr).toContain('mfa')
    expect(fake.requests).toHaveLength(5)
  })

  it('way C refreshes a stale token first', async () => {
    const { fake, client } = setUp(
      { sso: false },
      {
        sso: false,
        getAccessToken: () => fake.issueTokens('smsAndEmail', { ageSeconds: 400 }).accessToken,
        refreshAccessToken: async () => {
          const refreshToken =
            fake.issueTokens('smsAndEmail', { scope: 'openid mfa offline_access' }).refreshToken ?? ''
          return (await client.refreshTokens({ refreshToken })).accessToken
        },
      },
    )
    await stepUp(client, fake)
    expect(fake.requests.map(({ path }) => path)[0]).toBe('/oauth/token')
  })

  it('says what is wrong with codes and limits', async () => {
    const { fake, client } = setUp({ sendLimit: 2 })
    fake.openSession()
    const started = await client.startStepUp({})
    const { challengeId } = await client.sendCode({ stepUp: started, factor: 'sms' })
    const wrong = client.verifyCode({ stepUp: started, challengeId, code: 'wrong' })
    expect(isCodeRejectedError(await rejection(wrong))).toBe(true)
    await client.sendCode({ stepUp: started, factor: 'email' })
    const limit = await rejection(client.sendCode({ stepUp: started, factor: 'email' }))
    expect(isRateLimitedError(limit) && limit.retryAt).toBeGreaterThan(Date.now())
  })

  it('every call around a step-up gets what its type promises', async () => {
    const { fake, client } = setUp({ seed: 'smsOnly' })
    fake.openSession()
    const plain = fake.issueTokens('smsOnly').accessToken
    const refused = client.removePhoneNumberCredential(
      { phoneNumber: '+33600000000' },
      { accessToken: plain },
    )
    expect(isStepUpRequiredError(await rejection(refused))).toBe(true)
    const { accessToken } = await stepUp(client, fake)
    const granted = { accessToken }

    expect(await client.getConfig()).toMatchObject({
      sso: true,
      rbaEnabled: true,
      loginTypeAllowed: { email: true },
    })
    expect(await client.listCredentials(granted)).toMatchObject([
      { type: 'sms', phoneNumber: expect.any(String) },
    ])
    const enrolled = await client.enrollEmail({ trustDevice: true }, granted)
    if (enrolled.status === 'codeSent')
      await client.verifyEnrollment({ factor: 'email', code: fake.lastCode('email') }, granted)
    const phone = await client.enrollPhoneNumber({ phoneNumber: '+33611223344' }, granted)
    expect(phone).toEqual({ status: 'codeSent', factor: 'sms' })
    await client.verifyEnrollment({ factor: 'sms', code: fake.lastCode('sms'), trustDevice: true }, granted)
    expect(await client.listCredentials(granted)).toHaveLength(3)

    const devices = await client.listTrustedDevices(granted)
    for (const { id } of devices) await client.removeTrustedDevice({ id }, granted)
    expect(devices.length).toBeGreaterThan(0)
    expect(await client.listTrustedDevices(granted)).toEqual([])

    expect(await client.getProfile(granted)).toMatchObject({ id: fake.currentPersona.id })
    await client.updatePhoneNumber({ phoneNumber: '+33655443322' }, granted)
    await client.sendPhoneNumberVerification(granted)
    await client.verifyPhoneNumber({ phoneNumber: '+33655443322', code: fake.lastCode('sms') }, granted)
    expect(await client.getProfile(granted)).toMatchObject({
      phoneNumber: '+33655443322',
      phoneNumberVerified: true,
    })
    expect(await client.updateEmail({ email: 'new@example.com' }, granted)).toMatchObject({
      id: expect.any(String),
    })
    expect(await client.sendEmailVerification({}, granted)).toEqual({ sent: expect.any(Boolean) })

    await client.removeEmailCredential(granted)
    await client.removePhoneNumberCredential({ phoneNumber: '+33611223344' }, granted)
    expect(await client.listCredentials(granted)).toHaveLength(1)
  })
})
