import { ApiError } from './errors.js'
import type { Http } from './http.js'
import type { ReachFiveClientOptions, TokenSet } from './types.js'

/** The host has no access token: the answer that the server would give, without asking it. */
export const missingToken = (endpoint: string) =>
  new ApiError(
    `${endpoint} needs an access token: getAccessToken gave none. Let it give the one of the signed-in person.`,
    401,
    {
      endpoint,
      body: { messageKey: 'error.accessToken.missing' },
    },
  )

/** One run at a time, shared by all who ask meanwhile. One of them who aborts leaves the others alone. */
export function shared<T>(
  attempt: Http['attempt'],
  name: string,
  run: () => Promise<T> | T,
): (signal: AbortSignal | undefined) => Promise<T> {
  let running: Promise<T> | undefined
  return async (signal) => {
    if (signal?.aborted) throw signal.reason
    // Limited by itself: a run that never ends would else be joined by all who come later.
    const joined = (running ??= attempt(name, undefined, run).finally(() => {
      running = undefined
    }))
    return attempt(name, signal, () => joined)
  }
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
  return {
    current: (signal) => attempt('getAccessToken', signal, () => getAccessToken?.()),
    refresh: shared(attempt, 'refreshAccessToken', () => refreshAccessToken?.()),
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
