import { describe, expect, it } from 'vitest'
import { createFakeReachFive } from '../../src/testing/index.js'
import { authorization, get, newFake, post, readAnswer, remove, stepUp } from './support.js'

const config = 'https://account.example.com/identity/v1/config?client_id=fake-client'

describe('failNext and fail', () => {
  it('answers the planned error once, with its keys and its wait, and does not process the request', async () => {
    const fake = newFake()
    fake.openSession()
    fake.failNext('mfa/stepup', { status: 429, messageKey: 'error.tooManyAttempts', retryAfter: 40 })
    const refused = await post(fake, 'mfa/stepup', authorization)
    expect(refused).toMatchObject({
      status: 429,
      body: { error: 'rate_limit_reached', error_message_key: 'error.tooManyAttempts' },
    })
    expect(refused.headers.get('retry-after')).toBe('40')
    expect((await post(fake, 'mfa/stepup', authorization)).status).toBe(200)
  })

  it('queues several faults, and lets one meet several requests', async () => {
    const fake = newFake()
    fake.failNext('config', { status: 503 }, 2)
    fake.failNext('*', { status: 500, error: 'server_error', userMessage: 'Sorry' })
    const statuses = []
    for (let call = 0; call < 4; call++) statuses.push((await fake.fetch(config)).status)
    expect(statuses).toEqual([503, 503, 500, 200])
  })

  it('meets no request where it is planned for none', async () => {
    const fake = newFake()
    fake.failNext('config', { status: 503 }, 0)
    expect((await fake.fetch(config)).status).toBe(200)
  })

  it('goes on until it is stopped', async () => {
    const fake = newFake()
    const stop = fake.fail('config', { status: 502, html: true })
    for (let call = 0; call < 3; call++) {
      const answer = await readAnswer(await fake.fetch(config))
      expect(answer.status).toBe(502)
      expect(answer.headers.get('content-type')).toBe('text/html')
      expect(answer.text).toContain('<!doctype html>')
    }
    stop()
    expect((await fake.fetch(config)).status).toBe(200)
  })

  it('meets only the HTTP method that it names', async () => {
    const fake = newFake()
    const token = await stepUp(fake)
    fake.failNext('mfa/credentials/emails', { status: 500, method: 'DELETE' })
    expect((await post(fake, 'mfa/credentials/emails', {}, token)).status).toBe(409)
    expect((await remove(fake, 'mfa/credentials/emails', token)).status).toBe(500)
  })

  it('sends any body: none, raw text, another content type', async () => {
    const fake = newFake()
    fake.failNext('config', { status: 204 })
    fake.failNext('config', { status: 200, body: '' })
    fake.failNext('config', { status: 200, body: '{"sso":"maybe"}', contentType: 'text/plain' })
    expect((await readAnswer(await fake.fetch(config))).text).toBe('')
    expect(await readAnswer(await fake.fetch(config))).toMatchObject({ status: 200, text: '' })
    const odd = await readAnswer(await fake.fetch(config))
    expect(odd.body).toEqual({ sso: 'maybe' })
    expect(odd.headers.get('content-type')).toBe('text/plain')
  })
})

describe('a network that fails', () => {
  it('offline: the request never arrives', async () => {
    const fake = newFake()
    fake.fail('*', { network: 'offline' })
    await expect(fake.fetch(config)).rejects.toThrow(TypeError)
    expect(fake.requests).toEqual([])
    fake.clearFaults()
    expect((await fake.fetch(config)).status).toBe(200)
  })

  it('lost: the request is processed, its answer is not seen', async () => {
    const fake = newFake({ seed: 'noCredential' })
    const { accessToken } = fake.issueTokens()
    fake.failNext('mfa/credentials/emails', { network: 'lost' })
    await expect(post(fake, 'mfa/credentials/emails', {}, accessToken)).rejects.toThrow(TypeError)
    expect(fake.state.currentUser.credentials).toHaveLength(1)
    expect(fake.requests).toMatchObject([{ endpoint: 'mfa/credentials/emails', status: 200 }])
  })

  it('hang: nothing happens until the request is aborted, which gives the reason of the signal', async () => {
    const fake = newFake()
    fake.failNext('config', { hang: true })
    const controller = new AbortController()
    const waiting = fake.fetch(config, { signal: controller.signal })
    await expect.poll(() => fake.requests.length).toBe(1)
    controller.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    expect(fake.requests).toMatchObject([{ status: undefined }])
  })

  it('takes its time where it is told to, and is cut short by an abort', async () => {
    const fake = createFakeReachFive({ latencyMs: { min: 20, max: 40 } })
    const startedAt = performance.now()
    expect((await fake.fetch(config)).status).toBe(200)
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(18)
    fake.failNext('config', { delayMs: 60_000 })
    await expect(fake.fetch(config, { signal: AbortSignal.timeout(5) })).rejects.toThrow(
      expect.objectContaining({ name: 'TimeoutError' }),
    )
  })

  it('does not even receive a request that was aborted before', async () => {
    const fake = newFake()
    await expect(fake.fetch(config, { signal: AbortSignal.abort() })).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    )
    expect(fake.requests).toEqual([])
  })
})

describe('the log', () => {
  it('holds what was received, in order, with the parsed body and what came of it', async () => {
    const fake = newFake()
    await get(fake, 'config?client_id=fake-client&lang=fr')
    await post(fake, 'mfa/stepup', authorization)
    await fake.fetch('https://account.example.com/identity/v1/mfa/stepup', { method: 'POST', body: 'hello' })
    expect(fake.requests).toMatchObject([
      { method: 'GET', path: '/identity/v1/config', endpoint: 'config', query: { lang: 'fr' }, status: 200 },
      { endpoint: 'mfa/stepup', body: authorization, status: 401, messageKey: 'error.session.missing' },
      { endpoint: 'mfa/stepup', body: 'hello', status: 415, messageKey: undefined },
    ])
    expect(fake.requests[0]?.at).toBe(fake.clock.now())
  })
})
