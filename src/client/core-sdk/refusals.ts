import { type SentInput, toApiError } from '../api-errors.js'
import { ResponseShapeError, type StepUpKitError, type SupportHandle } from '../errors.js'
import { strings } from '../json.js'

/** The SDK keeps the HTTP status to itself. These are the ones that ReachFive's error types come with. */
const statuses: Record<string, number> = {
  login_required: 401,
  invalid_grant: 401,
  access_denied: 403,
  insufficient_scope: 403,
  unauthorized_client: 403,
  origin_not_allowed: 403,
  ip_address_not_allowed: 403,
  resource_not_found: 404,
  rate_limit_reached: 429,
  server_error: 500,
  webhook_host_unreachable: 502,
  webhook_invalid_response: 502,
  temporarily_unavailable: 503,
}

/**
 * The kit's error for what the SDK rejected with. What is no answer is given back as it is: to the caller's time
 * limit, a `fetch` that failed looks the same from the SDK as from anywhere else.
 */
export function toKitError(
  refused: unknown,
  endpoint: string,
  support: SupportHandle,
  sent: SentInput,
  code: 'bearer' | 'alone' | undefined,
): unknown {
  // The SDK reads every answer but a 204 as JSON. The parser's own message quotes the body.
  if (refused instanceof SyntaxError)
    return new ResponseShapeError(`${endpoint} answered without a usable JSON.`, { support })
  if (refused instanceof Error) return refused
  return apiError(refused, endpoint, support, sent, code)
}

function apiError(
  body: unknown,
  endpoint: string,
  support: SupportHandle,
  sent: SentInput,
  code: 'bearer' | 'alone' | undefined,
): StepUpKitError {
  const { error = '', errorMessageKey = '' } = strings(body, 'error', 'errorMessageKey')
  const status = errorMessageKey === 'error.accessToken.missing' ? 401 : (statuses[error] ?? 400)
  return error || errorMessageKey
    ? toApiError(status, undefined, body, endpoint, support, sent, code)
    : new ResponseShapeError(`${endpoint} was refused without a usable error.`, { support })
}
