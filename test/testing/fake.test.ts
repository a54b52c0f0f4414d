import { describe, expect, it, vi } from 'vitest'
import { createFakeReachFive, type FakeReachFiveOptions, type PersonaName } from '../../src/testing/index.js'
import {
  authorization,
  exchange,
  finishStepUp,
  fullScope,
  get,
  newFake,
  post,
  readAnswer,
  redirectUri,
  remove,
  send,
  sendCode,
  startStepUp,
  stepUp,
  textOf,
} from './support.js'

describe('personas', () => {
  it('are six people who differ in what they have enrolled', () => {
    const { users } = newFake().state
    const enrolled = Object.entries(users).map(([name, user]) => [
      name,
      user.credentials.map(({ type }) => type),
    ])
    expect(Object.fromEntries(enrolled)).toEqual({
      noCredential: [],
      emailOnly: ['email'],
      smsOnly: ['sms'],
      smsAndEmail: ['email', 'sms'],
      unverifiedEmail: [],
      lockedOut: ['email', 'sms'],
    })
    expect(users['unverifiedEmail']?.emailVerified).toBe(false)
  })

  it('log in with what fake.personas says: email, phone number or identifier', async () => {
    const fake = newFake({ mfaRequired: 'never' })
    const login = async (body: Record<string, unknown>) =>
      (await post(fake, 'password/login', { client_id: 'fake-client', ...body })).status
    for (const { email, phoneNumber, customIdentifier, password, lockedOut } of Object.values(
      fake.personas,
    )) {
      const expected = lockedOut ? 403 : 200
      expect(await login({ email, password })).toBe(expected)
      if (phoneNumber !== undefined)
        expect(await login({ phone_number: phoneNumber, password })).toBe(expected)
      if (customIdentifier !== undefined)
        expect(await login({ custom_identifier: customIdentifier, password })).toBe(expected)
    }
  })

  it('can be changed', () => {
    const fake = newFake({ personas: { smsAndEmail: { email: 'me@example.org', credentials: ['email'] } } })
    expect(fake.currentPersona.email).toBe('me@example.org')
    expect(fake.state.currentUser.credentials).toMatchObject([{ type: 'email', value: 'me@example.org' }])
  })
})

describe('cookies of fake.fetch', () => {
  it('are sent where credentials allow it, as a browser does it for another origin', async () => {
    const fake = newFake()
    fake.openSession()
    const status = async (credentials?: RequestCredentials) =>
      (
        await fake.fetch('https://account.example.com/identity/v1/mfa/stepup', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(authorization),
          ...(credentials === undefined ? {} : { credentials }),
        })
      ).status
    expect(await status('include')).toBe(200)
    expect(await status('omit')).toBe(401)
    expect(await status('same-origin')).toBe(401)
    expect(await status()).toBe(401)
  })

  it('are sent to the own origin without being asked', async () => {
    const fake = newFake()
    fake.openSession()
    vi.stubGlobal('location', new URL('https://account.example.com/page'))
    try {
      const session = await fake.fetch('/identity/v1/sso/data?client_id=fake-client')
      expect(await session.json()).toMatchObject({ is_authenticated: true, email: fake.currentPersona.email })
    } finally {
      vi.unstubAllGlobals()
    }
  })

  it('end with closeSession and with a logout', async () => {
    const fake = newFake()
    const authenticated = async () =>
      (await get(fake, 'sso/data?client_id=fake-client')).body['is_authenticated']
    fake.openSession()
    expect(await authenticated()).toBe(true)
    fake.closeSession()
    expect(await authenticated()).toBe(false)
    fake.openSession()
    expect((await get(fake, `logout?redirect_to=${encodeURIComponent(redirectUri)}`)).status).toBe(303)
    expect(await authenticated()).toBe(false)
  })
})

describe('reset', () => {
  it('brings everything back to the start, and the same seed gives the same run', async () => {
    const fake = newFake()
    const run = async () => {
      const token = await stepUp(fake)
      await remove(fake, 'mfa/credentials/emails', token)
      fake.fail('*', { status: 500 })
      fake.clock.advance(1000)
      return { code: fake.lastCode(), token }
    }
    const first = await run()
    fake.reset()
    expect(fake.requests).toEqual([])
    expect(fake.inbox).toEqual([])
    expect(fake.state.currentUser.credentials).toHaveLength(2)
    expect((await post(fake, 'mfa/stepup', authorization)).status).toBe(401)
    fake.reset()
    expect(await run()).toEqual(first)
    const other = newFake({ random: 2 })
    await stepUp(other)
    expect(other.lastCode()).not.toBe(first.code)
  })

  it('tells its listeners about requests, messages and resets', async () => {
    const fake = newFake()
    const listener = vi.fn<() => void>()
    const stop = fake.subscribe(listener)
    await get(fake, 'config?client_id=fake-client')
    expect(listener).toHaveBeenCalledTimes(1)
    fake.reset()
    expect(listener).toHaveBeenCalledTimes(2)
    stop()
    fake.reset()
    expect(listener).toHaveBeenCalledTimes(2)
  })
})

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

describe('fake.handle', () => {
  it('reads the Cookie header of its request and sets cookies by header', async () => {
    const fake = newFake()
    const session = fake.openSession()
    const ask = (cookie: string) =>
      fake.handle(
        new Request('https://account.example.com/identity/v1/mfa/stepup', {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie },
          body: JSON.stringify(authorization),
        }),
      )
    expect((await ask('')).status).toBe(401)
    const answer = await readAnswer(await ask(`other=1; ${session.name}=${session.value}`))
    expect(answer.status).toBe(200)
    const token = await finishStepUp(fake, textOf(answer.body['token']))
    expect(token.split('.')).toHaveLength(3)
  })
})

it.each<PersonaName>(['noCredential', 'emailOnly', 'smsOnly'])('acts for the seed %s by default', (seed) => {
  const fake = newFake({ seed })
  expect(fake.state.currentUser.persona).toBe(seed)
  expect(fake.state.currentUser.id).toBe(fake.personas[seed].id)
})
