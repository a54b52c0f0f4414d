import {
  ApiError,
  CodeRejectedError,
  RateLimitedError,
  StepUpRequiredError,
  type ApiErrorBody,
  type StepUpKitError,
  type SupportHandle,
} from './errors.js'
import type { ApiRequest } from './http.js'
import { defined, field, text } from './json.js'

const day = 86_400_000

/** When the server lets a call through again, in epoch milliseconds of the local clock, at most a day ahead. */
function readRetryAt(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  const now = Date.now()
  // A date is the server's: it is compared with the server's clock where the answer tells that.
  const wait = /^\d+$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - (Date.parse(headers.get('date') ?? '') || now)
  return Number.isNaN(wait) ? undefined : now + Math.min(Math.max(wait, 0), day)
}

function readBody(json: unknown): ApiErrorBody {
  const error = text(json, 'error')
  const details = field(json, 'error_details')
  return defined({
    error,
    messageKey: text(json, 'error_message_key') ?? (error?.startsWith('error.') ? error : undefined),
    userMessage: text(json, 'error_user_msg'),
    description: text(json, 'error_description'),
    details: Array.isArray(details)
      ? details.map((item: unknown) =>
          defined({ field: text(item, 'field'), message: text(item, 'message'), code: text(item, 'code') }),
        )
      : undefined,
  })
}

/** Turns an answer that is not 2xx into the error of its kind. */
export function toApiError(
  { status, headers }: Response,
  json: unknown,
  ids: SupportHandle,
  endpoint: string,
  { checksCode, token }: ApiRequest,
): StepUpKitError {
  const body = readBody(json)
  const { error, messageKey: key = '' } = body
  const support = defined({ ...ids, errorId: text(json, 'error_id') })
  const message = `${endpoint} answered ${status}${/^[\w.-]{1,80}$/.test(key) ? ` (${key})` : ''}.`

  if (key === 'error.authn.mfa.stepup.required') return new StepUpRequiredError(message, 'mfa', { support })
  if (key === 'error.accessToken.freshness') return new StepUpRequiredError(message, 'freshness', { support })
  if (status === 429 || error === 'rate_limit_reached' || key === 'error.tooManyAttempts')
    return new RateLimitedError(message, readRetryAt(headers), { support })
  if (
    checksCode &&
    status < 500 &&
    // A grant refused without a bearer can be nothing but the code.
    (key ? /code|challenge|otp|trials|tries/i.test(key) : error === 'invalid_grant' && !token)
  )
    return new CodeRejectedError(
      message,
      /expired|notfound/i.test(key)
        ? 'expired'
        : /trials|tries|toomany|exceeded/i.test(key)
          ? 'tooManyTries'
          : 'wrong',
      { support },
    )
  return new ApiError(message, status, { body, endpoint, support })
}
