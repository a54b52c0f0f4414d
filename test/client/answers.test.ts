import { describe, expect, it } from 'vitest'
import { isResponseShapeError, type ReachFiveClient } from '../../src/client/index.js'
import { empty, json, rejection, setUp, stepUpAnswer, tokenAnswer } from './support.js'

const html = () =>
  new Response('<!doctype html><title>Bad gateway</title>', { headers: { 'content-type': 'text/html' } })

type Call = (client: ReachFiveClient) => Promise<unknown>

const startAndVerify: Call = async (client) => {
  const stepUp = await client.startStepUp({})
  return client.verifyCode({ stepUp, challengeId: 'challenge-1', code: '123456' })
}

/** The calls whose answer says something: what comes before it, and what must not be taken for it. */
const withBody: Record<string, { call: Call; before?: () => Response[]; wrong: unknown[] }> = {
  getConfig: { call: (client) => client.getConfig(), wrong: [{}, { sso: 'true' }, { sso: null }] },
  startStepUp: {
    call: (client) => client.startStepUp({}),
    wrong: [
      { amr: ['sms'] },
      { amr: ['sms'], token: 1 },
      { token: 't' },
      { amr: 'sms', token: 't' },
      { amr: [], token: '' },
    ],
  },
  sendCode: {
    call: async (client) => client.sendCode({ stepUp: await client.startStepUp({}), factor: 'sms' }),
    before: () => [stepUpAnswer()],
    wrong: [{}, { challenge_id: null }, { challenge_id: 7 }],
  },
  verifyCode: {
    call: startAndVerify,
    before: () => [stepUpAnswer()],
    wrong: [{}, { code: 1 }, { code: '' }],
  },
  'the exchange of verifyCode': {
    call: startAndVerify,
    before: () => [stepUpAnswer(), json({ code: 'authorization-code' })],
    wrong: [{}, { access_token: 5 }, { id_token: 'i' }],
  },
  loginWithPassword: {
    call: (client) =>
      client.loginWithPassword({ identifier: { email: 'jo@example.com' }, password: 'secret' }),
    wrong: [{}, { mfa_required: true }, { tkn: 'tkn-1', mfa_required: 'true' }],
  },
  refreshTokens: {
    call: (client) => client.refreshTokens({ refreshToken: 'r' }),
    wrong: [{}, { access_token: null }],
  },
  listCredentials: {
    call: (client) => client.listCredentials(),
    wrong: [
      {},
      { credentials: {} },
      { credentials: [{ type: 'email' }] },
      { credentials: [{ type: 'sms', phone_number: 3 }] },
    ],
  },
  listTrustedDevices: {
    call: (client) => client.listTrustedDevices(),
    wrong: [{}, { trusted_devices: 'none' }, { trusted_devices: [{ user_id: 'u' }] }],
  },
  enrollPhoneNumber: {
    call: (client) => client.enrollPhoneNumber({}),
    wrong: [{}, { status: 'email_sent' }, { status: true }],
  },
  getProfile: { call: (client) => client.getProfile(), wrong: ['profile', 12, null] },
  updateEmail: { call: (client) => client.updateEmail({ email: 'jo@example.com' }), wrong: ['ok', null] },
  updatePhoneNumber: {
    call: (client) => client.updatePhoneNumber({ phoneNumber: '+33612345678' }),
    wrong: [true],
  },
  sendEmailVerification: {
    call: (client) => client.sendEmailVerification({}),
    wrong: [{}, { verification_email_sent: 'yes' }],
  },
}

const malformed = Object.entries(withBody).flatMap(([name, { call, before = () => [], wrong }]) => [
  ...wrong.map((body) => ({ name, what: JSON.stringify(body), call, before, answer: () => json(body) })),
  { name, what: 'HTML', call, before, answer: html },
  { name, what: 'JSON that breaks off', call, before, answer: () => new Response('{"access_token": "ab') },
  { name, what: 'a list', call, before, answer: () => json([]) },
  // Two calls may have an empty answer by ReachFive's documents; see below.
  ...(name.startsWith('enroll')
    ? []
    : [
        { name, what: '204', call, before, answer: () => empty() },
        { name, what: '200 without a body', call, before, answer: () => new Response('') },
      ]),
])

