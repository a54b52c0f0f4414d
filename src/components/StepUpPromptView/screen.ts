import { type RefObject, useRef } from 'react'
import type { StepUpState } from '../../flow/types.js'
import { announce } from '../../internal/announcer.js'
import { useIsomorphicLayoutEffect } from '../../internal/use-layout-effect.js'

/** What is on the screen, as far as focus and announcements care. */
export interface Screen {
  /** Changes when there is something new. */
  key: string
  layout: 'idle' | 'busy' | 'choose' | 'enter' | 'verified' | 'failed'
  /** Whether the person should be led to the first sensible control. */
  leads: boolean
}

export function screenOf(state: StepUpState): Screen {
  const { status } = state
  switch (status) {
    case 'idle':
    case 'checking':
      return { key: 'idle', layout: 'idle', leads: true }
    case 'starting':
      return { key: status, layout: 'busy', leads: true }
    case 'choosingFactor':
      return { key: 'choose', layout: 'choose', leads: true }
    case 'sendingCode':
      if (state.challenge?.factor === state.factor) return { key: status, layout: 'enter', leads: false }
      return state.factors.length > 1
        ? { key: status, layout: 'choose', leads: false }
        : { key: status, layout: 'busy', leads: true }
    case 'enteringCode':
      return {
        key: `enter ${state.challenge.challengeId} ${state.problem?.kind ?? ''}`,
        layout: 'enter',
        leads: true,
      }
    case 'verifyingCode':
      return { key: status, layout: 'enter', leads: false }
    case 'verified':
      return { key: status, layout: 'verified', leads: true }
    case 'failed':
      return { key: `failed ${state.problem.kind}`, layout: 'failed', leads: true }
    default:
      return state satisfies never
  }
}

/** Leads to what has `data-autofocus`, else to the title; who is there already is told what is new. */
export function leadTo(root: HTMLElement, region: HTMLElement | null, news: string): HTMLElement | null {
  const target =
    root.querySelector<HTMLElement>('[data-autofocus]') ??
    root.querySelector<HTMLElement>('[data-part=title]')
  if (target === null || target === root.ownerDocument.activeElement) announce(region, news)
  else target.focus()
  return target
}

export interface GuideOptions {
  root: RefObject<HTMLElement | null>
  region: RefObject<HTMLElement | null>
  screen: Screen
  /** Said when the focus does not move. */
  news: string
  /** The whole text is to be typed again. */
  selects: boolean
}

/**
 * The one place where focus follows the state. It goes to a prompt that appears, and stays in one that it is in, also
 * when the control that had it is gone; it is not taken from somebody who is elsewhere on the page.
 */
export function useGuide({ root, region, screen, news, selects }: GuideOptions): void {
  const { key, layout, leads } = screen
  const last = useRef<Pick<Screen, 'key' | 'layout'>>(undefined)
  useIsomorphicLayoutEffect(() => {
    const before = last.current
    last.current = { key, layout }
    const node = root.current
    if (before?.key === key || node === null) return
    const { activeElement, body } = node.ownerDocument
    // A page that loads with a prompt keeps its focus; a dialog that shows one at last has given its own away.
    if (before === undefined && !(node.closest('dialog[open]') && activeElement === body)) return
    const isHere =
      activeElement === null ||
      activeElement === body ||
      (node.closest('dialog') ?? node).contains(activeElement)
    if (!leads || !(isHere || before?.layout === 'idle')) {
      announce(region.current, news)
      return
    }
    const target = leadTo(node, region.current, news)
    if (selects && target instanceof HTMLInputElement) target.select()
  }, [root, region, key, layout, leads, news, selects])
}
