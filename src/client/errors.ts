/** The machine-readable name of each failure. Guards compare it, so that two copies of the kit still agree. */
export type StepUpKitErrorCode =
  | 'api'
  | 'network'
  | 'response_shape'
  | 'step_up_required'
  | 'step_up_refused'
  | 'step_up_cancelled'
  | 'code_rejected'
  | 'rate_limited'
  | 'no_usable_factor'

/** What a support team needs to find one occurrence in ReachFive's logs. Holds no secret. */
export interface SupportHandle {
  /** `error_id` of the answer. */
  errorId?: string | undefined
  /** The `X-R5-Correlation-Id` that was sent. */
  correlationId?: string | undefined
  /** HTTP status. */
  status?: number | undefined
}

/** What every error of the kit may be given. */
export interface StepUpKitErrorOptions {
  /** What led to it. */
  cause?: unknown
  /** What a support team needs to find the occurrence. */
  support?: SupportHandle
}

/** Base of every error that the kit makes. The message is for developers; people read `messages/`. */
export abstract class StepUpKitError extends Error {
  /** Which failure it is; what the guards compare. */
  abstract readonly code: StepUpKitErrorCode
  /** What a support team needs to find the occurrence; empty where no answer came. */
  readonly support: SupportHandle

  constructor(message: string, options: StepUpKitErrorOptions = {}) {
    super(message, options)
    this.support = options.support ?? {}
  }
}

/** One entry of `error_details`. */
export interface ApiErrorDetail {
  /** Which field of the request is meant. */
  field?: string
  /** A technical sentence. */
  message?: string
  /** Such as `missing` or `invalid`. */
  code?: string
}

/** What ReachFive's error body says (contract 0.1); every field may be missing. */
export interface ApiErrorBody {
  /** Error type, such as `invalid_grant`. */
  error?: string | undefined
  /** Stable key, such as `error.email.alreadyInUse`; also found when the server puts it in `error`. */
  messageKey?: string | undefined
  /** `error_user_msg`: translated by the server, meant for the UI. */
  userMessage?: string | undefined
  /** `error_description`: technical, not for people. */
  description?: string | undefined
  /** `error_details`: what is wrong with single fields. */
  details?: readonly ApiErrorDetail[] | undefined
}

/** What an `ApiError` may be given. */
export interface ApiErrorOptions extends StepUpKitErrorOptions {
  /** What the error body says. */
  body?: ApiErrorBody
  /** Method and path, such as `POST /identity/v1/update-email`; never a query or a body. */
  endpoint?: string
}

/** ReachFive answered with an error that has no class of its own. */
export class ApiError extends StepUpKitError {
  override readonly name = 'ApiError'
  readonly code = 'api'
  /** HTTP status. */
  readonly status: number
  /** What the error body says. */
  readonly body: ApiErrorBody
  /** Method and path, such as `POST /identity/v1/update-email`; never a query or a body. */
  readonly endpoint: string | undefined

  constructor(message: string, status: number, options: ApiErrorOptions = {}) {
    super(message, { ...options, support: { status, ...options.support } })
    this.status = status
    this.body = options.body ?? {}
    this.endpoint = options.endpoint
  }
}

abstract class ErrorWithReason<Reason extends string> extends StepUpKitError {
  /** `dismissed`: by the person; `unmounted`: its component left; `aborted`: by the signal of the request; `userChanged`: another person signed in. */
  readonly reason: Reason

