import { createAccountCalls } from './account.js'
import type { Calls } from './client.js'
import { createHttp } from './http.js'
import { createStepUpCalls, type ClientContext } from './step-up.js'
import { createTokenSource } from './tokens.js'
import type { ReachFiveClientOptions } from './types.js'

/** The client's methods. In a module of their own so that they can load after the page. */
export function createCalls(options: ReachFiveClientOptions & { timeoutMs: number }, origin: string): Calls {
  const {
    clientId,
    redirectUri,
    scope = 'openid profile email phone mfa full_write',
    locale,
    language = locale?.split('-')[0],
    sso,
    stepUpStart: via = 'auto',
    fetch,
    timeoutMs,
  } = options
  const tenant = { sso, language }
  const http = createHttp({
    origin,
    fetch,
    timeoutMs,
    locale,
    tenant,
    learnTenant: (call) => account.getConfig(call),
  })
  const tokens = createTokenSource(http, options)
  const context: ClientContext = { origin, http, tokens, clientId, redirectUri, scope, tenant }
  const account = createAccountCalls(context)
  return {
    getAccessToken: () => tokens.current(undefined),
    refreshAccessToken: ({ signal } = {}) => tokens.refresh(signal),
    acceptTokens: tokens.accept,
    ...account,
    ...createStepUpCalls(context, { via }),
  }
}
