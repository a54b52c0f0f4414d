import { expect } from 'vitest'
import { createReachFiveClient, type ReachFiveClientOptions } from '../../src/client/index.js'

export interface SentRequest {
  method: string
  /** Path and query. */
  path: string
  headers: Record<string, string>
  body: unknown
  credentials: RequestCredentials | undefined
  redirect: RequestRedirect | undefined
  signal: AbortSignal
}

export type Answer = Response | Error | ((request: SentRequest) => Response | Promise<Response>)

export const origin = 'https://account.example.com'
export const identity = '/identity/v1'

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

export const empty = (status = 204) => new Response(null, { status })

/** What the frame of a login without a second factor asks `/oauth/authorize`. */
export const askedInFrame = (tkn: string) => ({
  client_id: 'client-1',
  response_type: 'code',
  redirect_uri: 'https://app.example.com/callback',
  scope: 'openid profile email phone mfa full_write',
  code_challenge: expect.stringMatching(/^[\w-]{43}$/),
  code_challenge_method: 'S256',
  response_mode: 'web_message',
  prompt: 'none',
  tkn,
})

/** A `fetch` that gives these answers in order, and what it was asked. */
export function stubFetch(...answers: Answer[]) {
  const requests: SentRequest[] = []
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.origin !== origin) throw new TypeError(`unexpected origin ${url.origin}`)
    const signal = init.signal ?? new AbortController().signal
    const request: SentRequest = {
      method: init.method ?? 'GET',
      path: url.pathname + url.search,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      credentials: init.credentials,
      redirect: init.redirect,
      signal,
    }
    requests.push(request)
    const answer = answers.shift()
    if (answer === undefined) throw new TypeError(`no answer left for ${request.method} ${request.path}`)
    if (answer instanceof Error) throw answer
    return typeof answer === 'function' ? answer(request) : answer
  }
  return {
    fetch,
    requests,
    last: () => requests[requests.length - 1],
    add: (...more: Answer[]) => answers.push(...more),
  }
}

/** A client over such a `fetch`, with `token` as the host's access token. */
export function setUp(answers: Answer[], options: Partial<ReachFiveClientOptions> = {}) {
  const stub = stubFetch(...answers)
  const client = createReachFiveClient({
    domain: 'account.example.com',
    clientId: 'client-1',
    redirectUri: 'https://app.example.com/callback',
    getAccessToken: () => 'host-token',
    fetch: stub.fetch,
    ...options,
  })
  return { client, ...stub }
}

export const stepUpAnswer = (amr: unknown = ['email', 'sms']) => json({ amr, token: 'step-up-token' })

export const tokenAnswer = (accessToken = 'new-token') =>
  json({ access_token: accessToken, token_type: 'Bearer', expires_in: 86400 })

export const refusal = (status: number, key?: string, error = 'invalid_grant') =>
  json({ error, error_id: 'id-1', error_message_key: key, error_description: 'no' }, status)

/** A JWT by its shape alone. */
export function jwt(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none' })}.${part(claims)}.signature`
}

export const issuedAgo = (seconds: number) =>
  jwt({ iat: Math.floor(Date.now() / 1000) - seconds, sub: 'user-1' })

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('The promise was expected to reject.')
}
