import { expect, type Locator, type Page, test } from '@playwright/test'
import {
  EmailEditorPage,
  MfaCredentialManagerPage,
  PasswordLoginPage,
  PhoneNumberEditorPage,
  StepUpDialogPage,
  type StepUpPromptPage,
  TrustedDeviceManagerPage,
} from '../../src/testing/playwright.js'
import { requestLine } from '../../src/testing/index.js'
import { en } from '../../src/messages/locales/en.js'
import type { Site } from '../listen.js'
import { serveSite } from '../security/site.js'
import { linesOfTheClient } from '../security/wire.js'
import { offend, type Place, places, plant, record } from '../security/traces.js'
import { serveWatchedFake, type WatchedFake } from '../security/watched-fake.js'
import { type } from './support.js'

test.use({ ignoreHTTPSErrors: true, viewport: { width: 1000, height: 900 } })

/** Recognisable, and written by nobody else. */
const person = {
  email: 'taint.person@example.com',
  phoneNumber: '+33639987531',
  password: 'Taint-Password-8642',
}
const newNumber = '+33639986420'
const newEmail = 'taint.changed@example.com'
const wrongCode = 'WRNG2345'
/** What a busy machine takes for a whole run. */
const runMs = 300_000
const wrongPassword = 'Taint-Wrong-Password'
const tooLateMs = 6 * 60_000

let site: Site
let watched: WatchedFake

test.afterEach(async () => {
  await watched.served.close()
  await site.close()
})

async function open(
  page: Page,
  mode: 'development' | 'production',
  code: 'plain' | 'slots',
  movesClock = false,
) {
  site = await serveSite(mode)
  watched = await serveWatchedFake({
    redirectUris: [`${site.url}/callback`],
    codeLength: 8,
    codeAlphabet: 'alphanumeric',
    // Otherwise a silent refresh takes the place of each prompt.
    refreshKeepsAmr: false,
    sendLimit: 100,
    // So that the page says which of the two it was.
    answers: { codeExpired: { messageKey: 'error.verificationCodeExpired' } },
    challengeLifetimeSeconds: 3600,
    // An email that is not proved yet is asked for a code wherever it is used.
    personas: { smsAndEmail: { ...person, emailVerified: false } },
  })
  const { domain } = watched.served
  await page.context().addInitScript(record)
  const otherTab = await page.context().newPage()
  await otherTab.goto(`${site.url}/other-tab.html?domain=${domain}`)
  await otherTab.evaluate((name) => {
    new BroadcastChannel(name).onmessage = ({ data }: MessageEvent<unknown>) =>
      window.traces.note('message', data)
  }, `stepup-kit:${domain}/fake-client`)
  // A tab in the background draws late.
  await page.bringToFront()
  if (movesClock) await page.clock.install()
  await page.goto(`${site.url}/?domain=${domain}&code=${code}`)
  return { otherTab, fake: watched.fake }
}

