import { type ActionOption, useAccount, withAction } from './useAccount.js'
import {
  type SealedMutationOptions,
  type SealedMutationResult,
  useSealedMutation,
} from './useSealedMutation.js'

/** What `useVerifyEmail` is called with. */
export interface VerifyEmailVariables {
  /** The address that the code was sent to. */
  email: string
  /** As the person typed it. */
  code: string
}

/**
 * Confirms an email with the code of its message (`POST /identity/v1/verify-email`). Rejects with
 * `CodeRejectedError` when the code is not right. The code never enters React Query's cache.
 *
 * @example
 * const verify = useVerifyEmail()
 * verify.mutate({ email, code })
 */
export function useVerifyEmail<TOnMutateResult = unknown>({
  action,
  ...options
}: SealedMutationOptions<void, VerifyEmailVariables, TOnMutateResult> &
  ActionOption = {}): SealedMutationResult<void, VerifyEmailVariables, TOnMutateResult> {
  const account = useAccount('useVerifyEmail')
  return useSealedMutation({
    ...options,
    stepUp: {
      requirement: 'whenRefused',
      reason: { operation: 'updateEmail' },
      avoidFactor: 'email',
      ...withAction(action),
    },
    mutationFn: (variables, call) => {
      const before = account.known().profile?.email
      return account.changing(
        'updateEmail',
        account.client.verifyEmail(variables, call),
        ['profile', 'credentials'],
        (_, tell) => {
          if (before !== variables.email) tell({ type: 'credential.changed', factor: 'email' })
        },
      )
    },
  })
}
