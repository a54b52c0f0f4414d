import { describe, expect, it } from 'vitest'
import {
  authorization,
  exchange,
  finishStepUp,
  get,
  newFake,
  post,
  remove,
  sendCode,
  startStepUp,
  stepUp,
  textOf,
} from './support.js'

const key = 'error_message_key'
const claimsOf = (token: string): Record<string, unknown> => {
  const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  return typeof claims === 'object' ? { ...claims } : {}
}

describe('the three ways to start a step-up', () => {
  it('way A: the session cookie alone', async () => {
    const fake = newFake()
    fake.openSession()
    const answer = await post(fake, 'mfa/stepup', authorization)
    expect(answer).toMatchObject({ status: 200, body: { amr: ['email', 'sms'] } })
    const token = await finishStepUp(fake, textOf(answer.body['token']))
    expect(claimsOf(token)).toMatchObject({ sub: fake.currentPersona.id, amr: ['pwd', 'sms', 'mfa'] })
  })

  it('way B: the tkn of a password login, once', async () => {
    const fake = newFake()
    const { email, password } = fake.currentPersona
    const login = await post(fake, 'password/login', { client_id: 'fake-client', email, password })
    expect(login).toMatchObject({ status: 200, body: { mfa_required: true } })
    const tkn = textOf(login.body['tkn'])
    const token = await finishStepUp(fake, await startStepUp(fake, { tkn }), 'email')
    expect(claimsOf(token)['amr']).toEqual(['pwd', 'email', 'mfa'])
    expect((await post(fake, 'mfa/stepup', { ...authorization, tkn })).body[key]).toBe('error.tkn.invalid')
  })

  it('way C: a fresh access token', async () => {
    const fake = newFake()
    const stale = fake.issueTokens('smsOnly', { ageSeconds: 301 }).accessToken
    const refused = await post(fake, 'mfa/stepup', authorization, stale)
    expect(refused).toMatchObject({ status: 401, body: { [key]: 'error.accessToken.freshness' } })
    const { accessToken } = fake.issueTokens('smsOnly', { ageSeconds: 299 })
    const token = await finishStepUp(fake, await startStepUp(fake, { token: accessToken }))
    expect(claimsOf(token)['sub']).toBe(fake.personas.smsOnly.id)
  })
})

