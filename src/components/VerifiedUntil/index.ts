export { VerifiedUntil } from './VerifiedUntil.js'
export type { VerifiedUntilProps } from './VerifiedUntil.js'
