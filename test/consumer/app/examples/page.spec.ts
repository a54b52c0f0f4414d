import { expect, test } from '@playwright/test'
import { fakeApi, StepUpDialogPage } from 'stepup-kit/testing/playwright'

test('the number is changed after a step-up, once', async ({ page }) => {
  const fake = fakeApi(page.request)
  await fake.reset()
  await fake.openSession()
  await page.goto('/examples/')
  await page.getByRole('button', { name: 'Change number' }).click()
  await new StepUpDialogPage(page).complete(fake, { factor: 'sms' })
  await expect(page.getByRole('status').filter({ hasText: '+33612345678' })).toBeVisible()
  const edits = (await fake.requests()).filter(({ endpoint }) => endpoint === 'update-phone-number')
  expect(edits).toHaveLength(1)
})
