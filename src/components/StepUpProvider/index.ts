export { StepUpProvider } from './StepUpProvider.js'
export type { StepUpProviderProps } from './StepUpProvider.js'
