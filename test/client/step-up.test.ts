import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  isApiError,
  isLoginRequiredError,
  isStepUpRequiredError,
  readAccessTokenClaims,
} from '../../src/client/index.js'
import {
  identity,
  issuedAgo,
  json,
  refusal,
  rejection,
  setUp,
  stepUpAnswer,
  tokenAnswer,
  type Answer,
  type SentRequest,
} from './support.js'

const paths = (requests: readonly SentRequest[]) => requests.map(({ path }) => path.replace(/\?.*/, ''))
const bearers = (requests: readonly SentRequest[]) => requests.map(({ headers }) => headers['authorization'])
const part = (request: SentRequest | undefined, name: string): string => {
  const found: unknown = Object.entries(request?.body ?? {}).find(([key]) => key === name)?.[1]
  return typeof found === 'string' ? found : ''
}
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const stepUpPath = `${identity}/mfa/stepup`
const verifyPath = `${identity}/passwordless/verify`
const code = () => json({ code: 'authorization-code' })

describe('a whole step-up', () => {
  it('edge 8: is four requests, each once, with one PKCE pair', async () => {
    const { client, requests } = setUp(
      [stepUpAnswer(), json({ challenge_id: 'challenge-1' }), code(), tokenAnswer()],
      { scope: 'openid mfa' },
    )
    const stepUp = await client.startStepUp({ action: 'change-phone' })
    const sent = await client.sendCode({ stepUp, factor: 'sms' })
    const tokens = await client.verifyCode({ stepUp, ...sent, code: '123456', trustDevice: true })

    expect(sent).toStrictEqual({ challengeId: 'challenge-1' })
    expect(tokens).toStrictEqual({ accessToken: 'new-token', tokenType: 'Bearer', expiresIn: 86400 })
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST ${stepUpPath}`,
      `POST ${identity}/passwordless/start`,
      `POST ${verifyPath}`,
      'POST /oauth/token',
    ])
    const challenge = part(requests[0], 'code_challenge')
    const verifier = part(requests[3], 'code_verifier')
    expect(requests[0]?.body).toStrictEqual({
      client_id: 'client-1',
      response_type: 'code',
      redirect_uri: 'https://app.example.com/callback',
      scope: 'openid mfa',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      display: 'page',
      action: 'change-phone',
    })
    expect(requests[1]?.body).toStrictEqual({ auth_type: 'sms', step_up: 'step-up-token' })
    expect(requests[2]?.body).toStrictEqual({
      challenge_id: 'challenge-1',
      verification_code: '123456',
      trust_device: true,
    })
    expect(requests[3]?.body).toStrictEqual({
      client_id: 'client-1',
      grant_type: 'authorization_code',
      code: 'authorization-code',
      redirect_uri: 'https://app.example.com/callback',
      code_verifier: verifier,
    })
    expect(verifier).toMatch(/^[\w-]{43}$/)
    expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'))
    expect(bearers(requests)).toEqual([undefined, undefined, undefined, undefined])
  })

  it('edge 3: asks for mfa and full_write where the host names no scope', async () => {
    const { client, requests } = setUp([stepUpAnswer()])
    await client.startStepUp({})
    expect(part(requests[0], 'scope').split(' ')).toEqual(expect.arrayContaining(['mfa', 'full_write']))
  })

  it('edge 7: has a PKCE pair of its own', async () => {
    const { client, requests } = setUp([stepUpAnswer(), stepUpAnswer()])
    await Promise.all([client.startStepUp({}), client.startStepUp({})])
    expect(part(requests[0], 'code_challenge')).not.toBe(part(requests[1], 'code_challenge'))
  })

  it('edge 7: keeps its verifier and its token through wrong codes, resends and a change of factor', async () => {
    const { client, requests } = setUp([
      stepUpAnswer(),
      json({ challenge_id: 'c1' }),
      refusal(401, 'error.invalidVerificationCode'),
      json({ challenge_id: 'c2' }),
      json({ challenge_id: 'c3' }),
      code(),
      tokenAnswer(),
    ])
    const stepUp = await client.startStepUp({})
    await client.sendCode({ stepUp, factor: 'sms' })
    await rejection(client.verifyCode({ stepUp, challengeId: 'c1', code: '000000' }))
    await client.sendCode({ stepUp, factor: 'sms' })
    await client.sendCode({ stepUp, factor: 'email' })
    await client.verifyCode({ stepUp, challengeId: 'c3', code: '123456' })
    const verifier = part(requests[6], 'code_verifier')
    expect(part(requests[0], 'code_challenge')).toBe(
      createHash('sha256').update(verifier).digest('base64url'),
    )
    expect([1, 3, 4].map((index) => part(requests[index], 'step_up'))).toEqual(Array(3).fill('step-up-token'))
  })

  it('asks to trust the device only if the person wants that', async () => {
    const { client, requests } = setUp([stepUpAnswer(), code(), tokenAnswer()])
    const stepUp = await client.startStepUp({})
    await client.verifyCode({ stepUp, challengeId: 'c1', code: '1', trustDevice: false })
    expect(requests[1]?.body).toStrictEqual({ challenge_id: 'c1', verification_code: '1' })
  })
})

describe('the handle of a step-up', () => {
  it.each([
    [
      ['sms', 'email'],
      ['sms', 'email'],
    ],
    [['webauthn', 'email', 7, 'email', null], ['email']],
    [[], []],
  ])('edge 1: shows the factors %j of the server as %j', async (amr, factors) => {
    const { client } = setUp([stepUpAnswer(amr)])
    expect((await client.startStepUp({})).factors).toStrictEqual(factors)
  })

  it('is frozen and shows nothing else', async () => {
    const { client } = setUp([stepUpAnswer()])
    const stepUp = await client.startStepUp({})
    expect(Reflect.ownKeys(stepUp)).toEqual(['factors'])
    expect(Object.isFrozen(stepUp) && Object.isFrozen(stepUp.factors)).toBe(true)
  })

  it('is refused by another client, without a request', async () => {
    const { client } = setUp([stepUpAnswer()])
    const other = setUp([])
    const stepUp = await client.startStepUp({})
    await expect(other.client.sendCode({ stepUp, factor: 'sms' })).rejects.toThrow('another client')
    await expect(other.client.verifyCode({ stepUp, challengeId: 'c', code: '1' })).rejects.toThrow(
      'another client',
    )
    expect(other.requests).toHaveLength(0)
  })
})

describe('an exchange that fails', () => {
  const verified = async (...answers: Answer[]) => {
    const made = setUp([stepUpAnswer(), code(), ...answers])
    const stepUp = await made.client.startStepUp({})
    const input = { stepUp, challengeId: 'c1', code: '123456' }
    const failure = await rejection(made.client.verifyCode(input))
    return { ...made, input, failure }
  }

  it.each([
    ['a lost connection', new TypeError('down')],
    ['a 500', refusal(500)],
    ['a 502', new Response('<h1>Bad gateway</h1>', { status: 502 })],
    ['a limit', refusal(429)],
  ] satisfies [string, Answer][])('by %s goes on with the exchange alone', async (_, answer) => {
    const { client, input, requests } = await verified(answer, tokenAnswer('late-token'))
    expect(await client.verifyCode(input)).toMatchObject({ accessToken: 'late-token' })
    expect(paths(requests)).toEqual([stepUpPath, verifyPath, '/oauth/token', '/oauth/token'])
    expect(requests[3]?.body).toStrictEqual(requests[2]?.body)
  })

  it('because the caller aborted it goes on, too', async () => {
    const controller = new AbortController()
    const made = setUp([
      stepUpAnswer(),
      code(),
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
          controller.abort('closed')
        }),
      tokenAnswer(),
    ])
    const stepUp = await made.client.startStepUp({})
    const input = { stepUp, challengeId: 'c1', code: '123456' }
    expect(await rejection(made.client.verifyCode(input, { signal: controller.signal }))).toBe('closed')
    await made.client.verifyCode(input)
    expect(paths(made.requests)).toEqual([stepUpPath, verifyPath, '/oauth/token', '/oauth/token'])
  })

  it.each([{ challengeId: 'c2' }, { code: '654321' }])('verifies anew when %j differs', async (change) => {
    const { client, input, requests } = await verified(new TypeError('down'), code(), tokenAnswer())
    await client.verifyCode({ ...input, ...change })
    expect(paths(requests).slice(3)).toEqual([verifyPath, '/oauth/token'])
  })

  it('because the server refuses it is over: the same code is verified anew', async () => {
    const { client, input, requests, failure } = await verified(
      refusal(400, 'error.authorizationCode.expired'),
      refusal(401, 'error.invalidVerificationCode'),
    )
    expect(isApiError(failure)).toBe(true)
    expect(await rejection(client.verifyCode(input))).toMatchObject({ code: 'code_rejected' })
    expect(paths(requests).slice(3)).toEqual([verifyPath])
  })

  it('is forgotten once it succeeded', async () => {
    const { client, input, requests } = await verified(new TypeError('down'), tokenAnswer(), refusal(401))
    await client.verifyCode(input)
    await rejection(client.verifyCode(input))
    expect(paths(requests).at(-1)).toBe(verifyPath)
  })

  it('starts in the same task as the answer of the verification', async () => {
    let tasks = 0
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      tasks += 1
    }
    const bytes = new TextEncoder().encode('{"code": "authorization-code"}')
    const arriving = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          controller.enqueue(bytes)
          controller.close()
          port2.postMessage('the next task')
        },
      },
      // Pulled when it is read and not before.
      { highWaterMark: 0 },
    )
    const { client } = setUp([
      stepUpAnswer(),
      () => new Response(arriving),
      () => {
        expect(tasks).toBe(0)
        return tokenAnswer()
      },
    ])
    const stepUp = await client.startStepUp({})
    await client.verifyCode({ stepUp, challengeId: 'c', code: '1' })
    await vi.waitUntil(() => tasks === 1, { timeout: 10_000 })
    port1.close()
  })
})

describe('how a step-up starts', () => {
  const loginRequired = () => json({ error: 'login_required' }, 401)
  const fresh = issuedAgo(10)
  const stale = issuedAgo(301)
  const refreshed = issuedAgo(0)

  it('way A: the session alone, and a refusal is final', async () => {
    const { client, requests } = setUp([loginRequired()], { stepUpStart: 'session' })
    expect(isLoginRequiredError(await rejection(client.startStepUp({})))).toBe(true)
    expect(requests).toMatchObject([{ path: stepUpPath, credentials: 'include' }])
    expect(bearers(requests)).toEqual([undefined])
  })

  it('way B: the tkn in the body, no bearer', async () => {
    const { client, requests } = setUp([stepUpAnswer()], { stepUpStart: 'accessToken' })
    await client.startStepUp({ start: { via: 'tkn', tkn: 'tkn-1' } })
    expect(part(requests[0], 'tkn')).toBe('tkn-1')
    expect(bearers(requests)).toEqual([undefined])
  })

  it('way B alone sends a tkn', async () => {
    const { client, requests } = setUp([stepUpAnswer()])
    const start = { via: 'session' as const, tkn: 'tkn-1' }
    await client.startStepUp({ start })
    expect(part(requests[0], 'tkn')).toBe('')
  })

  it('way B: a refused tkn is final', async () => {
    const { client, requests } = setUp([refusal(401, 'error.tkn.expired')])
    const error = await rejection(client.startStepUp({ start: { via: 'tkn', tkn: 'tkn-1' } }))
    expect(isLoginRequiredError(error)).toBe(true)
    expect(requests).toHaveLength(1)
  })

  it('way C: the access token of the host', async () => {
    const { client, requests } = setUp([stepUpAnswer()], { getAccessToken: async () => fresh })
    await client.startStepUp({ start: { via: 'accessToken' } })
    expect(bearers(requests)).toEqual([`Bearer ${fresh}`])
    expect(part(requests[0], 'tkn')).toBe('')
  })

  it('edge 4: way C: a token older than five minutes is refreshed first', async () => {
    const { client, requests } = setUp([stepUpAnswer()], {
      getAccessToken: () => stale,
      refreshAccessToken: () => refreshed,
      stepUpStart: 'accessToken',
    })
    await client.startStepUp({})
    expect(bearers(requests)).toEqual([`Bearer ${refreshed}`])
  })

  it('edge 4: way C: a token of just five minutes is sent as it is', async () => {
    const { client, requests } = setUp([stepUpAnswer()], {
      getAccessToken: () => stale,
      refreshAccessToken: () => refreshed,
      stepUpStart: 'accessToken',
    })
    await client.getAccessToken()
    const { issuedAt = 0 } = readAccessTokenClaims(stale) ?? {}
    vi.useFakeTimers({ now: issuedAt + 300_000, toFake: ['Date'] })
    await client.startStepUp({})
    expect(bearers(requests)).toEqual([`Bearer ${stale}`])
  })

  it('way C: another refusal is final, and nothing is refreshed for it', async () => {
    const refreshAccessToken = vi.fn<() => string>(() => refreshed)
    const { client, requests } = setUp([refusal(403), stepUpAnswer()], {
      getAccessToken: () => fresh,
      refreshAccessToken,
      stepUpStart: 'accessToken',
    })
    expect(await rejection(client.startStepUp({}))).toMatchObject({ code: 'api', status: 403 })
    expect(requests).toHaveLength(1)
    expect(refreshAccessToken).not.toHaveBeenCalled()
  })

  it.each([
    ['gives nothing', () => undefined],
    ['fails', () => Promise.reject(new Error('no refresh token'))],
    ['is missing', undefined],
  ])('way C: where the refresh %s, the stale token is tried once', async (_, refreshAccessToken) => {
    const { client, requests } = setUp([refusal(401, 'error.accessToken.freshness')], {
      getAccessToken: () => stale,
      ...(refreshAccessToken && { refreshAccessToken }),
      stepUpStart: 'accessToken',
    })
    const error = await rejection(client.startStepUp({}))
    expect(isLoginRequiredError(error)).toBe(true)
    expect(bearers(requests)).toEqual([`Bearer ${stale}`])
  })

  it('edge 4: way C: a token that the server finds stale is refreshed, once', async () => {
    const refreshAccessToken = vi.fn<() => string>(() => refreshed)
    const { client, requests, add } = setUp([refusal(401, 'error.accessToken.freshness'), stepUpAnswer()], {
      getAccessToken: () => 'opaque-token',
      refreshAccessToken,
      stepUpStart: 'accessToken',
    })
    await client.startStepUp({})
    expect(bearers(requests)).toEqual(['Bearer opaque-token', `Bearer ${refreshed}`])
    add(refusal(401, 'error.accessToken.freshness'), refusal(401, 'error.accessToken.freshness'))
    expect(isLoginRequiredError(await rejection(client.startStepUp({})))).toBe(true)
    expect(requests).toHaveLength(4)
    expect(refreshAccessToken).toHaveBeenCalledTimes(2)
  })

  it('edge 18: way C: goes on without cookies where a tenant without SSO refuses them', async () => {
    const { client, requests } = setUp([new TypeError('CORS'), json({ sso: false }), stepUpAnswer()], {
      getAccessToken: () => fresh,
      stepUpStart: 'accessToken',
    })
    await client.startStepUp({})
    expect(requests.map(({ credentials }) => credentials)).toEqual(['include', 'omit', 'omit'])
    expect(requests.at(-1)?.headers['authorization']).toBe(`Bearer ${fresh}`)
  })

  it('way C: without a token nothing is sent', async () => {
    const { client, requests } = setUp([], { getAccessToken: () => undefined, stepUpStart: 'accessToken' })
    const error = await rejection(client.startStepUp({}))
    expect(error).toMatchObject({ status: 401, body: { messageKey: 'error.accessToken.missing' } })
    expect(isLoginRequiredError(error)).toBe(true)
    expect(requests).toHaveLength(0)
  })

  it.each([
    ['that comes first', stale, 0],
    ['that the server asks for', 'opaque-token', 1],
  ])('way C: ends when the caller aborts during the refresh %s', async (_, token, sent) => {
    const controller = new AbortController()
    const { client, requests } = setUp([refusal(401, 'error.accessToken.freshness'), stepUpAnswer()], {
      getAccessToken: () => token,
      refreshAccessToken: () => {
        controller.abort('closed')
        return refreshed
      },
      stepUpStart: 'accessToken',
    })
    expect(await rejection(client.startStepUp({}, { signal: controller.signal }))).toBe('closed')
    expect(requests).toHaveLength(sent)
  })

  it('never rejects with a demand for a step-up, which would go round in circles', async () => {
    const { client } = setUp([refusal(401, 'error.authn.mfa.stepup.required')], { stepUpStart: 'session' })
    const error = await rejection(client.startStepUp({}))
    expect(isStepUpRequiredError(error)).toBe(false)
    expect(isLoginRequiredError(error)).toBe(true)
    expect(error).toMatchObject({
      status: 401,
      body: { error: 'login_required' },
      support: { errorId: 'id-1' },
    })
  })

  describe('by default', () => {
    it('is the session, in one request', async () => {
      const { client, requests } = setUp([stepUpAnswer()], { getAccessToken: () => fresh })
      await client.startStepUp({})
      expect(paths(requests)).toEqual([stepUpPath])
      expect(bearers(requests)).toEqual([undefined])
    })

    it.each([
      ['no session', loginRequired],
      ['401', () => refusal(401)],
      ['403', () => refusal(403)],
      ['a missing token', () => refusal(400, 'error.accessToken.missing', 'invalid_request')],
      ['a stale session', () => refusal(401, 'error.accessToken.freshness')],
    ])('falls back on the access token: %s', async (_, answer) => {
      const { client, requests } = setUp([answer(), stepUpAnswer()], { getAccessToken: () => fresh })
      await client.startStepUp({})
      expect(paths(requests)).toEqual([stepUpPath, stepUpPath])
      expect(bearers(requests)).toEqual([undefined, `Bearer ${fresh}`])
    })

    it('gives the answer of the server where there is no token to fall back on', async () => {
      const { client, requests } = setUp([loginRequired()], { getAccessToken: () => undefined })
      const error = await rejection(client.startStepUp({}))
      expect(error).toMatchObject({ body: { error: 'login_required' }, support: { status: 401 } })
      expect(isLoginRequiredError(error)).toBe(true)
      expect(requests).toHaveLength(1)
    })

    it.each([
      ['429', () => refusal(429)],
      ['500', () => refusal(500)],
      ['400', () => refusal(400, 'error.redirectUri.notAllowed', 'invalid_request')],
      ['a third-party client', () => refusal(403, 'error.client.notFirstParty', 'unauthorized_client')],
      ['another shape', () => json({})],
    ])('does not fall back: %s', async (_, answer) => {
      const { client, requests } = setUp([answer(), stepUpAnswer()], { getAccessToken: () => fresh })
      await rejection(client.startStepUp({}))
      expect(requests).toHaveLength(1)
    })

    it('edge 18: is the access token where SSO is known to be off', async () => {
      const { client, requests } = setUp([stepUpAnswer()], { getAccessToken: () => fresh, sso: false })
      await client.startStepUp({})
      expect(requests).toMatchObject([{ credentials: 'omit', headers: { authorization: `Bearer ${fresh}` } }])
    })

    it('asks the configuration after a failed network, and falls back where SSO is off', async () => {
      const { client, requests } = setUp([new TypeError('CORS'), json({ sso: false }), stepUpAnswer()], {
        getAccessToken: () => fresh,
      })
      await client.startStepUp({})
      expect(paths(requests)).toEqual([stepUpPath, `${identity}/config`, stepUpPath])
      expect(requests.map(({ credentials }) => credentials)).toEqual(['include', 'omit', 'omit'])
    })

    it.each([
      ['where SSO is on', [new TypeError('down'), json({ sso: true })], {}, 2],
      ['where the configuration fails, too', [new TypeError('down'), new TypeError('still down')], {}, 2],
      ['where SSO is known to be on', [new TypeError('down')], { sso: true }, 1],
    ] satisfies [string, Answer[], object, number][])(
      'gives the failed network %s',
      async (_, answers, options, sent) => {
        const { client, requests } = setUp(answers, { getAccessToken: () => fresh, ...options })
        expect(await rejection(client.startStepUp({}))).toMatchObject({
          code: 'network',
          cause: { message: 'down' },
        })
        expect(requests).toHaveLength(sent)
      },
    )

    it('does not take a page that is offline for one whose cookies are refused', async () => {
      vi.stubGlobal('navigator', { onLine: false })
      const { client, requests } = setUp([new TypeError('down'), json({ sso: false }), stepUpAnswer()], {
        getAccessToken: () => fresh,
      })
      expect(await rejection(client.startStepUp({}))).toMatchObject({ code: 'network', reason: 'offline' })
      expect(requests).toHaveLength(2)
    })

    it('does not fall back when the caller aborts', async () => {
      const controller = new AbortController()
      const { client, requests } = setUp(
        [
          () => {
            controller.abort('closed')
            return loginRequired()
          },
          stepUpAnswer(),
        ],
        { getAccessToken: () => fresh },
      )
      expect(await rejection(client.startStepUp({}, { signal: controller.signal }))).toBe('closed')
      expect(requests).toHaveLength(1)
    })
  })
})

describe('PKCE without a secure context', () => {
  it('says what to do', async () => {
    const { client, requests } = setUp([stepUpAnswer()])
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
    await expect(client.startStepUp({})).rejects.toThrow('https')
    expect(requests).toHaveLength(0)
  })

  it('says so where there is no crypto at all', async () => {
    const { client } = setUp([stepUpAnswer()])
    vi.stubGlobal('crypto', undefined)
    await expect(client.startStepUp({})).rejects.toThrow('PKCE needs')
  })

  it('leaves the other calls alone', async () => {
    const { client, last } = setUp([json({ credentials: [] })])
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
    await client.listCredentials()
    expect(last()?.headers['x-r5-correlation-id']).toMatch(/^[\da-f-]{36}$/)
  })
})
