import { describe, expect, it } from 'vitest'
import {
  authorization,
  exchange,
  finishStepUp,
  get,
  newFake,
  post,
  redirectUri,
  send,
  sendCode,
  startStepUp,
  textOf,
} from './support.js'

describe('the orchestrated flow', () => {
  it('checks the code without using it up, then ends by a navigation', async () => {
    const fake = newFake()
    const { email, password } = fake.currentPersona
    const login = await post(fake, 'password/login', { client_id: 'fake-client', email, password })
    const start = await post(fake, 'mfa/stepup', {
      client_id: 'fake-client',
      tkn: login.body['tkn'],
      response_type: 'code',
      redirect_uri: redirectUri,
      display: 'page',
    })
    const challenge_id = await sendCode(fake, textOf(start.body['token']))
    const verification_code = fake.lastCode()
    const checked = await post(fake, 'verify-auth-code', { challenge_id, verification_code })
    expect(checked).toMatchObject({ status: 200, body: {} })
    const visit = (code: string) =>
      get(fake, `passwordless/verify?challenge_id=${challenge_id}&verification_code=${code}`)
    const wrong = await visit('000000')
    expect(wrong.status).toBe(303)
    expect(wrong.headers.get('location')).toContain('error_description=Invalid+verification+code')
    const right = await visit(verification_code)
    expect(new URL(right.headers.get('location') ?? '').searchParams.get('code')).toMatch(/^\w+$/)
  })
})

describe('the web message of the Core SDK', () => {
  it('gives a login without MFA its code, to the page that asked', async () => {
    const fake = newFake({ seed: 'noCredential' })
    const { email, password } = fake.currentPersona
    const { tkn } = (await post(fake, 'password/login', { client_id: 'fake-client', email, password })).body
    const query = new URLSearchParams({
      ...authorization,
      tkn: textOf(tkn),
      response_mode: 'web_message',
      prompt: 'none',
    })
    const page = await send(fake, 'GET', `/oauth/authorize?${query.toString()}`, {
      headers: { referer: 'https://shop.example.com/account' },
    })
    expect(page.headers.get('content-type')).toBe('text/html;charset=UTF-8')
    const [, message = '', target] = /postMessage\((\{.*\}), (".*")\)/.exec(page.text) ?? []
    expect(target).toBe('"https://shop.example.com"')
    const code = /"code":"(\w+)"/.exec(message)?.[1] ?? ''
    expect((await exchange(fake, code)).status).toBe(200)
    expect(fake.state.currentUser.sessions).toBe(1)
  })
})

describe('a silent login by the session of a step-up', () => {
  it('gives a token that does not stand for a step-up', async () => {
    const fake = newFake()
    const { email, password } = fake.currentPersona
    const login = await post(fake, 'password/login', { client_id: 'fake-client', email, password })
    const stepUp = await startStepUp(fake, { tkn: textOf(login.body['tkn']) })
    const proven = await finishStepUp(fake, stepUp)
    const query = new URLSearchParams({ ...authorization, response_mode: 'web_message', prompt: 'none' })
    const page = await get(fake, `/oauth/authorize?${query.toString()}`)
    const code = /"code":"(\w+)"/.exec(page.text)?.[1] ?? ''
    const silent = textOf((await exchange(fake, code)).body['access_token'])
    expect((await get(fake, 'mfa/trusteddevices', proven)).status).toBe(200)
    expect((await get(fake, 'mfa/trusteddevices', silent)).status).toBe(401)
  })
})

describe('single-factor passwordless login', () => {
  it('sends a code by SMS and takes it by number', async () => {
    const fake = newFake({ seed: 'smsOnly' })
    const phone_number = fake.currentPersona.phoneNumber
    await post(fake, 'passwordless/start', { ...authorization, auth_type: 'sms', phone_number })
    const verified = await post(fake, 'passwordless/verify', {
      auth_type: 'sms',
      phone_number,
      verification_code: fake.lastCode(),
    })
    expect((await exchange(fake, textOf(verified.body['code']))).status).toBe(200)
  })
})

describe('the account calls', () => {
  it('sign up, change the profile and the password, and log in with it', async () => {
    const fake = newFake()
    const client_id = 'fake-client'
    const data = { email: 'new@example.org', password: 'Long-Enough-1', given_name: 'Ines' }
    expect((await post(fake, 'signup', { client_id, data })).body).toHaveProperty('tkn')
    await post(fake, 'forgot-password', { client_id, email: data.email })
    const password = 'Even-Longer-2'
    const body = { client_id, email: data.email, verification_code: fake.lastCode('email'), password }
    expect((await post(fake, 'update-password', body)).status).toBe(204)
    expect((await post(fake, 'password/login', { client_id, email: data.email, password })).status).toBe(200)
    const { accessToken } = fake.issueTokens()
    await post(fake, 'update-profile', { given_name: 'Beatrice' }, accessToken)
    const profile = await get(fake, 'userinfo?fields=given_name,email_verified', accessToken)
    expect(profile.body).toEqual({
      id: fake.currentPersona.id,
      sub: fake.currentPersona.id,
      given_name: 'Beatrice',
      email_verified: true,
    })
  })
})
