import { lazy } from 'react'
import { withheld } from '../flow/support.js'

/** A component whose code is on its way until `arrive` is called: whatever stands beside it below `Suspense` is hidden. */
export function createLateNeighbour() {
  const loaded = withheld<{ default: () => null }>()
  return { Help: lazy(() => loaded.promise), arrive: () => loaded.answer({ default: () => null }) }
}
