import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  ApiError,
  CodeRejectedError,
  isApiError,
  isCodeRejectedError,
  isLoginRequiredError,
  isRateLimitedError,
  isStepUpKitError,
  isStepUpRequiredError,
  NetworkError,
  NoUsableFactorError,
  RateLimitedError,
  ResponseShapeError,
  StepUpCancelledError,
  StepUpRefusedError,
  StepUpRequiredError,
  type ReachFiveClient,
} from '../../src/client/index.js'
import { json, refusal, rejection, setUp, stepUpAnswer } from './support.js'

afterEach(() => {
  vi.useRealTimers()
})

const list = (answer: Response) => rejection(setUp([answer]).client.listCredentials())

async function verify(answer: Response) {
  const { client } = setUp([stepUpAnswer(), answer])
  const stepUp = await client.startStepUp({})
  return rejection(client.verifyCode({ stepUp, challengeId: 'challenge-1', code: '123456' }))
}

describe('an error answer becomes the error of its kind', () => {
  it('with all that ReachFive says of it', async () => {
    const body = {
      error_id: '2hNBbvYecw',
      error: 'email_already_exists',
      error_description: 'Email already in use',
      error_user_msg: 'Cette adresse est déjà utilisée',
      error_message_key: 'error.email.alreadyInUse',
      error_details: [{ field: 'email', message: 'in use', code: 'invalid', extra: 1 }, 'odd'],
    }
    const { client, last } = setUp([json(body, 400)])
    const error = await rejection(client.updateEmail({ email: 'jo@example.com' }))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({
      name: 'ApiError',
      status: 400,
      endpoint: 'POST /identity/v1/update-email',
      message: 'POST /identity/v1/update-email answered 400 (error.email.alreadyInUse).',
      body: {
        error: 'email_already_exists',
        messageKey: 'error.email.alreadyInUse',
        userMessage: 'Cette adresse est déjà utilisée',
        description: 'Email already in use',
        details: [{ field: 'email', message: 'in use', code: 'invalid' }, {}],
      },
      support: { errorId: '2hNBbvYecw', status: 400, correlationId: last()?.headers['x-r5-correlation-id'] },
    })
  })

  it('whatever else is in it, however deep', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const answer = new Response(`{"error":"rate_limit_reached","extra":${deep}}`, {
      status: 429,
      headers: { 'retry-after': '30' },
    })
    expect(isRateLimitedError(await list(answer))).toBe(true)
  })

  it('edge 22: with the key that the server put into `error`', async () => {
    const error = await list(json({ error: 'error.webauthn.featureDisabled' }, 403))
    expect(error).toMatchObject({ status: 403, body: { messageKey: 'error.webauthn.featureDisabled' } })
  })

  it('edge 22: without a key', async () => {
    const error = await list(json({ error: 'server_error', error_usr_msg: 'not this one' }, 500))
    expect(error).toMatchObject({ status: 500, body: { error: 'server_error' } })
    expect(isApiError(error) && [error.body.messageKey, error.body.userMessage]).toEqual([
      undefined,
      undefined,
    ])
  })

  it.each([
    ['HTML', () => new Response('<h1>Bad gateway</h1>', { status: 502 }), 502],
    ['nothing', () => new Response(null, { status: 503 }), 503],
    ['JSON that breaks off', () => new Response('{"error": "acc', { status: 403 }), 403],
    ['a text', () => json('no', 400), 400],
    ['null', () => json(null, 404), 404],
    [
      'wrong kinds',
      () => json({ error: 1, error_message_key: [], error_details: 'x', error_id: {} }, 409),
      409,
    ],
    ['prototype keys', () => new Response('{"__proto__": {"error": "x"}}', { status: 418 }), 418],
    [
      'a redirect',
      () => new Response(null, { status: 303, headers: { location: 'https://evil.example' } }),
      303,
    ],
    ['5 MB', () => new Response('<p>'.repeat(1_700_000), { status: 502 }), 502],
  ])('edge 13: with %s as its body', async (_, answer, status) => {
    const error = await list(answer())
    expect(isApiError(error)).toBe(true)
    expect(error).toMatchObject({ status, support: { status } })
  })

  it('keeps a hostile key out of the message', async () => {
    const error = await list(json({ error_message_key: '\u202E<script>' }, 400))
    expect(error).toMatchObject({ message: 'GET /identity/v1/mfa/credentials answered 400.' })
  })

  it.each(['error.x <b>', '<b> error.x', 'x'.repeat(81)])(
    'keeps a key that is none out, too: %j',
    async (key) => {
      expect(await list(json({ error_message_key: key }, 400))).toMatchObject({
        message: 'GET /identity/v1/mfa/credentials answered 400.',
      })
    },
  )

  it('names a device by its template', async () => {
    const { client } = setUp([refusal(404)])
    const error = await rejection(client.removeTrustedDevice({ id: 'device-17' }))
    expect(error).toMatchObject({ endpoint: 'DELETE /identity/v1/mfa/trusteddevices/{id}' })
    expect(JSON.stringify(error) + String(error)).not.toContain('device-17')
  })
})

