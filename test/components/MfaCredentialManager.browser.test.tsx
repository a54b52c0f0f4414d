import axe from 'axe-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { MfaCredentialManager } from '../../src/components/MfaCredentialManager/index.js'
import { TrustedDeviceManager } from '../../src/components/TrustedDeviceManager/index.js'
import { createWorld, pageOf, type WorldOptions } from './account.world.js'
import '../../src/styles/index.css'

async function open(options: WorldOptions = {}) {
  const world = createWorld(options)
  await render(
    pageOf(
      <main>
        <MfaCredentialManager />
        <TrustedDeviceManager />
      </main>,
      world,
      { codeLength: 6, trustDevice: 'offer' },
    ),
  )
  return world
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const heading = page.getByRole('heading', { name: 'Two-step verification' })

async function expectSound(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { 'page-has-heading-one': { enabled: false }, region: { enabled: false } },
  })
  expect(
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`)),
  ).toEqual([])
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth)
}

beforeEach(() => page.viewport(320, 800))

describe('the account lists in a browser', () => {
  test('a removal is done by keyboard alone, and the focus goes to the title', async () => {
    await open({ amr: ['pwd', 'mfa'] })
    await expect.element(button(/^Remove the email/)).toBeVisible()
    const row = button(/^Remove the email/).element()
    if (row instanceof HTMLElement) row.focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('dialog')).toBeVisible()
    await userEvent.tab()
    await expect.element(button('Remove')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.getByRole('dialog').elements().length).toBe(0)
    await expect.element(heading).toHaveFocus()
    await expect.poll(() => page.getByRole('button', { name: /^Remove the/ }).elements().length).toBe(1)
    await expect.element(heading).toHaveFocus()
  })

  test('a row ends with its last action as far from the frame as it begins with its icon', async () => {
    await page.viewport(720, 800)
    await open()
    await expect.element(button(/^Remove the email/)).toBeVisible()
    const action = button(/^Remove the email/).element()
    const item = action.closest('[data-part="item"]')
    const icon = item?.querySelector('[data-part="icon"]')
    const text = action.querySelector('[data-part="button-content"]')
    if (!item || !icon || !text) throw new Error('The row lacks a part.')
    const frame = item.getBoundingClientRect()
    const start = icon.getBoundingClientRect().left - frame.left
    const end = frame.right - text.getBoundingClientRect().right
    // The button has a border.
    expect(Math.abs(end - start)).toBeLessThanOrEqual(1)
  })

  test('every state is sound to axe and fits 320 pixels', async () => {
    await open({ seed: 'emailOnly' })
    await expect.element(button('Show trusted devices')).toBeVisible()
    await expect.element(button('Add phone number')).toBeVisible()
    await expectSound()
    await button(/^Remove the email/).click()
    await expect.element(page.getByRole('dialog')).toBeVisible()
    // The dialog fades in, and faded text has no contrast.
    await Promise.all(document.getAnimations().map(({ finished }) => finished))
    await expectSound()
    await userEvent.keyboard('{Escape}')
    await button('Add phone number').click()
    await expect.element(page.getByRole('checkbox')).toBeVisible()
    await expectSound()
  })
})
