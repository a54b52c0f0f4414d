import { type Clock, elapsedSince, type Instant, instantOf } from './clock.js'
import { tickerOf } from './ticker.js'

/** What is left of one wait, as an external store. */
export interface Countdown {
  subscribe: (onChange: () => void) => () => void
  /** Milliseconds as of the last second that was counted; never negative, never more than the window. */
  getRemaining: () => number
  /** Whether it is over at this moment, which the last second that was counted may be too old to know. */
  isOver: () => boolean
}

/**
 * Measured from here on by wall clock and monotonic clock, whichever is ahead: a clock that is set back can't make
 * anybody wait longer, and one that is set forward or a tab that slept is right at once.
 */
export function createCountdown(clock: Clock, deadline: number, windowMs: number): Countdown {
  const start = instantOf(clock)
  const asked = deadline - start.wall
  // A window that is no number is no limit; a deadline that is none, or has no end, is no wait.
  const limited = asked > windowMs ? windowMs : asked
  const full = limited > 0 && limited < Infinity ? limited : 0
  let remaining = full
  const measure = (now: Instant) => Math.max(0, full - Math.max(0, elapsedSince(start, now)))
  return {
    subscribe(onChange) {
      if (remaining === 0) return () => {}
      const update = (now = instantOf(clock)) => {
        const before = Math.ceil(remaining / 1000)
        const next = measure(now)
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
    isOver: () => remaining === 0 || measure(instantOf(clock)) === 0,
  }
}
