import { useStepUpStatus } from '../../hooks/useStepUpStatus.js'
import type { StepUpReason } from '../../flow/types.js'
import {
  type StepUpPromptPart,
  StepUpPromptView,
  type StepUpPromptViewProps,
} from '../StepUpPromptView/index.js'
import type { StylableProps } from '../ui/index.js'
import { usePresenter } from './usePresenter.js'

export interface StepUpPromptProps
  extends StylableProps<StepUpPromptPart>, Pick<StepUpPromptViewProps, 'headingLevel'> {
  /** What its own start button confirms. Keep it stable. */
  reason?: StepUpReason
}

/**
 * The step-up as a part of the page. As long as it is mounted, every step-up is shown here and not in the dialog.
 *
 * @example
 * <StepUpPrompt headingLevel={3} />
 */
export function StepUpPrompt({ reason, ...rest }: StepUpPromptProps) {
  const prompt = usePresenter('StepUpPrompt', 'inline', reason)
  const { expiresAt } = useStepUpStatus()
  const isHeld = prompt.state.status === 'idle' && expiresAt !== null
  return (
    <StepUpPromptView
      {...prompt}
      {...rest}
      state={isHeld ? { status: 'verified', reasons: [], expiresAt } : prompt.state}
    />
  )
}
