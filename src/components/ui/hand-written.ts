import { type RefObject, useRef } from 'react'
import { useIsomorphicLayoutEffect } from '../../internal/use-layout-effect.js'

/**
 * The ref of an uncontrolled text box that holds a secret. It is written by hand: React would also write it into the
 * `value` attribute, which session recorders read.
 */
export function useHandWritten(value: string | undefined): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null)
  useIsomorphicLayoutEffect(() => {
    const box = input.current
    if (box && value !== undefined && box.value !== value) box.value = value
  })
  return input
}
