import type { UseMutationResult } from '@tanstack/react-query'
import { type AccountMutationOptions, useAccount, withAction } from './useAccount.js'
import { useGuardedMutation } from './useGuardedMutation.js'

/**
 * Sends the code that verifies a phone number again (`POST /identity/v1/send-phone-number-verification`).
 *
 * @example
 * const resend = useSendPhoneNumberVerification()
 * resend.mutate()
 */
export function useSendPhoneNumberVerification<TOnMutateResult = unknown>({
  action,
  ...options
}: AccountMutationOptions<void, void, TOnMutateResult> = {}): UseMutationResult<
  void,
  Error,
  void,
  TOnMutateResult
> {
  const account = useAccount('useSendPhoneNumberVerification')
  return useGuardedMutation({
    retry: false,
    ...options,
    stepUp: {
      requirement: 'whenRefused',
      reason: { operation: 'updatePhoneNumber' },
      avoidFactor: 'sms',
      ...withAction(action),
    },
    mutationFn: (_, call) => account.client.sendPhoneNumberVerification(call),
  })
}
