import type { Wait } from '../../flow/types.js'
import { useClock, useWait } from '../../hooks/useCountdown.js'
import type { Clock } from '../../internal/clock.js'

/** Whether a factor has to wait: re-renders once, when it has not. */
export function useIsWaiting(wait: Wait | undefined, givenClock: Clock | undefined): boolean {
  const windowSeconds = wait && (wait.until - wait.from) / 1000
  return useWait(wait?.until, windowSeconds, useClock(givenClock), (remainingMs) => remainingMs > 0)[0]
}
