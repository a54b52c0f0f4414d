export { StepUpGuard } from './StepUpGuard.js'
export type { StepUpGuardPart, StepUpGuardProps } from './StepUpGuard.js'
