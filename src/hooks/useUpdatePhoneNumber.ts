import type { UseMutationResult } from '@tanstack/react-query'
import type { Profile } from '../client/types.js'
import { type AccountMutationOptions, useAccount, withAction } from './useAccount.js'
import { useGuardedMutation } from './useGuardedMutation.js'

/** What `useUpdatePhoneNumber` is called with. */
export interface UpdatePhoneNumberVariables {
  /** E.164, or national if the tenant has a country. */
  phoneNumber: string
}

/**
 * Changes the profile's phone number (`POST /identity/v1/update-phone-number`), behind a step-up if it is an MFA
 * credential. The server sends a code to the new number: `useVerifyPhoneNumber` takes it.
 *
 * @example
 * const update = useUpdatePhoneNumber({ onSuccess: () => setAsksCode(true) })
 * update.mutate({ phoneNumber: '+33612345678' })
 */
export function useUpdatePhoneNumber<TOnMutateResult = unknown>({
  action,
  ...options
}: AccountMutationOptions<Profile, UpdatePhoneNumberVariables, TOnMutateResult> = {}): UseMutationResult<
  Profile,
  Error,
  UpdatePhoneNumberVariables,
  TOnMutateResult
> {
  const account = useAccount('useUpdatePhoneNumber')
  return useGuardedMutation({
    retry: false,
    ...options,
    stepUp: () => ({
      requirement: account.editRequirement('sms'),
      reason: { operation: 'updatePhoneNumber' },
      avoidFactor: 'sms',
      ...withAction(action),
    }),
    mutationFn: (variables, call) =>
      account.changing('updatePhoneNumber', account.client.updatePhoneNumber(variables, call), [
        'profile',
        'credentials',
      ]),
  })
}
