import { skipToken, useQuery } from '@tanstack/react-query'
import type { Factor, MfaCredential, StepUpClient } from '../client/types.js'
import { maskEmail, maskPhoneNumber } from '../internal/mask.js'
import { stepUpKeys } from './keys.js'

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

/** Where codes go, masked, as far as the credential list was loaded before. Never makes a request. */
export function useDestinations(client: StepUpClient): Destinations {
  const { data } = useQuery<MfaCredential[], Error, Destinations>({
    queryKey: stepUpKeys.credentials(client),
    queryFn: skipToken,
    select: destinationsOf,
  })
  return data ?? {}
}
