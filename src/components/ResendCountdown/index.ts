export { ResendCountdown } from './ResendCountdown.js'
export type { ResendCountdownProps, ResendLabels } from './ResendCountdown.js'
