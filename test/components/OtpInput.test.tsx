import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode, createRef, startTransition, useState } from 'react'
import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { OtpInput } from '../../src/components/OtpInput/index.js'
import { CodeForm } from './code-form.js'

afterEach(() => vi.restoreAllMocks())

function codeBox(): HTMLInputElement {
  return screen.getByRole('textbox', { name: 'Code' })
}

function slots(): string {
  return [...document.querySelectorAll('[data-part=slot]')].map((slot) => slot.textContent || '_').join('')
}

describe('In jsdom, where hosts test', () => {
  test('typing, correcting and pasting work without any help', async () => {
    const user = userEvent.setup()
    const onValueChange = vi.fn<(value: string) => void>()
    const onComplete = vi.fn<(value: string) => void>()
    render(<OtpInput aria-label="Code" onValueChange={onValueChange} onComplete={onComplete} />, {
      wrapper: StrictMode,
    })
    const box = screen.getByRole('textbox', { name: 'Code' })
    await user.type(box, '12x3')
    expect(box).toHaveValue('123')
    expect(slots()).toBe('123___')
    expect(onValueChange.mock.calls).toEqual([['1'], ['12'], ['123']])
    await user.paste('Your code is 654-321')
    expect(box).toHaveValue('654321')
    expect(slots()).toBe('654321')
    expect(onComplete.mock.calls).toEqual([['654321']])
    await user.keyboard('{Backspace}')
    expect(slots()).toBe('65432_')
    await user.clear(box)
    expect(slots()).toBe('______')
  })

  test('fireEvent.change works as on any input', () => {
    const onComplete = vi.fn<(value: string) => void>()
    render(<OtpInput aria-label="Code" onComplete={onComplete} />)
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '123 456' } })
    expect(screen.getByRole('textbox')).toHaveValue('123456')
    expect(onComplete.mock.calls).toEqual([['123456']])
  })

  test('nothing is warned of, mounted, typed into and unmounted', async () => {
    const user = userEvent.setup()
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { rerender, unmount } = render(<OtpInput aria-label="Code" defaultValue="1" />, {
      wrapper: StrictMode,
    })
    await user.type(screen.getByRole('textbox'), '2345')
    rerender(<OtpInput aria-label="Code" value="123" length={4} mask invalid groups={[2, 2]} />)
    expect(slots()).toBe('•••_')
    unmount()
    expect(error).not.toHaveBeenCalled()
  })

  test('the ref is the text box, as an object and as a function', () => {
    const object = createRef<HTMLInputElement>()
    const given: (HTMLInputElement | null)[] = []
    const { unmount } = render(
      <>
        <OtpInput aria-label="One" ref={object} />
        <OtpInput aria-label="Two" ref={(node) => void given.push(node)} />
      </>,
    )
    expect(object.current).toBe(screen.getByRole('textbox', { name: 'One' }))
    expect(given.at(-1)).toBe(screen.getByRole('textbox', { name: 'Two' }))
    unmount()
    expect(object.current).toBeNull()
    expect(given.at(-1)).toBeNull()
  })

  test('a click goes behind what was typed, as on any input', async () => {
    const user = userEvent.setup()
    render(<OtpInput aria-label="Code" />)
    await user.type(codeBox(), '123')
    await user.type(codeBox(), '456')
    expect(codeBox()).toHaveValue('123456')
  })

  test('typing goes on in a box that its host has cleared', async () => {
    const user = userEvent.setup()
    const completed: string[] = []
    function Host() {
      const [code, setCode] = useState('')
      const check = (next: string) => {
        completed.push(next)
        setCode('')
      }
      return <OtpInput aria-label="Code" value={code} onValueChange={setCode} onComplete={check} />
    }
    render(<Host />)
    act(() => codeBox().focus())
    await user.keyboard('123456')
    expect(codeBox()).toHaveValue('')
    expect(slots()).toBe('______')
    await user.keyboard('123456')
    expect(completed).toEqual(['123456', '123456'])
  })

  test('typing goes on after a reset and in a box that was cut', async () => {
    const user = userEvent.setup()
    const { rerender } = render(<OtpInput aria-label="Code" length={8} />, { wrapper: Form })
    act(() => codeBox().focus())
    await user.keyboard('12345678')
    rerender(<OtpInput aria-label="Code" length={6} />)
    await user.keyboard('{Backspace}9')
    expect(codeBox()).toHaveValue('123459')
    codeBox().form?.reset()
    await waitFor(() => expect(slots()).toBe('______'))
    await user.keyboard('65')
    expect(codeBox()).toHaveValue('65')
  })
})

