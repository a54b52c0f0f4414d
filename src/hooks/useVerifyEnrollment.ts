import type { Factor } from '../client/types.js'
import { enrolling, enrollmentStepUp } from './enrollment.js'
import { type ActionOption, useAccount, withAction } from './useAccount.js'
import {
  type SealedMutationOptions,
  type SealedMutationResult,
  useSealedMutation,
} from './useSealedMutation.js'

/** What `useVerifyEnrollment` is called with. */
export interface VerifyEnrollmentVariables {
  /** Which enrollment is meant. */
  factor: Factor
  /** As the person typed it. */
  code: string
  /** Lets this device skip the second factor next time. @default false */
  trustDevice?: boolean
}

/**
 * Confirms an enrollment with the code that was sent (`POST /identity/v1/mfa/credentials/{emails,phone-numbers}/verify`).
 * Rejects with `CodeRejectedError` when the code is not right. The code never enters React Query's cache.
 *
 * @example
 * const verify = useVerifyEnrollment()
 * verify.mutate({ factor: 'sms', code }, { onSuccess: close })
 */
export function useVerifyEnrollment<TOnMutateResult = unknown>({
  action,
  ...options
}: SealedMutationOptions<void, VerifyEnrollmentVariables, TOnMutateResult> &
  ActionOption = {}): SealedMutationResult<void, VerifyEnrollmentVariables, TOnMutateResult> {
  const account = useAccount('useVerifyEnrollment')
  return useSealedMutation({
    ...options,
    stepUp: ({ factor }) => ({
      requirement: 'whenRefused',
      ...enrollmentStepUp(factor),
      ...withAction(action),
    }),
    mutationFn: (variables, call) =>
      enrolling(account, variables, account.client.verifyEnrollment(variables, call)),
  })
}
