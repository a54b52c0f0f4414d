import { useEffect, useLayoutEffect } from 'react'

/** React 18 warns of `useLayoutEffect` on the server, where neither runs. */
export const useIsomorphicLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect
