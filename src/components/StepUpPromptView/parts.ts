import type { StepUpPromptController } from '../../hooks/useStepUpController.js'
import type { Clock } from '../../internal/clock.js'
import type { Translate } from '../../messages/index.js'
import type { StylableProps } from '../ui/index.js'

/** The parts of the prompt that take a class name of their own. */
export type StepUpPromptPart =
  | 'root'
  | 'title'
  | 'reason'
  | 'intro'
  | 'form'
  | 'option'
  | 'code'
  | 'message'
  | 'resend'
  | 'trustDevice'
  | 'submit'
  | 'changeFactor'
  | 'back'
  | 'cancel'

/** What each screen of the prompt is given. */
export interface ScreenProps<Status extends StepUpPromptController['state']['status']> {
  prompt: StepUpPromptController
  state: Extract<StepUpPromptController['state'], { status: Status }>
  t: Translate
  locale: string
  clock: Clock | undefined
  classNames: NonNullable<StylableProps<StepUpPromptPart>['classNames']>
}
