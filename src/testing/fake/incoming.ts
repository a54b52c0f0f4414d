import { throwIfAborted } from './pause.js'

/** The parts of a `fetch` call that the fake needs, read without any class check: test environments mix their own
 * `Request`, `Headers` and `AbortSignal` with the platform's. */
export interface Outgoing {
  method: string
  url: URL
  headers: Record<string, string>
  text: string
  credentials: string
  signal: AbortSignal | undefined
}

export async function readFetchArguments(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  base: string,
): Promise<Outgoing> {
  const request = typeof input === 'object' && 'method' in input ? input : undefined
  const target = typeof input === 'string' ? input : 'url' in input ? input.url : input.href
  const signal = init?.signal ?? request?.signal
  throwIfAborted(signal)
  const body = init?.body ?? undefined
  const headers = { ...headersOf(request?.headers), ...headersOf(init?.headers) }
  if (body instanceof URLSearchParams)
    headers['content-type'] ??= 'application/x-www-form-urlencoded;charset=UTF-8'
  else if (typeof body === 'string') headers['content-type'] ??= 'text/plain;charset=UTF-8'
  return {
    method: (init?.method ?? request?.method ?? 'GET').toUpperCase(),
    url: new URL(target, base),
    headers,
    text: await textOf(request, body),
    credentials: init?.credentials ?? request?.credentials ?? 'same-origin',
    signal,
  }
}

export function headersOf(headers: HeadersInit | undefined): Record<string, string> {
  const plain: Record<string, string> = {}
  if (headers) new Headers(headers).forEach((value, name) => void (plain[name.toLowerCase()] = value))
  return plain
}

async function textOf(request: Request | undefined, body: BodyInit | undefined): Promise<string> {
  if (body === undefined) return request ? request.clone().text() : ''
  if (typeof body === 'string') return body
  return body instanceof URLSearchParams ? body.toString() : new Response(body).text()
}
