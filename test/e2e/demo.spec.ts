import { expect, test } from '@playwright/test'
import { readAccessTokenClaims } from '../../src/client/index.js'
import type { LoggedRequest } from '../../src/testing/index.js'
import { fakeApi } from '../../src/testing/playwright.js'
import { field, type } from './support.js'

const to = (log: readonly LoggedRequest[], path: string) => log.filter((request) => request.path === path)

test.beforeEach(async ({ page }) => {
  await fakeApi(page.request).clearFaults()
  await fakeApi(page.request).reset()
})

test('a phone number is changed: dialog, wrong code, resend, right code, new number', async ({ page }) => {
  await page.clock.install()
  await page.goto('/')
  const product = page.frameLocator('iframe[title=Harbour]')
  const card = product.getByRole('region', { name: 'Phone number' })
  const number = card.getByRole('textbox', { name: 'Phone number' })
  // The development server compiles the page on its first visit.
  await expect(number).toBeVisible({ timeout: 45_000 })
  const fake = fakeApi(page.request)
  const before = (await fake.requests()).length

  await type(number, '06 39 98 42 42')
  await card.getByRole('button', { name: 'Save number' }).click()

  const dialog = product.getByRole('dialog', { name: 'Confirm it’s you' })
  await expect(dialog).toBeVisible()
  await dialog.getByRole('radio', { name: /Text message/ }).check()
  await dialog.getByRole('button', { name: 'Send code' }).click()

  const code = dialog.getByRole('textbox', { name: 'Code' })
  await expect(code).toBeFocused()
  const sent = page.getByTestId('sent-code')
  await expect(sent).toHaveCount(1)
  const right = (await sent.first().textContent()) ?? ''
  await type(code, right === '000000' ? '111111' : '000000')
  await dialog.getByRole('button', { name: 'Verify' }).click()
  await expect(dialog.getByText('That code isn’t right.')).toBeVisible()
  await expect(code).toHaveAttribute('aria-invalid', 'true')

  const resend = dialog.getByRole('button', { name: /Send a new code/ })
  await expect(resend).toHaveAttribute('aria-disabled', 'true')
  await page.clock.fastForward(31_000)
  await expect(resend).not.toHaveAttribute('aria-disabled', 'true')
  await resend.click()
  await expect(sent).toHaveCount(2)
  const newest = (await sent.first().textContent()) ?? ''
  await type(code, newest)
  await dialog.getByRole('button', { name: 'Verify' }).click()
  await expect(dialog).toBeHidden()

  // The edit left with the fresh token; the new number gets a code of its own.
  await expect(card.getByText(/39.98.42.42/)).toBeVisible()
  await expect(sent).toHaveCount(3)
  await type(card.getByRole('textbox', { name: 'Code' }), (await sent.first().textContent()) ?? '')
  await card.getByRole('button', { name: 'Confirm number' }).click()
  await expect(card.getByRole('status').filter({ hasText: /39.98.42.42/ })).toBeVisible()

  const log = (await fake.requests()).slice(before)
  const starts = to(log, '/identity/v1/passwordless/start')
  const edits = to(log, '/identity/v1/update-phone-number')
  expect(to(log, '/identity/v1/mfa/stepup')).toHaveLength(1)
  expect(starts).toHaveLength(2)
  expect(new Set(starts.map((request) => field(request.body, 'step_up'))).size).toBe(1)
  expect(to(log, '/identity/v1/passwordless/verify').map((request) => request.status)).toEqual([401, 200])
  expect(to(log, '/oauth/token')).toHaveLength(1)
  expect(edits.map((request) => request.status)).toEqual([200])
  expect(readAccessTokenClaims(edits[0]?.headers['authorization'])?.amr).toContain('mfa')
})
