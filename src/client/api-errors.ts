import {
  ApiError,
  CodeRejectedError,
  RateLimitedError,
  StepUpRequiredError,
  type StepUpKitError,
  type SupportHandle,
} from './errors.js'
import { field, strings } from './json.js'

/** What an error must not quote. */
export interface SentInput {
  body?: object | undefined
  token?: string | undefined
}

/** What is no secret of anybody's. */
const isPublic = (name: string) =>
  /^(client_id|redirect_uri|scope|display|action)$|_(type|method|provider)$/.test(name)

/**
 * Takes what a request carried out of a text of the server's: some servers quote it, errors go to logs, and neither
 * a token nor what a person typed may.
 */
function unquoter({ body, token }: SentInput) {
  const sent = Object.entries({ ...body, token }).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' && value.length > 3 && !isPublic(name) ? value : [],
  )
  // One may hold another.
  sent.sort((a, b) => b.length - a.length)
  // Servers write an address their own way; what is too long for an expression, nobody typed.
  const quotes = sent.map((secret) =>
    secret.length < 1000 ? new RegExp(secret.replace(/\W/g, '\\$&'), 'gi') : secret,
  )
  return (text: string) => quotes.reduce<string>((left, quote) => left.split(quote).join('•••'), text)
}

/** A key of the server's is nothing that was sent, even where somebody's password is a part of it. */
const isKey = (text: string) => /^[a-z_.-]+$/i.test(text)

const day = 86_400_000

/** When the server lets a call through again, in epoch milliseconds of the local clock, at most a day ahead. */
function readRetryAt(headers: Headers): number | undefined {
  const value = headers.get('retry-after')
  if (!value) return undefined
  const now = Date.now()
  // A date is the server's: it is compared with the server's clock where the answer tells that.
  const wait = /^\d+$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - (Date.parse(headers.get('date') ?? '') || now)
  return Number.isNaN(wait) ? undefined : now + Math.min(Math.max(wait, 0), day)
}

/**
 * The error of its kind for an answer that is not 2xx.
 *
 * @param sent what it must not quote
 * @param code what the call checks: a code under a bearer, or a code alone
 */
export function toApiError(
  status: number,
  headers: Headers | undefined,
  json: unknown,
  endpoint: string,
  ids: SupportHandle,
  sent: SentInput,
  code?: 'bearer' | 'alone',
): StepUpKitError {
  const {
    error,
    // Some answers have the key in `error`.
    errorMessageKey: key = error?.startsWith('error.') ? error : '',
    errorUserMsg: userMessage,
    errorDescription: description,
    errorId,
  } = strings(json, 'error', 'errorMessageKey', 'errorUserMsg', 'errorDescription', 'errorId')
  const options = { support: { ...ids, errorId, status } }
  const message = `${endpoint} answered ${status}${/^error\.[a-z_.-]{1,80}$/i.test(key) ? ` (${key})` : ''}.`

  if (key === 'error.authn.mfa.stepup.required') return new StepUpRequiredError(message, 'mfa', options)
  if (key === 'error.accessToken.freshness') return new StepUpRequiredError(message, 'freshness', options)
  if (status === 429 || error === 'rate_limit_reached' || key === 'error.tooManyAttempts')
    return new RateLimitedError(message, headers && readRetryAt(headers), options)
  if (
    code &&
    status < 500 &&
    // A grant refused without a key and without a bearer can be nothing but the code.
    (key ? /code|challenge|\botp|tries|trials/i.test(key) : code === 'alone' && error === 'invalid_grant')
  )
    return new CodeRejectedError(
      message,
      /expired|notfound/i.test(key)
        ? 'expired'
        : /tries|trials|toomany/i.test(key)
          ? 'tooManyTries'
          : 'wrong',
      options,
    )
  const clean = unquoter(sent)
  const details = field(json, 'errorDetails')
  return new ApiError(message, status, {
    ...options,
    endpoint,
    body: {
      error: error && (isKey(error) ? error : clean(error)),
      messageKey: isKey(key) ? key : clean(key) || undefined,
      userMessage: userMessage && clean(userMessage),
      description: description && clean(description),
      details: Array.isArray(details)
        ? details.map((item: unknown) => {
            const { message: said, ...keys } = strings(item, 'field', 'message', 'code')
            return { ...keys, ...(said !== undefined && { message: clean(said) }) }
          })
        : undefined,
    },
  })
}
