import type { Page } from '@playwright/test'
import { en } from '../../src/messages/locales/en.js'
import type { PersonaName } from '../../src/testing/index.js'
import {
  EmailEditorPage,
  fakeApi,
  MfaCredentialManagerPage,
  OtpInputPage,
  PasswordLoginPage,
  PhoneNumberEditorPage,
  StepUpDialogPage,
  TrustedDeviceManagerPage,
} from '../../src/testing/playwright.js'
import { serveFakeReachFive } from '../../src/testing/node.js'
import { serveSite } from '../conformance/site.js'
import { expect, test } from './demo-page.js'
import { field } from './support.js'

test.use({ ignoreHTTPSErrors: true })

// Each method of the page objects, as a product team calls it.

test.beforeEach(async ({ page }) => {
  await fakeApi(page.request).reset()
})

async function open(page: Page, persona: PersonaName) {
  await page.goto(`/?persona=${persona}`)
  const objects = {
    fake: fakeApi(page.request),
    dialog: new StepUpDialogPage(page),
    email: new EmailEditorPage(page.getByRole('region', { name: 'Email address' })),
    phone: new PhoneNumberEditorPage(page.getByRole('region', { name: 'Phone number' })),
    credentials: new MfaCredentialManagerPage(page),
    devices: new TrustedDeviceManagerPage(page),
    login: new PasswordLoginPage(page),
  }
  await expect(objects.phone.field).toBeVisible()
  await expect(objects.credentials.root).toBeVisible()
  return objects
}

async function userOf(page: Page, persona: PersonaName): Promise<unknown> {
  const response = await page.request.get('/__fake/state')
  return field(field(await response.json(), 'users'), persona)
}

/** The newest code, once it went there. */
async function codeFor(page: Page, to: string): Promise<string> {
  const fake = fakeApi(page.request)
  const newest = async () => (await fake.inbox()).at(-1)
  await expect.poll(async () => (await newest())?.to).toBe(to)
  return (await newest())?.code ?? ''
}

test('EmailEditorPage, StepUpDialogPage: change, complete by a factor, confirmWith', async ({ page }) => {
  const { email, dialog, fake } = await open(page, 'smsAndEmail')
  await email.change('bea.new@example.com')
  await dialog.complete(fake, { factor: 'email' })
  await expect(dialog.root).toBeHidden()
  await email.confirmWith(await codeFor(page, 'bea.new@example.com'))
  await expect(email.success).toContainText('bea.new@example.com')
  expect(await userOf(page, 'smsAndEmail')).toMatchObject({ email: 'bea.new@example.com' })
})

test('EmailEditorPage: problem, other', async ({ page }) => {
  const { email, dialog, fake } = await open(page, 'unverifiedEmail')
  await email.change('no address')
  await expect(email.problem).toBeVisible()
  await email.change('uma.new@example.com')
  await expect(email.code.input).toBeVisible()
  await expect(dialog.root).toBeHidden()
  await expect(email.resend).toBeVisible()
  await email.other.click()
  await expect(email.field).toBeVisible()
  expect(await fake.lastCode('email')).not.toBe('')
})

test('PhoneNumberEditorPage, StepUpDialogPage: change, sendCodeBy, enterCode, problem, confirmWith', async ({
  page,
}) => {
  const { phone, dialog, fake } = await open(page, 'smsAndEmail')
  await expect(phone.country).toBeVisible()
  await phone.change('06 39 98 42 42')
  await dialog.sendCodeBy('sms')
  await dialog.code.input.waitFor()
  const right = await fake.lastCode('sms')
  await dialog.enterCode(right === '000000' ? '111111' : '000000')
  await expect(dialog.problem).toHaveText(en['problem.codeRejected'])
  await dialog.code.fill('')
  await dialog.code.type(right)
  await dialog.verify.click()
  await expect(dialog.root).toBeHidden()
  await phone.confirmWith(await codeFor(page, '+33639984242'))
  await expect(phone.success).toBeVisible()
  expect(await userOf(page, 'smsAndEmail')).toMatchObject({
    phoneNumber: '+33639984242',
    phoneNumberVerified: true,
  })
})

test('StepUpDialogPage: factor, changeFactor, back, cancel, close', async ({ page }) => {
  const { phone, dialog } = await open(page, 'smsAndEmail')
  await phone.change('06 39 98 42 42')
  await expect(dialog.factor('email')).toBeVisible()
  await dialog.sendCodeBy('sms')
  await dialog.changeFactor.click()
  await expect(dialog.factor('sms')).toBeVisible()
  await dialog.back.click()
  await expect(dialog.code.input).toBeVisible()
  await expect(dialog.resend).toHaveAttribute('aria-disabled', 'true')
  await expect(dialog.trustDevice).not.toBeChecked()
  await dialog.cancel.click()
  await expect(dialog.root).toBeHidden()
  await phone.save.click()
  await dialog.close.click()
  await expect(dialog.root).toBeHidden()
  await expect(phone.field).not.toHaveValue('')
})

