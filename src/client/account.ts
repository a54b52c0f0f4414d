import { toApiError } from './api-errors.js'
import { createPkce } from './crypto.js'
import { ResponseShapeError } from './errors.js'
import type { Parse } from './http.js'
import { requiredFlag, strings, toWireName } from './json.js'
import {
  nothing,
  parseConfig,
  parseCredentials,
  parseDevices,
  parseEnrollment,
  parseLogin,
  parseProfile,
} from './parse.js'
import { authorizationRequest, exchangeCode, requestTokens, type ClientContext } from './step-up.js'
import { missingToken, shared } from './tokens.js'
import type { AuthorizedCallOptions, CallOptions, StepUpClient, TenantConfig, TokenSet } from './types.js'
import { receiveWebMessage } from './web-message.js'

/** The calls around a step-up: configuration, login, credentials, trusted devices, profile. */
export interface AccountCalls extends Pick<
  StepUpClient,
  | 'getConfig'
  | 'loginWithPassword'
  | 'completeLogin'
  | 'listCredentials'
  | 'enrollEmail'
  | 'enrollPhoneNumber'
  | 'verifyEnrollment'
  | 'removeEmailCredential'
  | 'removePhoneNumberCredential'
  | 'listTrustedDevices'
  | 'removeTrustedDevice'
  | 'getProfile'
  | 'updateEmail'
  | 'verifyEmail'
  | 'sendEmailVerification'
  | 'updatePhoneNumber'
  | 'verifyPhoneNumber'
  | 'sendPhoneNumberVerification'
> {
  /**
   * `POST /oauth/token` with `grant_type=refresh_token`. A refresh token works once: keep the one that comes
   * back. Meant for the host's `refreshAccessToken`; `onTokens` is not called.
   */
  refreshTokens(input: { refreshToken: string; scope?: string }, options?: CallOptions): Promise<TokenSet>
}

