import { useState } from 'react'
import { isNetworkError, isRateLimitedError } from '../../client/errors.js'
import type { Profile } from '../../client/types.js'
import { useStore, useSurroundings } from '../../hooks/context.js'
import type { EditorProfile } from './Editor.js'

/** One message with a code or a link; epoch milliseconds. */
export interface Delivery<Target> {
  to: Target
  sentAt: number
  /** Since when a new one can't be asked for. */
  waitsFrom: number
  resendAvailableAt: number
}

/** A code may have been taken and only the answer lost: the profile tells whether it was. */
export function whenTaken(
  error: Error,
  { refetch }: EditorProfile,
  isTaken: (profile: Profile) => boolean,
  onTaken: () => void,
): void {
  if (!isNetworkError(error)) return
  // The mutation has it read again already.
  void refetch({ cancelRefetch: false }).then(({ data }) => {
    if (data && isTaken(data)) onTaken()
  })
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
