import type { UseMutationResult } from '@tanstack/react-query'
import type { EnrollmentResult, MfaCredential } from '../client/types.js'
import { enrolling, enrollmentStepUp } from './enrollment.js'
import { stepUpKeys } from './keys.js'
import {
  type Account,
  type AccountMutationOptions,
  identifierOf,
  useAccount,
  withAction,
} from './useAccount.js'
import { useGuardedMutation } from './useGuardedMutation.js'

/** What to enroll: the profile's own email, or a phone number (by default the profile's, if it is verified). */
export type EnrollCredentialVariables = {
  /** Counts where no code is asked for; else it goes with the code. @default false */
  trustDevice?: boolean
} & (
  | {
      factor: 'email'
      /** Where the link of the email leads. Must be an allowed callback URL. */
      redirectUrl?: string
    }
  | {
      factor: 'sms'
      /** E.164, or national if the tenant has a country. */
      phoneNumber?: string
    }
)

function enroll(
  client: Account['client'],
  variables: EnrollCredentialVariables,
  call: object,
  action: object,
) {
  const { factor, ...input } = variables
  return factor === 'email'
    ? client.enrollEmail({ ...input, ...action }, call)
    : client.enrollPhoneNumber({ ...input, ...action }, call)
}

/** Shows a credential at once; the list that the server gives replaces it. */
function add(
  { client, queryClient }: Pick<Account, 'client' | 'queryClient'>,
  credential: MfaCredential,
): void {
  queryClient.setQueryData<MfaCredential[]>(stepUpKeys.credentials(client), (list) =>
    list?.every((one) => identifierOf(one) !== identifierOf(credential)) ? [...list, credential] : list,
  )
}

/**
 * Adds an email or a phone number as MFA credential (`POST /identity/v1/mfa/credentials/emails` or
 * `…/phone-numbers`). The first one needs no step-up, any further one does. Resolves with `enabled`, or with
 * `codeSent`: then `useVerifyEnrollment` takes the code. To send a new code, enroll again.
 *
 * @example
 * const enroll = useEnrollCredential({ onSuccess: ({ status }) => setAsksCode(status === 'codeSent') })
 * <button onClick={() => enroll.mutate({ factor: 'email' })} disabled={enroll.isPending}>Use my email</button>
 */
export function useEnrollCredential<TOnMutateResult = unknown>({
  action,
  ...options
}: AccountMutationOptions<
  EnrollmentResult,
  EnrollCredentialVariables,
  TOnMutateResult
> = {}): UseMutationResult<EnrollmentResult, Error, EnrollCredentialVariables, TOnMutateResult> {
  const account = useAccount('useEnrollCredential')
  return useGuardedMutation({
    retry: false,
    ...options,
    stepUp: ({ factor }) => ({
      // The list may be old: where it is wrong, the server's answer decides.
      requirement: account.known().credentials?.length ? 'ifPossible' : 'whenRefused',
      ...enrollmentStepUp(factor),
      ...withAction(action),
    }),
    mutationFn: (variables, call) => {
      const { client, queryClient } = account
      return enrolling(account, variables, enroll(client, variables, call, withAction(action)), (result) => {
        if (result.status === 'codeSent') return false
        if (result.credential) add({ client, queryClient }, result.credential)
        return true
      })
    },
  })
}
