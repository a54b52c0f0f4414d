export { MfaCredentialManager } from './MfaCredentialManager.js'
export type { MfaCredentialManagerPart, MfaCredentialManagerProps } from './MfaCredentialManager.js'
