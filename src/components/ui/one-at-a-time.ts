import { useCallback, useRef } from 'react'

/**
 * Gives a function that begins a call, unless the one before is still under way: two clicks may come before the
 * first is rendered. A failure is the call's to tell.
 */
export function useOneAtATime(): (call: () => Promise<unknown>) => void {
  const isBusy = useRef(false)
  return useCallback((call) => {
    if (isBusy.current) return
    const settled = () => {
      isBusy.current = false
    }
    call().then(settled, settled)
    isBusy.current = true
  }, [])
}
