import { abortable } from './abort.js'
import { ApiError, NetworkError, StepUpKitError } from './errors.js'
import type { ReachFiveClientOptions, TokenSet } from './types.js'

/** The host has no access token: the answer that the server would give, without asking it. */
export const missingToken = (endpoint: string) =>
  new ApiError(`${endpoint} needs an access token, and getAccessToken gave none.`, 401, {
    endpoint,
    body: { error: 'invalid_request', messageKey: 'error.accessToken.missing' },
  })

/** One run at a time, shared by all who ask meanwhile. An aborted caller leaves the others alone. */
export function shared<T>(run: () => Promise<T>): (signal: AbortSignal | undefined) => Promise<T> {
  let running: Promise<T> | undefined
  return async (signal) => {
    if (signal?.aborted) throw signal.reason
    running ??= run().finally(() => {
      running = undefined
    })
    return abortable(running, signal)
  }
}

export interface TokenSource {
  current(signal: AbortSignal | undefined): Promise<string | undefined>
  refresh(signal: AbortSignal | undefined): Promise<string | undefined>
  accept(tokens: TokenSet): Promise<void>
}

/** The host's own callbacks, made safe to call. */
export function createTokenSource({
  getAccessToken,
  refreshAccessToken,
  onTokens,
}: ReachFiveClientOptions): TokenSource {
  const ask = async (source: ReachFiveClientOptions['getAccessToken']) => {
    try {
      const token = (await source?.()) ?? ''
      // What could not be a header is no token; fetch would complain and quote it.
      return /^[!-~]+$/.test(token) ? token : undefined
    } catch (cause) {
      if (cause instanceof StepUpKitError) throw cause
      throw new NetworkError('The host could not give an access token.', 'failed', { cause })
    }
  }
  return {
    current: (signal) => abortable(ask(getAccessToken), signal),
    refresh: shared(() => ask(refreshAccessToken)),
    async accept(tokens) {
      try {
        await onTokens?.(tokens)
      } catch (error) {
        const report = globalThis.reportError ?? console.error
        report(error)
      }
    },
  }
}