describe('a demand for a step-up', () => {
  it.each([
    ['error.authn.mfa.stepup.required', 'mfa'],
    ['error.accessToken.freshness', 'freshness'],
  ])('is known by its key, whatever the status: %s', async (key, reason) => {
    for (const status of [401, 400, 403]) {
      const error = await list(refusal(status, key))
      expect(isStepUpRequiredError(error)).toBe(true)
      expect(error).toMatchObject({ reason, support: { errorId: 'id-1', status } })
    }
  })

  it('is known by its key in `error`, too', async () => {
    expect(await list(json({ error: 'error.authn.mfa.stepup.required' }, 401))).toMatchObject({
      reason: 'mfa',
    })
  })

  it('is not read out of any other 401', async () => {
    expect(isApiError(await list(refusal(401, 'error.accessToken.missing')))).toBe(true)
  })
})

describe('a code that was not taken', () => {
  it.each([
    ['error.invalidVerificationCode', 'wrong'],
    ['error.verificationCode.expired', 'expired'],
    ['error.expiredVerificationCode', 'expired'],
    ['error.challenge.notFound', 'expired'],
    ['error.challenge.expired', 'expired'],
    ['error.verificationCode.tooManyTrials', 'tooManyTries'],
    ['error.maxTriesExceeded', 'tooManyTries'],
  ])('%s', async (key, reason) => {
    const error = await verify(refusal(401, key))
    expect(isCodeRejectedError(error)).toBe(true)
    expect(error).toMatchObject({ reason, support: { errorId: 'id-1', status: 401 } })
  })

  it('is what a refused grant without a key means', async () => {
    expect(await verify(json({ error: 'invalid_grant' }, 401))).toMatchObject({
      code: 'code_rejected',
      reason: 'wrong',
    })
  })

  it('is not what another refusal without a key means', async () => {
    expect(await verify(json({ error: 'invalid_request' }, 400))).toMatchObject({ code: 'api' })
  })

  const authorized: Record<string, (client: ReachFiveClient) => Promise<unknown>> = {
    verifyEnrollment: (client) => client.verifyEnrollment({ factor: 'sms', code: '1' }),
    verifyEmail: (client) => client.verifyEmail({ email: 'jo@example.com', code: '1' }),
    verifyPhoneNumber: (client) => client.verifyPhoneNumber({ phoneNumber: '+33612345678', code: '1' }),
  }
  it.each(Object.entries(authorized))(
    '%s: by its key, since here the bearer may be to blame',
    async (_, call) => {
      const { client } = setUp([
        refusal(401, 'error.invalidVerificationCode'),
        json({ error: 'invalid_grant' }, 401),
        refusal(401, 'error.accessToken.expired'),
      ])
      expect(isCodeRejectedError(await rejection(call(client)))).toBe(true)
      expect(isApiError(await rejection(call(client)))).toBe(true)
      expect(isApiError(await rejection(call(client)))).toBe(true)
    },
  )

  it.each([
    [refusal(401, 'error.stepUpToken.expired'), 'api'],
    [refusal(403, 'error.notPermitted'), 'api'],
    [refusal(500, 'error.verificationCode.service'), 'api'],
    [refusal(429, 'error.invalidVerificationCode'), 'rate_limited'],
    [refusal(401, 'error.tooManyAttempts'), 'rate_limited'],
  ])('is nothing else: %#', async (answer, code) => {
    expect(await verify(answer)).toMatchObject({ code })
  })

  it('is never read out of a call that carries no code', async () => {
    expect(isApiError(await list(refusal(401, 'error.invalidVerificationCode')))).toBe(true)
  })
})