describe('an answer of the wrong shape is an error, never a value', () => {
  it.each(malformed)('$name: $what', async ({ call, before, answer }) => {
    const { client } = setUp([...before(), answer()])
    const error = await rejection(call(client))
    expect(isResponseShapeError(error)).toBe(true)
    expect(error).toMatchObject({
      support: { correlationId: expect.any(String), status: expect.any(Number) },
    })
  })

  it('names endpoint and field, and quotes nothing of the body', async () => {
    const { client } = setUp([json({ access_token: null, secret: 'tell-nobody' })])
    const error = await rejection(client.refreshTokens({ refreshToken: 'r' }))
    expect(error).toMatchObject({ message: 'POST /oauth/token answered 200 without a usable accessToken.' })
    const { client: other } = setUp([new Response('{"access_token": "tell-nobody')])
    expect(String(await rejection(other.refreshTokens({ refreshToken: 'r' })))).not.toContain('tell-nobody')
  })

  it.each([
    ['JSON', () => new Response('tell-nobody'), (client) => client.getProfile()],
    ['profile', () => json('tell-nobody'), (client) => client.getProfile()],
    ['status', () => json({ status: 'tell-nobody' }), (client) => client.enrollEmail({})],
  ] satisfies [string, () => Response, Call][])('says that it is the %s', async (what, answer, call) => {
    const { message } = Object(await rejection(call(setUp([answer()]).client)))
    expect(message).toMatch(
      new RegExp(`^(GET|POST) /identity/v1/\\S+ answered 200 without a usable ${what}\\.$`),
    )
  })

  it('reads no more than a little of a giant body', async () => {
    let sent = 0
    let cancelled = false
    const giant = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 100_000
        controller.enqueue(new Uint8Array(100_000).fill(32))
      },
      cancel() {
        cancelled = true
      },
    })
    const { client } = setUp([new Response(giant)])
    expect(isResponseShapeError(await rejection(client.listCredentials()))).toBe(true)
    expect(cancelled).toBe(true)
    expect(sent).toBeLessThan(2_000_000)
  })
})

describe('an answer that arrives in pieces', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const inPieces = (...pieces: Uint8Array[]) =>
    new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          for (const piece of pieces) controller.enqueue(piece)
          controller.close()
        },
      }),
    )

  it('may break within a letter', async () => {
    const whole = bytes('{"id":"Zoë"}')
    const within = whole.indexOf(0xc3) + 1
    const { client } = setUp([inPieces(whole.slice(0, within), whole.slice(within))])
    expect(await client.getProfile()).toEqual({ id: 'Zoë' })
  })

  it('is read up to a million characters and one piece', async () => {
    const { client } = setUp([inPieces(bytes(' '.repeat(1_000_000)), bytes('{"id":"late"}'))])
    expect(await client.getProfile()).toEqual({ id: 'late' })
  })
})

describe('edge 13: calls that promise nothing take an empty answer and JSON alike', () => {
  const calls: Record<string, Call> = {
    verifyEnrollment: (client) => client.verifyEnrollment({ factor: 'email', code: '1' }),
    removeEmailCredential: (client) => client.removeEmailCredential(),
    removePhoneNumberCredential: (client) => client.removePhoneNumberCredential({ phoneNumber: '1' }),
    removeTrustedDevice: (client) => client.removeTrustedDevice({ id: '1' }),
    verifyEmail: (client) => client.verifyEmail({ email: 'a@b.c', code: '1' }),
    verifyPhoneNumber: (client) => client.verifyPhoneNumber({ phoneNumber: '1', code: '1' }),
    sendPhoneNumberVerification: (client) => client.sendPhoneNumberVerification(),
  }
  const answers: Record<string, () => Response> = {
    '204': () => empty(),
    '200 without a body': () => new Response(''),
    '200 with white space': () => new Response(' \n'),
    '200 with JSON': () => json({ type: 'email', email: 'jo@example.com' }),
  }
  const table = Object.entries(calls).flatMap(([name, call]) =>
    Object.entries(answers).map(([what, answer]) => ({ name, what, call, answer })),
  )
  it.each(table)('$name: $what', async ({ call, answer }) => {
    const { client } = setUp([answer()])
    expect(await call(client)).toBeUndefined()
  })

  it.each(Object.entries(calls))('%s: but not the page of a proxy', async (_, call) => {
    const { client } = setUp([html()])
    expect(isResponseShapeError(await rejection(call(client)))).toBe(true)
  })
})

