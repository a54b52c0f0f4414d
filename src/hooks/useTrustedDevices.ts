import type { TrustedDevice } from '../client/types.js'
import {
  type AccountQueryOptions,
  type AccountQueryResult,
  isFeatureOff,
  useAccountQuery,
} from './useAccountQuery.js'

/** What `useTrustedDevices` gives. */
export type UseTrustedDevicesResult<TSelected = TrustedDevice[]> = AccountQueryResult<
  TrustedDevice[],
  TSelected
> & {
  /** `false` once the server has said that the tenant has trusted devices off. */
  isAvailable: boolean
}

/**
 * The devices that may skip the second factor (`GET /identity/v1/mfa/trusteddevices`). Where the server wants a
 * step-up first, `needsStepUp` is true and `unlock.mutate()` asks for it: never a mount or a refetch.
 *
 * @example
 * const devices = useTrustedDevices()
 * if (!devices.isAvailable) return null
 * if (devices.needsStepUp) return <button onClick={() => devices.unlock.mutate()}>Show my devices</button>
 */
export function useTrustedDevices<TSelected = TrustedDevice[]>(
  options: AccountQueryOptions<TrustedDevice[], TSelected> = {},
): UseTrustedDevicesResult<TSelected> {
  const query = useAccountQuery(
    'useTrustedDevices',
    'trustedDevices',
    (client, call) => client.listTrustedDevices(call),
    options,
    { operation: 'listTrustedDevices' },
  )
  return { ...query, isAvailable: !isFeatureOff(query.error) && !isFeatureOff(query.unlock.error) }
}
