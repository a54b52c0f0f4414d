import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { TenantConfig } from '../client/types.js'
import { useClient } from './context.js'
import { stepUpKeys } from './keys.js'

/** The tenant's feature flags (`GET /identity/v1/config`), loaded once. */
export function useTenantConfig(
  options: {
    /** Whether to load them. @default true */
    enabled?: boolean
  } = {},
): UseQueryResult<TenantConfig> {
  const client = useClient('useTenantConfig')
  return useQuery({
    queryKey: stepUpKeys.config(client),
    queryFn: ({ signal }) => client.getConfig({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
    // A paused query would keep a form away from who is offline.
    networkMode: 'always',
    throwOnError: false,
    refetchOnReconnect: true,
    enabled: options.enabled ?? true,
  })
}
