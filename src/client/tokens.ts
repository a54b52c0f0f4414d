import { abortable } from './abort.js'
import { ApiError, NetworkError, StepUpKitError } from './errors.js'
import type { ReachFiveClientOptions, TokenSet } from './types.js'

/** The host has no access token: the answer that the server would give, without asking it. */
export const missingToken = (endpoint: string) =>
  new ApiError(`${endpoint} needs an access token, but getAccessToken gave none.`, 401, {
    endpoint,
    body: { error: 'invalid_request', messageKey: 'error.accessToken.missing' },
  })

/** One run at a time, shared by all who call meanwhile. An aborted caller leaves the others alone. */
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

/** The host's own callbacks, made safe to call. */
export function createTokenSource({
  getAccessToken,
  refreshAccessToken,
  onTokens,
}: Pick<ReachFiveClientOptions, 'getAccessToken' | 'refreshAccessToken' | 'onTokens'>) {
  const ask = async (
    source: (() => string | undefined | Promise<string | undefined>) | undefined,
    name: string,
  ) => {
    try {
      const token = await source?.()
      // What could not be a header is no token; sent, it would show up in the browser's complaint.
      return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token) ? token : undefined
    } catch (error) {
      throw error instanceof StepUpKitError
        ? error
        : new NetworkError(`${name} of the host failed.`, 'failed', { cause: error })
    }
  }
  return {
    current: async (signal: AbortSignal | undefined) =>
      abortable(ask(getAccessToken, 'getAccessToken'), signal),
    refresh: shared(() => ask(refreshAccessToken, 'refreshAccessToken')),
    async accept(tokens: TokenSet): Promise<void> {
      try {
        await onTokens?.(tokens)
      } catch (error) {
        const report = globalThis.reportError ?? console.error
        report(error)
      }
    },
  }
}
