import { useCallback, useEffect, useRef } from 'react'

/** Gives signals that are aborted when the component unmounts: what it still waits for is then withdrawn. */
export function useOwnedSignals(): () => AbortController {
  const open = useRef(new Set<AbortController>())
  useEffect(() => {
    const controllers = open.current
    return () => {
      for (const controller of controllers) controller.abort('unmounted')
      controllers.clear()
    }
  }, [])
  return useCallback(() => {
    const controller = new AbortController()
    open.current.add(controller)
    controller.signal.addEventListener('abort', () => open.current.delete(controller))
    return controller
  }, [])
}
