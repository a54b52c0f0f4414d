import type { AccountCalls } from './account.js'
import { createHttp } from './http.js'
import { readSettings } from './settings.js'
import { createStepUpCalls, type ClientContext } from './step-up.js'
import { createTokenSource } from './tokens.js'
import type { ReachFiveClientOptions, StepUpClient } from './types.js'

/** What `createReachFiveClient` gives: the `StepUpClient` and `refreshTokens`, for hosts without OAuth code. */
export interface ReachFiveClient extends StepUpClient, Pick<AccountCalls, 'refreshTokens'> {}

const accountCalls: Record<keyof AccountCalls, 1> = {
  getConfig: 1,
  loginWithPassword: 1,
  completeLogin: 1,
  refreshTokens: 1,
  listCredentials: 1,
  enrollEmail: 1,
  enrollPhoneNumber: 1,
  verifyEnrollment: 1,
  removeEmailCredential: 1,
  removePhoneNumberCredential: 1,
  listTrustedDevices: 1,
  removeTrustedDevice: 1,
  getProfile: 1,
  updateEmail: 1,
  verifyEmail: 1,
  sendEmailVerification: 1,
  updatePhoneNumber: 1,
  verifyPhoneNumber: 1,
  sendPhoneNumberVerification: 1,
}

type Calls<Names extends string> = Record<Names, (...input: never[]) => Promise<unknown>>

/** The same calls, each of which first waits for where they are. */
function deferred<Names extends string, All extends Calls<Names>>(
  names: Record<Names, 1>,
  load: () => Promise<All>,
): All {
  const entries = Object.keys(names).map((name) => [
    name,
    async (...input: never[]) => (await load())[name as Names](...input),
  ])
  // Built name by name from the record's own keys, which the compiler cannot follow.
  return Object.fromEntries(entries) as All
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
  const { scheme, host } = readSettings(options)
  const {
    clientId,
    redirectUri,
    scope = 'openid profile email phone mfa full_write',
    locale,
    language = locale?.split('-')[0],
    sso,
    stepUpStart: via = 'auto',
    fetch,
    timeoutMs = 15_000,
  } = options
  const origin = scheme + host
  const tenant = { sso, language }
  const http = createHttp({ origin, fetch, timeoutMs, locale, tenant })
  const tokens = createTokenSource(http, options)
  const context: ClientContext = { origin, http, tokens, clientId, redirectUri, scope, tenant }

  let account: AccountCalls | undefined
  const load = async () =>
    (account ??= await http.attempt('Loading stepup-kit', undefined, async () =>
      (await import('./account.js')).createAccountCalls(context),
    ))
  const calls = deferred<keyof AccountCalls, AccountCalls>(accountCalls, load)
  const stepUp = createStepUpCalls(context, { via }, (signal) => calls.getConfig({ signal }))

  return {
    id: `${host}/${clientId}`,
    redirectUri,
    getAccessToken: () => tokens.current(undefined),
    refreshAccessToken: ({ signal } = {}) => tokens.refresh(signal),
    acceptTokens: tokens.accept,
    ...calls,
    ...stepUp,
    startStepUp: (input, callOptions) => {
      // So that the edit after the code need not wait for it.
      load().catch(() => {})
      return stepUp.startStepUp(input, callOptions)
    },
  }
}
