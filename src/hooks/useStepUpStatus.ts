import { useSyncExternalStore } from 'react'
import type { GrantStatus } from '../flow/grants.js'
import { useStore } from './context.js'

/** A server holds no grant, and what was rendered there may be hydrated when the page has one. */
const none: GrantStatus = { fresh: false, expiresAt: null }

/**
 * Whether a grant holds, and until when (epoch milliseconds). Re-renders once when it lapses, without polling.
 *
 * @example
 * const { fresh, expiresAt } = useStepUpStatus()
 */
export function useStepUpStatus(): GrantStatus {
  const store = useStore('useStepUpStatus')
  return useSyncExternalStore(store.subscribe, store.getGrantStatus, () => none)
}
