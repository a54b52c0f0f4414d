import { useSyncExternalStore } from 'react'
import { type GrantStatus, noGrant } from '../flow/grants.js'
import { useStore } from './context.js'

/**
 * Whether a grant holds, and until when (epoch milliseconds). Re-renders once when it lapses, without polling.
 *
 * @example
 * const { fresh, expiresAt } = useStepUpStatus()
 */
export function useStepUpStatus(): GrantStatus {
  const store = useStore('useStepUpStatus')
  // A server holds no grant, and what was rendered there may be hydrated when the page has one.
  return useSyncExternalStore(store.subscribe, store.getGrantStatus, () => noGrant)
}
