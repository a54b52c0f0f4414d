export { OtpInput } from './OtpInput.js'
export type { OtpInputPart, OtpInputProps } from './OtpInput.js'
export type { OtpCase, OtpRejectReason, OtpValidationType } from './code.js'
