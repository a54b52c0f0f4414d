import { describe, expect, it } from 'vitest'
import { type FakeReachFive } from '../../src/testing/index.js'
import { finishStepUp, get, newFake, post, sendCode, startStepUp } from './support.js'

const resend = (fake: FakeReachFive, step_up: string, auth_type = 'sms') =>
  post(fake, 'passwordless/start', { auth_type, step_up })
const begin = (fake: FakeReachFive) => {
  fake.openSession()
  return startStepUp(fake)
}

describe('the send limit', () => {
  it('counts by person over a sliding window and says in seconds how long to wait', async () => {
    const fake = newFake({ sendLimit: 2, sendWindowSeconds: 60 })
    const stepUp = await begin(fake)
    await sendCode(fake, stepUp)
    fake.clock.advance(20_000)
    await sendCode(fake, stepUp)
    fake.clock.advance(10_500)
    const refused = await resend(fake, stepUp)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('30')
    expect((await resend(fake, await startStepUp(fake))).status).toBe(429)
    fake.clock.advance(29_500)
    expect((await resend(fake, stepUp)).status).toBe(200)
    expect((await resend(fake, stepUp)).headers.get('retry-after')).toBe('20')
    expect(fake.inbox).toHaveLength(3)
  })

  it('counts by step-up where the tenant does', async () => {
    const fake = newFake({ sendLimit: 1, sendLimitPer: 'stepUp' })
    const stepUp = await begin(fake)
    await sendCode(fake, stepUp)
    expect((await resend(fake, stepUp)).status).toBe(429)
    expect((await resend(fake, await startStepUp(fake))).status).toBe(200)
  })

  it('says the wait as a date, or not at all, with the status and body that a test wants', async () => {
    const dated = newFake({
      sendLimit: 0,
      sendWindowSeconds: 60,
      answers: { sendLimit: { retryAfter: 'date' } },
    })
    const answer = await resend(dated, await begin(dated))
    expect(Date.parse(answer.headers.get('retry-after') ?? '')).toBe(dated.clock.now() + 60_000)

    const silent = newFake({
      sendLimit: 0,
      answers: { sendLimit: { retryAfter: 'none', status: 400, error: 'invalid_request', messageKey: null } },
    })
    const other = await resend(silent, await begin(silent))
    expect(other).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    expect(other.headers.has('retry-after')).toBe(false)
    expect(other.body).not.toHaveProperty('error_message_key')
  })

  it('leaves a code that was sent before usable', async () => {
    const fake = newFake({ sendLimit: 1 })
    const stepUp = await begin(fake)
    const challenge_id = await sendCode(fake, stepUp)
    await resend(fake, stepUp)
    const verified = await post(fake, 'passwordless/verify', {
      challenge_id,
      verification_code: fake.lastCode(),
    })
    expect(verified.status).toBe(200)
  })
})

describe('the limit by IP address', () => {
  it('opens again when its window has passed', async () => {
    const fake = newFake({ ipRateLimit: { requests: 1, windowSeconds: 60 } })
    const ask = () => get(fake, 'config?client_id=fake-client')
    expect((await ask()).status).toBe(200)
    const refused = await ask()
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('60')
    fake.clock.advance(60_000)
    expect((await ask()).status).toBe(200)
  })

  it('counts each address by itself', async () => {
    const fake = newFake({ ipRateLimit: { requests: 1, windowSeconds: 60 } })
    const ask = (ip: string) =>
      fake.handle(new Request('https://account.example.com/identity/v1/config?client_id=fake-client'), { ip })
    expect((await ask('10.0.0.1')).status).toBe(200)
    expect((await ask('10.0.0.2')).status).toBe(200)
    expect((await ask('10.0.0.1')).status).toBe(429)
  })
})

describe('the clock', () => {
  it('ends freshness exactly after five minutes', async () => {
    const fake = newFake({ seed: 'noCredential' })
    const { accessToken } = fake.issueTokens()
    const edit = () => post(fake, 'update-phone-number', { phone_number: '+33639980099' }, accessToken)
    fake.clock.advance(300_000)
    expect((await edit()).status).toBe(200)
    fake.clock.advance(1)
    expect((await edit()).status).toBe(401)
  })

  it('stands still when it is manual, and runs otherwise', () => {
    const startAt = Date.UTC(2030, 0, 1)
    expect(newFake({ startAt }).clock.now()).toBe(startAt)
    const running = newFake({ clock: 'running', startAt })
    expect(running.clock.now()).toBeGreaterThanOrEqual(startAt)
    running.clock.set(5)
    expect(running.clock.now()).toBeGreaterThanOrEqual(5)
    running.reset()
    expect(running.clock.now()).toBeGreaterThanOrEqual(startAt)
  })

  it('keeps a session alive at each authorization, and forgets a trusted device after ninety days', async () => {
    const fake = newFake()
    fake.openSession()
    const twoDays = 2 * 86_400_000
    const authorize =
      '/oauth/authorize?client_id=fake-client&response_type=code&response_mode=web_message&prompt=none&code_challenge=x&code_challenge_method=S256'
    fake.clock.advance(twoDays)
    expect((await get(fake, authorize)).text).toContain('"code":')
    fake.clock.advance(twoDays)
    const stepUp = await startStepUp(fake)
    const challenge_id = await sendCode(fake, stepUp)
    await post(fake, 'passwordless/verify', {
      challenge_id,
      verification_code: fake.lastCode(),
      trust_device: true,
    })
    const { email, password } = fake.currentPersona
    const login = async () =>
      (await post(fake, 'password/login', { client_id: 'fake-client', email, password })).body
    expect(await login()).not.toHaveProperty('mfa_required')
    fake.clock.advance(90 * 86_400_000)
    expect(await login()).toHaveProperty('mfa_required', true)
  })
})

describe('memory', () => {
  it('keeps the log and the inbox at the size that was asked for', async () => {
    const fake = newFake({ logSize: 10, sendLimit: 1000 })
    for (let round = 0; round < 6; round++) await finishStepUp(fake, await begin(fake))
    expect(fake.requests).toHaveLength(10)
    expect(fake.inbox.length).toBeLessThanOrEqual(10)
    expect(fake.requests.at(-1)).toMatchObject({ endpoint: 'oauth/token', status: 200 })
  })
})
