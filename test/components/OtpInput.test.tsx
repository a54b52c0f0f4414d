import { fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode, createRef } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { OtpInput } from '../../src/components/OtpInput/index.js'

afterEach(() => vi.restoreAllMocks())

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
    expect(given).toEqual([screen.getByRole('textbox', { name: 'Two' })])
    unmount()
    expect(object.current).toBeNull()
    expect(given.at(-1)).toBeNull()
  })
})
