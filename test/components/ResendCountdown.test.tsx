import { act, fireEvent, render, renderHook, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { useCountdown } from '../../src/hooks/useCountdown.js'
import { ResendCountdown } from '../../src/components/ResendCountdown/index.js'
import type { ResendCountdownProps, ResendLabels } from '../../src/components/ResendCountdown/index.js'

const start = Date.UTC(2026, 10, 1, 12)
const labels: ResendLabels = {
  resend: 'Send a new code',
  resendIn: (time) => `Send a new code in ${time}`,
  pending: 'Sending a new code',
  sent: 'A new code is on its way',
  remaining: (seconds) => `${seconds} seconds left`,
  possible: 'You can ask for a new code now',
}

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  vi.useRealTimers()
})

function show(props: Partial<ResendCountdownProps> = {}, { hydrate = false } = {}) {
  const onResend = vi.fn<() => void>()
  const tree = (over: Partial<ResendCountdownProps>) => (
    <StrictMode>
      <ResendCountdown
        deadline={null}
        windowSeconds={60}
        onResend={onResend}
        labels={labels}
        locale="en"
        {...props}
        {...over}
      />
    </StrictMode>
  )
  const container = document.body.appendChild(document.createElement('div'))
  const said: string[] = []
  const listen = () => {
    const region = screen.getByRole('status')
    if (region.textContent) said.push(region.textContent)
    const observer = new MutationObserver(() => said.push(region.textContent ?? ''))
    observer.observe(region, { childList: true, characterData: true, subtree: true })
  }
  if (hydrate) {
    container.innerHTML = renderToString(tree({}))
    listen()
  }
  const { rerender, unmount } = render(tree({}), { container, hydrate })
  if (!hydrate) listen()
  return {
    onResend,
    said,
    unmount,
    button: screen.getByRole('button'),
    rerender: (over: Partial<ResendCountdownProps>) => rerender(tree(over)),
  }
}

async function pass(seconds: number) {
  for (let second = 0; second < seconds; second += 1) await act(() => vi.advanceTimersByTimeAsync(1000))
}

function visible(): string | undefined {
  const state = document.querySelector('[data-component=resend-countdown]')?.getAttribute('data-state') ?? ''
  return document.querySelector(`[data-for=${state}]`)?.textContent ?? undefined
}

