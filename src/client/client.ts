import { createPkce } from './crypto.js'
import { createHttp } from './http.js'
import { defined } from './json.js'
import { parseConfig, parseLogin, parseTokens } from './parse.js'
import { createResourceCalls } from './resources.js'
import { checkOptions, resolveOrigin } from './settings.js'
import { createStepUpCalls, exchangeCode } from './step-up.js'
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
  checkOptions(options)
  const {
    clientId,
    redirectUri,
    scope = 'openid profile email phone mfa full_write',
    locale,
    language = locale?.split('-')[0],
    sso,
    stepUpStart = 'auto',
    timeoutMs = 15_000,
  } = options
  const origin = resolveOrigin(options.domain)
  const tenant: { sso?: boolean; language?: string } = defined({ sso, language })
  const send = createHttp({ origin, fetch: options.fetch, timeoutMs, locale, tenant })
  const { current, refresh, accept } = createTokenSource(options)

  let known: TenantConfig | undefined
  const config = shared(async () => {
    if (known) return known
    known = await send({ path: 'config', query: { client_id: clientId, lang: language } }, parseConfig)
    // The host's own word on SSO wins over the tenant's.
    tenant.sso ??= known.sso
    tenant.language = known.language ?? tenant.language
    return known
  })

  const context = {
    send,
    clientId,
    redirectUri,
    scope,
    defaultStart: { via: stepUpStart },
    tenant,
    config,
    currentToken: current,
    refresh,
  }

  return {
    id: `${new URL(origin).host}/${clientId}`,
    redirectUri,
    getAccessToken: () => current(undefined),
    refreshAccessToken: ({ signal } = {}) => refresh(signal),
    acceptTokens: accept,
    getConfig: ({ signal } = {}) => config(signal),
    ...createStepUpCalls(context),
    ...createResourceCalls(send, current),

    loginWithPassword: ({ identifier, password, action, captchaToken, captchaProvider }, { signal } = {}) =>
      send(
        {
          path: 'password/login',
          body: {
            client_id: clientId,
            scope,
            ...('email' in identifier
              ? { email: identifier.email }
              : 'phoneNumber' in identifier
                ? { phone_number: identifier.phoneNumber }
                : { custom_identifier: identifier.customIdentifier }),
            password,
            action,
            captcha_token: captchaToken,
            captcha_provider: captchaProvider,
          },
          signal,
        },
        parseLogin,
      ),
    async completeLogin({ tkn }, { signal } = {}) {
      const { verifier, challenge } = await createPkce()
      const { authorizeByWebMessage } = await import('./web-message.js')
      const code = await authorizeByWebMessage(
        origin,
        {
          client_id: clientId,
          response_type: 'code',
          redirect_uri: redirectUri,
          scope,
          response_mode: 'web_message',
          prompt: 'none',
          code_challenge: challenge,
          code_challenge_method: 'S256',
          tkn,
        },
        timeoutMs,
        signal,
      )
      return exchangeCode(context, code, verifier, signal)
    },
    refreshTokens: ({ refreshToken, scope: narrower }, { signal } = {}) =>
      send(
        {
          path: '/oauth/token',
          body: {
            client_id: clientId,
            grant_type: 'refresh_token',
            refresh_token: refreshToken,
            scope: narrower,
          },
          signal,
        },
        parseTokens,
      ),
  }
}
