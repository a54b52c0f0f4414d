export { StepUpPrompt } from './StepUpPrompt.js'
export type { StepUpPromptProps } from './StepUpPrompt.js'
