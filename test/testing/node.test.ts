import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { serveFakeReachFive, type ServedFake, type ServeOptions } from '../../src/testing/node.js'
import { authorization, readAnswer } from './support.js'

const served: ServedFake[] = []
afterEach(async () => {
  await Promise.all(served.splice(0).map((one) => one.close()))
})
async function serve(options: ServeOptions = {}): Promise<ServedFake> {
  const one = await serveFakeReachFive(options)
  served.push(one)
  return one
}

const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})
const cookiePair = (response: Response, name: string) =>
  response.headers
    .getSetCookie()
    .find((one) => one.startsWith(`${name}=`))
    ?.split(';')[0] ?? ''

describe('serveFakeReachFive', () => {
  it('starts a step-up by the session cookie that came over the wire, and by nothing without it', async () => {
    const { url } = await serve()
    const opened = await fetch(`${url}/__fake/session`, json({ persona: 'smsOnly' }))
    const cookie = cookiePair(opened, 'fake-session')
    const stepup = `${url}/identity/v1/mfa/stepup`
    expect(await readAnswer(await fetch(stepup, json(authorization)))).toMatchObject({ status: 401 })
    const answer = await readAnswer(await fetch(stepup, json(authorization, { cookie })))
    expect(answer).toMatchObject({ status: 200, body: { amr: ['sms'] } })
  })

  it('sets a trusted-device cookie at the verification, and the login that carries it needs no second factor', async () => {
    const { url, fake } = await serve()
    const { email, password } = fake.currentPersona
    const login = (headers = {}) =>
      fetch(`${url}/identity/v1/password/login`, json({ client_id: 'fake-client', email, password }, headers))
    const { tkn, mfa_required } = (await readAnswer(await login())).body
    expect(mfa_required).toBe(true)
    const started = await readAnswer(
      await fetch(`${url}/identity/v1/mfa/stepup`, json({ ...authorization, tkn })),
    )
    const sent = await readAnswer(
      await fetch(
        `${url}/identity/v1/passwordless/start`,
        json({ auth_type: 'sms', step_up: started.body['token'] }),
      ),
    )
    const verified = await fetch(
      `${url}/identity/v1/passwordless/verify`,
      json({
        challenge_id: sent.body['challenge_id'],
        verification_code: fake.lastCode('sms'),
        trust_device: true,
      }),
    )
    const cookie = cookiePair(verified, 'trusted-device-id')
    expect(cookie).not.toBe('')
    expect((await readAnswer(await login({ cookie }))).body).not.toHaveProperty('mfa_required')
  })

  it('gives its cookies the attributes that a browser asks for: over HTTP none of the secure ones', async () => {
    const plain = await serve()
    const overHttp = await fetch(`${plain.url}/__fake/session`, json({}))
    expect(overHttp.headers.getSetCookie()[0]).toMatch(
      /^fake-session=\w+; Path=\/; Max-Age=259\d+; HttpOnly; SameSite=Lax$/,
    )
    const response = await plain.fake.handle(
      new Request(`https://account.example.com/identity/v1/logout`, {
        headers: { cookie: `fake-session=${plain.fake.openSession().value}` },
      }),
    )
    expect(response.headers.getSetCookie()[0]).toBe(
      'fake-session=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=None',
    )
  })

  it('serves HTTPS with a certificate of its own that a client can trust', async () => {
    const { domain, certificate, port } = await serve({ https: 'self-signed', host: '127.0.0.1' })
    const status = await new Promise((resolve, reject) => {
      const path = '/identity/v1/config?client_id=fake-client'
      httpsRequest({ host: '127.0.0.1', port, path, ca: certificate, agent: false }, (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode))
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(200)
    expect(domain).toBe(`127.0.0.1:${port}`)
  })

  it('lets pages of allowed origins call with credentials, preflight included, and refuses others', async () => {
    const { url } = await serve({ allowedOrigins: ['https://app.example.com'] })
    const target = `${url}/identity/v1/config?client_id=fake-client`
    const preflight = await fetch(target, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    })
    expect(preflight.status).toBe(204)
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': 'https://app.example.com',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'authorization,content-type',
    })
    const allowed = await fetch(target, { headers: { origin: 'https://app.example.com' } })
    expect(allowed.headers.get('access-control-expose-headers')).toBe('Retry-After')
    const refused = await readAnswer(await fetch(target, { headers: { origin: 'https://other.example' } }))
    expect(refused).toMatchObject({ status: 403, body: { error: 'origin_not_allowed' } })
    expect(refused.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('without SSO: lets no page of another origin send cookies, so that a browser refuses such calls', async () => {
    const { url } = await serve({ options: { sso: false } })
    const target = `${url}/identity/v1/config?client_id=fake-client`
    const origin = 'https://app.example.com'
    const preflight = await fetch(target, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })
    for (const { headers } of [preflight, await fetch(target, { headers: { origin } })]) {
      expect(headers.get('access-control-allow-origin')).toBe(origin)
      expect(headers.get('access-control-allow-credentials')).toBeNull()
    }
    const control = await fetch(`${url}/__fake/state`, { headers: { origin } })
    expect(control.headers.get('access-control-allow-credentials')).toBe('true')
  })

  it('drops the connection where a fault says that the answer is lost', async () => {
    const { url, fake } = await serve()
    fake.failNext('config', { network: 'lost' })
    const target = `${url}/identity/v1/config?client_id=fake-client`
    await expect(fetch(target)).rejects.toThrow(TypeError)
    expect(fake.requests).toHaveLength(1)
    expect((await fetch(target)).status).toBe(200)
  })

  it('refuses a huge body and stays alive', async () => {
    const { url } = await serve()
    const huge = { client_id: 'x'.repeat(5_000_000) }
    const answer = await readAnswer(await fetch(`${url}/identity/v1/mfa/stepup`, json(huge)))
    expect(answer.status).toBe(413)
    expect((await fetch(`${url}/__fake/state`)).status).toBe(200)
  })

  it('closes at once, though clients keep connections open or wait for an answer', async () => {
    const one = await serveFakeReachFive()
    const idle = connect(one.port, '127.0.0.1')
    const ended = new Promise((resolve) => idle.once('close', resolve).once('error', () => {}))
    one.fake.fail('config', { hang: true })
    const waiting = fetch(`${one.url}/identity/v1/config?client_id=fake-client`).catch(
      (error: unknown) => error,
    )
    await expect.poll(() => one.fake.requests.length).toBe(1)
    await one.close()
    expect(await waiting).toBeInstanceOf(TypeError)
    await ended
  })
})

describe('the control endpoint', () => {
  it('shows codes, log and state, moves the clock, plans and ends faults, resets', async () => {
    const { url, fake } = await serve({ options: { clock: 'manual' } })
    const ask = async (method: string, name: string, body?: unknown) => {
      const init = body === undefined ? { method } : { ...json(body), method }
      return readAnswer(await fetch(`${url}/__fake/${name}`, init))
    }
    const before = fake.clock.now()
    expect((await ask('POST', 'clock', { advanceMs: 5000 })).body).toEqual({ now: before + 5000 })
    await ask('POST', 'faults', { endpoint: 'config', fault: { status: 503, html: true } })
    const config = `${url}/identity/v1/config?client_id=fake-client`
    expect((await fetch(config)).status).toBe(503)
    await ask('DELETE', 'faults')
    expect((await fetch(config)).status).toBe(200)
    const tokens = await ask('POST', 'tokens', { persona: 'noCredential', amr: ['pwd', 'mfa'] })
    const authorized = { authorization: `Bearer ${String(tokens.body['accessToken'])}` }
    await fetch(`${url}/identity/v1/update-phone-number`, json({ phone_number: '+33639980088' }, authorized))
    expect(await fetch(`${url}/__fake/inbox?channel=sms`).then((one) => one.json())).toMatchObject([
      { to: '+33639980088', code: fake.lastCode() },
    ])
    expect((await ask('GET', 'requests')).text).toContain('update-phone-number')
    expect((await ask('GET', 'state')).body).toHaveProperty('users.noCredential.phoneNumber', '+33639980088')
    await ask('POST', 'reset')
    expect((await ask('GET', 'inbox')).text).toBe('[]')
  })

  it('says what is wrong with a call', async () => {
    const { url } = await serve()
    const wrong = async (name: string, body: unknown) =>
      readAnswer(await fetch(`${url}/__fake/${name}`, json(body)))
    expect(await wrong('faults', { endpoint: 'nowhere', fault: {} })).toMatchObject({ status: 400 })
    expect(await wrong('faults', { endpoint: '*', fault: {} })).toMatchObject({ status: 400 })
    expect(await wrong('session', { persona: 'nobody' })).toMatchObject({ status: 400 })
    expect(await wrong('clock', {})).toMatchObject({ status: 400 })
    expect(await wrong('tea', {})).toMatchObject({ status: 404 })
  })

  it('is not there when it is switched off', async () => {
    const { url } = await serve({ control: false })
    expect((await fetch(`${url}/__fake/inbox`)).status).toBe(404)
  })
})
