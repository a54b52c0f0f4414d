import { expect, test } from '@playwright/test'
import { fileURLToPath } from 'node:url'

const client = `/@fs${fileURLToPath(new URL('../../src/client/index.ts', import.meta.url))}`

test('an abort while the code of the calls still loads ends the call at once', async ({ page }) => {
  await page.route('**/src/client/calls.ts*', () => {})
  await page.goto('/')
  const outcome = await page.evaluate(async (path) => {
    const { createReachFiveClient }: typeof import('../../src/client/index.js') = await import(path)
    const made = createReachFiveClient({
      domain: 'account.example.com',
      clientId: 'client',
      redirectUri: location.href,
    })
    const controller = new AbortController()
    const call = made.listCredentials({ signal: controller.signal })
    controller.abort('closed')
    return call.catch((reason: unknown) => reason)
  }, client)
  expect(outcome).toBe('closed')
})
