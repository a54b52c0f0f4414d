import { describe, expect, it } from 'vitest'
import { createFakeReachFive, type FakeReachFiveOptions } from '../../src/testing/index.js'
import {
  authorization,
  fullScope,
  get,
  newFake,
  post,
  remove,
  send,
  sendCode,
  startStepUp,
  stepUp,
  textOf,
} from './support.js'

describe('codes', () => {
  it.each([
    ['six digits by default', {}, /^\d{6}$/],
    ['as long as asked', { codeLength: 9 }, /^\d{9}$/],
    ['letters and digits', { codeLength: 8, codeAlphabet: 'alphanumeric' }, /^[A-Z2-9]{8}$/],
  ] satisfies [string, FakeReachFiveOptions, RegExp][])('%s', async (_name, options, pattern) => {
    const fake = newFake({ ...options, sendLimit: 20 })
    fake.openSession()
    const token = await startStepUp(fake)
    for (let call = 0; call < 20; call++) await sendCode(fake, token)
    expect(new Set(fake.inbox.map(({ code }) => code)).size).toBe(20)
    for (const { code } of fake.inbox) expect(code).toMatch(pattern)
  })

  it('say where they went, for what, and in which language', async () => {
    const fake = newFake()
    fake.openSession()
    const step_up = await startStepUp(fake)
    await send(fake, 'POST', '/identity/v1/passwordless/start', {
      body: { auth_type: 'email', step_up },
      headers: { 'custom-locale': 'fr-FR' },
    })
    expect(fake.inbox).toEqual([
      {
        channel: 'email',
        to: fake.currentPersona.email,
        code: fake.lastCode('email'),
        purpose: 'stepUp',
        challengeId: expect.any(String),
        locale: 'fr-FR',
        sentAt: fake.clock.now(),
      },
    ])
    expect(() => fake.lastCode('sms')).toThrow('No code was sent by sms yet.')
  })
})

describe('what the contract leaves open', () => {
  it('spells the keys of /config in either way', async () => {
    const config = async (options: FakeReachFiveOptions) =>
      (await get(newFake(options), 'config?client_id=fake-client')).body
    expect(await config({ rbaEnabled: false })).toMatchObject({
      sso: true,
      rba_enabled: false,
      mfa_email_enabled: true,
      country_code: 'FR',
      login_type_allowed: { email: true, phone_number: true, custom_identifier: true },
    })
    expect(await config({ configCase: 'camel' })).toMatchObject({
      rbaEnabled: true,
      loginTypeAllowed: { phoneNumber: true },
    })
  })

  it('answers a person without credentials with an empty amr', async () => {
    const fake = newFake({ seed: 'noCredential' })
    fake.openSession()
    expect((await post(fake, 'mfa/stepup', authorization)).body).toMatchObject({ amr: [] })
  })

  it('lets the bearer or the session win where a start has both', async () => {
    const starter = async (stepUpStartPriority: 'bearer' | 'session') => {
      const fake = newFake({ stepUpStartPriority })
      fake.openSession('emailOnly')
      const { accessToken } = fake.issueTokens('smsOnly')
      return (await post(fake, 'mfa/stepup', authorization, accessToken)).body['amr']
    }
    expect(await starter('bearer')).toEqual(['sms'])
    expect(await starter('session')).toEqual(['email'])
  })

  it.each([
    [true, 200],
    [false, 401],
  ])('a refreshed token keeps its step-up (%s)', async (refreshKeepsAmr, status) => {
    const fake = newFake({ refreshKeepsAmr })
    const { refreshToken } = fake.issueTokens(undefined, { scope: fullScope, amr: ['mfa'], ageSeconds: 900 })
    const refreshed = await post(fake, '/oauth/token', {
      client_id: 'fake-client',
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    })
    const token = textOf(refreshed.body['access_token'])
    expect((await get(fake, 'mfa/trusteddevices', token)).status).toBe(status)
  })

  it('refuses a token that is stale and unproven for either reason first', async () => {
    const key = async (firstRefusal: 'freshness' | 'stepUp') => {
      const fake = newFake({ firstRefusal })
      const { accessToken } = fake.issueTokens(undefined, { ageSeconds: 301 })
      return (await remove(fake, 'mfa/credentials/emails', accessToken)).body['error_message_key']
    }
    expect(await key('freshness')).toBe('error.accessToken.freshness')
    expect(await key('stepUp')).toBe('error.authn.mfa.stepup.required')
  })

  it('changes the phone number at once or when it is verified, and moves the credential or not', async () => {
    const change = async (options: FakeReachFiveOptions) => {
      const fake = newFake({ seed: 'smsOnly', ...options })
      const token = await stepUp(fake)
      const number = { phone_number: '+33639980071' }
      await post(fake, 'update-phone-number', number, token)
      const before = fake.state.currentUser.phoneNumber
      await post(fake, 'verify-phone-number', { ...number, verification_code: fake.lastCode() }, token)
      return [before, fake.state.currentUser.phoneNumber, fake.state.currentUser.credentials[0]?.value]
    }
    const [old, changed] = [createFakeReachFive().personas.smsOnly.phoneNumber, '+33639980071']
    expect(await change({})).toEqual([changed, changed, changed])
    expect(await change({ phoneNumberChange: 'whenVerified' })).toEqual([old, changed, changed])
    expect(await change({ credentialFollowsIdentifier: false })).toEqual([changed, changed, old])
  })

  it('answers a step-up without a code flow with the tokens themselves', async () => {
    const fake = newFake({ pkceEnforced: false })
    fake.openSession()
    const body = { client_id: 'fake-client', response_type: 'token', scope: 'openid mfa' }
    const { token } = (await post(fake, 'mfa/stepup', body)).body
    const challenge_id = await sendCode(fake, textOf(token))
    const verified = await post(fake, 'passwordless/verify', {
      challenge_id,
      verification_code: fake.lastCode(),
    })
    expect(verified.body).toMatchObject({ token_type: 'Bearer', expires_in: 86_400 })
    expect(Object.keys(verified.body)).toEqual(expect.arrayContaining(['access_token', 'id_token']))
  })
})
