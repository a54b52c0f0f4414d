import { toApiError } from './api-errors.js'
import { createAuthorizedCalls } from './authorized.js'
import { createPkce } from './crypto.js'
import { ResponseShapeError } from './errors.js'
import { createHttp } from './http.js'
import { strings } from './json.js'
import { parseConfig, parseLogin, parseTokens } from './parse.js'
import { resolveOrigin } from './settings.js'
import { authorizationRequest, createStepUpCalls, exchangeCode, type StepUpContext } from './step-up.js'
import { createTokenSource, shared } from './tokens.js'
import type { CallOptions, ReachFiveClientOptions, StepUpClient, TenantConfig, TokenSet } from './types.js'

/** What `createReachFiveClient` gives: the `StepUpClient` and the refresh call for hosts without OAuth code. */
export interface ReachFiveClient extends StepUpClient {
  /**
   * `POST /oauth/token` with `grant_type=refresh_token`. A refresh token works once: keep the one that comes
   * back. Meant for the host's `refreshAccessToken`; `onTokens` is not called.
   */
  refreshTokens(input: { refreshToken: string; scope?: string }, options?: CallOptions): Promise<TokenSet>
}

/**
 * A client of ReachFive's identity API for one application. Makes no request until a method is called.
 *
 * @throws TypeError when an option is missing or `domain` is no host.
 * @example
 * const client = createReachFiveClient({
 *   domain: 'account.example.com',
 *   clientId: 'vZ3kS8bQ',
 *   redirectUri: 'https://shop.example.com/callback',
 *   getAccessToken: () => session.accessToken,
 *   onTokens: (tokens) => session.replace(tokens),
 * })
 */
export function createReachFiveClient(options: ReachFiveClientOptions): ReachFiveClient {
  const origin = resolveOrigin(options)
  const {
    clientId,
    redirectUri,
    scope = 'openid profile email phone mfa full_write',
    locale,
    language = locale?.split('-')[0],
    fetch,
    timeoutMs = 15_000,
  } = options
  const tenant = { sso: options.sso, language }
  const http = createHttp({ origin, fetch, timeoutMs, locale, tenant })
  const tokens = createTokenSource(options)

  let known: TenantConfig | undefined
  const config = shared(async () => {
    if (!known) {
      const query = new URLSearchParams({ client_id: clientId, ...(language && { lang: language }) })
      known = await http.send(`GET config?${query.toString()}`, parseConfig, {})
      // The host's own word on SSO wins over the tenant's.
      tenant.sso ??= known.sso
      tenant.language = known.language ?? language
    }
    return known
  })
  const context: StepUpContext = {
    http,
    tokens,
    clientId,
    redirectUri,
    scope,
    defaultStart: { via: options.stepUpStart ?? 'auto' },
    tenant,
    config,
  }

  return {
    id: `${origin.replace(/.*\//, '')}/${clientId}`,
    redirectUri,
    getAccessToken: () => tokens.current(undefined),
    refreshAccessToken: ({ signal } = {}) => tokens.refresh(signal),
    acceptTokens: tokens.accept,
    getConfig: ({ signal } = {}) => config(signal),
    ...createStepUpCalls(context),
    ...createAuthorizedCalls(http, tokens),

    loginWithPassword: ({ identifier, password, action, captchaToken, captchaProvider }, { signal } = {}) =>
      http.send('POST password/login', parseLogin, {
        body: {
          client_id: clientId,
          scope,
          password,
          ...('email' in identifier
            ? { email: identifier.email }
            : 'phoneNumber' in identifier
              ? { phone_number: identifier.phoneNumber }
              : { custom_identifier: identifier.customIdentifier }),
          captcha_token: captchaToken,
          captcha_provider: captchaProvider,
          action,
        },
        signal,
      }),
    async completeLogin({ tkn }, { signal } = {}) {
      const { verifier, challenge } = await createPkce()
      const url = new URL('/oauth/authorize', origin)
      url.search = new URLSearchParams({
        ...authorizationRequest(context, challenge),
        response_mode: 'web_message',
        prompt: 'none',
        tkn,
      }).toString()
      const name = `GET ${url.pathname}`
      const code = await http.attempt(name, signal, async (limit, support) => {
        const { receiveWebMessage } = await import('./web-message.js')
        const answer = await receiveWebMessage(url, limit)
        const { code: received, error } = strings(answer, 'code', 'error')
        if (received) return received
        throw error
          ? toApiError(401, new Headers(), answer, name, support)
          : new ResponseShapeError(`${name} answered without a usable code.`, { support })
      })
      return exchangeCode(context, code, verifier, signal)
    },
    refreshTokens: ({ refreshToken, scope: narrower }, { signal } = {}) =>
      http.send('POST /oauth/token', parseTokens, {
        body: {
          client_id: clientId,
          grant_type: 'refresh_token',
          refresh_token: refreshToken,
          scope: narrower,
        },
        signal,
      }),
  }
}
