import { toApiError } from './api-errors.js'
import { readCorrelationId } from './crypto.js'
import { NetworkError, ResponseShapeError, StepUpKitError, type SupportHandle } from './errors.js'

/** Characters; no answer of the contract comes near. */
const maxLength = 1_000_000

export interface ApiRequest {
  /** Path and query, where they are not those of the endpoint's name. */
  url?: string
  body?: object | undefined
  token?: string | undefined
  signal?: AbortSignal | undefined
  /** The body carries a code that the person typed. */
  checksCode?: boolean
}

/** Gets the parsed body, `undefined` when it is empty, and throws (see `required`) when something is missing. */
export type Parse<T> = (body: unknown) => T

export interface Http {
  /**
   * Runs under the time limit and the caller's signal, and turns every failure into an error of the kit.
   *
   * @param name what runs, as errors show it
   */
  attempt<T>(
    name: string,
    signal: AbortSignal | undefined,
    run: (signal: AbortSignal, support: SupportHandle) => Promise<T> | T,
  ): Promise<T>
  /**
   * Makes one call and reads its answer.
   *
   * @param endpoint method and path, as errors show them
   */
  send<T>(endpoint: string, parse: Parse<T>, request: ApiRequest): Promise<T>
}

export interface HttpOptions {
  origin: string
  fetch: typeof globalThis.fetch | undefined
  timeoutMs: number
  locale: string | undefined
  /** Read at every call, since `/config` changes them. */
  tenant: { sso?: boolean | undefined; language?: string | undefined }
}

/** The text of a body; of one that is too long, its beginning. */
async function readText({ body }: Response): Promise<string> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let source = ''
  while (reader && source.length < maxLength) {
    const { done, value } = await reader.read()
    if (done) return source
    source += decoder.decode(value, { stream: true })
  }
  reader?.cancel().catch(() => {})
  return source
}

export function createHttp({ origin, fetch, timeoutMs, locale, tenant }: HttpOptions): Http {
  let correlationId: string | undefined

  const attempt: Http['attempt'] = async (name, signal, run) => {
    if (signal?.aborted) throw signal.reason
    const support = { correlationId: (correlationId ??= readCorrelationId()) }
    const controller = new AbortController()
    const limit = controller.signal
    const lost = (reason: NetworkError['reason'], cause?: unknown) =>
      new NetworkError(`${name} got no answer (${reason}).`, reason, { cause, support })
    const abort = () => controller.abort(signal?.reason)
    signal?.addEventListener('abort', abort)
    // 2 ** 31 - 1 is the longest that a timer can hold.
    const timer = setTimeout(() => controller.abort(lost('timeout')), Math.min(timeoutMs, 2 ** 31 - 1))
    try {
      return await Promise.race([
        run(limit, support),
        new Promise<never>((_, reject) => {
          limit.onabort = () => reject(limit.reason)
        }),
      ])
    } catch (error) {
      if (limit.aborted) throw limit.reason
      if (error instanceof StepUpKitError) throw error
      throw lost(globalThis.navigator?.onLine === false ? 'offline' : 'failed', error)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }

  return {
    attempt,
    send: (endpoint, parse, { url, body, token, signal, checksCode }) =>
      attempt(endpoint, signal, async (limit, support) => {
        const [method = '', path = ''] = endpoint.split(' ')
        const response = await (fetch ?? globalThis.fetch)(origin + (url ?? path), {
          method,
          headers: {
            // What no header can hold is left out: fetch would complain and quote the token.
            ...(token && { Authorization: `Bearer ${token.replace(/[^!-~]/g, '')}` }),
            ...(tenant.language && { 'Accept-Language': tenant.language }),
            ...(locale && { 'Custom-Locale': locale }),
            ...(body && { 'Content-Type': 'application/json;charset=UTF-8' }),
            'X-R5-Correlation-Id': support.correlationId ?? '',
          },
          ...(body && { body: JSON.stringify(body) }),
          credentials: tenant.sso === false ? 'omit' : 'include',
          redirect: 'error',
          signal: limit,
        })
        const { ok, status, headers } = response
        const source = (await readText(response)).trim()
        let json: unknown
        try {
          json = source ? JSON.parse(source) : undefined
          if (ok) return parse(json)
        } catch {
          // The parser's complaint quotes the body.
        }
        throw ok
          ? new ResponseShapeError(
              `${endpoint} answered ${status} with another body than the API promises.`,
              {
                support: { ...support, status },
              },
            )
          : toApiError(
              status,
              headers,
              json,
              endpoint,
              support,
              checksCode ? (token ? 'bearer' : 'alone') : undefined,
            )
      }),
  }
}
