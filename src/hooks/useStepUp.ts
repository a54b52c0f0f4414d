import { useCallback, useSyncExternalStore } from 'react'
import type { StepUpRequestOptions, StepUpStore } from '../flow/store.js'
import { type Grant, idleState, type StepUpState } from '../flow/types.js'
import { useStore } from './context.js'
import { useOwnedSignals } from './useOwnedSignals.js'

/** What a grant is asked for with. */
export type RequestStepUpOptions = Omit<StepUpRequestOptions, 'skipSilent' | 'presenter'>

/** What `useStepUp` gives. */
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

/** Ends with the owner, and with the given signal (`AbortSignal.any` is younger than the oldest browsers in use). */
async function ask(store: StepUpStore, owner: AbortController, options: RequestStepUpOptions) {
  const given = options.signal
  const { signal } = owner
  const withdraw = () => owner.abort(given?.reason)
  if (given?.aborted) withdraw()
  given?.addEventListener('abort', withdraw, { signal })
  try {
    const expectSession = store.watchSession()
    // A login gives new tokens, also to a person who has a grant.
    const held = options.start?.via === 'tkn' ? null : await store.currentGrant()
    expectSession()
    return held && !signal.aborted ? held : await store.request({ ...options, signal })
  } finally {
    owner.abort()
  }
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
  const state = useSyncExternalStore(store.subscribe, store.getState, () => idleState)
  const own = useOwnedSignals()
  const request = useCallback(
    (options: RequestStepUpOptions = {}) => {
      const grant = ask(store, own(), options)
      // A caller that ignores the outcome must not turn a cancel into an unhandled rejection.
      grant.catch(() => {})
      return grant
    },
    [store, own],
  )
  return { state, request, cancel: useCallback(() => store.cancel(), [store]), forget: store.dropGrant }
}