export function createAccountCalls(context: ClientContext): AccountCalls {
  const { http, tokens, clientId, scope, tenant } = context

  const authorized = async <T>(
    endpoint: string,
    parse: Parse<T>,
    { accessToken, signal }: AuthorizedCallOptions = {},
    body?: Record<string, unknown>,
    url?: string,
  ): Promise<T> => {
    const token = accessToken ?? (await tokens.current(signal))
    if (!token) throw missingToken(endpoint)
    return http.send(endpoint, parse, {
      body,
      token,
      signal,
      checksCode: !!body && 'verification_code' in body,
      ...(url && { url }),
    })
  }

  /** A call without input. */
  const plain =
    <T>(endpoint: string, parse: Parse<T>) =>
    (options?: AuthorizedCallOptions) =>
      authorized(endpoint, parse, options)

  /** The named parts of an input as a body, and nothing else of what was given. */
  const toBody = <Input extends object>(input: Input, names: readonly (keyof Input & string)[]) => {
    const body: Record<string, unknown> = {}
    for (const name of names)
      // `trust_device` is sent only when the person asked for it.
      if (input[name] !== false) body[name === 'code' ? 'verification_code' : toWireName(name)] = input[name]
    return body
  }

  const withBody =
    <Input extends object, T>(endpoint: string, parse: Parse<T>, ...names: (keyof Input & string)[]) =>
    (input: Input, options?: AuthorizedCallOptions) =>
      authorized(endpoint, parse, options, toBody(input, names))

  let known: TenantConfig | undefined
  const language = tenant.language
  const config = shared(http.attempt, 'getConfig', async () => {
    if (!known) {
      const query = new URLSearchParams({ client_id: clientId, ...(language && { lang: language }) })
      known = await http.send('GET /identity/v1/config', parseConfig, {
        url: `/identity/v1/config?${query.toString()}`,
        cookieless: true,
      })
      // The host's own word on SSO wins over the tenant's.
      tenant.sso ??= known.sso
      // What no header can hold would stop every call after this one.
      tenant.language = /^[\w-]{1,35}$/.exec(known.language ?? '')?.[0] ?? language
    }
    return known
  })

  const emails = '/identity/v1/mfa/credentials/emails'
  const phoneNumbers = '/identity/v1/mfa/credentials/phone-numbers'
  const devices = '/identity/v1/mfa/trusteddevices'
  const profileFields = 'id,email,email_verified,phone_number,phone_number_verified'

  return {
    getConfig: ({ signal } = {}) => config(signal),

    loginWithPassword: ({ identifier, ...input }, { signal } = {}) =>
      http.send('POST /identity/v1/password/login', parseLogin, {
        body: {
          client_id: clientId,
          scope,
          ...toBody<{ email?: string; phoneNumber?: string; customIdentifier?: string }>(identifier, [
            'email',
            'phoneNumber',
            'customIdentifier',
          ]),
          ...toBody(input, ['password', 'action', 'captchaToken', 'captchaProvider']),
        },
        signal,
      }),
    async completeLogin({ tkn }, { signal } = {}) {
      if (typeof document === 'undefined')
        throw new Error('completeLogin needs a browser: it opens a frame. Call it from the page.')
      const { verifier, challenge } = await createPkce()
      const endpoint = 'GET /oauth/authorize'
      const code = await http.attempt(endpoint, signal, async (limit, support) => {
        const query = new URLSearchParams({
          ...authorizationRequest(context, challenge),
          response_mode: 'web_message',
          prompt: 'none',
          tkn,
        })
        const url = new URL(`${context.origin}/oauth/authorize?${query.toString()}`)
        const answer = await receiveWebMessage(url, limit)
        const { code: received, error } = strings(answer, 'code', 'error')
        if (received) return received
        throw error
          ? toApiError(401, undefined, answer, endpoint, support, { body: { tkn } })
          : new ResponseShapeError(`${endpoint} answered without a usable code.`, { support })
      })
      return exchangeCode(context, code, verifier, signal)
    },
    refreshTokens: ({ refreshToken, scope: narrower }, { signal } = {}) =>
      requestTokens(
        context,
        { grant_type: 'refresh_token', refresh_token: refreshToken, scope: narrower },
        signal,
      ),

    listCredentials: plain('GET /identity/v1/mfa/credentials', parseCredentials),
    enrollEmail: withBody(`POST ${emails}`, parseEnrollment('email'), 'trustDevice', 'action', 'redirectUrl'),
    enrollPhoneNumber: withBody(
      `POST ${phoneNumbers}`,
      parseEnrollment('sms'),
      'phoneNumber',
      'trustDevice',
      'action',
    ),
    verifyEnrollment: (input, options) =>
      authorized(
        `POST ${input.factor === 'sms' ? phoneNumbers : emails}/verify`,
        nothing,
        options,
        toBody(input, ['code', 'trustDevice']),
      ),
    removeEmailCredential: plain(`DELETE ${emails}`, nothing),
    removePhoneNumberCredential: withBody(`DELETE ${phoneNumbers}`, nothing, 'phoneNumber'),

    listTrustedDevices: plain(`GET ${devices}`, parseDevices),
    async removeTrustedDevice({ id }, options) {
      // A URL drops such a segment: the call would reach another resource.
      if (/^\.{0,2}$/.test(id))
        throw new TypeError(
          'removeTrustedDevice: the id would lead to another address. Pass the id of an entry of listTrustedDevices.',
        )
      const url = `${devices}/${encodeURIComponent(id)}`
      return authorized(`DELETE ${devices}/{id}`, nothing, options, undefined, url)
    },

    getProfile: (options) =>
      authorized(
        'GET /identity/v1/userinfo',
        parseProfile,
        options,
        undefined,
        `/identity/v1/userinfo?fields=${profileFields}`,
      ),
    updateEmail: withBody(
      'POST /identity/v1/update-email',
      parseProfile,
      'email',
      'redirectUrl',
      'captchaToken',
    ),
    verifyEmail: withBody('POST /identity/v1/verify-email', nothing, 'email', 'code'),
    sendEmailVerification: withBody(
      'POST /identity/v1/send-email-verification',
      (body) => ({ sent: requiredFlag(body, 'verificationEmailSent') }),
      'redirectUrl',
    ),
    updatePhoneNumber: withBody('POST /identity/v1/update-phone-number', parseProfile, 'phoneNumber'),
    verifyPhoneNumber: withBody('POST /identity/v1/verify-phone-number', nothing, 'phoneNumber', 'code'),
    sendPhoneNumberVerification: plain('POST /identity/v1/send-phone-number-verification', nothing),
  }
}
