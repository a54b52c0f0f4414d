import { useContext, useMemo, useSyncExternalStore } from 'react'
import { type Clock, systemClock } from '../internal/clock.js'
import { createCountdown } from '../internal/countdown.js'
import { StoreContext } from './context.js'

/** Options of `useCountdown`. */
export interface CountdownOptions {
  /**
   * The whole of this wait in seconds, from its beginning to the deadline: more is never shown, whatever the clock does.
   * A wait that a server made longer has a longer window. @default no limit
   */
  windowSeconds?: number | undefined
  /** Where the time comes from. @default the clock of the nearest provider, else the system's */
  clock?: Clock | undefined
}

/** What is left of a wait. */
export interface CountdownState {
  /** Milliseconds left, as of the last full second. */
  remainingMs: number
  /** Seconds left, rounded up: zero only when the wait is over. */
  remainingSeconds: number
  /** Whether nothing is left. */
  isOver: boolean
}

/** The given clock, else that of the nearest provider, else the system's. */
export function useClock(given: Clock | undefined): Clock {
  const store = useContext(StoreContext)
  return given ?? store?.clock ?? systemClock
}

/**
 * What is left until a deadline (epoch milliseconds), re-rendering once a second and no more once it is over. All
 * countdowns share one timer, which rests while the page is hidden; after that the time is right at once.
 *
 * @example
 * const wait = state.waits.sms
 * const { remainingSeconds, isOver } = useCountdown(wait?.until ?? null, {
 *   windowSeconds: wait && (wait.until - wait.from) / 1000,
 * })
 */
export function useCountdown(deadline: number | null, options: CountdownOptions = {}): CountdownState {
  const [remainingMs] = useWait(deadline, options.windowSeconds, useClock(options.clock), (ms) => ms)
  return { remainingMs, remainingSeconds: Math.ceil(remainingMs / 1000), isOver: remainingMs === 0 }
}

/**
 * What a component needs of a wait, as of the last full second: it re-renders when that changes, and no more often.
 * And whether the wait is over at this moment, for who can't be a second late.
 */
export function useWait<Needed>(
  deadline: number | null | undefined,
  windowSeconds = Infinity,
  clock: Clock,
  pick: (remainingMs: number) => Needed,
): [needed: Needed, isOver: () => boolean] {
  const windowMs = windowSeconds * 1000
  const { subscribe, getRemaining, isOver } = useMemo(
    () => createCountdown(clock, deadline ?? NaN, windowMs),
    [clock, deadline, windowMs],
  )
  // The server's clock is not the reader's: both start from the whole window.
  const atServer = deadline == null ? 0 : windowMs < Infinity ? Math.max(0, windowMs) : 1000
  const needed = useSyncExternalStore(
    subscribe,
    () => pick(getRemaining()),
    () => pick(atServer),
  )
  return [needed, isOver]
}