  constructor(message: string, reason: Reason, options?: StepUpKitErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/** No answer came: the request may or may not have reached the server. */
export class NetworkError extends ErrorWithReason<'offline' | 'timeout' | 'failed'> {
  override readonly name = 'NetworkError'
  readonly code = 'network'
  /** `offline`: the browser says so; `timeout`: `timeoutMs` passed; `failed`: anything else (CORS included). */
  declare readonly reason: 'offline' | 'timeout' | 'failed'
}

/** The answer is not what the contract says: no JSON, a missing field, a wrong type. */
export class ResponseShapeError extends StepUpKitError {
  override readonly name = 'ResponseShapeError'
  readonly code = 'response_shape'
}

/** The server wants a step-up (`error.authn.mfa.stepup.required`) or a fresher token (`error.accessToken.freshness`). */
export class StepUpRequiredError extends ErrorWithReason<'mfa' | 'freshness'> {
  override readonly name = 'StepUpRequiredError'
  readonly code = 'step_up_required'
  /** `freshness`: the token is older than five minutes; `mfa`: it has no step-up. */
  declare readonly reason: 'mfa' | 'freshness'
}

/** The server refused again after a step-up. Never replayed. */
export class StepUpRefusedError extends StepUpKitError {
  override readonly name = 'StepUpRefusedError'
  readonly code = 'step_up_refused'
}

/** How a step-up was cancelled. */
export type StepUpCancelReason = 'dismissed' | 'unmounted' | 'aborted' | 'userChanged'

/** The person, the host or an unmount ended the step-up. */
export class StepUpCancelledError extends ErrorWithReason<StepUpCancelReason> {
  override readonly name = 'StepUpCancelledError'
  readonly code = 'step_up_cancelled'
}

/** The server did not take the code (`error.invalidVerificationCode` and its kin). */
export class CodeRejectedError extends ErrorWithReason<'wrong' | 'expired' | 'tooManyTries'> {
  override readonly name = 'CodeRejectedError'
  readonly code = 'code_rejected'
  /** As far as the server tells; ReachFive often answers `wrong` for all three. */
  declare readonly reason: 'wrong' | 'expired' | 'tooManyTries'
}

/** 429, `rate_limit_reached` or `error.tooManyAttempts`. */
export class RateLimitedError extends StepUpKitError {
  override readonly name = 'RateLimitedError'
  readonly code = 'rate_limited'
  /** When the server lets the call through again, in epoch milliseconds; `undefined` when it does not say. */
  readonly retryAt: number | undefined

  constructor(message: string, retryAt: number | undefined, options?: StepUpKitErrorOptions) {
    super(message, options)
    this.retryAt = retryAt
  }
}

/** The person has no factor that could be used for this step-up. */
export class NoUsableFactorError extends StepUpKitError {
  override readonly name = 'NoUsableFactorError'
  readonly code = 'no_usable_factor'
}

type ErrorByCode = {
  api: ApiError
  network: NetworkError
  response_shape: ResponseShapeError
  step_up_required: StepUpRequiredError
  step_up_refused: StepUpRefusedError
  step_up_cancelled: StepUpCancelledError
  code_rejected: CodeRejectedError
  rate_limited: RateLimitedError
  no_usable_factor: NoUsableFactorError
}

/** Whether a value is an error of the kit, also one of another copy of it. */
export function isStepUpKitError(value: unknown): value is ErrorByCode[StepUpKitErrorCode] {
  return value instanceof Error && 'code' in value && typeof value.code === 'string' && 'support' in value
}

function guard<C extends StepUpKitErrorCode>(code: C) {
  return (value: unknown): value is ErrorByCode[C] => isStepUpKitError(value) && value.code === code
}

/** Whether it is an `ApiError`, also of another copy of the kit. */
export const isApiError = /* @__PURE__ */ guard('api')
/** Whether it is a `NetworkError`, also of another copy of the kit. */
export const isNetworkError = /* @__PURE__ */ guard('network')
/** Whether it is a `ResponseShapeError`, also of another copy of the kit. */
export const isResponseShapeError = /* @__PURE__ */ guard('response_shape')
/** Whether it is a `StepUpRequiredError`, also of another copy of the kit. */
export const isStepUpRequiredError = /* @__PURE__ */ guard('step_up_required')
/** Whether it is a `StepUpRefusedError`, also of another copy of the kit. */
export const isStepUpRefusedError = /* @__PURE__ */ guard('step_up_refused')
/** Whether it is a `StepUpCancelledError`, also of another copy of the kit. */
export const isStepUpCancelledError = /* @__PURE__ */ guard('step_up_cancelled')
/** Whether it is a `CodeRejectedError`, also of another copy of the kit. */
export const isCodeRejectedError = /* @__PURE__ */ guard('code_rejected')
/** Whether it is a `RateLimitedError`, also of another copy of the kit. */
export const isRateLimitedError = /* @__PURE__ */ guard('rate_limited')
/** Whether it is a `NoUsableFactorError`, also of another copy of the kit. */
export const isNoUsableFactorError = /* @__PURE__ */ guard('no_usable_factor')

/**
 * Whether only a login can help: the server knows neither session nor token (401, 403, `login_required`), or
 * the host has no access token to send. Meant for what `startStepUp` rejects with.
 */
export function isLoginRequiredError(value: unknown): value is ApiError {
  if (!isApiError(value)) return false
  const { status, body } = value
  const kind = `${body.error} ${body.messageKey}`
  return (
    /login_required|accessToken\.missing/.test(kind) ||
    // What the application, its scopes or a blocked account may not do, no login changes.
    ((status === 401 || status === 403) &&
      !/(_client|_scope|_allowed) |\.feature|blocked|suspended/i.test(kind))
  )
}
