import type { UseMutationResult } from '@tanstack/react-query'
import { type AccountMutationOptions, useAccount, withAction } from './useAccount.js'
import { useGuardedMutation } from './useGuardedMutation.js'

/** What `useSendEmailVerification` is called with. */
export interface SendEmailVerificationVariables {
  /** Where the link of the email leads. Must be an allowed callback URL. */
  redirectUrl?: string
}

/**
 * Sends the message that verifies an email again (`POST /identity/v1/send-email-verification`); `sent` is
 * `false` when the email is verified already.
 *
 * @example
 * const resend = useSendEmailVerification()
 * resend.mutate({})
 */
export function useSendEmailVerification<TOnMutateResult = unknown>({
  action,
  ...options
}: AccountMutationOptions<
  { sent: boolean },
  SendEmailVerificationVariables,
  TOnMutateResult
> = {}): UseMutationResult<{ sent: boolean }, Error, SendEmailVerificationVariables, TOnMutateResult> {
  const account = useAccount('useSendEmailVerification')
  return useGuardedMutation({
    retry: false,
    ...options,
    stepUp: {
      requirement: 'whenRefused',
      reason: { operation: 'updateEmail' },
      avoidFactor: 'email',
      ...withAction(action),
    },
    mutationFn: (variables, call) =>
      account.changing(
        'updateEmail',
        account.client.sendEmailVerification(variables, call),
        ['profile'],
        ({ sent }) => (sent ? false : undefined),
      ),
  })
}
