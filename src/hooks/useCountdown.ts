import { useCallback, useContext, useMemo, useSyncExternalStore } from 'react'
import { type Clock, systemClock } from '../internal/clock.js'
import { createCountdown } from '../internal/countdown.js'
import { StoreContext } from './context.js'

/** Options of `useCountdown`. */
export interface CountdownOptions {
  /** The whole wait in seconds: more is never shown, whatever the clock does. @default no limit */
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

const idle = () => () => {}

/**
 * What is left until a deadline (epoch milliseconds), re-rendering once a second and no more once it is over. All
 * countdowns share one timer, which rests while the page is hidden; after that the time is right at once.
 *
 * @example
 * const { remainingSeconds, isOver } = useCountdown(challenge.resendAvailableAt, { windowSeconds: 30 })
 */
export function useCountdown(deadline: number | null, options: CountdownOptions = {}): CountdownState {
  const { windowSeconds = Infinity } = options
  const clock = useClock(options.clock)
  const windowMs = windowSeconds * 1000
  const countdown = useMemo(
    () => (deadline === null ? undefined : createCountdown(clock, deadline, windowMs)),
    [clock, deadline, windowMs],
  )
  // The server's clock is not the reader's: both start from the whole window.
  const getServerRemaining = useCallback(
    () => (deadline === null ? 0 : Number.isFinite(windowMs) ? windowMs : 1000),
    [deadline, windowMs],
  )
  const getRemaining = useCallback(() => countdown?.getRemaining() ?? 0, [countdown])
  const remainingMs = useSyncExternalStore(countdown?.subscribe ?? idle, getRemaining, getServerRemaining)
  return { remainingMs, remainingSeconds: Math.ceil(remainingMs / 1000), isOver: remainingMs === 0 }
}
