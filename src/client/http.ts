import { abortable } from './abort.js'
import { toApiError } from './api-errors.js'
import { readCorrelationId } from './crypto.js'
import { NetworkError, ResponseShapeError, StepUpKitError, type SupportHandle } from './errors.js'
import { parseJson, required } from './json.js'

const maxBytes = 1_000_000

export interface ApiRequest {
  /** Last segment of the path; errors show `{id}` in its place. */
  id?: string
  body?: object
  token?: string
  signal?: AbortSignal | undefined
  /** The body carries a code that the person typed. */
  checksCode?: boolean
}

/** Gets the parsed body, `undefined` when it is empty, and throws (see `required`) what it misses. */
export type Parse<T> = (body: unknown) => T

export interface Http {
  /**
   * Runs under the time limit and the caller's signal, and turns every failure into an error of the kit.
   *
   * @param name method and path, as errors show it
   */
  attempt<T>(
    name: string,
    signal: AbortSignal | undefined,
    run: (signal: AbortSignal, support: SupportHandle) => Promise<T>,
  ): Promise<T>
  /**
   * Makes one call and reads its answer.
   *
   * @param endpoint method and path below `/identity/v1/`, or from the root with a leading slash
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

/** The text of a body, or `undefined` when it is larger than any answer of the contract could be. */
async function readText(response: Response): Promise<string | undefined> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let source = ''
  let size = 0
  for (;;) {
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

/** Method and path without query, as errors show it. */
export function endpointName(endpoint: string, id?: string): string {
  const name = endpoint.replace(/\?.*/, '').replace(/ (?=\w)/, ' /identity/v1/')
  return id === undefined ? name : `${name}/{id}`
}

export function createHttp({ origin, fetch, timeoutMs, locale, tenant }: HttpOptions): Http {
  let correlationId: string | undefined

  const attempt: Http['attempt'] = async (name, signal, run) => {
    if (signal?.aborted) throw signal.reason
    const support = { correlationId: (correlationId ??= readCorrelationId()) }
    const controller = new AbortController()
    const abort = () => controller.abort(signal?.reason)
    signal?.addEventListener('abort', abort)
    const timer = setTimeout(
      () =>
        controller.abort(
          new NetworkError(`${name} gave no answer in ${timeoutMs} ms.`, 'timeout', { support }),
        ),
      // What a timer can hold.
      Math.min(timeoutMs, 2 ** 31 - 1),
    )
    try {
      return await abortable(run(controller.signal, support), controller.signal)
    } catch (error) {
      if (controller.signal.aborted) throw controller.signal.reason
      if (error instanceof StepUpKitError) throw error
      throw new NetworkError(
        `${name} got no answer.`,
        globalThis.navigator?.onLine === false ? 'offline' : 'failed',
        { cause: error, support },
      )
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }

  return {
    attempt,
    send(endpoint, parse, { id, body, token, signal: callerSignal, checksCode }) {
      const name = endpointName(endpoint, id)
      return attempt(name, callerSignal, async (signal, support) => {
        const [method = '', path = ''] = endpoint.replace(/ (?=\w)/, ' /identity/v1/').split(' ')
        const response = await (fetch ?? globalThis.fetch)(
          origin + path + (id === undefined ? '' : `/${encodeURIComponent(id)}`),
          {
            method,
            headers: {
              ...(token && { Authorization: `Bearer ${token}` }),
              ...(tenant.language && { 'Accept-Language': tenant.language }),
              ...(locale && { 'Custom-Locale': locale }),
              ...(body && { 'Content-Type': 'application/json;charset=UTF-8' }),
              'X-R5-Correlation-Id': `${support.correlationId}`,
            },
            ...(body && { body: JSON.stringify(body) }),
            credentials: tenant.sso === false ? 'omit' : 'include',
            redirect: 'error',
            signal,
          },
        )
        const { status, headers, ok } = response
        const source = await readText(response)
        const json = source && parseJson(source)
        if (!ok)
          throw toApiError(
            status,
            headers,
            json,
            name,
            support,
            checksCode ? (token ? 'bearer' : 'alone') : undefined,
          )
        try {
          return parse(source === '' ? undefined : required(json, 'JSON body'))
        } catch (error) {
          throw new ResponseShapeError(
            `${name} answered ${status} without a usable ${error instanceof Error ? error.message : 'body'}.`,
            { support: { ...support, status } },
          )
        }
      })
    },
  }
}