describe('a limit', () => {
  it.each([
    ['429', () => refusal(429)],
    ['429 with HTML', () => new Response('<h1>Slow down</h1>', { status: 429 })],
    ['rate_limit_reached', () => json({ error: 'rate_limit_reached' }, 400)],
    ['error.tooManyAttempts', () => refusal(403, 'error.tooManyAttempts')],
  ])('is known by %s', async (_, answer) => {
    const error = await list(answer())
    expect(isRateLimitedError(error)).toBe(true)
    expect(error).toMatchObject({ retryAt: undefined })
  })

  const now = Date.parse('2026-11-24T12:00:00Z')
  const day = 86_400_000
  const minuteLater = 'Tue, 24 Nov 2026 12:01:00 GMT'
  it.each([
    ['seconds', { 'retry-after': '40' }, 40_000],
    ['a date, by the local clock', { 'retry-after': minuteLater }, 60_000],
    [
      'a date, by the clock of the server',
      { 'retry-after': minuteLater, date: 'Tue, 24 Nov 2026 12:00:30 GMT' },
      30_000,
    ],
    ['a date that begins with digits', { 'retry-after': '24 Nov 2026 12:01:00 GMT' }, 60_000],
    ['a date that ends with digits', { 'retry-after': 'Tue, 24 Nov 2026 12:01:00 +0000' }, 60_000],
    ['a date of the past', { 'retry-after': 'Tue, 24 Nov 2026 11:00:00 GMT' }, 0],
    ['nought', { 'retry-after': '0' }, 0],
    ['more than a day', { 'retry-after': '99999999999' }, day],
    ['a date of next year', { 'retry-after': 'Wed, 24 Nov 2027 12:00:00 GMT' }, day],
    ['nonsense', { 'retry-after': 'soon' }, undefined],
    ['nothing', { 'retry-after': '' }, undefined],
    ['a date beside a broken clock', { 'retry-after': minuteLater, date: 'yesterday' }, 60_000],
  ])('tells when to come back: %s', async (_, headers, wait) => {
    const { client } = setUp([json({}, 429, headers)])
    await client.getAccessToken()
    vi.useFakeTimers({ now, toFake: ['Date'] })
    const error = await rejection(client.listCredentials())
    expect(isRateLimitedError(error) && error.retryAt).toBe(wait === undefined ? undefined : now + wait)
  })
})

describe('whether only a login helps', () => {
  it.each([
    [401, {}, true],
    [403, { error: 'access_denied' }, true],
    [401, { error: 'invalid_grant', error_message_key: 'error.accessToken.expired' }, true],
    [400, { error: 'login_required' }, true],
    [400, { error: 'invalid_request', error_message_key: 'error.accessToken.missing' }, true],
    [400, { error: 'invalid_request' }, false],
    [403, { error: 'insufficient_scope' }, false],
    [403, { error: 'unauthorized_client', error_message_key: 'error.client.notFirstParty' }, false],
    [403, { error: 'origin_not_allowed' }, false],
    [403, { error: 'access_denied', error_message_key: 'error.feature.notAvailable' }, false],
    [
      403,
      { error: 'access_denied', error_message_key: 'error.accountBlockedAfterMultipleLoginAttempts' },
      false,
    ],
    [500, {}, false],
    [404, {}, false],
  ])('%d %j: %s', async (status, body, expected) => {
    expect(isLoginRequiredError(await list(json(body, status)))).toBe(expected)
  })

  it.each([undefined, null, 'login_required', new Error('401'), { code: 'api', status: 401 }])(
    'not by another value: %j',
    (value) => {
      expect(isLoginRequiredError(value)).toBe(false)
    },
  )
})

describe('the name of an error', () => {
  it.each([
    [new ApiError('why', 400), 'ApiError'],
    [new NetworkError('why', 'failed'), 'NetworkError'],
    [new ResponseShapeError('why'), 'ResponseShapeError'],
    [new StepUpRequiredError('why', 'mfa'), 'StepUpRequiredError'],
    [new StepUpRefusedError('why'), 'StepUpRefusedError'],
    [new StepUpCancelledError('why', 'dismissed'), 'StepUpCancelledError'],
    [new CodeRejectedError('why', 'wrong'), 'CodeRejectedError'],
    [new RateLimitedError('why', undefined), 'RateLimitedError'],
    [new NoUsableFactorError('why'), 'NoUsableFactorError'],
  ])('is that of its class: %s', (error, name) => {
    expect(String(error)).toBe(`${name}: why`)
    expect(error.support).toBeTypeOf('object')
  })
})

describe('the guards', () => {
  it('know the errors of another copy of the kit', () => {
    const error = Object.assign(new Error('elsewhere'), { code: 'api', status: 401, body: {}, support: {} })
    expect(isStepUpKitError(error)).toBe(true)
    expect(isApiError(error)).toBe(true)
  })

  it('know an error of a later release by what it has for support', () => {
    const error = Object.assign(new Error('elsewhere'), { code: 'of_a_later_release', support: {} })
    expect(isStepUpKitError(error)).toBe(true)
    expect(isApiError(error)).toBe(false)
  })

  it.each([
    new Error('x'),
    Object.assign(new Error('x'), { code: 'ENOENT' }),
    Object.assign(new Error('x'), { code: ['api'] }),
    Object.assign(new Error('x'), { code: 7, support: {} }),
    { code: 'api' },
    null,
    'api',
  ])('do not know %j', (value) => {
    expect(isStepUpKitError(value)).toBe(false)
  })
})
