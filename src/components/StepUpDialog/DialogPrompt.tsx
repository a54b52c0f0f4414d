import { useStepUpController } from '../../hooks/useStepUpController.js'
import { StepUpPromptView, type StepUpPromptViewProps } from '../StepUpPromptView/index.js'
import type { StepUpPromptPart } from '../StepUpPromptView/index.js'
import type { StylableProps } from '../ui/index.js'

export interface DialogPromptProps
  extends
    StylableProps<StepUpPromptPart>,
    Pick<StepUpPromptViewProps, 'headingLevel' | 'titleId' | 'introId'> {}

/** What the dialog loads on demand. */
export function DialogPrompt(props: DialogPromptProps) {
  return <StepUpPromptView {...useStepUpController()} {...props} />
}