test('MfaCredentialManagerPage: enrollPhoneNumber, confirmWith, remove', async ({ page }) => {
  const { credentials, dialog, fake } = await open(page, 'emailOnly')
  await expect(credentials.items).toHaveCount(1)
  await credentials.enrollPhoneNumber('06 39 98 42 43')
  await dialog.complete(fake)
  await credentials.confirmWith(await codeFor(page, '+33639984243'))
  await expect(credentials.items).toHaveCount(2)
  // The grant still holds.
  await credentials.remove('email')
  await expect(credentials.items).toHaveCount(1)
  await credentials.remove('sms')
  await expect(credentials.items).toHaveCount(0)
})

test('MfaCredentialManagerPage: enrollEmail, changeEmail, changePhoneNumber', async ({ page }) => {
  const { credentials, dialog, fake } = await open(page, 'smsOnly')
  await credentials.enrollEmail()
  await dialog.complete(fake)
  await expect(credentials.items).toHaveCount(2)

  const email = await credentials.changeEmail()
  await email.change('sami.new@example.com')
  await email.confirmWith(await codeFor(page, 'sami.new@example.com'))
  await expect(credentials.root.getByText('s•••@example.com').first()).toBeVisible()
  await expect.poll(() => userOf(page, 'smsOnly')).toMatchObject({ email: 'sami.new@example.com' })

  const phone = await credentials.changePhoneNumber()
  await phone.change('06 39 98 42 44')
  await phone.confirmWith(await codeFor(page, '+33639984244'))
  await expect.poll(() => userOf(page, 'smsOnly')).toMatchObject({ phoneNumber: '+33639984244' })
})

test('PasswordLoginPage, TrustedDeviceManagerPage: signIn, complete with trustDevice, show, remove', async ({
  page,
}) => {
  const { login, devices, dialog, fake } = await open(page, 'smsAndEmail')
  await page.getByRole('button', { name: 'Sign-in page' }).click()
  await login.signIn('bea.lindqvist@example.com', 'wrong')
  await expect(login.problem).toBeVisible()
  await login.switchIdentifier.click()
  await login.signIn('bea-lindqvist', 'Meadow-Signal-74')
  await login.prompt.complete(fake, { factor: 'sms', trustDevice: true })
  await expect(page.getByRole('heading', { name: 'Account security' })).toBeVisible()
  expect(await userOf(page, 'smsAndEmail')).toHaveProperty('trustedDevices.length', 1)

  await devices.show.or(devices.items).first().waitFor()
  if (await devices.show.isVisible()) {
    await devices.show.click()
    await dialog.complete(fake)
  }
  await expect(devices.items).toHaveCount(1)
  await devices.remove()
  await expect(devices.items).toHaveCount(0)
  expect(await userOf(page, 'smsAndEmail')).toHaveProperty('trustedDevices.length', 0)
})

test('OtpInputPage: fill replaces, type adds', async ({ page }) => {
  const { phone, dialog } = await open(page, 'smsOnly')
  await phone.change('06 39 98 42 42')
  await dialog.code.input.waitFor()
  const code = new OtpInputPage(dialog.root)
  await code.fill('123')
  await code.fill('45')
  await expect(code.input).toHaveValue('45')
  await code.type('67')
  await expect(code.input).toHaveValue('4567')
})

test('StepUpDialogPage: complete, where the prompt checks the code by itself', async ({ page }) => {
  const site = await serveSite('account.tsx')
  const redirectUri = `${site.url}/callback`
  const { fake, domain, close } = await serveFakeReachFive({
    host: 'localhost',
    https: 'self-signed',
    options: { redirectUris: [redirectUri] },
  })
  const { accessToken } = fake.issueTokens()
  await page.goto(site.url)
  await page.evaluate((given) => window.showAccount(given), {
    domain,
    redirectUri,
    accessToken,
    stepUpStart: 'accessToken' as const,
    autoSubmit: true,
  })
  await page.getByRole('button', { name: 'Change' }).click()
  const dialog = new StepUpDialogPage(page)
  await dialog.complete({ lastCode: async () => fake.lastCode() }, { factor: 'sms' })
  await expect(page.getByRole('status')).toHaveText('+33639984242')
  await close()
  await site.close()
})
