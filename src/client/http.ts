import { abortable } from './abort.js'
import { toApiError } from './api-errors.js'
import { correlationId as readCorrelationId } from './crypto.js'
import { NetworkError, ResponseShapeError, StepUpKitError } from './errors.js'
import { defined, parseJson } from './json.js'

const maxBytes = 1_000_000
/** Timers of browsers and Node hold 31 bits. */
const maxDelay = 2 ** 31 - 1

export interface ApiRequest {
  /** @default POST with a body, else GET */
  method?: 'GET' | 'POST' | 'DELETE'
  /** Below `/identity/v1/`, or from the root with a leading slash. */
  path: string
  query?: Record<string, string | undefined>
  /** The path as errors show it, where it has a part that should not be shown. */
  endpoint?: string
  body?: object
  token?: string
  signal?: AbortSignal | undefined
  /** The body carries a code that the person typed. */
  checksCode?: boolean
}

/** Makes one call. `parse` gets `undefined` for an empty body and throws (see `required`) what it misses. */
export type Send = <T>(request: ApiRequest, parse: (body: unknown) => T) => Promise<T>

export interface HttpOptions {
  origin: string
  fetch: typeof globalThis.fetch | undefined
  timeoutMs: number
  locale: string | undefined
  /** Read at every call, since `/config` changes them. */
  tenant: { sso?: boolean; language?: string }
}

/** The text of a body, or `undefined` when it is larger than any answer of the contract could be. */
async function readText(response: Response): Promise<string | undefined> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let source = ''
  for (let size = 0; ;) {
    const { done, value } = await reader.read()
    if (done) return (source + decoder.decode()).trim()
    size += value.length
    if (size > maxBytes) {
      reader.cancel().catch(() => {})
      return undefined
    }
    source += decoder.decode(value, { stream: true })
  }
}

export const endpointName = ({ method, path, endpoint = path, body }: ApiRequest) =>
  `${method ?? (body ? 'POST' : 'GET')} ${path.startsWith('/') ? '' : '/identity/v1/'}${endpoint}`

export function createHttp({ origin, fetch, timeoutMs, locale, tenant }: HttpOptions): Send {
  let correlationId: string | undefined

  return async (request, parse) => {
    const { path, query, body, token, signal } = request
    const endpoint = endpointName(request)
    const support = { correlationId: (correlationId ??= readCorrelationId()) }
    const controller = new AbortController()

    const exchange = async () => {
      const response = await (fetch ?? globalThis.fetch)(
        `${origin}${path.startsWith('/') ? '' : '/identity/v1/'}${path}${
          query ? `?${new URLSearchParams(defined(query)).toString()}` : ''
        }`,
        {
          method: endpoint.split(' ', 1)[0] ?? 'GET',
          headers: defined({
            Authorization: token && `Bearer ${token}`,
            'Accept-Language': tenant.language,
            'Custom-Locale': locale,
            'Content-Type': body && 'application/json;charset=UTF-8',
            'X-R5-Correlation-Id': support.correlationId,
          }),
          credentials: tenant.sso === false ? 'omit' : 'include',
          redirect: 'error',
          signal: controller.signal,
          ...(body && { body: JSON.stringify(body) }),
        },
      )
      const { status } = response
      const source = await readText(response)
      const json = source ? parseJson(source) : undefined
      if (!response.ok) throw toApiError(response, json, { ...support, status }, endpoint, request)
      try {
        return parse(source === '' ? undefined : required(json, 'JSON body'))
      } catch (error) {
        throw new ResponseShapeError(
          `${endpoint} answered ${status} without a usable ${error instanceof Error ? error.message : 'body'}.`,
          { support: { ...support, status } },
        )
      }
    }

    if (signal?.aborted) throw signal.reason
    const abort = () => controller.abort(signal?.reason)
    signal?.addEventListener('abort', abort)
    const timer = setTimeout(
      () =>
        controller.abort(
          new NetworkError(`${endpoint} gave no answer within ${timeoutMs} ms.`, 'timeout', { support }),
        ),
      Math.min(timeoutMs, maxDelay),
    )
    try {
      return await abortable(exchange(), controller.signal)
    } catch (error) {
      if (controller.signal.aborted) throw controller.signal.reason
      if (error instanceof StepUpKitError) throw error
      throw new NetworkError(
        `${endpoint} got no answer.`,
        globalThis.navigator?.onLine === false ? 'offline' : 'failed',
        { cause: error, support },
      )
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }
}

/** For parsers: the value, or an exception that names what the answer lacks. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new TypeError(name)
  return value
}
