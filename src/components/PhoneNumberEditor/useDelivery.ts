import { useState } from 'react'
import { isRateLimitedError } from '../../client/errors.js'
import { useStore, useSurroundings } from '../../hooks/context.js'

/** One message with a code or a link; epoch milliseconds. */
export interface Delivery<Target> {
  to: Target
  sentAt: number
  /** Since when a new one can't be asked for. */
  waitsFrom: number
  resendAvailableAt: number
}

/** What was sent where, and when it may be sent again. */
export function useDelivery<Target>() {
  const { clock } = useStore('useDelivery')
  const cooldownMs = useSurroundings('useDelivery').resendCooldownSeconds * 1000
  const [delivery, setDelivery] = useState<Delivery<Target> | null>(null)

  return {
    delivery,
    sent(to: Target) {
      const now = clock.now()
      setDelivery({ to, sentAt: now, waitsFrom: now, resendAvailableAt: now + cooldownMs })
    },
    /** The server wants a wait before it sends again; the last message stays good. */
    held(error: unknown) {
      if (!isRateLimitedError(error)) return
      const now = clock.now()
      setDelivery(
        (last) => last && { ...last, waitsFrom: now, resendAvailableAt: error.retryAt ?? now + cooldownMs },
      )
    },
    clear: () => setDelivery(null),
  }
}
