import { notifyManager, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { Factor, MfaCredential, StepUpClient } from '../client/types.js'
import { maskEmail, maskPhoneNumber } from '../internal/mask.js'
import { stepUpKeys } from './keys.js'

/** Where codes go, masked, by factor. A factor whose destination is not known is missing. */
export type Destinations = Readonly<Partial<Record<Factor, string>>>

function destinationsOf(credentials: readonly MfaCredential[]): Destinations {
  const destinations: Partial<Record<Factor, string>> = {}
  for (const factor of ['email', 'sms'] as const) {
    const [only, ...others] = credentials.filter((credential) => credential.type === factor)
    // With several the answer does not say which of them gets the code.
    if (only === undefined || others.length > 0) continue
    destinations[factor] = only.type === 'email' ? maskEmail(only.email) : maskPhoneNumber(only.phoneNumber)
  }
  return destinations
}

const none: readonly MfaCredential[] = []

/**
 * Where codes go, masked, as far as the credential list was loaded before. Reads the cache and is no observer of
 * the query, so that it can neither load the list nor stand in the way of those who do.
 */
export function useDestinations(client: StepUpClient): Destinations {
  const queryClient = useQueryClient()
  const subscribe = useCallback(
    (onChange: () => void) => queryClient.getQueryCache().subscribe(notifyManager.batchCalls(onChange)),
    [queryClient],
  )
  const credentials = useSyncExternalStore(
    subscribe,
    () => queryClient.getQueryData<MfaCredential[]>(stepUpKeys.credentials(client)) ?? none,
    () => none,
  )
  return useMemo(() => destinationsOf(credentials), [credentials])
}
