import { act, render, renderHook } from '@testing-library/react'
import { Profiler, StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { useCountdown } from '../../src/hooks/useCountdown.js'
import type { Clock } from '../../src/internal/clock.js'

const start = Date.UTC(2026, 10, 1, 12, 0, 0, 400)

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  show()
  vi.useRealTimers()
})

function setHidden(hidden: boolean) {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
  act(() => void document.dispatchEvent(new Event('visibilitychange')))
}
const hide = () => setHidden(true)
const show = () => setHidden(false)

function pass(ms: number) {
  act(() => void vi.advanceTimersByTime(ms))
}

function count(deadline: number | null, windowSeconds?: number) {
  return renderHook(() => useCountdown(deadline, { windowSeconds }), { wrapper: StrictMode })
}

describe('Counting down to a deadline', () => {
  test('goes through every second once, is over at the deadline, and then has no timer', () => {
    const seen: number[] = []
    const { result } = renderHook(() => {
      const state = useCountdown(start + 3000, { windowSeconds: 3 })
      if (seen.at(-1) !== state.remainingSeconds) seen.push(state.remainingSeconds)
      return state
    })
    expect(result.current).toEqual({ remainingMs: 3000, remainingSeconds: 3, isOver: false })
    pass(1000)
    pass(1000)
    pass(999)
    expect(result.current.isOver).toBe(false)
    pass(1)
    expect(result.current).toEqual({ remainingMs: 0, remainingSeconds: 0, isOver: true })
    expect(seen).toEqual([3, 2, 1, 0])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('of a part of a second rounds up', () => {
    expect(count(start + 2300).result.current.remainingSeconds).toBe(3)
  })

  test('is over for a deadline in the past and for none', () => {
    expect(count(start - 5000).result.current).toEqual({ remainingMs: 0, remainingSeconds: 0, isOver: true })
    expect(count(null).result.current.isOver).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('goes on to a later deadline', () => {
    const { result, rerender } = renderHook(({ deadline }) => useCountdown(deadline, { windowSeconds: 60 }), {
      initialProps: { deadline: start + 2000 },
    })
    pass(2000)
    expect(result.current.isOver).toBe(true)
    rerender({ deadline: start + 32_000 })
    expect(result.current.remainingSeconds).toBe(30)
    pass(1000)
    expect(result.current.remainingSeconds).toBe(29)
  })

  test('is not begun again by a remount', () => {
    const first = count(start + 30_000, 30)
    pass(12_000)
    first.unmount()
    expect(vi.getTimerCount()).toBe(0)
    pass(3000)
    expect(count(start + 30_000, 30).result.current.remainingSeconds).toBe(15)
  })
})

describe('A page that sleeps', () => {
  test('has no timer while it is hidden and the right time as soon as it is shown', () => {
    const { result } = count(start + 60_000, 60)
    pass(5000)
    hide()
    expect(vi.getTimerCount()).toBe(0)
    vi.setSystemTime(start + 47_000)
    expect(result.current.remainingSeconds).toBe(55)
    show()
    expect(result.current.remainingSeconds).toBe(13)
    pass(1000)
    expect(result.current.remainingSeconds).toBe(12)
  })

  test.each(['focus', 'pageshow'])('is right at once on %s', (event) => {
    const { result } = count(start + 60_000, 60)
    vi.setSystemTime(start + 50_000)
    act(() => void window.dispatchEvent(new Event(event)))
    expect(result.current.remainingSeconds).toBe(10)
  })

  test('is over at once when the deadline went by meanwhile', () => {
    const { result } = count(start + 10_000, 60)
    hide()
    vi.setSystemTime(start + 3_600_000)
    show()
    expect(result.current).toEqual({ remainingMs: 0, remainingSeconds: 0, isOver: true })
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('A clock that is set', () => {
  test('back neither shows more than before nor makes anybody wait longer', () => {
    const { result } = count(start + 30_000, 30)
    pass(10_000)
    vi.setSystemTime(start - 3_600_000)
    act(() => void window.dispatchEvent(new Event('focus')))
    expect(result.current.remainingSeconds).toBe(20)
    pass(20_000)
    expect(result.current.isOver).toBe(true)
  })

  test('rule 7: back before the wait is seen shows the whole window at most', () => {
    const { result } = count(start + 3_600_000, 30)
    expect(result.current.remainingSeconds).toBe(30)
    pass(30_000)
    expect(result.current.isOver).toBe(true)
  })

  test('forward ends the wait', () => {
    const { result } = count(start + 30_000, 30)
    vi.setSystemTime(start + 86_400_000)
    pass(1000)
    expect(result.current.remainingMs).toBe(0)
  })
})

describe('Many countdowns on a page', () => {
  test('share one timer that wakes once a second, and re-render nothing but themselves', () => {
    const commits = { page: 0, counts: 0 }
    function Count({ offset }: { offset: number }) {
      const { remainingSeconds } = useCountdown(start + 60_000 + offset, { windowSeconds: 61 })
      return <Profiler id="count" onRender={() => (commits.counts += 1)}>{`${remainingSeconds} `}</Profiler>
    }
    function Page() {
      return (
        <Profiler id="page" onRender={() => (commits.page += 1)}>
          <p />
        </Profiler>
      )
    }
    // A few milliseconds apart, as prompts that were opened one after another are.
    render(
      <>
        <Page />
        {Array.from({ length: 50 }, (_, index) => (
          <Count key={index} offset={index * 7} />
        ))}
      </>,
    )
    expect(vi.getTimerCount()).toBe(1)
    const wakes = vi.spyOn(globalThis, 'setTimeout')
    const before = commits.counts
    for (let second = 0; second < 10; second += 1) pass(1000)
    expect(wakes.mock.calls.length).toBeLessThanOrEqual(11)
    expect(commits.page).toBe(1)
    expect(commits.counts - before).toBe(500)
    wakes.mockRestore()
  })
})

describe('A timer that comes late by a few milliseconds', () => {
  test('skips no second and shows none twice', () => {
    let late = 0
    const clock: Clock = { now: () => Date.now() + late }
    renderHook(() => useCountdown(start + 10_000, { clock }))
    const seen: number[] = []
    renderHook(() => {
      const { remainingSeconds } = useCountdown(start + 9005, { clock })
      if (seen.at(-1) !== remainingSeconds) seen.push(remainingSeconds)
    })
    for (const next of [2, 8, 1, 9, 3]) {
      late = next
      pass(1000)
    }
    expect(seen.map((second, index) => second - (seen[index + 1] ?? second - 1))).toEqual(seen.map(() => 1))
    expect(seen.length).toBeGreaterThanOrEqual(5)
  })
})

describe('A timer that comes before its second', () => {
  test.each([
    ['by a coarse clock', (now: number) => Math.floor(now / 100) * 100, 50],
    ['by a millisecond', (now: number) => now - (now % 1000 === 400 ? 1 : 0), 0],
  ])('%s wakes once a second all the same', (_how, read, phase) => {
    const clock: Clock = { now: () => read(Date.now()) }
    const { result } = renderHook(() => useCountdown(start + 20_000 + phase, { clock }))
    pass(1000)
    const wakes = vi.spyOn(globalThis, 'setTimeout')
    pass(10_000)
    expect(wakes.mock.calls.length).toBeLessThanOrEqual(10)
    expect(result.current.remainingSeconds).toBe(phase ? 10 : 9)
    wakes.mockRestore()
  })
})

describe('A clock of one’s own', () => {
  test('is followed, and at once when it says that it jumped', () => {
    let now = 1000
    const jumps = new Set<() => void>()
    const clock: Clock = {
      now: () => now,
      subscribe(onJump) {
        jumps.add(onJump)
        return () => jumps.delete(onJump)
      },
    }
    const { result, unmount } = renderHook(() => useCountdown(31_000, { clock, windowSeconds: 30 }))
    expect(result.current.remainingSeconds).toBe(30)
    now += 12_000
    act(() => {
      for (const onJump of jumps) onJump()
    })
    expect(result.current.remainingSeconds).toBe(18)
    unmount()
    expect(jumps.size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})
