import { useMemo, useSyncExternalStore } from 'react'
import type { Wait } from '../../flow/types.js'
import { useClock } from '../../hooks/useCountdown.js'
import type { Clock } from '../../internal/clock.js'
import { createCountdown } from '../../internal/countdown.js'

const never = () => () => {}

/** Whether a factor has to wait: re-renders once, when it has not. */
export function useIsWaiting(wait: Wait | undefined, givenClock: Clock | undefined): boolean {
  const clock = useClock(givenClock)
  const until = wait?.until
  const windowMs = wait ? wait.until - wait.from : 0
  const countdown = useMemo(
    () => (until === undefined ? undefined : createCountdown(clock, until, windowMs)),
    [clock, until, windowMs],
  )
  const isWaiting = () => (countdown?.getRemaining() ?? 0) > 0
  return useSyncExternalStore(countdown?.subscribe ?? never, isWaiting, () => until !== undefined)
}
