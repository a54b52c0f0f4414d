import { useCallback, useEffect, useRef } from 'react'
import { unmounted } from '../flow/store.js'
import { useIsomorphicLayoutEffect } from '../internal/use-layout-effect.js'

/** Gives signals that are aborted when the component unmounts: what it still waits for is then withdrawn. */
export function useOwnedSignals(): () => AbortController {
  const open = useRef(new Set<AbortController>())
  const gone = useRef(false)
  // Before the effects of hosts, which may ask at once: StrictMode takes the component away and back.
  useIsomorphicLayoutEffect(() => {
    gone.current = false
  }, [])
  // What a suspended neighbour hides is not gone: it loses its layout effects alone.
  useEffect(() => {
    const controllers = open.current
    return () => {
      gone.current = true
      for (const controller of controllers) controller.abort(unmounted())
    }
  }, [])
  return useCallback(() => {
    const controller = new AbortController()
    open.current.add(controller)
    controller.signal.addEventListener('abort', () => open.current.delete(controller))
    // A late retry of React Query's: nobody is there any more to be asked.
    if (gone.current) controller.abort(unmounted())
    return controller
  }, [])
}
