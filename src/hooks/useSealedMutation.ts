import { type MutateOptions, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useGuardedMutation, type UseGuardedMutationOptions } from './useGuardedMutation.js'

/** A value that no cache, log, storage or `JSON.stringify` can show. */
export class Sealed<Value> {
  readonly #value: Value

  constructor(value: Value) {
    this.#value = value
  }

  static open<Value>(sealed: Sealed<Value>): Value {
    return sealed.#value
  }
}

export type SealedMutationOptions<TData, TVariables, TOnMutateResult> = Omit<
  UseMutationOptions<TData, Error, TVariables, TOnMutateResult>,
  'mutationFn' | 'gcTime'
>

interface Calls<TData, TVariables, TOnMutateResult> {
  /** As React Query’s; what it is called with is not kept. */
  mutate: (variables: TVariables, options?: MutateOptions<TData, Error, TVariables, TOnMutateResult>) => void
  /** As React Query’s; what it is called with is not kept. */
  mutateAsync: (
    variables: TVariables,
    options?: MutateOptions<TData, Error, TVariables, TOnMutateResult>,
  ) => Promise<TData>
}

/** Each member of the union by itself, so that `status` still tells them apart. */
type Unsealed<Result> = Result extends unknown ? Omit<Result, 'variables' | 'mutate' | 'mutateAsync'> : never

/** `useMutation`'s result without `variables`: what the person typed is not kept there. */
export type SealedMutationResult<TData, TVariables, TOnMutateResult = unknown> = Unsealed<
  UseMutationResult<TData, Error, Sealed<TVariables>, TOnMutateResult>
> &
  Calls<TData, TVariables, TOnMutateResult>

const first =
  <V, Rest extends unknown[], R>(callback: (variables: V, ...rest: Rest) => R) =>
  (sealed: Sealed<V>, ...rest: Rest) =>
    callback(Sealed.open(sealed), ...rest)

const second =
  <A, V, Rest extends unknown[], R>(callback: (a: A, variables: V, ...rest: Rest) => R) =>
  (a: A, sealed: Sealed<V>, ...rest: Rest) =>
    callback(a, Sealed.open(sealed), ...rest)

const third =
  <A, B, V, Rest extends unknown[], R>(callback: (a: A, b: B, variables: V, ...rest: Rest) => R) =>
  (a: A, b: B, sealed: Sealed<V>, ...rest: Rest) =>
    callback(a, b, Sealed.open(sealed), ...rest)

function sealOnce<TData, TVariables, TOnMutateResult>({
  onSuccess,
  onError,
  onSettled,
}: MutateOptions<TData, Error, TVariables, TOnMutateResult>): MutateOptions<
  TData,
  Error,
  Sealed<TVariables>,
  TOnMutateResult
> {
  return {
    ...(onSuccess && { onSuccess: second(onSuccess) }),
    ...(onError && { onError: second(onError) }),
    ...(onSettled && { onSettled: third(onSettled) }),
  }
}

/** The host's options as React Query may see them: its callbacks still get what the person typed. */
export function sealOptions<TData, TVariables, TOnMutateResult>({
  onMutate,
  onSuccess,
  onError,
  onSettled,
  ...rest
}: SealedMutationOptions<TData, TVariables, TOnMutateResult>): Omit<
  UseMutationOptions<TData, Error, Sealed<TVariables>, TOnMutateResult>,
  'mutationFn'
> {
  return {
    ...rest,
    gcTime: 0,
    ...(onMutate && { onMutate: first(onMutate) }),
    ...(onSuccess && { onSuccess: second(onSuccess) }),
    ...(onError && { onError: second(onError) }),
    ...(onSettled && { onSettled: third(onSettled) }),
  }
}

/** The result for the host: it calls with plain variables, React Query gets them sealed. */
export function useUnsealed<TData, TVariables, TOnMutateResult>(
  result: UseMutationResult<TData, Error, Sealed<TVariables>, TOnMutateResult>,
): SealedMutationResult<TData, TVariables, TOnMutateResult> {
  const { variables: _sealed, mutate, mutateAsync, ...rest } = result
  type Own = Calls<TData, TVariables, TOnMutateResult>
  return {
    ...rest,
    mutate: useCallback<Own['mutate']>(
      (own, options = {}) => mutate(new Sealed(own), sealOnce(options)),
      [mutate],
    ),
    mutateAsync: useCallback<Own['mutateAsync']>(
      (own, options = {}) => mutateAsync(new Sealed(own), sealOnce(options)),
      [mutateAsync],
    ),
  }
}

/**
 * `useGuardedMutation` for what must not reach the mutation cache: codes and passwords. React Query gets a
 * sealed object, the host's callbacks get the variables, and nothing outlives the component.
 */
export function useSealedMutation<TData, TVariables, TOnMutateResult = unknown>({
  mutationFn,
  stepUp,
  ...options
}: SealedMutationOptions<TData, TVariables, TOnMutateResult> &
  Pick<
    UseGuardedMutationOptions<TData, Error, TVariables, TOnMutateResult>,
    'mutationFn' | 'stepUp'
  >): SealedMutationResult<TData, TVariables, TOnMutateResult> {
  return useUnsealed(
    useGuardedMutation<TData, Error, Sealed<TVariables>, TOnMutateResult>({
      // A code works once: where the answer was lost, it may be used up.
      retry: false,
      ...sealOptions(options),
      mutationFn: (sealed, context) => mutationFn(Sealed.open(sealed), context),
      ...(stepUp && { stepUp: typeof stepUp === 'function' ? first(stepUp) : stepUp }),
    }),
  )
}
