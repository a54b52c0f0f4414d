import type { Profile } from '../client/types.js'
import { type AccountQueryOptions, type AccountQueryResult, useAccountQuery } from './useAccountQuery.js'

/**
 * The person's email and phone number (`GET /identity/v1/userinfo`), as far as the kit edits them.
 *
 * @example
 * const { data: profile } = useProfile()
 */
export function useProfile<TSelected = Profile>(
  options: AccountQueryOptions<Profile, TSelected> = {},
): AccountQueryResult<Profile, TSelected> {
  return useAccountQuery('useProfile', 'profile', (client, call) => client.getProfile(call), options)
}
