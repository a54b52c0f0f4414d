import { useCallback, useSyncExternalStore } from 'react'
import type { Factor } from '../client/types.js'
import { emptyDraft } from '../flow/store.js'
import { idleState, type StepUpState } from '../flow/types.js'
import { type StepUpSettings, useClient, useStore, useSurroundings } from './context.js'
import { type Destinations, useDestinations } from './useDestinations.js'
import { useOwnedSignals } from './useOwnedSignals.js'
import { useTenantConfig } from './useTenantConfig.js'

/** All that a prompt needs: what to show and what to call. `StepUpPromptView` takes exactly this. */
export interface StepUpPromptController extends Pick<
  StepUpSettings,
  'codeLength' | 'codeType' | 'codeGroups' | 'autoSubmit'
> {
  /** What to show. */
  state: StepUpState
  /** What the person has typed. In memory only. */
  code: string
  /** To be called with what the person types. */
  onCodeChange: (code: string) => void
  /** Whether to offer the checkbox. */
  offersTrustDevice: boolean
  /** Whether the checkbox is ticked. */
  trustDevice: boolean
  /** Ticks the checkbox or clears it. */
  onTrustDeviceChange: (trustDevice: boolean) => void
  /** Masked; a factor whose destination is not known is missing. */
  destinations: Destinations
  /** From `idle`: asks for a step-up that nothing else waits for. */
  onStart: () => void
  /** Sends a code to this factor. */
  onChooseFactor: (factor: Factor) => void
  /** Asks for a new code; nothing happens during the wait. */
  onResend: () => void
  /** Has the code checked: the one that was typed, or the given one. */
  onSubmit: (code?: string) => void
  /** From the code back to the choice of a factor. */
  onChangeFactor: () => void
  /** From the choice back to the code that was sent already. */
  onBack: () => void
  /** After a failed start. */
  onRetry: () => void
  /** Ends the step-up: everything that waits rejects with a `StepUpCancelledError`. */
  onCancel: () => void
  /** There when the host can lead the person to its sign-in page. */
  onSignIn?: () => void
}

/**
 * The step-up's state and handlers, for a prompt of your own design.
 *
 * @example
 * function OwnPrompt() {
 *   const prompt = useStepUpController()
 *   if (prompt.state.status !== 'enteringCode') return null
 *   return (
 *     <form onSubmit={(event) => (event.preventDefault(), prompt.onSubmit())}>
 *       <input value={prompt.code} onChange={(event) => prompt.onCodeChange(event.target.value)} />
 *     </form>
 *   )
 * }
 */
export function useStepUpController(
  options: {
    /** The id of the prompt that shows it, where several are on the page. @default the newest */
    presenter?: string
  } = {},
): StepUpPromptController {
  const { presenter } = options
  const store = useStore('useStepUpController')
  const own = useOwnedSignals()
  const { codeLength, codeType, codeGroups, autoSubmit, trustDevice, onLoginRequired } =
    useSurroundings('useStepUpController')
  const state = useSyncExternalStore(store.subscribe, store.getState, () => idleState)
  const draft = useSyncExternalStore(store.subscribe, store.getDraft, () => emptyDraft)
  const destinations = useDestinations(useClient('useStepUpController'))
  const mayTrust = trustDevice === 'offer'
  const config = useTenantConfig({ enabled: mayTrust && state.status !== 'idle' })
  const onSignIn = useCallback(() => {
    store.cancel()
    onLoginRequired?.()
  }, [store, onLoginRequired])

  return {
    state,
    codeLength,
    codeType,
    codeGroups,
    autoSubmit,
    code: draft.code,
    onCodeChange: store.setCode,
    offersTrustDevice: mayTrust && config.data?.rbaEnabled === true,
    trustDevice: draft.trustDevice,
    onTrustDeviceChange: store.setTrustDevice,
    destinations,
    onStart: useCallback(() => {
      const owner = own()
      const done = () => owner.abort()
      const grant = store.request({
        signal: owner.signal,
        ...(presenter !== undefined && { presenter }),
      })
      grant.then(done, done)
    }, [store, own, presenter]),
    onChooseFactor: store.chooseFactor,
    onResend: store.resend,
    onSubmit: store.submitCode,
    onChangeFactor: store.changeFactor,
    onBack: store.back,
    onRetry: store.retry,
    onCancel: useCallback(() => store.cancel(), [store]),
    ...(onLoginRequired && { onSignIn }),
  }
}
