// Components
export { OtpInput, useWebOtp } from './components/OtpInput/index.js'
export type {
  OtpCase,
  OtpInputPart,
  OtpInputProps,
  WebOtpOptions,
  OtpRejectReason,
  OtpValidationType,
} from './components/OtpInput/index.js'
export { ResendCountdown } from './components/ResendCountdown/index.js'
export type { ResendCountdownProps, ResendLabels } from './components/ResendCountdown/index.js'
export { StepUpDialog } from './components/StepUpDialog/index.js'
export type { StepUpDialogPart, StepUpDialogProps } from './components/StepUpDialog/index.js'
export { StepUpGuard } from './components/StepUpGuard/index.js'
export type { StepUpGuardPart, StepUpGuardProps } from './components/StepUpGuard/index.js'
export { StepUpPrompt } from './components/StepUpPrompt/index.js'
export type { StepUpPromptProps } from './components/StepUpPrompt/index.js'
export { StepUpPromptView } from './components/StepUpPromptView/index.js'
export type { StepUpPromptPart, StepUpPromptViewProps } from './components/StepUpPromptView/index.js'
export { StepUpProvider } from './components/StepUpProvider/index.js'
export type { StepUpProviderProps } from './components/StepUpProvider/index.js'
export { VerifiedUntil } from './components/VerifiedUntil/index.js'
export type { VerifiedUntilProps } from './components/VerifiedUntil/index.js'

// Widgets
export { EmailEditor } from './components/EmailEditor/index.js'
export type { EmailEditorPart, EmailEditorProps } from './components/EmailEditor/index.js'
export { MfaCredentialManager } from './components/MfaCredentialManager/index.js'
export type {
  MfaCredentialManagerPart,
  MfaCredentialManagerProps,
} from './components/MfaCredentialManager/index.js'
export { PasswordLogin } from './components/PasswordLogin/index.js'
export type { PasswordLoginPart, PasswordLoginProps } from './components/PasswordLogin/index.js'
export { PhoneNumberEditor, PhoneNumberField } from './components/PhoneNumberEditor/index.js'
export type {
  PhoneNumberEditorPart,
  PhoneNumberEditorProps,
  PhoneNumberFieldProps,
} from './components/PhoneNumberEditor/index.js'
export { TrustedDeviceManager } from './components/TrustedDeviceManager/index.js'
export type {
  TrustedDeviceManagerPart,
  TrustedDeviceManagerProps,
} from './components/TrustedDeviceManager/index.js'

// Hooks
export { useCountdown } from './hooks/useCountdown.js'
export type { CountdownOptions, CountdownState } from './hooks/useCountdown.js'
export { useGuardedMutation } from './hooks/useGuardedMutation.js'
export type { GuardOptions, UseGuardedMutationOptions } from './hooks/useGuardedMutation.js'
export { useMessages } from './hooks/useMessages.js'
export { useStepUp } from './hooks/useStepUp.js'
export type { RequestStepUpOptions, UseStepUpResult } from './hooks/useStepUp.js'
export { useStepUpController } from './hooks/useStepUpController.js'
export type { StepUpPromptController } from './hooks/useStepUpController.js'
export { useStepUpStatus } from './hooks/useStepUpStatus.js'
export { useTenantConfig } from './hooks/useTenantConfig.js'
export type { StepUpSettings } from './hooks/context.js'

// Data hooks
export { stepUpKeys } from './hooks/keys.js'
export { useEnrollCredential } from './hooks/useEnrollCredential.js'
export type { EnrollCredentialVariables } from './hooks/useEnrollCredential.js'
export { useMfaCredentials } from './hooks/useMfaCredentials.js'
export { usePasswordLogin } from './hooks/usePasswordLogin.js'
export type { PasswordLoginOutcome, PasswordLoginVariables } from './hooks/usePasswordLogin.js'
export { useProfile } from './hooks/useProfile.js'
export { useRemoveCredential } from './hooks/useRemoveCredential.js'
export { useRemoveTrustedDevice } from './hooks/useRemoveTrustedDevice.js'
export { useSendEmailVerification } from './hooks/useSendEmailVerification.js'
export type { SendEmailVerificationVariables } from './hooks/useSendEmailVerification.js'
export { useSendPhoneNumberVerification } from './hooks/useSendPhoneNumberVerification.js'
export { useTrustedDevices } from './hooks/useTrustedDevices.js'
export type { UseTrustedDevicesResult } from './hooks/useTrustedDevices.js'
export { useUpdateEmail } from './hooks/useUpdateEmail.js'
export type { CaptchaOption, UpdateEmailResult, UpdateEmailVariables } from './hooks/useUpdateEmail.js'
export { useUpdatePhoneNumber } from './hooks/useUpdatePhoneNumber.js'
export type { UpdatePhoneNumberVariables } from './hooks/useUpdatePhoneNumber.js'
export { useVerifyEmail } from './hooks/useVerifyEmail.js'
export type { VerifyEmailVariables } from './hooks/useVerifyEmail.js'
export { useVerifyEnrollment } from './hooks/useVerifyEnrollment.js'
export type { VerifyEnrollmentVariables } from './hooks/useVerifyEnrollment.js'
export { useVerifyPhoneNumber } from './hooks/useVerifyPhoneNumber.js'
export type { VerifyPhoneNumberVariables } from './hooks/useVerifyPhoneNumber.js'

// Errors
export {
  ApiError,
  CodeRejectedError,
  isApiError,
  isCodeRejectedError,
  isNetworkError,
  isNoUsableFactorError,
  isRateLimitedError,
  isResponseShapeError,
  isStepUpCancelledError,
  isStepUpKitError,
  isStepUpRefusedError,
  isStepUpRequiredError,
  NetworkError,
  NoUsableFactorError,
  RateLimitedError,
  ResponseShapeError,
  StepUpCancelledError,
  StepUpKitError,
  StepUpRefusedError,
  StepUpRequiredError,
} from './client/errors.js'
export type {
  ApiErrorBody,
  ApiErrorDetail,
  StepUpCancelReason,
  StepUpKitErrorCode,
  SupportHandle,
} from './client/errors.js'

// Types
export type { Factor, MfaCredential, StepUpClient, StepUpStart } from './client/types.js'
export { nameOfState } from './flow/types.js'
export type {
  AccountEvent,
  Challenge,
  Grant,
  StepUpEvent,
  StepUpKitEvent,
  StepUpOperation,
  StepUpProblem,
  StepUpProblemKind,
  StepUpReason,
  StepUpState,
  StepUpStateName,
  StepUpStatus,
  Wait,
} from './flow/types.js'
export type { GrantStatus } from './flow/grants.js'
export type { GuardedCallContext, StepUpRequirement } from './flow/guarded.js'
export type { Destinations } from './hooks/useDestinations.js'
export type { Clock } from './internal/clock.js'
export type { MessageKey, Messages, Translate } from './messages/index.js'

// Languages
export { localeCodes, resolveLocale } from './messages/locale-codes.js'
export type { LocaleCode } from './messages/locale-codes.js'