for (const [mode, code] of [
  ['development', 'slots'],
  ['production', 'plain'],
] as const) {
  test(`rule 10, rule 12: a whole run leaves no secret anywhere and breaks no strict policy (${mode}, ${code})`, async ({
    page,
    context,
  }) => {
    test.setTimeout(runMs)
    const consoleLines: string[] = []
    page.on('console', (message) => consoleLines.push(message.text()))
    page.on('pageerror', ({ message, stack }) => consoleLines.push(message, stack ?? ''))
    const { otherTab, fake } = await open(page, mode, code, true)

    const login = new PasswordLoginPage(page)
    const dialog = new StepUpDialogPage(page)
    const phone = new PhoneNumberEditorPage(page.getByRole('region', { name: 'Phone number' }))
    const email = new EmailEditorPage(page.getByRole('region', { name: 'Email address' }))
    const credentials = new MfaCredentialManagerPage(page)
    const devices = new TrustedDeviceManagerPage(page)
    const heading = page.getByRole('heading', { name: 'Account security' })
    const look = () => page.evaluate(() => window.traces.look())

    const signIn = () => login.signIn(person.email, person.password)
    const chooseSms = async (prompt: StepUpPromptPage) => {
      await prompt.factor('sms').check()
      await prompt.sendCode.click()
      await prompt.code.input.waitFor()
    }
    const submit = async (prompt: StepUpPromptPage, typed: string) => {
      await expect(prompt.code.input).toBeEditable()
      await type(prompt.code.input, typed)
      await look()
      await prompt.verify.click()
    }
    /** Sends another code, and waits until it is there. */
    const resend = async (button: Locator) => {
      const sent = fake.inbox.length
      await button.click()
      await expect.poll(() => fake.inbox.length).toBe(sent + 1)
    }
    const waitTooLong = async () => {
      fake.clock.advance(tooLateMs)
      await page.clock.fastForward(tooLateMs)
    }
    const lapse = async () => {
      await waitTooLong()
      await expect(page.locator('[data-component="verified-until"][data-fresh]')).toHaveCount(0)
    }

    await test.step('a login with a wrong password, a wrong code, a resend, and a device to be trusted', async () => {
      await login.signIn(person.email, wrongPassword)
      await expect(login.problem).toBeVisible()
      await signIn()
      await chooseSms(login.prompt)
      await submit(login.prompt, wrongCode)
      await expect(login.prompt.problem).toHaveText(en['problem.codeRejected'])
      await resend(login.prompt.resend)
      await login.prompt.trustDevice.check()
      await submit(login.prompt, fake.lastCode())
      await expect(heading).toBeVisible()
    })

    await test.step('a login from the trusted device, without a second factor', async () => {
      await page.getByRole('button', { name: 'Sign out' }).click()
      await signIn()
      await expect(heading).toBeVisible()
    })

    await test.step('an edit: wrong code, expired code, offline, refused, verified', async () => {
      await phone.change(newNumber)
      await chooseSms(dialog)
      await submit(dialog, wrongCode)
      await expect(dialog.problem).toHaveText(en['problem.codeRejected'])
      const expired = fake.lastCode()
      await waitTooLong()
      await submit(dialog, expired)
      await expect(dialog.problem).toHaveText(en['problem.codeExpired'])
      await resend(dialog.resend)
      await context.setOffline(true)
      await submit(dialog, fake.lastCode())
      await expect(dialog.problem).toHaveText(en['problem.offline'])
      await context.setOffline(false)
      fake.failNext('update-phone-number', {
        status: 401,
        error: 'invalid_grant',
        messageKey: 'error.authn.mfa.stepup.required',
        userMessage: 'A step-up is needed',
      })
      await dialog.verify.click()
      await expect(phone.problem).toBeVisible()
      await look()

      await phone.save.click()
      await chooseSms(dialog)
      await submit(dialog, fake.lastCode())
      await phone.code.input.waitFor()
      await type(phone.code.input, wrongCode)
      await phone.confirm.click()
      await expect(phone.problem).toBeVisible()
      await look()
      await resend(phone.resend)
      await type(phone.code.input, fake.lastCode())
      await phone.confirm.click()
      await expect(phone.success).toBeVisible()
    })

    await test.step('the code that proves the current email is asked for, and not used', async () => {
      await email.confirm.click()
      await email.code.input.waitFor()
      await type(email.code.input, wrongCode)
      await email.confirm.click()
      await expect(email.problem).toBeVisible()
      await look()
      await email.other.click()
      await expect(email.field).toBeVisible()
    })

    await test.step('credentials are removed and enrolled', async () => {
      await lapse()
      await credentials.remove('sms')
      await dialog.complete({ lastCode: async () => fake.lastCode() })
      await expect(credentials.items).toHaveCount(1)
      await credentials.enrollPhoneNumber(person.phoneNumber)
      await credentials.code.input.waitFor()
      await type(credentials.code.input, wrongCode)
      await credentials.confirm.click()
      await look()
      await expect(credentials.problem).toBeVisible()
      await credentials.code.input.fill(fake.lastCode('sms'))
      await credentials.confirm.click()
      await expect(credentials.items).toHaveCount(2)

      await credentials.remove('email')
      await expect(credentials.items).toHaveCount(1)
      await credentials.enrollEmail()
      await credentials.code.input.waitFor()
      await type(credentials.code.input, wrongCode)
      await credentials.confirm.click()
      await expect(credentials.problem).toBeVisible()
      await look()
      await type(credentials.code.input, fake.lastCode('email'))
      await credentials.confirm.click()
      await expect(credentials.items).toHaveCount(2)
    })

    await test.step('an email that waits for its code', async () => {
      await email.change(newEmail)
      await email.code.input.waitFor()
      await type(email.code.input, fake.lastCode('email'))
      await email.confirm.click()
      await expect(email.success).toBeVisible()
    })

    await test.step('devices are listed and one is revoked', async () => {
      await devices.show.or(devices.items).first().waitFor()
      if (await devices.show.isVisible()) await devices.show.click()
      await devices.remove()
      await expect(devices.items).toHaveCount(0)
    })

    await test.step('a guard, a server that fails, a cancel, and the call at last', async () => {
      await lapse()
      fake.failNext('mfa/stepup', { status: 502, html: true })
      await page.getByRole('button', { name: 'Rename' }).click()
      await expect(dialog.tryAgain).toBeVisible()
      await dialog.tryAgain.click()
      await dialog.sendCode.click()
      await dialog.code.input.waitFor()
      await type(dialog.code.input, fake.lastCode())
      await look()
      await page.keyboard.press('Escape')
      await expect(page.getByLabel('Renaming')).toHaveText('StepUpCancelledError')
      await expect(dialog.root).toBeHidden()
      await look()
      await page.getByRole('button', { name: 'Rename' }).click()
      await dialog.complete({ lastCode: async () => fake.lastCode() })
      await expect(page.getByLabel('Renaming')).toHaveText('Renamed to Jo')
      await expect(page.getByText('Behind the guard')).toBeVisible()
      await look()
    })

    const secrets = watched.secrets()
    // A run that issued nothing would prove nothing.
    expect(new Set(fake.requests.filter(({ method }) => method !== 'OPTIONS').map(requestLine))).toEqual(
      new Set(linesOfTheClient),
    )
    // Nor would one in which it is only refused.
    for (const line of linesOfTheClient)
      expect(
        fake.requests.some((request) => requestLine(request) === line && (request.status ?? 500) < 300),
        line,
      ).toBe(true)
    expect(secrets.length).toBeGreaterThan(60)

    const identifiers = [person.email, newEmail]
    const digits = [person.phoneNumber, newNumber].map((number) => number.slice(3))
    // What a person reads and edits is in the page and in the lists; nowhere else is it whole.
    const elsewhere = places.filter(
      (place) => !['text', 'value', 'attribute'].includes(place) && !place.endsWith('cache'),
    )
    for (const tab of [page, otherTab]) {
      await tab.evaluate(() => window.traces.look())
      expect(await tab.evaluate((all) => window.traces.find(all), secrets)).toEqual([])
      expect(
        await tab.evaluate(([all, where]) => window.traces.find(all, where), [
          identifiers,
          elsewhere,
        ] as const),
      ).toEqual([])
      expect(
        await tab.evaluate(([all, where]) => window.traces.findDigits(all, where), [
          digits,
          elsewhere,
        ] as const),
      ).toEqual([])
      expect(await tab.evaluate(() => window.traces.violations)).toEqual([])
    }
    const inConsole = consoleLines.join('\n')
    for (const hidden of [...secrets, ...identifiers]) expect(inConsole).not.toContain(hidden)
    expect(inConsole).not.toMatch(/Content Security Policy|Trusted ?Type/i)

    // No request shows one either where proxies and logs can see it, but for the tkn that ReachFive wants there.
    for (const { endpoint, query, headers } of fake.requests) {
      const { tkn: _wanted, ...seen } = endpoint === 'oauth/authorize' ? query : { ...query, tkn: '' }
      const line = JSON.stringify([seen, headers['referer'], headers['user-agent']])
      for (const hidden of [...secrets, ...identifiers]) expect(line).not.toContain(hidden)
    }
  })
}

