import { forwardRef } from 'react'

/**
 * The kit's one way to a live region: it is empty when it appears, and is written to by `announce` alone. It has to
 * be inside the dialog that it speaks for, where there is one, since everything outside is inert.
 */
export const LiveRegion = /* @__PURE__ */ forwardRef<HTMLOutputElement>(function LiveRegion(_props, ref) {
  return <output ref={ref} aria-live="polite" aria-atomic="true" data-part="live-region" />
})

/** Has a screen reader say a sentence when it has finished the last one. */
export function announce(region: HTMLElement | null, sentence: string): void {
  // A text node of its own each time, so that the same sentence twice is said twice.
  region?.replaceChildren(sentence)
}
