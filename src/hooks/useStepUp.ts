import { useCallback, useSyncExternalStore } from 'react'
import type { StepUpRequestOptions } from '../flow/store.js'
import type { Grant, StepUpState } from '../flow/types.js'
import { useStore } from './context.js'
import { useOwnedSignals } from './useOwnedSignals.js'

export type RequestStepUpOptions = Omit<StepUpRequestOptions, 'skipSilent' | 'presenter'>

export interface UseStepUpResult {
  /** What the step-up is doing now; `idle` when nothing asks for one. */
  state: StepUpState
  /**
   * Asks for a grant: at once where one holds, else after the prompt. All that ask at once share one prompt.
   * Rejects with a `StepUpCancelledError`, a `NoUsableFactorError` or an `ApiError`.
   */
  request: (options?: RequestStepUpOptions) => Promise<Grant>
  /** Ends the step-up: everything that waits rejects with a `StepUpCancelledError`. */
  cancel: () => void
  /** Drops the grant and cancels what waits for one. To be called when the person signs out. */
  forget: () => void
}

/**
 * Asks for a step-up directly, where `useGuardedMutation` does not fit.
 *
 * @example
 * const { request } = useStepUp()
 * async function exportData() {
 *   const { accessToken } = await request({ reason: { operation: 'custom', text: 'Export your data' } })
 *   await download('/export', accessToken)
 * }
 */
export function useStepUp(): UseStepUpResult {
  const store = useStore('useStepUp')
  const state = useSyncExternalStore(store.subscribe, store.getState, store.getState)
  const own = useOwnedSignals()
  const request = useCallback(
    (options: RequestStepUpOptions = {}) => {
      const ask = async () => {
        const owner = own()
        const signal = options.signal ? AbortSignal.any([owner.signal, options.signal]) : owner.signal
        try {
          return (await store.currentGrant()) ?? (await store.request({ ...options, signal }))
        } finally {
          owner.abort()
        }
      }
      const grant = ask()
      // A caller that ignores the outcome must not turn a cancel into an unhandled rejection.
      grant.catch(() => {})
      return grant
    },
    [store, own],
  )
  return { state, request, cancel: useCallback(() => store.cancel(), [store]), forget: store.dropGrant }
}