describe('Waiting for a new code', () => {
  test('shows the time as a clock does, and keeps the name of the button still', async () => {
    const { button } = show({ deadline: start + 28_000 })
    expect(visible()).toBe('Send a new code in 0:28')
    expect(button).toHaveAccessibleName('Send a new code')
    await pass(1)
    expect(visible()).toBe('Send a new code in 0:27')
    expect(button).toHaveAccessibleName('Send a new code')
  })

  test.each([
    [59, 'en', '0:59'],
    [600, 'en', '10:00'],
    [3725, 'en', '1:02:05'],
    [28, 'ar-EG', '٠:٢٨'],
    [28, 'hi-u-nu-deva', '०:२८'],
  ])('writes %i seconds in %s as %s', (seconds, locale, time) => {
    show({ deadline: start + seconds * 1000, windowSeconds: seconds, locale })
    expect(visible()?.replace(/[\u200e\u200f]/g, '')).toBe(`Send a new code in ${time}`)
  })

  test('says the time at 30 and 10 seconds and when it is over, and nothing in between', async () => {
    const { said } = show({ deadline: start + 60_000, sentAt: start })
    await pass(61)
    expect(said).toEqual([
      'A new code is on its way',
      '30 seconds left',
      '10 seconds left',
      'You can ask for a new code now',
    ])
  })

  test('says what is left after a sleep, once', async () => {
    const { said } = show({ deadline: start + 60_000 })
    await pass(5)
    vi.setSystemTime(start + 56_000)
    await act(async () => {
      window.dispatchEvent(new Event('focus'))
      await Promise.resolve()
    })
    expect(said).toEqual(['4 seconds left'])
  })

  test('says nothing of a wait that was on before it was shown', async () => {
    const { said } = show({ deadline: start + 22_000, sentAt: start - 38_000 })
    await pass(5)
    expect(said).toEqual([])
  })

  test.each([
    ['over', start - 10_000],
    ['on for long', start + 22_000],
  ])('says nothing of a wait that was %s before the page was hydrated', async (_, deadline) => {
    const { said } = show({ deadline }, { hydrate: true })
    await pass(5)
    expect(said).toEqual([])
  })

  test('says the milestones of a wait that a server had written', async () => {
    const { said } = show({ deadline: start + 32_000 }, { hydrate: true })
    await pass(32)
    expect(said).toEqual(['30 seconds left', '10 seconds left', 'You can ask for a new code now'])
  })

  test.each(['disabled', 'pending'])(
    'says that it is possible once it is, and not while %s',
    async (state) => {
      const { said, rerender } = show({ deadline: start + 5000, [state]: true })
      await pass(6)
      expect(said).toEqual([])
      rerender({ [state]: false })
      await pass(1)
      expect(said).toEqual(['You can ask for a new code now'])
      rerender({ [state]: true })
      rerender({ [state]: false })
      await pass(1)
      expect(said).toHaveLength(1)
    },
  )

  test('says nothing while a code is asked for and the host knows no deadline', async () => {
    const { said, rerender } = show({ deadline: start + 40_000 })
    await pass(1)
    rerender({ deadline: null, pending: true })
    await pass(1)
    expect(said).toEqual([])
    rerender({ deadline: Date.now() + 40_000, sentAt: Date.now() })
    await pass(1)
    expect(said).toEqual(['A new code is on its way'])
  })

  test('speaks when the reader has finished the last sentence', () => {
    show()
    expect(screen.getByRole('status')).toHaveAttribute('aria-live', 'polite')
  })

  test('can be pressed as soon as it is over, also between two seconds of the clock', async () => {
    renderHook(() => useCountdown(start + 20_400))
    const { button, onResend } = show({ deadline: start + 2000 })
    await act(() => vi.advanceTimersByTimeAsync(1999))
    fireEvent.click(button)
    expect(onResend).not.toHaveBeenCalled()
    await act(() => vi.advanceTimersByTimeAsync(1))
    fireEvent.click(button)
    expect(onResend).toHaveBeenCalledTimes(1)
  })

  test('asks for nothing when it is pressed, and says how long it still takes', async () => {
    const { button, onResend, said } = show({ deadline: start + 20_000 })
    fireEvent.click(button)
    await pass(0)
    await act(() => Promise.resolve())
    expect(onResend).not.toHaveBeenCalled()
    expect(said).toEqual(['20 seconds left'])
  })

  test('can’t be disabled in a way that drops the focus', async () => {
    const { button, rerender, onResend } = show({ deadline: start + 2000 })
    button.focus()
    expect(button).toHaveAttribute('aria-disabled', 'true')
    await pass(2)
    expect(button).not.toHaveAttribute('aria-disabled')
    fireEvent.click(button)
    expect(onResend).toHaveBeenCalledTimes(1)
    rerender({ pending: true, deadline: null })
    expect(button).toHaveAccessibleName('Sending a new code')
    fireEvent.click(button)
    rerender({ pending: false, deadline: Date.now() + 60_000 })
    fireEvent.click(button)
    rerender({ disabled: true, deadline: null })
    fireEvent.click(button)
    expect(onResend).toHaveBeenCalledTimes(1)
    expect(document.activeElement).toBe(button)
    expect(screen.getByRole('button')).toBe(button)
  })
})

describe('A wait with a name', () => {
  afterEach(() => sessionStorage.clear())

  test('goes on after a reload, when the host has forgotten it', () => {
    const first = show({ deadline: start + 50_000, storageName: 'sms' })
    vi.setSystemTime(start + 20_000)
    first.unmount()
    const { onResend, button } = show({ storageName: 'sms' })
    expect(visible()).toBe('Send a new code in 0:30')
    fireEvent.click(button)
    expect(onResend).not.toHaveBeenCalled()
  })

  test('rule 7: is never longer than the window, and over when it is over', () => {
    show({ deadline: start + 3_600_000, storageName: 'sms', windowSeconds: 30 }).unmount()
    const { unmount } = show({ storageName: 'sms', windowSeconds: 30 })
    expect(visible()).toBe('Send a new code in 0:30')
    unmount()
    vi.setSystemTime(start + 3_600_000)
    show({ storageName: 'sms', windowSeconds: 30 })
    expect(visible()).toBe('Send a new code')
  })
})

