import type { AccountCalls } from './account.js'
import { limited } from './limit.js'
import { readOrigin } from './settings.js'
import type { CallOptions, ReachFiveClientOptions, StepUpClient } from './types.js'

/** What `createReachFiveClient` gives: the `StepUpClient` and `refreshTokens`, for hosts without OAuth code. */
export interface ReachFiveClient extends StepUpClient, Pick<AccountCalls, 'refreshTokens'> {}

/** All that goes over the wire or asks the host. */
export type Calls = Omit<ReachFiveClient, 'id' | 'redirectUri'>

const names: Record<keyof Calls, 1> = {
  getAccessToken: 1,
  refreshAccessToken: 1,
  acceptTokens: 1,
  refreshTokens: 1,
  getConfig: 1,
  startStepUp: 1,
  sendCode: 1,
  verifyCode: 1,
  loginWithPassword: 1,
  completeLogin: 1,
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

/**
 * A client of ReachFive's identity API for one application. No request is made until a method is called; the
 * code of the calls loads in the background, as a chunk of its own.
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
  const origin = readOrigin(options)
  const { clientId, redirectUri, timeoutMs = 15_000 } = options

  let calls: Calls | undefined
  let loading: Promise<Calls> | undefined
  const limit = (signal: AbortSignal | undefined, run: () => Promise<Calls>) =>
    limited({ name: 'Loading stepup-kit', timeoutMs, signal }, run)
  const load = () =>
    (loading ??= limit(undefined, async () => {
      const { createCalls } = await import('./calls.js')
      return (calls = createCalls({ ...options, timeoutMs }, origin))
    }).finally(() => {
      loading = undefined
    }))
  // Early, so that no call waits for it. If this fails, the first call tries again and tells.
  load().catch(() => {})

  const deferred = Object.keys(names).map((name) => [
    name,
    async (...input: CallOptions[]) => {
      // An aborted caller leaves the others alone.
      const ready = calls ?? (await limit(input.at(-1)?.signal, load))
      const call: (...input: never[]) => unknown = ready[name as keyof Calls]
      return call(...(input as never[]))
    },
  ])
  return {
    id: `${origin.replace(/.*\//, '')}/${clientId}`,
    redirectUri,
    // One method for each name of the record, which the compiler cannot follow.
    ...(Object.fromEntries(deferred) as Calls),
  }
}
