import type { MfaCredential } from '../client/types.js'
import { type AccountQueryOptions, type AccountQueryResult, useAccountQuery } from './useAccountQuery.js'

/**
 * The person's MFA credentials (`GET /identity/v1/mfa/credentials`). Read again after every change, also of
 * another tab, and on focus. Never opens a prompt by itself.
 *
 * @example
 * const { data = [], isPending, error } = useMfaCredentials()
 */
export function useMfaCredentials<TSelected = MfaCredential[]>(
  options: AccountQueryOptions<MfaCredential[], TSelected> = {},
): AccountQueryResult<MfaCredential[], TSelected> {
  return useAccountQuery(
    'useMfaCredentials',
    'credentials',
    (client, call) => client.listCredentials(call),
    options,
  )
}
