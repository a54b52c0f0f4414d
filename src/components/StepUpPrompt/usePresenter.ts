import { useCallback } from 'react'
import type { PresenterKind } from '../../flow/presenters.js'
import type { StepUpReason } from '../../flow/types.js'
import { useOwnedSignals } from '../../hooks/useOwnedSignals.js'
import { type StepUpPromptController, useStepUpController } from '../../hooks/useStepUpController.js'
import { usePresence } from './usePresence.js'

/** A prompt in the page. A step-up that it starts itself ends with it. */
export function usePresenter(
  consumer: string,
  kind: PresenterKind,
  reason?: StepUpReason,
): StepUpPromptController {
  const { store, id, state } = usePresence(consumer, kind)
  const own = useOwnedSignals()
  const controller = useStepUpController()

  const onStart = useCallback(async () => {
    if ((await store.currentGrant()) !== null) return
    const owner = own()
    try {
      await store.request({ presenter: id, signal: owner.signal, ...(reason && { reason }) })
    } catch {
      // The prompt itself shows how it ended.
    } finally {
      owner.abort()
    }
  }, [store, own, id, reason])

  return { ...controller, onStart: () => void onStart(), state }
}
