import type { UseMutationResult } from '@tanstack/react-query'
import type { CaptchaInput, Profile } from '../client/types.js'
import { type AccountMutationOptions, useAccount, withAction } from './useAccount.js'
import { usePreparedMutation } from './useGuardedMutation.js'

/** What `useUpdateEmail` is called with. */
export interface UpdateEmailVariables {
  /** The new address. */
  email: string
  /** Where the link of the email leads. Must be an allowed callback URL. */
  redirectUrl?: string
}

/** What became of the new email. */
export interface UpdateEmailResult {
  /** `linkSent`: the old email stays until the link in the message to the new one is followed. */
  status: 'changed' | 'linkSent'
  /** The profile as the server answered it. */
  profile: Profile
}

/** For calls that the tenant may protect by a captcha. */
export interface CaptchaOption {
  /** Gives a new captcha answer for each call, where the tenant asks for one: it works once, also in a replay. */
  getCaptcha?: () => CaptchaInput | Promise<CaptchaInput>
}

/**
 * Changes the profile's email (`POST /identity/v1/update-email`), behind a step-up if it is an MFA credential.
 *
 * @example
 * const update = useUpdateEmail()
 * update.mutate({ email }, { onSuccess: ({ status }) => setDone(status) })
 */
export function useUpdateEmail<TOnMutateResult = unknown>({
  action,
  getCaptcha,
  ...options
}: AccountMutationOptions<UpdateEmailResult, UpdateEmailVariables, TOnMutateResult> &
  CaptchaOption = {}): UseMutationResult<UpdateEmailResult, Error, UpdateEmailVariables, TOnMutateResult> {
  const account = useAccount('useUpdateEmail')
  return usePreparedMutation({
    retry: false,
    ...options,
    stepUp: () => ({
      requirement: account.editRequirement('email'),
      reason: { operation: 'updateEmail' },
      avoidFactor: 'email',
      ...withAction(action),
    }),
    prepare: getCaptcha,
    mutationFn: (variables, call, captcha) => {
      const update = async (): Promise<UpdateEmailResult> => {
        const profile = await account.client.updateEmail({ ...variables, ...captcha }, call)
        const isNew = profile.email?.toLowerCase() === variables.email.trim().toLowerCase()
        return { status: isNew ? 'changed' : 'linkSent', profile }
      }
      return account.changing('updateEmail', update(), ['profile', 'credentials'], ({ status }, tell) => {
        if (status === 'changed') tell({ type: 'credential.changed', factor: 'email' })
      })
    },
  })
}
