import { toApiError } from './api-errors.js'
import { readCorrelationId } from './crypto.js'
import { ResponseShapeError, type SupportHandle } from './errors.js'
import { Missing } from './json.js'
import { limited } from './limit.js'
import type { CallOptions } from './types.js'

/** In characters; no answer of the contract comes near. */
const maxLength = 1_000_000

export interface ApiRequest {
  /** Path and query, where they are not those of the endpoint's name. */
  url?: string
  body?: object | undefined
  token?: string | undefined
  signal?: AbortSignal | undefined
  /** The body carries a code that the person typed. */
  checksCode?: boolean
  /** Needs no cookies, ever. */
  cookieless?: boolean
  /** Changes nothing when it is received twice, as each GET. */
  repeatable?: boolean
}

/** Gets the parsed body, `undefined` when it is empty, and throws (see `required`) when something is missing. */
export type Parse<T> = (body: unknown) => T

export interface Http {
  /** Runs under the client's time limit and the caller's signal; see `limited`. */
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
  /** Reads `/config`. */
  learnTenant: (options: CallOptions) => Promise<unknown>
}

/** The text of a body; of one that is too long, its beginning, which then is no JSON. */
async function readText({ body }: Response): Promise<string> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let source = ''
  while (reader && source.length <= maxLength) {
    const { done, value } = await reader.read()
    if (done) return source.trim()
    source += decoder.decode(value, { stream: true })
  }
  reader?.cancel().catch(() => {})
  return source
}

export function createHttp({ origin, fetch, timeoutMs, locale, tenant, learnTenant }: HttpOptions): Http {
  let correlationId: string | undefined
  /** An answer has come to a call with cookies: no browser refuses them here. */
  let takesCookies = false

  const attempt: Http['attempt'] = (name, signal, run) => {
    const support = { correlationId: (correlationId ??= readCorrelationId()) }
    return limited({ name, timeoutMs, signal, support }, (limit) => run(limit, support))
  }

  return {
    attempt,
    send: (endpoint, parse, { url, body, token: given, signal, checksCode, cookieless, repeatable }) =>
      attempt(endpoint, signal, async (limit, support) => {
        // What no header can hold is left out: fetch would complain and quote the token.
        const token = given?.replace(/[^!-~]/g, '')
        const [method = '', path = ''] = endpoint.split(' ')
        const request = () =>
          (fetch ?? globalThis.fetch)(origin + (url ?? path), {
            method,
            headers: {
              ...(token && { Authorization: `Bearer ${token}` }),
              ...(tenant.language && { 'Accept-Language': tenant.language }),
              ...(locale && { 'Custom-Locale': locale }),
              ...(body && { 'Content-Type': 'application/json;charset=UTF-8' }),
              'X-R5-Correlation-Id': support.correlationId ?? '',
            },
            ...(body && { body: JSON.stringify(body) }),
            credentials: cookieless || tenant.sso === false ? 'omit' : 'include',
            redirect: 'error',
            signal: limit,
          })
        const guessed = tenant.sso === undefined && !cookieless && !takesCookies
        const response = await request().catch(async (error) => {
          // Where SSO is off, a browser may refuse the answer to a call with cookies: the next one goes without.
          if (guessed) await learnTenant({ signal: limit }).catch(() => {})
          if (!guessed || tenant.sso !== false || !(repeatable ?? method === 'GET')) throw error
          return request()
        })
        takesCookies ||= !cookieless && tenant.sso !== false
        const { ok, status, headers } = response
        const source = await readText(response)
        let json: unknown
        let lacks = 'JSON'
        try {
          json = source ? JSON.parse(source) : undefined
          if (ok) return parse(json)
        } catch (error) {
          // The message of a parser quotes the body, which may hold tokens.
          if (error instanceof Missing) lacks = error.message
        }
        throw ok
          ? new ResponseShapeError(`${endpoint} answered ${status} without a usable ${lacks}.`, {
              support: { ...support, status },
            })
          : toApiError(
              status,
              headers,
              json,
              endpoint,
              support,
              { body, token },
              checksCode ? (token ? 'bearer' : 'alone') : undefined,
            )
      }),
  }
}
