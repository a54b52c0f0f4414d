import {
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useEffect } from 'react'
import { isApiError, isStepUpRequiredError } from '../client/errors.js'
import type { AuthorizedCallOptions, StepUpClient } from '../client/types.js'
import { expectSamePerson, runQuietly } from '../flow/guarded.js'
import type { StepUpReason } from '../flow/types.js'
import { useClient, useStore } from './context.js'
import { stepUpKeys } from './keys.js'
import { type AccountList, followLists } from './lists.js'
import { isAnswered, shouldRetry } from './retry.js'
import { useGuardedMutation } from './useGuardedMutation.js'

/** `useQuery`'s options, without the key and the function. */
export type AccountQueryOptions<TData, TSelected = TData> = Omit<
  UseQueryOptions<TData, Error, TSelected>,
  'queryKey' | 'queryFn'
>

/** `useQuery`'s result, and the way on where the server shows the list only after a step-up. */
export type AccountQueryResult<TData, TSelected = TData> = UseQueryResult<TSelected> & {
  /** The server wants a step-up first. A query never opens a prompt by itself: call `unlock.mutate()` on a click. */
  needsStepUp: boolean
  /** Asks for the step-up and loads the list. */
  unlock: UseMutationResult<TData, Error, void>
}

/** Whether the tenant has the feature off (`error.feature.notAvailable`). */
export function isFeatureOff(error: unknown): boolean {
  return isApiError(error) && error.body.messageKey === 'error.feature.notAvailable'
}

export function useAccountQuery<TData, TSelected = TData>(
  consumer: string,
  list: AccountList,
  read: (client: StepUpClient, options: AuthorizedCallOptions) => Promise<TData>,
  options: AccountQueryOptions<TData, TSelected>,
  reason?: StepUpReason,
): AccountQueryResult<TData, TSelected> {
  const store = useStore(consumer)
  const queryClient = useQueryClient()
  const client = useClient(consumer)
  const queryKey = stepUpKeys[list](client)
  const retry = options.retry ?? queryClient.getDefaultOptions().queries?.retry ?? 3

  useEffect(() => followLists(queryClient, client), [queryClient, client])

  const query = useQuery<TData, Error, TSelected>({
    // Being offline is told at once; a paused query would look as if it were loading.
    networkMode: 'always',
    // Such as that a step-up is wanted: it is shown in the list's place, also where the host throws errors.
    throwOnError: false,
    refetchOnReconnect: true,
    refetchOnWindowFocus: ({ state }) => (isAnswered(state.error) ? false : 'always'),
    ...options,
    queryKey,
    queryFn: ({ signal }) => runQuietly(store, client, signal, (call) => read(client, call)),
    retry: (count, error) => shouldRetry(retry, count, error),
  })
  const unlock = useGuardedMutation<TData>({
    gcTime: 0,
    ...(reason && { stepUp: { reason } }),
    mutationFn: async (_, call) => {
      const asked = store.client
      const key = stepUpKeys[list](asked)
      const before = queryClient.getQueryData(key)
      const data = await read(asked, call)
      await expectSamePerson(store, call.accessToken)
      // What came meanwhile, such as after a removal, is newer.
      if (queryClient.getQueryData(key) === before) queryClient.setQueryData<TData>(key, data)
      return data
    },
  })
  return { ...query, needsStepUp: isStepUpRequiredError(query.error), unlock }
}
