export { StepUpDialog } from './StepUpDialog.js'
export type { StepUpDialogPart, StepUpDialogProps } from './StepUpDialog.js'
