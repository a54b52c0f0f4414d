import {
  type ApiError,
  isApiError,
  isCodeRejectedError,
  isLoginRequiredError,
  isNetworkError,
  isNoUsableFactorError,
  isRateLimitedError,
  isStepUpCancelledError,
  isStepUpKitError,
  isStepUpRequiredError,
} from '../client/errors.js'
import type { StepUpProblem, StepUpProblemKind } from './types.js'

/** Which call failed: the same answer means different things to the person. */
export type StepUpPhase = 'start' | 'send' | 'verify'

const rejectedCode: Record<'wrong' | 'expired' | 'tooManyTries', StepUpProblemKind> = {
  wrong: 'codeRejected',
  expired: 'codeExpired',
  tooManyTries: 'tooManyTries',
}

function isLocked({ body }: ApiError): boolean {
  const key = body.messageKey ?? ''
  return (
    key === 'error.accountBlockedAfterMultipleLoginAttempts' ||
    key.startsWith('error.account.temporarilySuspended')
  )
}

/**
 * A refusal that says nothing of the code or of a limit: the step-up itself is no longer known. No source tells
 * how the server says it; a demand for a step-up in the midst of one can mean nothing else.
 */
export function isStepUpExpired(error: unknown): boolean {
  return (
    isStepUpRequiredError(error) ||
    (isApiError(error) && error.status >= 400 && error.status < 500 && !isLocked(error))
  )
}

function apiProblem(error: ApiError, phase: StepUpPhase): StepUpProblem {
  const { support } = error
  if (isLocked(error)) return { kind: 'locked', support }
  if (phase === 'start' && isLoginRequiredError(error)) return { kind: 'loginRequired', support }
  const { userMessage } = error.body
  return { kind: 'unexpected', support, ...(userMessage !== undefined && { userMessage }) }
}

/** What the person is told when a call of the step-up fails. */
export function problemOf(error: unknown, phase: StepUpPhase): StepUpProblem {
  if (isCodeRejectedError(error)) return { kind: rejectedCode[error.reason] }
  if (isRateLimitedError(error)) {
    const kind = phase === 'send' ? 'sendLimit' : 'rateLimited'
    return error.retryAt === undefined ? { kind } : { kind, retryAt: error.retryAt }
  }
  if (isNetworkError(error)) return { kind: error.reason === 'failed' ? 'network' : error.reason }
  if (isNoUsableFactorError(error)) return { kind: 'noFactor', support: error.support }
  if (isStepUpCancelledError(error)) return { kind: 'userChanged' }
  if (phase === 'verify' && isStepUpExpired(error)) return { kind: 'codeExpired' }
  if (phase === 'start' && isStepUpRequiredError(error))
    return { kind: 'loginRequired', support: error.support }
  if (isApiError(error)) return apiProblem(error, phase)
  return { kind: 'unexpected', ...(isStepUpKitError(error) && { support: error.support }) }
}
