import { createAccountCalls } from '../account.js'
import { readOrigin } from '../settings.js'
import { createStepUpCalls, parseTokens, type ClientContext } from '../step-up.js'
import { createTokenSource } from '../tokens.js'
import type { ReachFiveClientOptions, StepUpClient } from '../types.js'
import { createCoreSdkHttp } from './http.js'
import { createLogins } from './logins.js'
import { missingNames, type CoreSdkClient } from './sdk.js'

export type { CoreSdkClient }

/**
 * Options of `fromCoreSdk`. `domain` and `clientId` are those that the SDK's `createClient` was given; language and
 * locale are the SDK's own.
 */
export type FromCoreSdkOptions = Omit<ReachFiveClientOptions, 'fetch' | 'locale' | 'language' | 'sso'>

/**
 * The kit's client over ReachFive's Core SDK (`@reachfive/identity-core` 1.41 or later), for teams that have it: all
 * calls are made by the SDK, with its cookies, its settings and its events.
 *
 * On a page that ReachFive orchestrates (`?r5_request_token=…`) the SDK ends a login or a step-up by a navigation:
 * the call then stays open until the page is left, and rejects with a `NetworkError` (`timeout`) if it never is.
 *
 * @throws TypeError when an option is missing or the SDK is too old.
 * @example
 * const core = createClient({ domain: 'account.example.com', clientId: 'vZ3kS8bQ' })
 * const client = fromCoreSdk(core, {
 *   domain: 'account.example.com',
 *   clientId: 'vZ3kS8bQ',
 *   redirectUri: 'https://shop.example.com/callback',
 *   getAccessToken: () => session.accessToken,
 *   onTokens: (tokens) => session.replace(tokens),
 * })
 */
export function fromCoreSdk(coreClient: CoreSdkClient, options: FromCoreSdkOptions): StepUpClient {
  const origin = readOrigin(options, 'fromCoreSdk')
  const missing = missingNames(coreClient)
  if (missing.length > 0)
    throw new TypeError(
      `fromCoreSdk: the client has no ${missing.join(', ')}. Pass what createClient of @reachfive/identity-core 1.41 or later gave.`,
    )
  const {
    clientId,
    redirectUri,
    scope = 'openid profile email phone mfa full_write',
    stepUpStart: via = 'auto',
    timeoutMs = 15_000,
  } = options

  const logins = createLogins(coreClient, redirectUri, scope)
  const http = createCoreSdkHttp({ sdk: coreClient, logins, redirectUri, scope, timeoutMs })
  const tokens = createTokenSource(http, options)
  const context: ClientContext = {
    origin,
    http,
    tokens,
    clientId,
    redirectUri,
    scope,
    tenant: {},
    pkceFor: logins.pkceFor,
  }
  const { refreshTokens: _, ...account } = createAccountCalls(context)
  const stepUp = createStepUpCalls(context, { via })

  return {
    id: `${origin.replace(/.*\//, '')}/${clientId}`,
    redirectUri,
    getAccessToken: () => tokens.current(undefined),
    refreshAccessToken: ({ signal } = {}) => tokens.refresh(signal),
    acceptTokens: tokens.accept,
    ...account,
    ...stepUp,
    async startStepUp(input, callOptions = {}) {
      // Tells whether SSO is on. The SDK waits for its settings before any call: this costs no request.
      await account.getConfig(callOptions)
      return stepUp.startStepUp(input, callOptions)
    },
    completeLogin: ({ tkn }, { signal } = {}) =>
      http.send('GET /oauth/authorize', parseTokens, { body: { tkn }, signal }),
  }
}
