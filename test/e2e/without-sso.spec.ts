import { expect, type Page, test } from '@playwright/test'
import { requestLines } from '../../src/testing/index.js'
import { serveFakeReachFive, type ServedFake } from '../../src/testing/node.js'
import { StepUpDialogPage } from '../../src/testing/playwright.js'
import type { Site } from '../listen.js'
import { serveSite } from '../conformance/site.js'
import type { AccountInput } from '../conformance/account.js'

// A tenant without SSO answers without `access-control-allow-credentials`: the browser keeps from the page what it
// asked for with cookies. The client does not know the tenant before its first call.
test.use({ ignoreHTTPSErrors: true })

let site: Site
let served: ServedFake

test.beforeAll(async () => {
  site = await serveSite('account.tsx')
})
test.afterEach(async () => {
  await served.close()
})
test.afterAll(async () => {
  await site.close()
})

async function open(page: Page, stepUpStart: AccountInput['stepUpStart']) {
  const redirectUri = `${site.url}/callback`
  served = await serveFakeReachFive({
    host: 'localhost',
    https: 'self-signed',
    options: { sso: false, redirectUris: [redirectUri] },
  })
  const { fake, domain } = served
  await page.goto(site.url)
  const { accessToken } = fake.issueTokens()
  return { fake, input: { domain, redirectUri, accessToken, stepUpStart } }
}

for (const start of ['accessToken', 'auto'] as const) {
  test(`edge 18: a guarded edit by way C, the first thing that a page does (start: ${start})`, async ({
    page,
  }) => {
    const { fake, input } = await open(page, start)
    await page.evaluate((given) => window.showAccount(given), input)
    await page.getByRole('button', { name: 'Change' }).click()
    const dialog = new StepUpDialogPage(page)
    await dialog.complete({ lastCode: async () => fake.lastCode() }, { factor: 'sms' })
    await expect(page.getByRole('status')).toHaveText('+33639984242')
    // What the browser has refused never arrived.
    expect(requestLines(fake, { ignore: [] })).toEqual([
      'GET config',
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
      'POST update-phone-number',
    ])
    expect(fake.requests.flatMap(({ cookies }) => Object.keys(cookies))).toEqual([])
  })
}

test('edge 18: a login without a widget works at the second try at the latest', async ({ page }) => {
  const { fake, input } = await open(page, 'auto')
  const { email, password } = fake.currentPersona
  const outcome = page.evaluate(([given, name, secret]) => window.logInTwice(given, name, secret), [
    input,
    email,
    password,
  ] as const)
  expect(await outcome).toBe('second factor')
})
