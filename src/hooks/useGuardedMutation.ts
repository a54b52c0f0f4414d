import {
  type QueryClient,
  useMutation,
  type UseMutationOptions,
  type UseMutationResult,
  useQueryClient,
} from '@tanstack/react-query'
import { type GuardedCallContext, runGuarded, type StepUpRequirement } from '../flow/guarded.js'
import { useStore } from './context.js'
import { shouldRetry } from './retry.js'
import { useOwnedSignals } from './useOwnedSignals.js'
import type { RequestStepUpOptions } from './useStepUp.js'

/** What the step-up of a guarded call is given. */
export interface GuardOptions extends Omit<RequestStepUpOptions, 'signal'> {
  /** When the person is asked. @default 'always' */
  requirement?: StepUpRequirement
}

/** Options of `useGuardedMutation`: those of `useMutation`, with another `mutationFn`. */
export interface UseGuardedMutationOptions<
  TData = unknown,
  TError = Error,
  TVariables = void,
  TOnMutateResult = unknown,
> extends Omit<UseMutationOptions<TData, TError, TVariables, TOnMutateResult>, 'mutationFn'> {
  /** The guarded call. Sent with the token that it is given; run again with the same variables after a step-up. */
  mutationFn: (variables: TVariables, context: GuardedCallContext) => Promise<TData>
  /** What the prompt says, and when it is shown. */
  stepUp?: GuardOptions | ((variables: TVariables) => GuardOptions)
}

/** As `useGuardedMutation`, for a call that needs something else first, which may take time. */
export interface PreparedMutationOptions<TData, TError, TVariables, TOnMutateResult, TPrepared> extends Omit<
  UseGuardedMutationOptions<TData, TError, TVariables, TOnMutateResult>,
  'mutationFn'
> {
  prepare?: (() => TPrepared | Promise<TPrepared>) | undefined
  mutationFn: (
    variables: TVariables,
    context: GuardedCallContext,
    prepared: TPrepared | undefined,
  ) => Promise<TData>
}

/**
 * `useMutation` behind a grant: where no fresh one is held, the person is asked first; then the call is sent
 * with the fresh token. Calls that wait at once share one prompt and are replayed in order, each once.
 *
 * Rejects with what `mutationFn` throws, with `StepUpCancelledError` when the person or an unmount ends the
 * step-up, with `StepUpRefusedError` when the server refuses again afterwards, and with `NoUsableFactorError`.
 * `isPending` is true through the prompt.
 *
 * @example
 * const rename = useGuardedMutation({
 *   mutationFn: (name: string, { accessToken, signal }) => api.rename(name, { accessToken, signal }),
 *   stepUp: { reason: { operation: 'custom', text: 'Change the account name' } },
 * })
 * <button onClick={() => rename.mutate('Jo')} disabled={rename.isPending}>Save</button>
 */
export function useGuardedMutation<
  TData = unknown,
  TError = Error,
  TVariables = void,
  TOnMutateResult = unknown,
>(
  options: UseGuardedMutationOptions<TData, TError, TVariables, TOnMutateResult>,
  queryClient?: QueryClient,
): UseMutationResult<TData, TError, TVariables, TOnMutateResult> {
  return usePreparedMutation(options, queryClient)
}

export function usePreparedMutation<TData, TError, TVariables, TOnMutateResult, TPrepared = void>(
  options: PreparedMutationOptions<TData, TError, TVariables, TOnMutateResult, TPrepared>,
  queryClient?: QueryClient,
): UseMutationResult<TData, TError, TVariables, TOnMutateResult> {
  const store = useStore('useGuardedMutation')
  const own = useOwnedSignals()
  const defaults = useQueryClient(queryClient).getDefaultOptions().mutations
  const { mutationFn, prepare, stepUp, retry, ...rest } = options
  return useMutation(
    {
      // A paused mutation would keep silent about being offline; the call itself says so and loses nothing.
      networkMode: 'always',
      // A cancel must not take the form away, and with it what was typed.
      throwOnError: false,
      ...rest,
      // As with React Query, what is given without a value is no default.
      retry: (count, error) =>
        'retry' in options
          ? shouldRetry(retry, count, error)
          : error instanceof Error && shouldRetry(defaults?.retry, count, error),
      mutationFn: async (variables) => {
        const { requirement = 'always', ...request } =
          typeof stepUp === 'function' ? stepUp(variables) : (stepUp ?? {})
        const owner = own()
        try {
          return await runGuarded({
            store,
            requirement,
            request,
            signal: owner.signal,
            prepare,
            run: (context, prepared) => mutationFn(variables, context, prepared),
          })
        } finally {
          owner.abort()
        }
      },
    },
    queryClient,
  )
}
