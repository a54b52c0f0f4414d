import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { LoginIdentifier } from '../client/types.js'
import { patiently } from '../flow/patience.js'
import { useStore } from './context.js'
import { stepUpKeys } from './keys.js'
import { accountLists } from './lists.js'
import { shouldRetry } from './retry.js'
import { type ActionOption, withAction } from './useAccount.js'
import { useOwnedSignals } from './useOwnedSignals.js'
import {
  Sealed,
  type SealedMutationOptions,
  type SealedMutationResult,
  sealOptions,
  useUnsealed,
} from './useSealedMutation.js'
import type { CaptchaOption } from './useUpdateEmail.js'

/** What `usePasswordLogin` is called with. */
export interface PasswordLoginVariables {
  /** What the person signs in with. */
  identifier: LoginIdentifier
  /** Never kept by React Query. */
  password: string
}

/** How a login went. The tokens went to the client’s `onTokens`. */
export interface PasswordLoginOutcome {
  /** Whether a second factor was asked for. */
  mfa: boolean
}

/**
 * Signs in with a password (`POST /identity/v1/password/login`) and goes on into the step-up where the tenant
 * requires a second factor. The token set goes to the client's `onTokens`, never into React Query's cache; nor
 * does the password. `isPending` is true through the prompt.
 *
 * Rejects with `ApiError` (`isLoginRequiredError` when the login ran out during the step-up: sign in again),
 * `RateLimitedError`, `NetworkError`, `NoUsableFactorError` or `StepUpCancelledError`.
 *
 * @example
 * const login = usePasswordLogin({ onSuccess: () => navigate('/account') })
 * login.mutate({ identifier: { email }, password })
 */
export function usePasswordLogin<TOnMutateResult = unknown>({
  action,
  getCaptcha,
  presenter,
  ...options
}: SealedMutationOptions<PasswordLoginOutcome, PasswordLoginVariables, TOnMutateResult> &
  ActionOption &
  CaptchaOption & {
    /** The registered prompt that should show the step-up. @default an inline one, else the dialog */
    presenter?: string
  } = {}): SealedMutationResult<PasswordLoginOutcome, PasswordLoginVariables, TOnMutateResult> {
  const store = useStore('usePasswordLogin')
  const queryClient = useQueryClient()
  const own = useOwnedSignals()

  const login = async (variables: PasswordLoginVariables, signal: AbortSignal) => {
    const { client } = store
    const expectSession = store.watchSession()
    const input = { ...variables, ...withAction(action), ...(await getCaptcha?.()) }
    const { tkn, mfaRequired } = await client.loginWithPassword(input, { signal })
    expectSession()
    if (mfaRequired) {
      await store.request({
        start: { via: 'tkn', tkn },
        reason: { operation: 'login' },
        ...withAction(action),
        ...(presenter !== undefined && { presenter }),
        signal,
      })
    } else {
      const tokens = await client.completeLogin({ tkn }, { signal })
      expectSession()
      // What was granted, and who waits for a grant, may be another person's.
      store.dropGrant()
      // The host may take the login away meanwhile, which is done: it is waited for, but not for ever.
      await patiently(async () => store.client.acceptTokens(tokens), store.signal).catch(() => {})
    }
    // What is shown may be another person's.
    for (const list of accountLists) void queryClient.resetQueries({ queryKey: stepUpKeys[list](client) })
    return { mfa: mfaRequired }
  }

  return useUnsealed(
    useMutation<PasswordLoginOutcome, Error, Sealed<PasswordLoginVariables>, TOnMutateResult>({
      networkMode: 'always',
      throwOnError: false,
      ...sealOptions(options),
      retry: (count, error) => shouldRetry(options.retry, count, error),
      mutationFn: async (sealed) => {
        const owner = own()
        try {
          return await login(Sealed.open(sealed), owner.signal)
        } finally {
          owner.abort()
        }
      },
    }),
  )
}