function Form({ children }: { children: ReactNode }) {
  return <form>{children}</form>
}

describe('Completing a code', () => {
  test('a sentence that a script fills in over its first or last digits', () => {
    const onComplete = vi.fn<(value: string) => void>()
    render(<OtpInput aria-label="Code" defaultValue="6" onComplete={onComplete} />)
    fireEvent.change(codeBox(), { target: { value: 'Your code is 123456' } })
    expect(codeBox()).toHaveValue('123456')
    expect(onComplete.mock.calls).toEqual([['123456']])
  })

  test('a value that a script sets is reported by its event, also when the host renders in between', () => {
    const onComplete = vi.fn<(value: string) => void>()
    const { rerender } = render(<OtpInput aria-label="Code" onComplete={onComplete} />)
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(codeBox(), '123456')
    rerender(<OtpInput aria-label="Code" onComplete={onComplete} title="Six digits" />)
    fireEvent.input(codeBox())
    expect(onComplete.mock.calls).toEqual([['123456']])
  })

  test.each(['onValueChange', 'onChange'])('is none when %s has emptied the box', async (handler) => {
    const user = userEvent.setup()
    const told = { changes: [] as string[], completed: [] as string[] }
    const empty = () => {
      if (codeBox().value.length === 6) codeBox().value = ''
    }
    render(
      <OtpInput
        aria-label="Code"
        onChange={handler === 'onChange' ? empty : undefined}
        onValueChange={(next) => {
          told.changes.push(next)
          if (handler === 'onValueChange') empty()
        }}
        onComplete={(next) => told.completed.push(next)}
      />,
    )
    act(() => codeBox().focus())
    await user.keyboard('123456')
    expect(codeBox()).toHaveValue('')
    expect(told.completed).toEqual([])
    await user.keyboard('1')
    expect(told.changes.at(-1)).toBe('1')
    expect(slots()).toBe('1_____')
  })

  test('hides the slot and the caret of a box that is disabled by it, and shows them afterwards', async () => {
    const user = userEvent.setup()
    const places = () => document.querySelectorAll('[data-active], [data-caret]').length
    const { rerender } = render(<OtpInput aria-label="Code" />)
    act(() => codeBox().focus())
    await user.keyboard('123')
    expect(places()).toBe(1)
    rerender(<OtpInput aria-label="Code" disabled />)
    expect(places()).toBe(0)
    rerender(<OtpInput aria-label="Code" />)
    expect(places()).toBe(1)
  })
})

describe('Submitting by itself', () => {
  test.each([
    ['in a transition', (answer: () => void) => startTransition(answer)],
    ['a moment later', (answer: () => void) => queueMicrotask(() => act(answer))],
  ])('waits for a host that takes the code %s', async (_when, take) => {
    const user = userEvent.setup()
    const sent: string[] = []
    render(<CodeForm take={take} sent={sent} />)
    act(() => codeBox().focus())
    for (const key of '123456') {
      await user.keyboard(key)
      await waitFor(() => expect(codeBox().value.endsWith(key)).toBe(true))
    }
    await waitFor(() => expect(sent).toEqual(['123456']))
  })

  test('does not do it for a later value after the host refused a code and the person went on', async () => {
    const user = userEvent.setup()
    const sent: string[] = []
    render(<CodeForm take={(answer) => answer()} refuses="123456" sent={sent} />)
    act(() => codeBox().focus())
    await user.keyboard('123456')
    expect(codeBox()).toHaveValue('12345')
    await user.keyboard('{Backspace}')
    expect(codeBox()).toHaveValue('1234')
    await user.click(screen.getByRole('button', { name: 'Fill' }))
    expect(codeBox()).toHaveValue('654321')
    expect(sent).toEqual([])
  })
})

describe('Typed before React was there', () => {
  const filled: [what: string, typed: string, kept: string][] = [
    ['one digit too many', '1234567', '123456'],
    ['a code with its formatting', '123-456', '123456'],
  ]
  test.each(filled)('%s does not cost what was typed', (_what, typed, kept) => {
    const changes: string[] = []
    const page = <OtpInput aria-label="Code" onValueChange={(next) => changes.push(next)} />
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = renderToString(page)
    codeBox().value = typed
    render(page, { container, hydrate: true })
    expect(codeBox()).toHaveValue(kept)
    expect(changes).toEqual([kept])
  })
})

test('Unmounted after two resets in a row it leaves no timer', () => {
  vi.useFakeTimers()
  const { unmount } = render(<OtpInput aria-label="Code" />, { wrapper: Form })
  codeBox().form?.reset()
  codeBox().form?.reset()
  unmount()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})
