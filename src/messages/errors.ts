import type {
  ApiError,
  CodeRejectedError,
  NetworkError,
  NoUsableFactorError,
  RateLimitedError,
  ResponseShapeError,
  StepUpCancelledError,
  StepUpKitErrorCode,
  StepUpRefusedError,
  StepUpRequiredError,
} from '../client/errors.js'
import type { MessageArguments, MessageKey, Translate } from './types.js'

/** The sentences that need no values. */
type PlainKey = { [Key in MessageKey]: MessageArguments<Key> extends [] ? Key : never }[MessageKey]

type KitError =
  | ApiError
  | CodeRejectedError
  | NetworkError
  | NoUsableFactorError
  | RateLimitedError
  | ResponseShapeError
  | StepUpCancelledError
  | StepUpRefusedError
  | StepUpRequiredError

/** An error code without a sentence does not compile. */
const byCode = {
  api: 'problem.unexpected',
  network: 'problem.network',
  response_shape: 'problem.unexpected',
  step_up_required: 'problem.loginRequired',
  step_up_refused: 'problem.refused',
  step_up_cancelled: 'error.cancelled',
  code_rejected: 'problem.codeRejected',
  rate_limited: 'problem.rateLimited',
  no_usable_factor: 'problem.noFactor',
} as const satisfies Record<StepUpKitErrorCode, PlainKey>

const byReason = {
  offline: 'problem.offline',
  timeout: 'problem.timeout',
  failed: 'problem.network',
  wrong: 'problem.codeRejected',
  expired: 'problem.codeExpired',
  tooManyTries: 'problem.tooManyTries',
} as const satisfies Record<NetworkError['reason'] | CodeRejectedError['reason'], PlainKey>

/** The `error_message_key`s of the contract that have no error class of their own; also as prefixes. */
const byMessageKey = [
  ['error.accessToken.missing', 'problem.loginRequired'],
  ['error.refreshToken.', 'problem.loginRequired'],
  ['error.feature.notAvailable', 'error.featureOff'],
  ['error.email.alreadyInUse', 'error.emailInUse'],
  ['error.phoneNumber.alreadyInUse', 'error.phoneNumberInUse'],
  ['error.invalidEmailOrPassword', 'error.wrongPassword'],
  ['error.accountBlockedAfterMultipleLoginAttempts', 'problem.locked'],
  ['error.account.temporarilySuspended', 'problem.locked'],
  ['error.unverifiedLogin', 'error.unverifiedLogin'],
  ['error.accessControl.login.forbidden', 'error.loginForbidden'],
  ['error.invalidLoginType', 'error.loginType'],
] as const satisfies readonly (readonly [key: string, text: PlainKey])[]

function isKitError(error: unknown): error is KitError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    Object.hasOwn(byCode, error.code)
  )
}

/** The kit's own sentence for what the server answered, where it has one. */
function ownKey({ status, body, endpoint }: ApiError): PlainKey | undefined {
  const { messageKey } = body
  const known = messageKey && byMessageKey.find(([key]) => messageKey.startsWith(key))
  if (known) return known[1]
  if (status !== 401 || body.userMessage) return undefined
  // Who signs in has no session that could end.
  return endpoint?.endsWith('/password/login') ? 'error.wrongPassword' : 'problem.loginRequired'
}

const minuteMs = 60_000

/**
 * What a person is told of an error. The server's own translated sentence (`error_user_msg`) is used where the
 * kit has none. With a `locale` (BCP 47) the end of a wait is named.
 */
export function errorMessage(error: unknown, t: Translate, locale?: string): string {
  if (!isKitError(error)) return t('problem.unexpected')
  switch (error.code) {
    case 'api': {
      const key = ownKey(error)
      return key ? t(key) : error.body.userMessage || t(byCode.api)
    }
    case 'network':
    case 'code_rejected':
      return t(byReason[error.reason])
    case 'rate_limited': {
      if (error.retryAt === undefined || locale === undefined) break
      // Never before the moment that it stands for.
      const at = Math.ceil(error.retryAt / minuteMs) * minuteMs
      return t('problem.rateLimitedUntil', {
        time: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at),
      })
    }
    case 'step_up_cancelled':
      return t(error.reason === 'userChanged' ? 'problem.userChanged' : byCode.step_up_cancelled)
    case 'response_shape':
    case 'step_up_required':
    case 'step_up_refused':
    case 'no_usable_factor':
      break
    default:
      error satisfies never
  }
  return t(byCode[error.code])
}

/** The reference by which support finds an error that the kit can't explain; `undefined` for all others. */
export function supportId(error: unknown): string | undefined {
  if (!isKitError(error)) return undefined
  const isExplained = error.code === 'api' ? ownKey(error) : !/response_shape|refused|no_/.test(error.code)
  return isExplained ? undefined : (error.support.errorId ?? error.support.correlationId)
}
