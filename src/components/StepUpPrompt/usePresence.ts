import { useEffect, useId, useSyncExternalStore } from 'react'
import type { PresenterKind } from '../../flow/presenters.js'
import type { StepUpStore } from '../../flow/store.js'
import { idleState, type StepUpState } from '../../flow/types.js'
import { useStore } from '../../hooks/context.js'

/** A mounted prompt that takes its turn: only one shows the step-up, for the others it is idle. */
export function usePresence(
  consumer: string,
  kind: PresenterKind,
): { store: StepUpStore; id: string; state: StepUpState } {
  const store = useStore(consumer)
  const id = useId()
  useEffect(() => store.register(id, kind), [store, id, kind])
  const getState = () => (store.getPresenter() === id ? store.getState() : idleState)
  return { store, id, state: useSyncExternalStore(store.subscribe, getState, () => idleState) }
}
