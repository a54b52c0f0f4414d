import { request, type APIRequestContext } from '@playwright/test'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serveFakeReachFive, type ServedFake } from '../../src/testing/node.js'
import { fakeApi } from '../../src/testing/playwright.js'
import { authorization, textOf } from './support.js'

let served: ServedFake
let browser: APIRequestContext

beforeEach(async () => {
  served = await serveFakeReachFive()
  browser = await request.newContext()
})
afterEach(async () => {
  await browser.dispose()
  await served.close()
})

const path = (name: string) => `${served.url}/identity/v1/${name}`
const config = () => browser.get(path('config?client_id=fake-client'))

/** A step-up by the session cookie, up to the code that is sent. */
async function sendCode(authType: 'sms' | 'email') {
  const started: unknown = await (await browser.post(path('mfa/stepup'), { data: authorization })).json()
  const step_up = textOf(Reflect.get(Object(started), 'token'))
  return browser.post(path('passwordless/start'), { data: { auth_type: authType, step_up } })
}

describe('fakeApi, by the requests of Playwright', () => {
  it('opens a session in that browser, and tells the codes and the requests', async () => {
    const fake = fakeApi(browser, `${served.url}/`)
    await fake.openSession('smsAndEmail')
    await sendCode('email')
    await sendCode('sms')
    const [email, sms] = await fake.inbox()
    expect(await fake.lastCode()).toBe(sms?.code)
    expect(await fake.lastCode('email')).toBe(email?.code)
    expect((await fake.requests()).map(({ endpoint, status }) => [endpoint, status])).toEqual([
      ['mfa/stepup', 200],
      ['passwordless/start', 200],
      ['mfa/stepup', 200],
      ['passwordless/start', 200],
    ])
  })

  it('plans faults, for a number of requests or until they are cleared', async () => {
    const fake = fakeApi(browser, served.url)
    await fake.failNext('config', { status: 503 })
    expect((await config()).status()).toBe(503)
    expect((await config()).status()).toBe(200)
    await fake.fail('*', { status: 502, html: true })
    for (let call = 0; call < 3; call++) expect((await config()).status()).toBe(502)
    await fake.clearFaults()
    expect((await config()).status()).toBe(200)
  })

  it('moves the clock, issues tokens and resets', async () => {
    const fake = fakeApi(browser, served.url)
    const token = await fake.issueAccessToken('smsOnly', { amr: ['mfa'] })
    const credentials = () =>
      browser.get(path('mfa/credentials'), { headers: { authorization: `Bearer ${token}` } })
    expect((await credentials()).status()).toBe(200)
    await fake.advance(301_000)
    const stale: unknown = await (await credentials()).json()
    expect(stale).toHaveProperty('error_message_key', 'error.accessToken.freshness')
    await fake.reset()
    expect(await fake.requests()).toEqual([])
  })

  it('follows the link in a mail', async () => {
    const fake = fakeApi(browser, served.url)
    const token = await fake.issueAccessToken('smsAndEmail', { amr: ['mfa'] })
    const email = 'new@example.com'
    await browser.post(path('update-email'), {
      headers: { authorization: `Bearer ${token}` },
      data: { email },
    })
    await fake.followEmailLink(email)
    expect(served.fake.state.currentUser).toMatchObject({ email, emailVerified: true })
  })

  it('says what is wrong', async () => {
    const fake = fakeApi(browser, served.url)
    await expect(fake.lastCode('sms')).rejects.toThrow('No code was sent by sms yet.')
    await expect(fake.followEmailLink('nobody@example.com')).rejects.toThrow(
      'The fake refused POST email-link: 400',
    )
  })
})