describe('A wait with a name that was longer than usual', () => {
  afterEach(() => sessionStorage.clear())

  test.each([30, undefined])('keeps its own window over a reload, also with windowSeconds={%s}', (usual) => {
    show({ deadline: start + 600_000, windowSeconds: 600, storageName: 'sms' }).unmount()
    const { onResend, button, rerender } = show({ storageName: 'sms', windowSeconds: usual })
    expect(visible()).toBe('Send a new code in 10:00')
    fireEvent.click(button)
    expect(onResend).not.toHaveBeenCalled()
    rerender({ deadline: start + 30_000, windowSeconds: 30 })
    expect(visible()).toBe('Send a new code in 0:30')
  })

  test('rule 7: is never longer than that window, where the host gives none after a reload', () => {
    show({ deadline: start + 600_000, windowSeconds: 600, storageName: 'sms' }).unmount()
    vi.setSystemTime(start - 3_600_000)
    show({ storageName: 'sms', windowSeconds: undefined })
    expect(visible()).toBe('Send a new code in 10:00')
  })
})

test('Of two with one name the one that knows no wait leaves what the other keeps', () => {
  show({ deadline: start + 20_000, storageName: 'sms' }).unmount()
  const wait = { storageName: 'sms', onResend: () => {}, labels }
  const { unmount } = render(
    <>
      <ResendCountdown {...wait} deadline={start + 50_000} />
      <ResendCountdown {...wait} deadline={null} />
    </>,
  )
  unmount()
  show({ storageName: 'sms' })
  expect(visible()).toBe('Send a new code in 0:50')
  sessionStorage.clear()
})

describe('A wait with a name and a clock that was set back', () => {
  afterEach(() => sessionStorage.clear())

  test('rule 7: does not begin again with each reload', () => {
    const name = { storageName: 'sms', windowSeconds: 30 }
    show({ deadline: start + 30_000, ...name }).unmount()
    vi.setSystemTime(start - 3_600_000)
    const second = show(name)
    expect(visible()).toBe('Send a new code in 0:30')
    second.unmount()
    vi.setSystemTime(start - 3_600_000 + 20_000)
    show(name)
    expect(visible()).toBe('Send a new code in 0:10')
  })
})

describe('A wait that the host takes away', () => {
  afterEach(() => sessionStorage.clear())

  test('is over, and nothing of it is kept', () => {
    const { rerender, unmount } = show({ deadline: start + 50_000, storageName: 'sms' })
    rerender({ deadline: null })
    expect(visible()).toBe('Send a new code')
    unmount()
    show({ storageName: 'sms' })
    expect(visible()).toBe('Send a new code')
  })

  test('leaves that of another name as it was', () => {
    show({ deadline: start + 50_000, storageName: 'email' }).unmount()
    const { rerender } = show({ deadline: start + 20_000, storageName: 'sms' })
    rerender({ deadline: null, storageName: 'email' })
    expect(visible()).toBe('Send a new code in 0:50')
  })
})

describe('Sending a new code', () => {
  test('is said each time, also with the same words', async () => {
    const { said, rerender } = show({ deadline: start + 5000, windowSeconds: 5 })
    await pass(5)
    const first = Date.now()
    rerender({ deadline: first + 5000, sentAt: first })
    await pass(5)
    rerender({ deadline: Date.now() + 5000, sentAt: Date.now() })
    await act(() => Promise.resolve())
    expect(said).toEqual([
      'You can ask for a new code now',
      'A new code is on its way',
      'You can ask for a new code now',
      'A new code is on its way',
    ])
  })

  test('that only made the wait longer is not said to have been sent', async () => {
    const { said, rerender } = show({ deadline: null, sentAt: start - 60_000 })
    rerender({ deadline: start + 40_000, sentAt: start - 60_000 })
    await pass(1)
    expect(said).toEqual([])
    expect(visible()).toBe('Send a new code in 0:39')
  })
})

test('Without labels and outside a provider it says what to do', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(() => render(<ResendCountdown deadline={null} onResend={() => {}} />)).toThrow('StepUpProvider')
  vi.restoreAllMocks()
})

test('Unmounted during a wait it leaves no timer', () => {
  const { unmount } = show({ deadline: start + 20_000 })
  unmount()
  expect(vi.getTimerCount()).toBe(0)
})
