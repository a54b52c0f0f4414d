import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { computeAccessibleDescription, computeAccessibleName, getRole } from 'dom-accessibility-api'
import { StrictMode } from 'react'
import { afterEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { createReachFiveClient } from '../../src/client/index.js'
import { StepUpProvider } from '../../src/index.js'
import { en } from '../../src/messages/locales/en.js'
import { createFakeReachFive } from '../../src/testing/index.js'
import '../../src/styles/index.css'
import { Save } from './StepUp.support.js'

/** What a screen reader would say: what gets the focus, with role, name, state and description, and the live regions. */
function listen() {
  const said: string[] = []
  const describe = (element: Element) =>
    [
      getRole(element),
      `“${computeAccessibleName(element)}”`,
      element instanceof HTMLInputElement &&
        element.type === 'text' &&
        element.value &&
        `holds ${element.value}`,
      element.getAttribute('aria-invalid') === 'true' && 'invalid',
      element.getAttribute('aria-disabled') === 'true' && 'unavailable',
      computeAccessibleDescription(element) && `(${computeAccessibleDescription(element)})`,
    ]
      .filter(Boolean)
      .join(' ')
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof Element) || target === document.body) return
    const dialog = target.closest('dialog')
    const entered = dialog && !inside.has(dialog) ? dialog : undefined
    if (entered) {
      inside.add(entered)
      said.push(describe(entered))
    }
    said.push(describe(target))
  }
  const inside = new WeakSet<Element>()
  const observer = new MutationObserver((records) => {
    const regions = new Set<Element>()
    for (const { target, addedNodes } of records) {
      const node = target instanceof Element ? target : target.parentElement
      const region = node?.closest('[aria-live]')
      if (region) regions.add(region)
      for (const added of addedNodes) {
        // An alert is said when it appears; a polite region that appears with its text is not.
        if (added instanceof Element)
          for (const alert of [added, ...added.querySelectorAll('*')])
            if (alert.getAttribute('role') === 'alert') regions.add(alert)
      }
    }
    for (const region of regions) if (region.textContent) said.push(`says: ${region.textContent}`)
  })
  document.addEventListener('focusin', onFocus)
  observer.observe(document.body, { childList: true, characterData: true, subtree: true })
  return {
    /** What was said since it was asked last. */
    take: () => said.splice(0),
    stop() {
      document.removeEventListener('focusin', onFocus)
      observer.disconnect()
    },
  }
}

let reader: ReturnType<typeof listen> | undefined
afterEach(() => reader?.stop())

/** Waits until exactly this was said. */
async function expectToHear(...sentences: string[]): Promise<void> {
  const heard: string[] = []
  await expect
    .poll(() => {
      heard.push(...(reader?.take() ?? []))
      return heard
    })
    .toEqual(sentences)
}

it('a screen reader tells the whole way: fill, wrong code, correct it, wait, resend', async () => {
  const fake = createFakeReachFive()
  fake.openSession()
  const client = createReachFiveClient(fake.clientOptions)
  await render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <StepUpProvider client={client} messages={en} codeLength={6} clock={fake.clock}>
          <Save />
        </StepUpProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
  const save = page.getByRole('button', { name: 'Save' })
  save.element().focus()
  // Once for what is loaded on demand, which may come before or after the dialog.
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('radio', { checked: true })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(save).toHaveFocus()
  reader = listen()

  await userEvent.keyboard('{Enter}')
  await expectToHear(
    'dialog “Confirm it’s you” (To keep your account safe, we need to check that it’s really you.)',
    'heading “Confirm it’s you”',
    'radio “Email”',
  )

  await userEvent.keyboard('{Enter}')
  await expectToHear(
    'says: Sending your code…',
    'textbox “Code” (We sent a code to your email address. It may take a minute to arrive. If you can’t find it, look among your junk mail.)',
  )

  await userEvent.keyboard(`${fake.lastCode() === '000000' ? '111111' : '000000'}{Enter}`)
  await expectToHear('says: Checking your code…', 'says: That code isn’t right. Check it and try again.')
  const code = page.getByRole('textbox', { name: 'Code' })
  await expect.element(code).toHaveFocus()
  await expect.element(code).toHaveAttribute('aria-invalid', 'true')
  expect(computeAccessibleDescription(code.element())).toContain('That code isn’t right.')

  await userEvent.keyboard('2')
  await expect.element(code).toHaveValue('2')
  await expect.element(code).not.toHaveAttribute('aria-invalid')
  expect(computeAccessibleDescription(code.element())).not.toContain('That code isn’t right.')

  fake.clock.advance(secondsLeft() * 1000 - 10_000)
  await expectToHear('says: You can ask for a new code in 10 seconds.')
  await userEvent.tab()
  await expectToHear('button “Send a new code” unavailable')
  fake.clock.advance(10_000)
  await expectToHear('says: You can ask for a new code now.')

  await userEvent.keyboard('{Enter}')
  await expectToHear(
    'says: Sending your code…',
    'textbox “Code” holds 2 (We sent a code to your email address. It may take a minute to arrive. If you can’t find it, look among your junk mail.)',
    'says: A new code is on its way.',
  )
  await userEvent.keyboard('{Control>}a{/Control}')
  await userEvent.keyboard(`${fake.lastCode()}{Enter}`)
  await expectToHear('says: Checking your code…', 'button “Save”')
})

/** As the resend button shows it. */
function secondsLeft(): number {
  const time = document.querySelector('[data-component=resend-countdown]')?.textContent ?? ''
  const [, minutes = '', seconds = ''] = /(\d+):(\d\d)/.exec(time) ?? []
  return Number(minutes) * 60 + Number(seconds)
}
