import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, useState } from 'react'
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { createReachFiveClient } from '../../src/client/index.js'
import { PhoneNumberField } from '../../src/components/PhoneNumberEditor/index.js'
import { StepUpProvider } from '../../src/components/StepUpProvider/index.js'
import { en } from '../../src/messages/locales/en.js'
import { createFakeReachFive } from '../../src/testing/index.js'
import '../../src/styles/index.css'

function Host({ initial }: { initial: string }) {
  const [value, setValue] = useState(initial)
  return (
    <div data-stepup-kit="">
      <PhoneNumberField value={value} onValueChange={setValue} defaultCountry="FR" />
      <output aria-label="value">{value}</output>
    </div>
  )
}

async function show(initial = '', direction = 'ltr') {
  const client = createReachFiveClient(createFakeReachFive().clientOptions)
  const screen = await render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <StepUpProvider client={client} messages={en}>
          <div dir={direction}>
            <Host initial={initial} />
          </div>
        </StepUpProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
  await expect.element(screen.getByRole('combobox', { name: 'Country' })).toBeInTheDocument()
  const input = screen.getByRole('textbox', { name: 'Phone number' }).element()
  if (!(input instanceof HTMLInputElement)) throw new Error('The field is no input')
  const caretAt = (position: number) => {
    input.focus()
    input.setSelectionRange(position, position)
  }
  /** The text with the caret in it. */
  const shown = () => {
    const at = input.selectionStart ?? 0
    return `${input.value.slice(0, at)}|${input.value.slice(at)}`
  }
  return { screen, input, caretAt, shown, value: () => screen.getByRole('status', { name: 'value' }) }
}

describe('The caret of a phone field', () => {
  test('stays behind the digit that was typed in the middle', async () => {
    const { caretAt, shown } = await show('+33612345678')
    caretAt(2)
    await userEvent.keyboard('{Delete}')
    expect(shown()).toBe('06| 23 45 67 8')
    await userEvent.keyboard('9')
    expect(shown()).toBe('06 9|2 34 56 78')
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{Backspace}')
    expect(shown()).toBe('06 9|3 45 67 8')
  })

  test('goes through a separator with Backspace, one digit a press', async () => {
    const { caretAt, shown } = await show('+33612345678')
    caretAt(6)
    await userEvent.keyboard('{Backspace}')
    expect(shown()).toBe('06 1|3 45 67 8')
    await userEvent.keyboard('{Backspace}{Backspace}{Backspace}')
    expect(shown()).toBe('|345678')
  })

  test('empties a number with brackets by Backspace alone', async () => {
    const { input, shown } = await show('+12133734253')
    input.focus()
    input.setSelectionRange(20, 20)
    for (let presses = 0; presses < 10; presses += 1) await userEvent.keyboard('{Backspace}')
    expect(shown()).toBe('|')
  })

  test('is at the end while typing on', async () => {
    const { input, shown } = await show()
    input.focus()
    await userEvent.keyboard('+33612345678')
    expect(shown()).toBe('+33 6 12 34 56 78|')
  })

  test('does not move when a letter is typed', async () => {
    const { caretAt, shown } = await show('+33612345678')
    caretAt(4)
    await userEvent.keyboard('x')
    expect(shown()).toBe('06 1|2 34 56 78')
  })

  test('replaces a selection and stays behind what was typed', async () => {
    const { input, shown, value } = await show('+33612345678')
    input.focus()
    input.setSelectionRange(3, 8)
    await userEvent.keyboard('9')
    expect(shown()).toBe('06 9|5 67 8')
    await expect.element(value()).toHaveTextContent('+33695678')
  })
})

describe('A phone field', () => {
  test('takes what the browser fills in, in international form', async () => {
    const { input, value, screen } = await show()
    // As autofill does it: the value by the native setter, and an event without an input type.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, '+351912345678')
    input.dispatchEvent(new Event('input', { bubbles: true }))
    await expect.element(value()).toHaveTextContent('+351912345678')
    expect(input.value).toBe('912 345 678')
    await expect.element(screen.getByRole('combobox', { name: 'Country' })).toHaveValue('PT')
  })

  test('reads from left to right in a page that does not', async () => {
    const { input } = await show('+33612345678', 'rtl')
    expect(getComputedStyle(input).direction).toBe('ltr')
    const country = page.getByRole('combobox', { name: 'Country' }).element().getBoundingClientRect()
    expect(country.right).toBeLessThanOrEqual(input.getBoundingClientRect().left + 1)
  })

  test('fits into 320 pixels and moves nothing when its library has come', async () => {
    await page.viewport(320, 600)
    const { input } = await show('+33612345678')
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
    expect(input.getBoundingClientRect().width).toBeGreaterThan(120)
    await page.viewport(1280, 1024)
  })
})
