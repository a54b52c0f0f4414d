import { ApiError } from './errors.js'
import type { Http } from './http.js'
import type { ReachFiveClientOptions, TokenSet } from './types.js'

/** The host has no access token: the answer that the server would give, without asking it. */
export const missingToken = (endpoint: string) =>
  new ApiError(`${endpoint} needs an access token: getAccessToken gave none.`, 401, {
    endpoint,
    body: { messageKey: 'error.accessToken.missing' },
  })

/** One run at a time, shared by all who ask meanwhile. */
export function shared<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () =>
    (running ??= run().finally(() => {
      running = undefined
    }))
}

export interface TokenSource {
  current(signal: AbortSignal | undefined): Promise<string | undefined>
  refresh(signal: AbortSignal | undefined): Promise<string | undefined>
  accept(tokens: TokenSet): Promise<void>
}

/** The host's own callbacks, made safe to call. */
export function createTokenSource(
  { attempt }: Http,
  { getAccessToken, refreshAccessToken, onTokens }: ReachFiveClientOptions,
): TokenSource {
  const refreshed = shared(async () => refreshAccessToken?.())
  return {
    current: (signal) => attempt('getAccessToken', signal, () => getAccessToken?.()),
    // An aborted caller leaves the others alone.
    refresh: (signal) => attempt('refreshAccessToken', signal, refreshed),
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
