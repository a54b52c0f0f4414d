import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FakeReachFive } from '../fake/create.js'
import { control, controlPrefix } from './control.js'
import { applyCors, isPreflight, type CorsOptions } from './cors.js'

/** Options of `middleware`. */
export interface MiddlewareOptions extends CorsOptions {
  /** Whether the control endpoint under `/__fake/` is served. @default true */
  control?: boolean
}

/** A connect-style request handler. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** Beyond this nothing of a body is kept; the fake's own limit is far below. */
const keptBodyBytes = 1_048_576

/**
 * The fake as connect-style middleware, to be mounted in a development server on the page's own origin. Serves
 * `/identity/v1/`, `/oauth/` and `/__fake/`; everything else goes on to `next`. Where the fake has no SSO, a browser
 * refuses pages of other origins what they ask for with cookies.
 */
export function middleware(fake: FakeReachFive, options: MiddlewareOptions = {}): Middleware {
  return (request, response, next) => {
    const path = request.url ?? '/'
    const isControl = path.startsWith(controlPrefix) && options.control !== false
    if (!isControl && !path.startsWith('/identity/v1/') && !path.startsWith('/oauth/')) return next()
    const refused = applyCors(request, response, options, isControl || fake.sso)
    if (refused || isPreflight(request)) return void response.end(refused)
    void serve(fake, request, response, isControl)
  }
}

async function serve(
  fake: FakeReachFive,
  incoming: IncomingMessage,
  response: ServerResponse,
  isControl: boolean,
): Promise<void> {
  const left = new AbortController()
  response.once('close', () => left.abort())
  try {
    const request = await requestOf(incoming, left.signal)
    const ip = incoming.socket.remoteAddress
    const answer = isControl
      ? await control(fake, request)
      : await fake.handle(request, ip === undefined ? {} : { ip })
    await write(answer, response)
  } catch {
    // No answer: a fault says so, or the client has left.
    response.destroy()
  }
}

async function requestOf(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const body = await bodyOf(incoming)
  const method = incoming.method ?? 'GET'
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    // HTTP/2 has pseudo-headers, which are no headers.
    if (value !== undefined && !name.startsWith(':'))
      headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const scheme = 'encrypted' in incoming.socket ? 'https' : 'http'
  const authority = incoming.headers.host ?? incoming.headers[':authority']
  const host = typeof authority === 'string' ? authority : 'localhost'
  const url = new URL(incoming.url ?? '/', `${scheme}://${host}`)
  const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD'
  return new Request(url, { method, headers, signal, ...(hasBody ? { body: new Uint8Array(body) } : {}) })
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let kept = 0
  for await (const chunk of incoming) {
    if (kept > keptBodyBytes || !Buffer.isBuffer(chunk)) continue
    chunks.push(chunk)
    kept += chunk.length
  }
  return Buffer.concat(chunks)
}

async function write(answer: Response, response: ServerResponse): Promise<void> {
  response.statusCode = answer.status
  answer.headers.forEach((value, name) => {
    if (name !== 'set-cookie') response.setHeader(name, value)
  })
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  response.end(answer.body === null ? undefined : Buffer.from(await answer.arrayBuffer()))
}
