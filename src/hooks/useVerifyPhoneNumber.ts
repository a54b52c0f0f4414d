import { type ActionOption, useAccount, withAction } from './useAccount.js'
import {
  type SealedMutationOptions,
  type SealedMutationResult,
  useSealedMutation,
} from './useSealedMutation.js'

/** What `useVerifyPhoneNumber` is called with. */
export interface VerifyPhoneNumberVariables {
  /** The number that the code was sent to. */
  phoneNumber: string
  /** As the person typed it. */
  code: string
}

/**
 * Confirms a phone number with the code that was sent to it (`POST /identity/v1/verify-phone-number`). Rejects
 * with `CodeRejectedError` when the code is not right. The code never enters React Query's cache.
 *
 * @example
 * const verify = useVerifyPhoneNumber()
 * verify.mutate({ phoneNumber, code })
 */
export function useVerifyPhoneNumber<TOnMutateResult = unknown>({
  action,
  ...options
}: SealedMutationOptions<void, VerifyPhoneNumberVariables, TOnMutateResult> &
  ActionOption = {}): SealedMutationResult<void, VerifyPhoneNumberVariables, TOnMutateResult> {
  const account = useAccount('useVerifyPhoneNumber')
  return useSealedMutation({
    ...options,
    stepUp: {
      requirement: 'whenRefused',
      reason: { operation: 'updatePhoneNumber' },
      avoidFactor: 'sms',
      ...withAction(action),
    },
    mutationFn: (variables, call) =>
      account.changing(
        'updatePhoneNumber',
        account.client.verifyPhoneNumber(variables, call),
        ['profile', 'credentials'],
        (_, tell) => tell({ type: 'credential.changed', factor: 'sms' }),
      ),
  })
}
