import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { serveFakeReachFive, type ServedFake } from '../../src/testing/node.js'
import { openBrowser, readerElsewhere } from './browser.js'
import type { Consumer } from './project.js'
import { createExample, serve, type Served } from './served.js'

let fake: ServedFake
let example: Consumer
let app: Served

beforeAll(async () => {
  fake = await serveFakeReachFive({ options: { mfaRequired: 'never' } })
  vi.stubEnv('REACHFIVE_ORIGIN', fake.url)
  example = createExample('vite-react-router')
  example.run('node_modules/.bin/tsc')
  await example.runBeside('node_modules/.bin/vite', ['build'], { NODE_ENV: 'production' })
  app = await serve(example, 'vite', 'preview', '--port', '0', '--host', '127.0.0.1')
})

afterAll(async () => {
  await app?.close()
  await fake?.close()
  example?.remove()
  vi.unstubAllEnvs()
})

describe('the React Router example, from the tarball', () => {
  it('leads to the login, changes the number behind a step-up, and drops one that is left', async () => {
    const { page, complaints, close } = await openBrowser(readerElsewhere)
    const edits = () => fake.fake.requests.filter(({ endpoint }) => endpoint === 'update-phone-number')
    try {
      await page.goto(`${app.url}/security`)
      const { email, password } = fake.fake.currentPersona
      await page.getByLabel(/^Email/).fill(email ?? '')
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByRole('heading', { name: 'Your account' }).waitFor()

      await page.getByRole('link', { name: 'Security' }).click()
      const phone = page.getByRole('textbox', { name: 'Phone number' })
      const save = page.getByRole('button', { name: 'Save' })
      const dialog = page.getByRole('dialog', { name: 'Confirm it’s you' })
      await phone.fill('+33698765432')
      await save.click()
      await dialog.waitFor()
      await page.goBack()
      await page.getByRole('heading', { name: 'Your account' }).waitFor()
      await dialog.waitFor({ state: 'hidden' })
      expect(edits()).toHaveLength(0)

      await page.goForward()
      await phone.fill('+33698765432')
      await save.click()
      await dialog.getByRole('radio', { name: /text message/i }).check()
      await dialog.getByRole('button', { name: 'Send code' }).click()
      await dialog.getByRole('textbox').waitFor()
      await dialog.getByRole('textbox').fill(fake.fake.lastCode('sms'))
      await dialog.getByRole('button', { name: 'Verify' }).click()
      await dialog.waitFor({ state: 'hidden' })
      await expect.poll(() => edits().length).toBe(1)
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  })
})
