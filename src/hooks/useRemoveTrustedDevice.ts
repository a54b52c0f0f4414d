import type { UseMutationResult } from '@tanstack/react-query'
import type { TrustedDevice } from '../client/types.js'
import { stepUpKeys } from './keys.js'
import { type AccountMutationOptions, useAccount, withAction } from './useAccount.js'
import { useGuardedMutation } from './useGuardedMutation.js'

/**
 * Stops trusting a device (`DELETE /identity/v1/mfa/trusteddevices/{id}`), behind a step-up if the server asks.
 *
 * @example
 * const remove = useRemoveTrustedDevice()
 * <button onClick={() => remove.mutate({ id: device.id })}>Stop trusting</button>
 */
export function useRemoveTrustedDevice<TOnMutateResult = unknown>({
  action,
  ...options
}: AccountMutationOptions<void, { id: string }, TOnMutateResult> = {}): UseMutationResult<
  void,
  Error,
  { id: string },
  TOnMutateResult
> {
  const account = useAccount('useRemoveTrustedDevice')
  return useGuardedMutation({
    ...options,
    stepUp: {
      requirement: 'whenRefused',
      reason: { operation: 'removeTrustedDevice' },
      ...withAction(action),
    },
    mutationFn: ({ id }, call) => {
      const { client, queryClient } = account
      return account.changing(
        'removeTrustedDevice',
        client.removeTrustedDevice({ id }, call),
        ['trustedDevices'],
        (_, tell) => {
          queryClient.setQueryData<TrustedDevice[]>(stepUpKeys.trustedDevices(client), (list) =>
            list?.filter((device) => device.id !== id),
          )
          tell({ type: 'device.revoked' })
        },
      )
    },
  })
}
