import { describe, expect, it } from 'vitest'
import { type FakeReachFiveOptions } from '../../src/testing/index.js'
import {
  exchange,
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

describe('email', () => {
  it('changes at once while the old one is unverified', async () => {
    const fake = newFake({ seed: 'unverifiedEmail' })
    const { accessToken } = fake.issueTokens()
    const answer = await post(fake, 'update-email', { email: 'Uma@Example.org' }, accessToken)
    expect(answer.body).toMatchObject({ email: 'uma@example.org', email_verified: false })
    const body = {
      email: 'uma@example.org',
      verification_code: fake.lastCode('email'),
      access_token: accessToken,
    }
    expect((await post(fake, 'verify-email', body)).status).toBe(204)
    expect(fake.state.currentUser.emailVerified).toBe(true)
    expect((await post(fake, 'send-email-verification', {}, accessToken)).body).toEqual({
      verification_email_sent: false,
    })
  })

  it('changes by the code that the mail carries as well as by its link', async () => {
    const fake = newFake({ seed: 'noCredential' })
    const { accessToken } = fake.issueTokens()
    const redirect_url = 'https://app.example.com/confirmed'
    await post(fake, 'update-email', { email: 'a@example.org', redirect_url }, accessToken)
    const body = { email: 'a@example.org', verification_code: fake.lastCode('email') }
    expect((await post(fake, 'verify-email', body, accessToken)).status).toBe(204)
    expect(fake.state.currentUser).toMatchObject({ email: 'a@example.org', emailVerified: true })

    await post(fake, 'update-email', { email: 'b@example.org', redirect_url }, accessToken)
    const landed = await fake.followEmailLink('b@example.org')
    expect(landed.status).toBe(303)
    expect(landed.headers.get('location')).toBe(redirect_url)
    expect(fake.state.currentUser.email).toBe('b@example.org')
    expect((await fake.followEmailLink('b@example.org')).status).toBe(404)
  })

  it('does not change by a link that is too old', async () => {
    const fake = newFake({ seed: 'noCredential' })
    const redirect_url = 'https://app.example.com/confirmed'
    await post(fake, 'update-email', { email: 'a@example.org', redirect_url }, fake.issueTokens().accessToken)
    fake.clock.advance(3_600_000)
    const landed = await fake.followEmailLink('a@example.org')
    expect(landed.headers.get('location')).toContain('error_message_key=error.link.expired')
    expect(fake.state.currentUser.email).toBe(fake.personas.noCredential.email)
  })
})

describe('enrollment', () => {
  it('of an unverified email asks for a code, which also verifies the email', async () => {
    const fake = newFake({ seed: 'unverifiedEmail' })
    const { accessToken } = fake.issueTokens()
    const started = await post(fake, 'mfa/credentials/emails', { action: 'enroll' }, accessToken)
    expect(started.body).toEqual({ status: 'email_sent' })
    expect(fake.inbox[0]).toMatchObject({ purpose: 'enrollment', action: 'enroll' })
    const code = { verification_code: fake.lastCode('email') }
    expect((await post(fake, 'mfa/credentials/emails/verify', code, accessToken)).status).toBe(200)
    expect(fake.state.currentUser).toMatchObject({ emailVerified: true, credentials: [{ type: 'email' }] })
  })

  it("of the profile's own verified number needs neither number nor code", async () => {
    const fake = newFake({ seed: 'noCredential' })
    const answer = await post(
      fake,
      'mfa/credentials/phone-numbers',
      { trust_device: true },
      fake.issueTokens().accessToken,
    )
    expect(answer.body).toMatchObject({
      status: 'enabled',
      credential: { type: 'sms', phone_number: fake.currentPersona.phoneNumber },
    })
    expect(fake.inbox).toEqual([])
    expect(fake.state.currentUser.trustedDevices).toHaveLength(1)
  })

  it('keeps several numbers, or only the newest where the tenant does', async () => {
    const numbers = async (options: FakeReachFiveOptions) => {
      const fake = newFake({ seed: 'smsOnly', enrollmentVerifyAnswer: 'noContent', ...options })
      const token = await stepUp(fake)
      await post(fake, 'mfa/credentials/phone-numbers', { phone_number: '+33639980070' }, token)
      const code = { verification_code: fake.lastCode() }
      expect((await post(fake, 'mfa/credentials/phone-numbers/verify', code, token)).status).toBe(204)
      return fake.state.currentUser.credentials.length
    }
    expect(await numbers({})).toBe(2)
    expect(await numbers({ newPhoneNumberReplacesOld: true })).toBe(1)
  })
})

describe('trusted devices', () => {
  it('are listed with what the browser says of itself, and can be removed', async () => {
    const fake = newFake()
    fake.openSession()
    const challenge_id = await sendCode(fake, await startStepUp(fake))
    const body = { challenge_id, verification_code: fake.lastCode(), trust_device: true }
    const agent = 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/150.0'
    const verified = await send(fake, 'POST', '/identity/v1/passwordless/verify', {
      body,
      headers: { 'user-agent': agent },
    })
    const token = textOf((await exchange(fake, textOf(verified.body['code']))).body['access_token'])
    const { body: list } = await get(fake, 'mfa/trusteddevices', token)
    expect(list).toMatchObject({
      trusted_devices: [
        { user_id: fake.currentPersona.id, metadata: { operating_system: 'Windows', user_agent: 'Firefox' } },
      ],
    })
    const id = fake.state.currentUser.trustedDevices[0]?.id ?? ''
    expect((await remove(fake, `mfa/trusteddevices/${id}`, token)).status).toBe(204)
    expect(fake.state.currentUser.trustedDevices).toEqual([])
  })
})
