import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { StepUpReason } from '../../flow/types.js'
import { useStore } from '../../hooks/context.js'
import type { StepUpPromptController } from '../../hooks/useStepUpController.js'
import { useStepUpStatus } from '../../hooks/useStepUpStatus.js'
import { useIsomorphicLayoutEffect } from '../../internal/use-layout-effect.js'
import { usePresenter } from '../StepUpPrompt/usePresenter.js'
import { StepUpPromptView, type StepUpPromptViewProps } from '../StepUpPromptView/index.js'
import { flag, joined, type StylableProps } from '../ui/index.js'

export type StepUpGuardPart = 'root' | 'content' | 'cover'

export interface StepUpGuardProps
  extends StylableProps<StepUpGuardPart>, Pick<StepUpPromptViewProps, 'headingLevel'> {
  /** What is shown behind a grant. */
  children: ReactNode
  /** What the prompt says is being confirmed. Keep it stable. */
  reason?: StepUpReason
  /** A prompt of your own design. @default `StepUpPromptView` */
  fallback?: (prompt: StepUpPromptController) => ReactNode
}

/**
 * Shows its children behind a grant. They are mounted with the first grant and stay so: when it lapses they are
 * covered and out of reach, and nothing typed in them is lost.
 *
 * @example
 * <StepUpGuard reason={{ operation: 'custom', text: 'See your recovery codes' }}>
 *   <RecoveryCodes />
 * </StepUpGuard>
 */
export function StepUpGuard(props: StepUpGuardProps) {
  const { children, reason, fallback, headingLevel, className, classNames = {}, unstyled } = props
  const prompt = usePresenter('StepUpGuard', 'private', reason)
  const store = useStore('StepUpGuard')
  const { fresh } = useStepUpStatus()
  const [isMounted, setMounted] = useState(fresh)
  if (fresh && !isMounted) setMounted(true)
  const content = useRef<HTMLDivElement>(null)
  const wasFresh = useRef(fresh)

  // The page may be another person's by now; while it is shown the store asks whenever the page wakes.
  useEffect(() => void store.currentGrant(), [store])

  useIsomorphicLayoutEffect(() => {
    const node = content.current
    // Not a prop: React 18 and 19 want different values of it.
    node?.toggleAttribute('inert', !fresh)
    const opens = fresh && !wasFresh.current
    wasFresh.current = fresh
    // The prompt that had the focus is gone.
    if (opens && node?.ownerDocument.activeElement === node?.ownerDocument.body) node?.focus()
  }, [fresh, isMounted])

  return (
    <div
      data-component="step-up-guard"
      data-unstyled={flag(unstyled)}
      data-fresh={flag(fresh)}
      className={joined(className, classNames.root)}
    >
      {isMounted && (
        <div ref={content} data-part="content" className={classNames.content} tabIndex={-1}>
          {children}
        </div>
      )}
      {!fresh && (
        <div data-part="cover" className={classNames.cover}>
          {fallback ? (
            fallback(prompt)
          ) : (
            <StepUpPromptView {...prompt} headingLevel={headingLevel} unstyled={unstyled} />
          )}
        </div>
      )}
    </div>
  )
}
