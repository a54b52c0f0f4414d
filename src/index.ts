// Components
export { OtpInput } from './components/OtpInput/index.js'
export type {
  OtpCase,
  OtpInputPart,
  OtpInputProps,
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
