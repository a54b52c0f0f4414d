import type { EndpointName } from './fake/endpoints.js'
import type { FakeReachFive } from './fake/create.js'
import type { LoggedRequest } from './fake/server.js'

type Log = Pick<FakeReachFive, 'requests'>

/** `POST mfa/stepup`: method and endpoint, or the path where no endpoint is known. */
export const requestLine = ({ method, endpoint, path }: LoggedRequest): string =>
  `${method} ${endpoint ?? path}`

/** Options of `requestLines`. */
export interface RequestLinesOptions {
  /** Endpoints to leave out. @default ['config'] */
  ignore?: readonly EndpointName[]
}

/**
 * What was received, one short line each, in order.
 *
 * @example
 * expect(requestLines(fake)).toEqual(['POST mfa/stepup', 'POST passwordless/start'])
 */
export function requestLines(fake: Log, { ignore = ['config'] }: RequestLinesOptions = {}): string[] {
  return fake.requests
    .filter(({ endpoint }) => endpoint === undefined || !ignore.includes(endpoint))
    .map(requestLine)
}

/** The requests to one endpoint, oldest first. */
export function requestsTo(fake: Log, endpoint: EndpointName): LoggedRequest[] {
  return fake.requests.filter((request) => request.endpoint === endpoint)
}

/** Lines of the requests that came with the same method, path, bearer and body before. A resend is one as well. */
export function repeatedRequests(fake: Log, { ignore = ['config'] }: RequestLinesOptions = {}): string[] {
  const seen = new Set<string>()
  const repeated: string[] = []
  for (const request of fake.requests) {
    const { method, path, query, headers, body, endpoint } = request
    if (endpoint !== undefined && ignore.includes(endpoint)) continue
    const identity = JSON.stringify([method, path, query, headers['authorization'], body])
    if (seen.has(identity)) repeated.push(requestLine(request))
    seen.add(identity)
  }
  return repeated
}

/** Throws unless exactly these requests came, in this order. The message shows both lists. For any test runner. */
export function assertRequests(fake: Log, expected: readonly string[], options?: RequestLinesOptions): void {
  const received = requestLines(fake, options)
  if (received.length === expected.length && received.every((line, index) => line === expected[index])) return
  throw new Error(
    `Other requests came than expected.\nExpected:\n${listed(expected)}\nReceived:\n${listed(received)}`,
  )
}

const listed = (lines: readonly string[]): string =>
  lines.length === 0 ? '  (none)' : lines.map((line) => `  ${line}`).join('\n')