describe('the operations that need a step-up', () => {
  const required = { status: 401, body: { [key]: 'error.authn.mfa.stepup.required' } }

  it('row 1: updating the email that is a credential', async () => {
    const fake = newFake()
    const plain = fake.issueTokens().accessToken
    expect(await post(fake, 'update-email', { email: 'new@example.com' }, plain)).toMatchObject(required)
    const token = await stepUp(fake)
    const old = fake.currentPersona.email
    const answer = await post(fake, 'update-email', { email: 'new@example.com' }, token)
    expect(answer).toMatchObject({ status: 200, body: { email: old } })
    expect(fake.state.currentUser).toMatchObject({ email: old, pendingEmail: 'new@example.com' })
    await fake.followEmailLink('new@example.com')
    expect(fake.state.currentUser).toMatchObject({ email: 'new@example.com', emailVerified: true })
    expect(fake.state.currentUser.credentials.map(({ value }) => value)).toContain('new@example.com')
  })

  it('row 2: deleting the email credential', async () => {
    const fake = newFake()
    const plain = fake.issueTokens().accessToken
    expect(await remove(fake, 'mfa/credentials/emails', plain)).toMatchObject(required)
    expect((await remove(fake, 'mfa/credentials/emails', await stepUp(fake))).status).toBe(204)
    expect(fake.state.currentUser.credentials.map(({ type }) => type)).toEqual(['sms'])
  })

  it('row 3: updating the number that is a credential, also while the change waits for its code', async () => {
    const fake = newFake()
    const change = { phone_number: '+33639980042' }
    const plain = fake.issueTokens().accessToken
    expect(await post(fake, 'update-phone-number', change, plain)).toMatchObject(required)
    const token = await stepUp(fake)
    const answer = await post(fake, 'update-phone-number', change, token)
    expect(answer).toMatchObject({
      status: 200,
      body: { phone_number: '+33639980042', phone_number_verified: false },
    })
    const again = { phone_number: '+33639980043' }
    expect(await post(fake, 'update-phone-number', again, plain)).toMatchObject(required)
    expect(fake.state.currentUser.credentials).toContainEqual(
      expect.objectContaining({ type: 'sms', value: fake.currentPersona.phoneNumber }),
    )
    const verified = await post(
      fake,
      'verify-phone-number',
      { ...change, verification_code: fake.lastCode('sms') },
      token,
    )
    expect(verified.status).toBe(204)
    expect(fake.state.currentUser).toMatchObject({ phoneNumber: '+33639980042', phoneNumberVerified: true })
    expect(fake.state.currentUser.credentials).toContainEqual(
      expect.objectContaining({ type: 'sms', value: '+33639980042' }),
    )
  })

  it('row 4: deleting the phone credential, named in a JSON body', async () => {
    const fake = newFake()
    const body = { phone_number: fake.currentPersona.phoneNumber }
    const plain = fake.issueTokens().accessToken
    expect(await remove(fake, 'mfa/credentials/phone-numbers', plain, body)).toMatchObject(required)
    const token = await stepUp(fake)
    expect((await remove(fake, 'mfa/credentials/phone-numbers', token, body)).status).toBe(204)
    expect(fake.state.currentUser.credentials.map(({ type }) => type)).toEqual(['email'])
  })

  it('row 5: adding a second credential, while the first needs none', async () => {
    const fake = newFake({ seed: 'noCredential' })
    const { accessToken } = fake.issueTokens()
    const first = await post(fake, 'mfa/credentials/emails', { trust_device: false }, accessToken)
    expect(first).toMatchObject({ status: 200, body: { status: 'enabled', credential: { type: 'email' } } })
    const number = { phone_number: '+33639980055' }
    expect(await post(fake, 'mfa/credentials/phone-numbers', number, accessToken)).toMatchObject(required)
    const token = await stepUp(fake, 'email')
    const second = await post(fake, 'mfa/credentials/phone-numbers', number, token)
    expect(second).toMatchObject({ status: 200, body: { status: 'sms_sent' } })
    const code = { verification_code: fake.lastCode('sms') }
    expect((await post(fake, 'mfa/credentials/phone-numbers/verify', code, token)).body).toMatchObject(number)
    const list = await get(fake, 'mfa/credentials', token)
    expect(list.body['credentials']).toHaveLength(2)
  })

  it('row 6: a password login asks for MFA only with a credential, and only if it is always required', async () => {
    const login = async (fake: ReturnType<typeof newFake>) => {
      const { email, password } = fake.currentPersona
      return (await post(fake, 'password/login', { client_id: 'fake-client', email, password })).body
    }
    expect(await login(newFake({ seed: 'smsOnly' }))).toHaveProperty('mfa_required', true)
    expect(await login(newFake({ seed: 'noCredential' }))).not.toHaveProperty('mfa_required')
    expect(await login(newFake({ seed: 'smsOnly', mfaRequired: 'never' }))).not.toHaveProperty('mfa_required')
  })

  it('updating an identifier that is no credential needs none', async () => {
    const fake = newFake({ seed: 'noCredential' })
    const { accessToken } = fake.issueTokens()
    const answer = await post(fake, 'update-phone-number', { phone_number: '06 39 98 00 77' }, accessToken)
    expect(answer).toMatchObject({ status: 200, body: { phone_number: '+33639980077' } })
  })
})

describe('codes', () => {
  it('resending keeps the step-up token; only the newest challenge counts', async () => {
    const fake = newFake()
    fake.openSession()
    const token = await startStepUp(fake)
    const first = await sendCode(fake, token)
    const firstCode = fake.lastCode()
    const second = await sendCode(fake, token, 'email')
    expect(second).not.toBe(first)
    const verify = (challenge_id: string, verification_code: string) =>
      post(fake, 'passwordless/verify', { challenge_id, verification_code })
    expect(await verify(first, firstCode)).toMatchObject({ status: 401 })
    expect(await verify(second, firstCode)).toMatchObject({ status: 401 })
    const verified = await verify(second, fake.lastCode('email'))
    expect((await exchange(fake, textOf(verified.body['code']))).status).toBe(200)
  })
})
