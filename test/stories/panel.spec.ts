import { expect, test } from '@playwright/test'
import { collectErrors } from './storybook.js'

/** The Storybook as a designer opens it: the whole page, and not one story alone. */
test('the panel shows what was sent, and its sliders move the time', async ({ page, baseURL }) => {
  const errors = collectErrors(page, baseURL ?? '')
  await page.goto('?path=/story/prompt-stepupprompt--one-factor')
  const story = page.frameLocator('#storybook-preview-iframe')
  await expect(story.getByRole('textbox', { name: 'Code' })).toBeVisible()
  await page.getByRole('tab', { name: 'ReachFive' }).click()
  const panel = page.getByRole('tabpanel', { name: 'ReachFive' })
  const code = await panel.getByRole('strong').first().textContent()
  expect(code).toMatch(/^\d{6}$/)
  await expect(panel).toContainText('POST passwordless/start')

  await panel.getByRole('slider', { name: /new code/ }).fill('7')
  await expect(story.getByText(/^Send a new code in 0:0[1-7]$/)).toBeVisible()
  await panel.getByRole('slider', { name: /new code/ }).fill('0')
  await expect(story.getByRole('button', { name: 'Send a new code' })).toBeEnabled()

  await story.getByRole('textbox', { name: 'Code' }).fill(code ?? '')
  await story.getByRole('button', { name: 'Verify' }).click()
  await expect(story.getByRole('heading', { name: 'It’s confirmed' })).toBeVisible()
  await panel.getByRole('slider', { name: /grant/ }).fill('0')
  await expect(story.getByRole('heading', { name: 'It’s confirmed' })).toBeHidden()
  expect(errors).toEqual([])
})

test('the toolbar sets language, theme, network and persona', async ({ page }) => {
  await page.goto('?path=/story/prompt-stepupprompt--playground')
  const story = page.frameLocator('#storybook-preview-iframe')
  const choose = async (toolbar: string, choice: string) => {
    await page.getByRole('button', { name: new RegExp(`^${toolbar}`) }).click()
    await page.getByRole('option', { name: choice }).click()
  }
  await expect(story.getByRole('button', { name: 'Continue' })).toBeVisible()
  await choose('Theme', 'Brand: dense and square')
  await expect(story.locator('html')).toHaveAttribute('data-stepup-theme', 'dense')
  await choose('Language', 'العربية (ar)')
  await expect(story.locator('html')).toHaveAttribute('dir', 'rtl')
  await choose('Language', 'English (en)')
  await choose('Persona', 'Sami: text message only')
  await choose('Network', '429: wait 30 seconds')
  await story.getByRole('button', { name: 'Continue' }).click()
  await expect(story.getByRole('alert')).toContainText('too many attempts')
})

for (const id of ['start-here', 'theming', 'states', 'accessibility', 'content-guide', 'recipes']) {
  test(`the page ${id} shows itself, without an error and without leaving`, async ({ page, baseURL }) => {
    const errors = collectErrors(page, baseURL ?? '')
    await page.goto(`iframe.html?id=${id}--docs&viewMode=docs`)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await expect(page.locator('#storybook-docs')).not.toContainText('| -')
    expect(errors).toEqual([])
  })
}
