import { type QueryClient, useQueryClient, type UseMutationOptions } from '@tanstack/react-query'
import { isApiError, isNetworkError, isResponseShapeError } from '../client/errors.js'
import type { Factor, MfaCredential, Profile, StepUpClient } from '../client/types.js'
import type { StepUpRequirement } from '../flow/guarded.js'
import type { Happening } from '../flow/machine.js'
import type { StepUpOperation } from '../flow/types.js'
import { useStore } from './context.js'
import { stepUpKeys } from './keys.js'
import { type AccountList, refreshLists } from './lists.js'

/** `useMutation`'s options, without the function, and what the step-up is given. */
export type AccountMutationOptions<TData, TVariables, TOnMutateResult = unknown> = Omit<
  UseMutationOptions<TData, Error, TVariables, TOnMutateResult>,
  'mutationFn'
> &
  ActionOption

export interface ActionOption {
  /** Free text that matches an MFA template of the tenant. */
  action?: string
}

export const withAction = (action: string | undefined) => (action === undefined ? {} : { action })

/**
 * Nobody can say whether the server made the change (no answer, or a 5xx on the way), or it was made elsewhere (404,
 * 409): the list is to be read again.
 */
function mayHaveChanged(error: unknown): boolean {
  return isNetworkError(error) || isResponseShapeError(error) || (isApiError(error) && error.status > 403)
}

export interface Account {
  /** The one of now: to be read when a call is made, not when something is rendered. */
  readonly client: StepUpClient
  queryClient: QueryClient
  /** What is known of the account without a request. */
  known(): { credentials: MfaCredential[] | undefined; profile: Profile | undefined }
  /** What an edit of the profile's email or phone number needs. */
  editRequirement(factor: Factor): StepUpRequirement
  /** Waits for a change and has the lists read again, here and in other tabs, unless `done` says `false`. */
  changing<TData>(
    operation: StepUpOperation,
    call: Promise<TData>,
    lists: readonly AccountList[],
    done?: (data: TData, tell: (happening: Happening) => void) => void | false,
  ): Promise<TData>
}

export const identifierOf = (credential: MfaCredential) =>
  credential.type === 'email' ? credential.email : credential.phoneNumber

/** What the account's mutations share: what is known, and what has to be read again after a change. */
export function useAccount(consumer: string): Account {
  const store = useStore(consumer)
  const queryClient = useQueryClient()

  const known: Account['known'] = () => ({
    credentials: queryClient.getQueryData<MfaCredential[]>(stepUpKeys.credentials(store.client)),
    profile: queryClient.getQueryData<Profile>(stepUpKeys.profile(store.client)),
  })

  return {
    get client() {
      return store.client
    },
    queryClient,
    known,
    editRequirement(factor) {
      const { credentials, profile } = known()
      const own = factor === 'email' ? profile?.email : profile?.phoneNumber
      const isCredential = credentials?.some(
        (credential) => credential.type === factor && (own === undefined || identifierOf(credential) === own),
      )
      // Known not to be one: the server decides. In doubt the person is asked first, where that is possible.
      return isCredential === false ? 'whenRefused' : 'ifPossible'
    },
    async changing(operation, call, lists, done) {
      const { client, clock } = store
      const since = clock.now()
      try {
        const data = await call
        const tell = (happening: Happening) =>
          store.emit({ ...happening, operation, durationMs: clock.now() - since })
        if (done?.(data, tell) !== false) refreshLists(queryClient, client, lists)
        return data
      } catch (error) {
        if (mayHaveChanged(error)) refreshLists(queryClient, client, lists)
        throw error
      }
    },
  }
}
