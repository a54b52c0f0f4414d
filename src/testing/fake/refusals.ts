/** One error answer (contract 0.1). */
export interface ErrorAnswer {
  /** HTTP status. */
  status: number
  /** The error type, such as `invalid_grant`. */
  error: string
  /** `error_message_key`; `null` leaves it out. */
  messageKey: string | null
  /** `error_description`; `null` leaves it out. */
  description: string | null
  /** `error_user_msg`. @default the description */
  userMessage?: string | null
  /** How `Retry-After` is written, where there is a wait to tell. @default 'seconds' */
  retryAfter?: 'seconds' | 'date' | 'none'
}

const answer = (
  status: number,
  error: string,
  messageKey: string | null,
  description: string,
): ErrorAnswer => ({
  status,
  error,
  messageKey,
  description,
})
const wrongCode = answer(401, 'invalid_grant', 'error.invalidVerificationCode', 'Invalid verification code')
const invalid = (key: string | null, text: string) => answer(400, 'invalid_request', key, text)

/** Every error answer that the fake can give. Those that the contract leaves open carry a plausible body. */
export const refusals = {
  // bearer
  accessTokenMissing: answer(401, 'invalid_request', 'error.accessToken.missing', 'Access token missing'),
  accessTokenInvalid: answer(401, 'invalid_grant', 'error.accessToken.invalid', 'Invalid access token'),
  accessTokenExpired: answer(401, 'invalid_grant', 'error.accessToken.expired', 'Access token expired'),
  accessTokenStale: answer(
    401,
    'invalid_grant',
    'error.accessToken.freshness',
    'Access token is not fresh enough.',
  ),
  stepUpRequired: answer(401, 'invalid_grant', 'error.authn.mfa.stepup.required', 'A step-up is required'),
  scopeInsufficient: answer(
    403,
    'insufficient_scope',
    'error.insufficientScope',
    'The scope is insufficient',
  ),
  // client
  clientUnknown: answer(400, 'invalid_client', 'error.client.notFound', 'Unknown client'),
  clientNotFirstParty: answer(
    403,
    'unauthorized_client',
    'error.client.notFirstParty',
    'Not a first-party client',
  ),
  redirectUriNotAllowed: invalid('error.redirectUri.notAllowed', 'The redirect URI is not allowed'),
  originNotAllowed: answer(403, 'origin_not_allowed', 'error.origin.notAllowed', 'The origin is not allowed'),
  scopeInvalid: answer(400, 'invalid_scope', 'error.scope.invalid', 'The scope is invalid'),
  implicitFlowForbidden: invalid(
    'error.implicitFlow.forbidden',
    'The implicit flow is forbidden when PKCE is enforced',
  ),
  codeChallengeRequired: invalid('error.pkce.challengeRequired', 'Code challenge required'),
  codeChallengeMethodInvalid: invalid('error.pkce.methodInvalid', 'The code challenge method must be S256'),
  featureNotAvailable: answer(
    403,
    'access_denied',
    'error.feature.notAvailable',
    'The feature is not available',
  ),
  // request
  bodyMalformed: invalid(null, 'The body is not a JSON object'),
  contentTypeUnsupported: answer(415, 'invalid_request', null, 'Expecting application/json'),
  bodyTooLarge: answer(413, 'invalid_request', null, 'The body is too large'),
  fieldMissing: invalid('error.requiredField', 'A required field is missing'),
  fieldInvalid: invalid('error.invalidField', 'A field is invalid'),
  pathUnknown: answer(404, 'resource_not_found', null, 'Not found'),
  methodNotAllowed: answer(405, 'invalid_request', null, 'Method not allowed'),
  ipLimit: answer(429, 'rate_limit_reached', 'error.tooManyAttempts', 'Too many requests'),
  /** A mistake in the fake itself. */
  serverError: answer(500, 'server_error', null, 'Unexpected error'),
  // step-up
  sessionMissing: answer(401, 'login_required', 'error.session.missing', 'No active session'),
  tknInvalid: answer(401, 'invalid_grant', 'error.tkn.invalid', 'The authentication token is invalid'),
  tknExpired: answer(401, 'invalid_grant', 'error.tkn.expired', 'The authentication token has expired'),
  noMfaCredential: invalid('error.mfa.noCredential', 'The user has no MFA credential'),
  stepUpTokenInvalid: answer(
    401,
    'invalid_grant',
    'error.stepUpToken.invalid',
    'The step-up token is invalid',
  ),
  stepUpTokenExpired: answer(
    401,
    'invalid_grant',
    'error.stepUpToken.expired',
    'The step-up token has expired',
  ),
  factorUnavailable: invalid('error.mfa.factorNotAvailable', 'The factor is not available'),
  sendLimit: answer(
    429,
    'rate_limit_reached',
    'error.tooManyAttempts',
    'Too many verification codes were requested',
  ),
  challengeUnknown: wrongCode,
  challengeReplaced: wrongCode,
  challengeExpired: wrongCode,
  wrongCode,
  codeExpired: wrongCode,
  tooManyTrials: wrongCode,
  // tokens
  grantTypeUnsupported: answer(400, 'unsupported_grant_type', null, 'Unsupported grant type'),
  authorizationCodeInvalid: answer(
    400,
    'invalid_grant',
    'error.authorizationCode.invalid',
    'Invalid authorization code',
  ),
  authorizationCodeExpired: answer(
    400,
    'invalid_grant',
    'error.authorizationCode.expired',
    'Authorization code expired',
  ),
  redirectUriMismatch: answer(
    400,
    'invalid_grant',
    'error.redirectUri.mismatch',
    'The redirect URI does not match',
  ),
  codeVerifierInvalid: answer(400, 'invalid_grant', 'error.pkce.verifierInvalid', 'Invalid code verifier'),
  refreshTokenInvalid: answer(401, 'invalid_grant', 'error.refreshToken.invalid', 'Invalid refresh token'),
  refreshTokenExpired: answer(
    401,
    'invalid_grant',
    'error.refreshToken.expired',
    'The refresh token has expired',
  ),
  refreshTokenRevoked: answer(
    401,
    'invalid_grant',
    'error.refreshToken.revoked',
    'The refresh token was revoked',
  ),
  // login
  wrongPassword: answer(401, 'invalid_grant', 'error.invalidEmailOrPassword', 'Invalid email or password'),
  accountLocked: answer(
    403,
    'access_denied',
    'error.accountBlockedAfterMultipleLoginAttempts',
    'The account is blocked after too many login attempts',
  ),
  loginTypeForbidden: invalid('error.invalidLoginType', 'This login type is not allowed'),
  loginRequired: answer(401, 'login_required', null, 'Login required'),
  // identifiers
  emailInvalid: invalid('error.email.invalid', 'Valid email required'),
  emailUnchanged: invalid('error.email.notChanged', 'The new email must differ from the old one'),
  emailInUse: answer(400, 'email_already_exists', 'error.email.alreadyInUse', 'Email already in use'),
  phoneNumberInvalid: invalid('error.phoneNumber.invalid', 'Valid phone number required'),
  phoneNumberInUse: answer(
    400,
    'phone_number_already_exists',
    'error.phoneNumber.alreadyInUse',
    'Phone number already in use',
  ),
  credentialExists: answer(
    409,
    'invalid_request',
    'error.mfa.credentialAlreadyExists',
    'The credential exists already',
  ),
  credentialUnknown: answer(
    404,
    'resource_not_found',
    'error.mfa.credentialNotFound',
    'Credential not found',
  ),
  deviceUnknown: answer(
    404,
    'resource_not_found',
    'error.trustedDevice.notFound',
    'Trusted device not found',
  ),
  userUnknown: answer(401, 'invalid_grant', 'error.user.notFound', 'The user does not exist'),
  passwordTooWeak: answer(400, 'password_too_weak', 'error.password.tooWeak', 'The password is too weak'),
  identityUnknown: answer(404, 'resource_not_found', 'error.identity.notFound', 'Identity not found'),
} as const satisfies Record<string, ErrorAnswer>

/** The name of every refusal of the fake: a key of `answers`. */
export type RefusalName = keyof typeof refusals

export interface FieldProblem {
  field: string
  message: string
  code: 'missing' | 'invalid'
}

/** Thrown by a route; the server turns it into its answer. */
export class Refusal extends Error {
  readonly refusal: RefusalName
  readonly details: readonly FieldProblem[]
  /** When the caller may come back, in epoch milliseconds. */
  readonly retryAt: number | undefined

  constructor(refusal: RefusalName, more: { details?: readonly FieldProblem[]; retryAt?: number } = {}) {
    super(refusal)
    this.refusal = refusal
    this.details = more.details ?? []
    this.retryAt = more.retryAt
  }
}