test('what is planted is found in each of the places, in this tab and in another', async ({ page }) => {
  const { otherTab } = await open(page, 'production', 'slots')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  const prefix = 'planted-secret-'
  const secretOf = (place: Place) => prefix + place.replace(' ', '-')
  const find = async (tab: Page, secret: string) => {
    await tab.evaluate(() => window.traces.look())
    const found = await tab.evaluate((all) => window.traces.find(all), [secret])
    return found.map(({ place }) => place)
  }
  for (const place of places) expect(await find(page, secretOf(place))).toEqual([])
  await page.evaluate(plant, prefix)
  for (const place of places) await expect.poll(() => find(page, secretOf(place))).toContain(place)
  await expect.poll(() => find(otherTab, secretOf('local storage'))).toContain('message')

  await page.evaluate((name) => {
    new BroadcastChannel(name).postMessage({ planted: 'by the channel of the lists +33 6 11 22 33 44' })
  }, `stepup-kit:${watched.served.domain}/fake-client`)
  await expect
    .poll(() => otherTab.evaluate(() => window.traces.findDigits(['611223344'], ['message'])))
    .toHaveLength(1)
})

test('what breaks the policy is noticed, each part of it', async ({ page }) => {
  await open(page, 'production', 'slots')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.evaluate(() => window.traces.violations)).toEqual([])
  await page.evaluate(offend)
  const directives = () =>
    page.evaluate(() => window.traces.violations.map((violation) => violation.split(' ')[0]))
  await expect
    .poll(directives)
    .toEqual(
      expect.arrayContaining([
        'style-src-attr',
        'style-src-elem',
        'img-src',
        'require-trusted-types-for',
        'trusted-types',
      ]),
    )
})
