import { useCallback, useEffect, useId, useSyncExternalStore } from 'react'
import type { PresenterKind } from '../../flow/presenters.js'
import type { StepUpReason } from '../../flow/types.js'
import { useStore } from '../../hooks/context.js'
import { useOwnedSignals } from '../../hooks/useOwnedSignals.js'
import { type StepUpPromptController, useStepUpController } from '../../hooks/useStepUpController.js'

/**
 * A mounted prompt that takes its turn: only one shows the step-up, the others are idle. A step-up that it starts
 * itself ends with it.
 */
export function usePresenter(
  consumer: string,
  kind: PresenterKind,
  reason?: StepUpReason,
): StepUpPromptController & { isPresenter: boolean } {
  const store = useStore(consumer)
  const id = useId()
  const own = useOwnedSignals()
  const controller = useStepUpController()
  useEffect(() => store.register(id, kind), [store, id, kind])
  const presenter = useSyncExternalStore(store.subscribe, store.getPresenter, () => null)
  const isPresenter = presenter === id

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

  return {
    ...controller,
    isPresenter,
    onStart: () => void onStart(),
    state: isPresenter ? controller.state : { status: 'idle' },
  }
}
