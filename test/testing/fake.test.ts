import { describe, expect, it, vi } from 'vitest'
import { type PersonaName } from '../../src/testing/index.js'
import {
  authorization,
  finishStepUp,
  get,
  newFake,
  post,
  readAnswer,
  redirectUri,
  remove,
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

  it('log in with nothing in a field that is for another kind of identifier', async () => {
    const fake = newFake({ mfaRequired: 'never', loginTypeAllowed: { email: false } })
    const { email, customIdentifier, password } = fake.currentPersona
    const login = async (body: Record<string, unknown>) =>
      (await post(fake, 'password/login', { client_id: 'fake-client', password, ...body })).body
    expect(await login({ custom_identifier: email })).toHaveProperty('error', 'invalid_grant')
    expect(await login({ phone_number: email })).toHaveProperty(
      'error_message_key',
      'error.phoneNumber.invalid',
    )
    expect(await login({ custom_identifier: customIdentifier })).toHaveProperty('tkn')
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
    expect(fake.requests[0]?.cookies).toEqual({})
    fake.reset()
    expect(await run()).toEqual(first)
    const other = newFake({ random: 2 })
    await stepUp(other)
    expect(other.lastCode()).not.toBe(first.code)
  })

  it('keeps no cookie of an answer that was on its way', async () => {
    const fake = newFake({ seed: 'noCredential' })
    const { accessToken } = fake.issueTokens()
    const stop = fake.subscribe(() => {
      stop()
      fake.reset()
    })
    const enrolled = await post(fake, 'mfa/credentials/emails', { trust_device: true }, accessToken)
    expect(enrolled.body).toMatchObject({ status: 'enabled' })
    await fake.fetch('https://account.example.com/identity/v1/config', { credentials: 'include' })
    expect(fake.requests.map(({ cookies }) => cookies)).toEqual([{}])
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
