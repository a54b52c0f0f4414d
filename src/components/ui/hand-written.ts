import type { RefObject } from 'react'
import { useIsomorphicLayoutEffect } from '../../internal/use-layout-effect.js'

/**
 * Keeps a secret in an uncontrolled text box: React would also write it into the `value` attribute, which session
 * recorders read.
 */
export function useHandWrittenValue(
  input: RefObject<HTMLInputElement | null>,
  value: string | undefined,
): void {
  useIsomorphicLayoutEffect(() => {
    const box = input.current
    if (box && value !== undefined && box.value !== value) box.value = value
  })
}
