import type { UseMutationResult } from '@tanstack/react-query'
import type { MfaCredential } from '../client/types.js'
import { maskEmail, maskPhoneNumber } from '../internal/mask.js'
import { stepUpKeys } from './keys.js'
import { type AccountMutationOptions, identifierOf, useAccount, withAction } from './useAccount.js'
import { useGuardedMutation } from './useGuardedMutation.js'

/**
 * Removes an MFA credential, always behind a step-up (`DELETE /identity/v1/mfa/credentials/emails` or
 * `…/phone-numbers`). Takes a credential of `useMfaCredentials`.
 *
 * @example
 * const remove = useRemoveCredential()
 * <button onClick={() => remove.mutate(credential)} disabled={remove.isPending}>Remove</button>
 */
export function useRemoveCredential<TOnMutateResult = unknown>({
  action,
  ...options
}: AccountMutationOptions<void, MfaCredential, TOnMutateResult> = {}): UseMutationResult<
  void,
  Error,
  MfaCredential,
  TOnMutateResult
> {
  const account = useAccount('useRemoveCredential')
  return useGuardedMutation({
    ...options,
    stepUp: (credential) => ({
      requirement: 'always',
      reason:
        credential.type === 'email'
          ? { operation: 'removeEmail', target: maskEmail(credential.email) }
          : { operation: 'removePhoneNumber', target: maskPhoneNumber(credential.phoneNumber).slice(-2) },
      avoidFactor: credential.type,
      ...withAction(action),
    }),
    mutationFn: (credential, call) => {
      const { client, queryClient } = account
      return account.changing(
        credential.type === 'email' ? 'removeEmail' : 'removePhoneNumber',
        credential.type === 'email'
          ? client.removeEmailCredential(call)
          : client.removePhoneNumberCredential({ phoneNumber: credential.phoneNumber }, call),
        ['credentials'],
        (_, tell) => {
          queryClient.setQueryData<MfaCredential[]>(stepUpKeys.credentials(client), (list) =>
            list?.filter(
              (one) => one.type !== credential.type || identifierOf(one) !== identifierOf(credential),
            ),
          )
          tell({ type: 'credential.removed', factor: credential.type })
        },
      )
    },
  })
}
