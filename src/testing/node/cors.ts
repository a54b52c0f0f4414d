import type { IncomingMessage, ServerResponse } from 'node:http'

/** What pages of other origins may do. */
export interface CorsOptions {
  /** Origins whose pages may call; `'*'` for all. A page on the fake's own origin always may. @default '*' */
  allowedOrigins?: readonly string[] | '*'
  /** Answer headers that such pages may read. @default ['Retry-After'] */
  exposedHeaders?: readonly string[]
}

export const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined

/**
 * Writes the CORS headers.
 *
 * @param withCookies whether pages of other origins may send cookies
 * @returns the body of a refusal, if the origin is not allowed
 */
export function applyCors(
  request: IncomingMessage,
  response: ServerResponse,
  { allowedOrigins = '*', exposedHeaders = ['Retry-After'] }: CorsOptions,
  withCookies: boolean,
): string | undefined {
  const { origin, host } = request.headers
  if (origin === undefined) return undefined
  response.setHeader('vary', 'Origin')
  const isOwn = URL.canParse(origin) && new URL(origin).host === host
  if (!isOwn && allowedOrigins !== '*' && !allowedOrigins.includes(origin)) {
    response.statusCode = 403
    response.setHeader('content-type', 'application/json;charset=UTF-8')
    return JSON.stringify({
      error_id: 'originRefused',
      error: 'origin_not_allowed',
      error_description: 'The origin is not allowed',
      error_user_msg: 'The origin is not allowed',
      error_message_key: 'error.origin.notAllowed',
    })
  }
  response.setHeader('access-control-allow-origin', origin)
  if (withCookies) response.setHeader('access-control-allow-credentials', 'true')
  if (isPreflight(request)) {
    response.statusCode = 204
    response.setHeader('access-control-allow-methods', 'GET, POST, DELETE')
    response.setHeader(
      'access-control-allow-headers',
      request.headers['access-control-request-headers'] ?? '',
    )
    response.setHeader('access-control-max-age', '600')
  } else {
    response.setHeader('access-control-expose-headers', exposedHeaders.join(', '))
  }
  return undefined
}
