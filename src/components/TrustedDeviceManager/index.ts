export { TrustedDeviceManager } from './TrustedDeviceManager.js'
export type { TrustedDeviceManagerPart, TrustedDeviceManagerProps } from './TrustedDeviceManager.js'
