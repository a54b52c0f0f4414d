export type { StepUpPromptPart } from './parts.js'
export { StepUpPromptView } from './StepUpPromptView.js'
export type { StepUpPromptViewProps } from './StepUpPromptView.js'
