import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { serveFakeReachFive, type ServedFake } from '../../src/testing/node.js'
import { openBrowser, readerElsewhere } from './browser.js'
import type { Consumer } from './project.js'
import { createExample, serve, type Served } from './served.js'

let fake: ServedFake
let example: Consumer
let app: Served

beforeAll(async () => {
  fake = await serveFakeReachFive()
  vi.stubEnv('NEXT_TELEMETRY_DISABLED', '1')
  vi.stubEnv('REACHFIVE_ORIGIN', fake.url)
  vi.stubEnv('INSECURE_COOKIES', '1')
  example = createExample('next-app-router')
  // Checks the types as well.
  await example.runBeside('node_modules/.bin/next', ['build'], { NODE_ENV: 'production' })
  app = await serve(example, 'next', 'start', '--port', '0', '--hostname', '127.0.0.1')
}, 480_000)

afterAll(async () => {
  await app?.close()
  await fake?.close()
  example?.remove()
  vi.unstubAllEnvs()
})

describe('the Next.js example, from the tarball', () => {
  it('is rendered on the server, in the reader’s language', async () => {
    const response = await fetch(`${app.url}/security`, { headers: { 'accept-language': 'fr-FR,fr;q=0.9' } })
    const html = await response.text()
    expect(html).toContain('<html lang="fr">')
    expect(html).toMatch(/<h1>Account security<\/h1>/)
    expect(html).toContain('data-component="phone-number-editor"')
  })

  it('keeps an edit of its own behind a step-up, and is hydrated without a complaint', async () => {
    const { page, complaints, close } = await openBrowser(readerElsewhere)
    try {
      await page.request.post(`${app.url}/__fake/session`, { data: {} })
      const { accessToken } = fake.fake.issueTokens()
      await page.context().addCookies([{ name: 'access_token', value: accessToken, url: app.url }])
      await page.goto(`${app.url}/security`)
      await page.getByRole('textbox', { name: 'Name' }).fill('Jo')
      await page.getByRole('button', { name: 'Save name' }).click()
      const dialog = page.getByRole('dialog', { name: 'Confirmez votre identité' })
      await dialog.getByRole('radio', { name: /SMS/ }).check()
      await dialog.getByRole('button', { name: 'Envoyer le code' }).click()
      await dialog.getByRole('textbox').fill(await codeOf(fake))
      await dialog.getByRole('button', { name: 'Vérifier' }).click()
      await page.getByText('Saved as Jo.').waitFor()
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  })

  it('signs in with a second factor, and shows whose number it is', async () => {
    const { page, complaints, close } = await openBrowser({ locale: 'en' })
    const { email, password } = fake.fake.currentPersona
    const sent = fake.fake.inbox.length
    try {
      await page.goto(`${app.url}/login`)
      await page.getByLabel(/^Email/).fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByRole('radio', { name: /text message/i }).check()
      await page.getByRole('button', { name: 'Send code' }).click()
      await page.getByRole('textbox', { name: 'Code' }).fill(await codeOf(fake, sent + 1))
      await page.getByRole('button', { name: 'Verify' }).click()
      await page.waitForURL('**/security')
      await page.getByRole('textbox', { name: 'Phone number' }).waitFor()
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  })

  it('refuses that edit without a step-up', async () => {
    const send = (token: string) =>
      fetch(`${app.url}/api/display-name`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}` },
        body: '{"name":"Jo"}',
      })
    expect((await send(fake.fake.issueTokens().accessToken)).status).toBe(403)
    expect((await send('made.up.token')).status).toBe(401)
  })
})

/** The newest code, once there are so many. */
async function codeOf({ fake: { inbox, lastCode } }: ServedFake, count = 1): Promise<string> {
  await expect.poll(() => inbox.length).toBeGreaterThanOrEqual(count)
  return lastCode('sms')
}
