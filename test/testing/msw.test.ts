import { getResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createFakeReachFive } from '../../src/testing/index.js'
import { fakeReachFiveHandlers } from '../../src/testing/msw.js'
import { authorization, readAnswer } from './support.js'

const fake = createFakeReachFive()
const server = setupServer(...fakeReachFiveHandlers(fake, { domain: 'account.example.com' }))
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => fake.reset())
afterAll(() => server.close())

const config = 'https://account.example.com/identity/v1/config?client_id=fake-client'
const start = (credentials: RequestCredentials) =>
  fetch('https://account.example.com/identity/v1/mfa/stepup', {
    method: 'POST',
    credentials,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(authorization),
  })

describe('fakeReachFiveHandlers', () => {
  it('let the global fetch talk to the fake, cookies where they are asked for', async () => {
    fake.openSession()
    expect(await readAnswer(await start('include'))).toMatchObject({
      status: 200,
      body: { amr: ['email', 'sms'] },
    })
    expect((await start('omit')).status).toBe(401)
    expect((await fetch('https://account.example.com/oauth/token', { method: 'POST' })).status).toBe(400)
  })

  it('make a network error of an answer that gets lost', async () => {
    fake.failNext('config', { network: 'lost' })
    await expect(fetch(config)).rejects.toThrow(TypeError)
    expect((await fetch(config)).status).toBe(200)
  })

  it('pass the abort on', async () => {
    fake.failNext('config', { hang: true })
    await expect(fetch(config, { signal: AbortSignal.timeout(10) })).rejects.toThrow(
      expect.objectContaining({ name: 'TimeoutError' }),
    )
  })

  it('leave other domains and other paths alone', async () => {
    const answer = (url: string) =>
      getResponse(fakeReachFiveHandlers(fake, { domain: 'account.example.com' }), new Request(url))
    expect(await answer('https://other.example.com/identity/v1/config')).toBeUndefined()
    expect(await answer('https://account.example.com/shop')).toBeUndefined()
    expect((await answer(config))?.status).toBe(200)
  })

  it('answer any domain when none is named', async () => {
    const request = new Request('https://elsewhere.example/identity/v1/config?client_id=fake-client')
    expect((await getResponse(fakeReachFiveHandlers(fake), request))?.status).toBe(200)
  })
})
