import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { createReachFiveClient } from '../../src/client/index.js'
import { StepUpProvider, StepUpRequiredError } from '../../src/index.js'
import { en } from '../../src/messages/locales/en.js'
import { createFakeReachFive } from '../../src/testing/index.js'
import '../../src/styles/index.css'
import { Save, type SaveProps } from './StepUp.support.js'

async function open(props: SaveProps = {}) {
  const fake = createFakeReachFive()
  fake.openSession()
  const { accessToken } = fake.issueTokens('smsAndEmail')
  const client = createReachFiveClient({ ...fake.clientOptions, getAccessToken: () => accessToken })
  await render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <StepUpProvider client={client} messages={en} codeLength={6}>
          <Save {...props} />
          <a href="#elsewhere">Elsewhere</a>
        </StepUpProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
  const save = page.getByRole('button', { name: 'Save' })
  // By keyboard: not every engine gives a clicked button the focus.
  save.element().focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('radio', { checked: true })).toHaveFocus()
  return { fake, save }
}

const dialog = page.getByRole('dialog', { name: 'Confirm it’s you' })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const code = page.getByRole('textbox', { name: 'Code' })
const height = () => Math.round(dialog.element().getBoundingClientRect().height)

describe('StepUpDialog in a browser', () => {
  afterEach(async () => {
    document.documentElement.dir = 'ltr'
    await page.viewport(1024, 720)
  })

  it.each([1024, 320])(
    '%i px: the close icon is on the line of the title, at the edge of the content',
    async (width) => {
      await page.viewport(width, 720)
      await open()
      const box = (selector: string) => dialog.element().querySelector(selector)?.getBoundingClientRect()
      const icon = box('[data-part="close"] svg')
      const title = box('[data-part="title"]')
      const form = box('[data-part="form"]')
      if (!icon || !title || !form) throw new Error('The dialog lacks a part.')
      expect(Math.abs(icon.top + icon.height / 2 - (title.top + 13))).toBeLessThanOrEqual(2)
      expect(Math.abs(icon.right - form.right)).toBeLessThanOrEqual(2)
    },
  )

  it('keeps the focus in the dialog', async () => {
    await open()
    for (let press = 0; press < 12; press += 1) {
      await userEvent.tab()
      const { activeElement } = document
      expect(activeElement === document.body || dialog.element().contains(activeElement)).toBe(true)
    }
  })

  it('rule 6: Escape cancels, and the focus returns to the control that caused it', async () => {
    const { save } = await open()
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog).not.toBeInTheDocument()
    await expect.element(page.getByRole('status', { name: 'Save outcome' })).toHaveTextContent(/Cancelled/)
    await expect.element(save).toHaveFocus()
  })

  it('rule 6: the focus returns to a button that was disabled long before the dialog opened', async () => {
    let lostFocus = false
    const { save } = await open({
      requirement: 'whenRefused',
      async run() {
        await expect.poll(() => document.activeElement).toBe(document.body)
        lostFocus = true
        throw new StepUpRequiredError('The number protects the account.', 'mfa')
      },
    })
    expect(lostFocus).toBe(true)
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog).not.toBeInTheDocument()
    await expect.element(save).toHaveFocus()
  })

  it('rule 6: nothing keeps it open against Escape, and it opens again', async () => {
    const { save } = await open()
    await userEvent.keyboard('{Escape}{Escape}')
    await expect.element(dialog).not.toBeInTheDocument()
    await save.click()
    await expect.element(dialog).toBeVisible()
  })

  it('rule 4: a click beside it does not cancel, and the code that was typed stays', async () => {
    await open()
    await button('Send code').click()
    await code.fill('12')
    document
      .elementFromPoint(4, 4)
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: 4, clientY: 4 }))
    await expect.element(code).toHaveValue('12')
  })

  it('the focus is never lost on the way, and goes back when the button can take it again', async () => {
    const { fake, save } = await open()
    await button('Send code').click()
    await expect.element(code).toHaveFocus()
    await userEvent.keyboard(`${fake.lastCode() === '000000' ? '111111' : '000000'}{Enter}`)
    await expect.element(code).toHaveAttribute('aria-invalid', 'true')
    await expect.element(code).toHaveFocus()
    // The wrong code is selected: typing replaces it.
    await userEvent.keyboard(fake.lastCode())
    await expect.element(code).toHaveValue(fake.lastCode())
    await button('Use another way').click()
    await expect.element(page.getByRole('radio', { checked: true })).toHaveFocus()
    await button('Back').click()
    await expect.element(code).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('status', { name: 'Save outcome' })).toHaveTextContent('saved')
    await expect.element(save).toHaveFocus()
  })

  it('does not jump: it is as high when choosing, sending, entering, wrong and failing', async () => {
    const { fake } = await open()
    const choosing = height()
    fake.failNext('passwordless/start', { status: 200, delayMs: 50, body: '{"challenge_id":"x"}' })
    await button('Send code').click()
    expect(height()).toBe(choosing)
    await expect.element(code).toHaveFocus()
    expect(height()).toBe(choosing)
    await code.fill('000000')
    await button('Verify').click()
    await expect.element(code).toHaveAttribute('aria-invalid', 'true')
    expect(height()).toBe(choosing)
  })

  it.each([
    [280, 'ltr'],
    [280, 'rtl'],
    [320, 'ltr'],
    [320, 'rtl'],
    [1024, 'rtl'],
  ] as const)('fits a page of %i px, %s', async (width, direction) => {
    await page.viewport(width, 720)
    document.documentElement.dir = direction
    await open()
    await userEvent.keyboard('{Enter}')
    await expect.element(code).toHaveFocus()
    for (const element of [document.documentElement, dialog.element()]) {
      expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth)
    }
  })

  it('leaves somebody alone who has moved on while the call was sent', async () => {
    let release = (_text: string) => {}
    const { fake, save } = await open({
      run: () =>
        new Promise<string>((resolve) => {
          release = resolve
        }),
    })
    await button('Send code').click()
    await expect.element(code).toHaveFocus()
    await userEvent.keyboard(`${fake.lastCode()}{Enter}`)
    await expect.element(dialog).not.toBeInTheDocument()
    const elsewhere = page.getByRole('link', { name: 'Elsewhere' })
    await elsewhere.click()
    release('saved')
    await expect.element(save).toBeEnabled()
    await expect.element(elsewhere).toHaveFocus()
  })
})