describe('answers become the values of the interface', () => {
  it('edge 32: a configuration, its keys in snake_case or camelCase', async () => {
    const expected = {
      sso: true,
      sms: true,
      mfaEmailEnabled: false,
      mfaSmsEnabled: true,
      rbaEnabled: true,
      language: 'fr',
      countryCode: 'FR',
      loginTypeAllowed: { email: true, phoneNumber: true, customIdentifier: false },
    }
    const snake = {
      sso: true,
      sms: true,
      mfa_email_enabled: false,
      mfa_sms_enabled: true,
      rba_enabled: true,
      language: 'fr',
      country_code: 'FR',
      login_type_allowed: { email: true, phone_number: true },
      unknown: [1],
    }
    expect(await setUp([json(snake)]).client.getConfig()).toStrictEqual(expected)
    expect(await setUp([json(expected)]).client.getConfig()).toStrictEqual(expected)
  })

  it('a configuration that lets people sign in with a name alone', async () => {
    const body = { sso: true, login_type_allowed: { email: false, custom_identifier: true } }
    expect(await setUp([json(body)]).client.getConfig()).toMatchObject({
      loginTypeAllowed: { email: false, phoneNumber: false, customIdentifier: true },
    })
  })

  it('a configuration that says little', async () => {
    expect(await setUp([json({ sso: false, sms: 'yes', language: null })]).client.getConfig()).toStrictEqual({
      sso: false,
      loginTypeAllowed: { email: true, phoneNumber: false, customIdentifier: false },
    })
  })

  it.each(['FRA', 'F', '+FR', 'F1'])('a configuration without a country where it names %s', async (name) => {
    const config = await setUp([json({ sso: true, country_code: name })]).client.getConfig()
    expect(config).not.toHaveProperty('countryCode')
  })

  it('credentials, those of an unknown kind left out', async () => {
    const { client } = setUp([
      json({
        credentials: [
          {
            type: 'email',
            email: 'jo@example.com',
            friendly_name: 'identifier',
            created_at: '2022-09-21',
            extra: 1,
          },
          { type: 'webauthn', id: '1' },
          { type: 'sms', phone_number: '+33612345678', friendly_name: null },
        ],
      }),
    ])
    expect(await client.listCredentials()).toStrictEqual([
      { type: 'email', email: 'jo@example.com', friendlyName: 'identifier', createdAt: '2022-09-21' },
      { type: 'sms', phoneNumber: '+33612345678' },
    ])
  })

  it('trusted devices', async () => {
    const { client } = setUp([
      json({
        trusted_devices: [
          {
            id: 'd1',
            user_id: 'u1',
            created_at: '2026-01-02T03:04:05Z',
            metadata: {
              ip: '::1',
              operating_system: 'Linux',
              user_agent: 'UA',
              device_class: 'Desktop',
              device_name: 'PC',
            },
          },
          { id: 'd2' },
        ],
      }),
    ])
    expect(await client.listTrustedDevices()).toStrictEqual([
      {
        id: 'd1',
        userId: 'u1',
        createdAt: '2026-01-02T03:04:05Z',
        metadata: {
          ip: '::1',
          operatingSystem: 'Linux',
          userAgent: 'UA',
          deviceClass: 'Desktop',
          deviceName: 'PC',
        },
      },
      { id: 'd2', metadata: {} },
    ])
  })

  it.each([
    [{ status: 'sms_sent' }, { status: 'codeSent', factor: 'sms' }],
    [{ status: 'enabled' }, { status: 'enabled' }],
    [
      { status: 'enabled', credential: { type: 'sms', phone_number: '+336' } },
      { status: 'enabled', credential: { type: 'sms', phoneNumber: '+336' } },
    ],
  ])('an enrollment %j', async (body, expected) => {
    expect(await setUp([json(body)]).client.enrollPhoneNumber({})).toStrictEqual(expected)
  })

  it.each([empty(), new Response('')])(
    'an enrollment without a body, as the documents promise: a code was sent',
    async (answer) => {
      expect(await setUp([answer]).client.enrollEmail({})).toStrictEqual({
        status: 'codeSent',
        factor: 'email',
      })
    },
  )

  it('a profile', async () => {
    const body = { id: 'u1', email: 'jo@example.com', email_verified: false, phone_number_verified: true }
    expect(await setUp([json(body)]).client.getProfile()).toStrictEqual({
      id: 'u1',
      email: 'jo@example.com',
      emailVerified: false,
      phoneNumberVerified: true,
    })
  })

  it('a profile with nulls', async () => {
    const body = {
      id: 'u1',
      email: null,
      email_verified: true,
      phone_number: '+336',
      phone_number_verified: 'no',
    }
    expect(await setUp([json(body)]).client.getProfile()).toStrictEqual({
      id: 'u1',
      emailVerified: true,
      phoneNumber: '+336',
    })
  })

  it.each([true, false])('whether a verification email was sent: %s', async (sent) => {
    const { client } = setUp([json({ verification_email_sent: sent })])
    expect(await client.sendEmailVerification({})).toStrictEqual({ sent })
  })

  it.each([
    [{ tkn: 't' }, false],
    [{ tkn: 't', mfa_required: false }, false],
    [{ tkn: 't', mfa_required: null }, false],
    [{ tkn: 't', mfa_required: true }, true],
  ])('a login %j', async (body, mfaRequired) => {
    const { client } = setUp([json(body)])
    const login = client.loginWithPassword({ identifier: { email: 'jo@example.com' }, password: 'secret' })
    expect(await login).toStrictEqual({ tkn: 't', mfaRequired })
  })

  it('a token set', async () => {
    const body = {
      access_token: 'a',
      token_type: 'Bearer',
      expires_in: 86400,
      id_token: 'i',
      refresh_token: 'r',
      extra: {},
    }
    expect(await setUp([json(body)]).client.refreshTokens({ refreshToken: 'old' })).toStrictEqual({
      accessToken: 'a',
      tokenType: 'Bearer',
      expiresIn: 86400,
      idToken: 'i',
      refreshToken: 'r',
    })
    expect(await setUp([tokenAnswer('b')]).client.refreshTokens({ refreshToken: 'old' })).toMatchObject({
      accessToken: 'b',
    })
  })

  it.each([
    [{ access_token: 'a' }, 'Bearer'],
    [{ access_token: 'a', token_type: 'DPoP' }, 'DPoP'],
  ])('a token set %j is of the type %s', async (body, tokenType) => {
    const { client } = setUp([json(body)])
    expect(await client.refreshTokens({ refreshToken: 'old' })).toStrictEqual({ accessToken: 'a', tokenType })
  })

  it('reads own properties alone', async () => {
    const hostile = '{"__proto__": {"tkn": "x"}, "constructor": {"prototype": {"tkn": "y"}}}'
    const { client } = setUp([new Response(hostile)])
    const login = client.loginWithPassword({ identifier: { email: 'jo@example.com' }, password: 'secret' })
    expect(isResponseShapeError(await rejection(login))).toBe(true)
    expect(Reflect.get({}, 'tkn')).toBeUndefined()
  })

  it('reads nothing of a prototype that another script has changed', async () => {
    Object.defineProperty(Object.prototype, 'tkn', { value: 'planted', configurable: true })
    try {
      const { client } = setUp([json({})])
      const login = client.loginWithPassword({ identifier: { email: 'jo@example.com' }, password: 'secret' })
      expect(isResponseShapeError(await rejection(login))).toBe(true)
    } finally {
      Reflect.deleteProperty(Object.prototype, 'tkn')
    }
  })
})

describe('the configuration', () => {
  it('is asked for once, by all who ask at once and later', async () => {
    const { client, requests } = setUp([json({ sso: true })])
    const [first, second] = await Promise.all([client.getConfig(), client.getConfig()])
    expect(await client.getConfig()).toBe(first)
    expect(second).toBe(first)
    expect(requests).toHaveLength(1)
  })

  it('is asked for again after a failure', async () => {
    const { client, requests } = setUp([new TypeError('down'), json({ sso: true })])
    await rejection(client.getConfig())
    expect(await client.getConfig()).toMatchObject({ sso: true })
    expect(requests).toHaveLength(2)
  })

  it('still comes to the others when one of them aborts', async () => {
    let release = (_: Response) => {}
    const answer = new Promise<Response>((resolve) => {
      release = resolve
    })
    const { client } = setUp([() => answer])
    const controller = new AbortController()
    const one = rejection(client.getConfig({ signal: controller.signal }))
    const other = client.getConfig()
    controller.abort('enough')
    expect(await one).toBe('enough')
    release(json({ sso: true }))
    expect(await other).toMatchObject({ sso: true })
  })
})
