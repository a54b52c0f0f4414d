import { type Clock, elapsedSince, instantOf } from './clock.js'
import { tickerOf } from './ticker.js'

/** What is left of one wait, as an external store. */
export interface Countdown {
  subscribe: (onChange: () => void) => () => void
  /** Milliseconds as of the last second that was counted; never negative, never more than the window. */
  getRemaining: () => number
}

/**
 * Measured from here on by wall clock and monotonic clock, whichever is ahead: a clock that is set back can't make
 * anybody wait longer, and one that is set forward or a tab that slept is right at once.
 */
export function createCountdown(clock: Clock, deadline: number, windowMs: number): Countdown {
  const start = instantOf(clock)
  const full = Math.max(0, Math.min(deadline - start.wall, windowMs))
  let remaining = full
  return {
    subscribe(onChange) {
      if (remaining === 0) return () => {}
      const update = (now = instantOf(clock)) => {
        const before = Math.ceil(remaining / 1000)
        const next = Math.max(0, full - Math.max(0, elapsedSince(start, now)))
        if (Math.ceil(next / 1000) === before) return
        remaining = next
        if (next === 0) stop()
        onChange()
      }
      const stop = tickerOf(clock).subscribe(update, start.wall + full)
      update()
      return stop
    },
    getRemaining: () => remaining,
  }
}
