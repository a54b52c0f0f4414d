import type { Call, Received, Reply } from './call.js'
import type { OutgoingCookie } from './cookies.js'
import type { AnswerFault } from './faults.js'
import { escapeHtml } from './encoding.js'
import { refusals, type ErrorAnswer, type Refusal } from './refusals.js'
import type { World } from './store.js'

/** What goes out on the wire. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: string | undefined
  cookies: readonly OutgoingCookie[]
}

const jsonType = 'application/json;charset=UTF-8'

export function answerOf(reply: Reply): Answer {
  const headers: Record<string, string> = { 'cache-control': 'no-store' }
  const cookies = reply.cookies ?? []
  if (reply.location !== undefined) headers['location'] = reply.location
  if (reply.html !== undefined) {
    return {
      status: reply.status,
      headers: { ...headers, 'content-type': 'text/html;charset=UTF-8' },
      body: reply.html,
      cookies,
    }
  }
  if (reply.json === undefined) return { status: reply.status, headers, body: undefined, cookies }
  return {
    status: reply.status,
    headers: { ...headers, 'content-type': jsonType },
    body: JSON.stringify(reply.json),
    cookies,
  }
}

type ErrorBody = Readonly<Record<string, unknown>>

function configured(world: World, refusal: Refusal): ErrorAnswer {
  return { ...refusals[refusal.refusal], ...world.options.answers[refusal.refusal] }
}

/** The error body of contract 0.1. */
export function errorBody({ world }: { world: World }, refusal: Refusal): ErrorBody {
  const { error, messageKey, description, userMessage = description } = configured(world, refusal)
  return {
    error_id: world.random.id(10),
    error,
    ...(description === null ? {} : { error_description: description }),
    ...(userMessage === null ? {} : { error_user_msg: userMessage }),
    ...(messageKey === null ? {} : { error_message_key: messageKey }),
    ...(refusal.details.length > 0 ? { error_details: refusal.details } : {}),
  }
}

export function refusalAnswer(world: World, refusal: Refusal): Answer {
  const { status, retryAfter = 'seconds' } = configured(world, refusal)
  const answer = answerOf({ status, json: errorBody({ world }, refusal) })
  if (refusal.retryAt !== undefined && retryAfter !== 'none') {
    const seconds = Math.max(1, Math.ceil((refusal.retryAt - world.clock.now()) / 1000))
    answer.headers['retry-after'] =
      retryAfter === 'date' ? new Date(refusal.retryAt).toUTCString() : String(seconds)
  }
  return answer
}

const fittingError: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'invalid_grant',
  403: 'access_denied',
  404: 'resource_not_found',
  409: 'invalid_request',
  429: 'rate_limit_reached',
  503: 'temporarily_unavailable',
}

export function faultAnswer(world: World, fault: AnswerFault): Answer {
  const { status, retryAfter, contentType } = fault
  const headers: Record<string, string> = {}
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter)
  const raw = fault.html ? proxyPage(status) : fault.body
  if (raw === undefined && status >= 400) {
    const { messageKey, description, userMessage } = fault
    const answer = answerOf({
      status,
      json: {
        error_id: world.random.id(10),
        error: fault.error ?? fittingError[status] ?? 'server_error',
        ...(description === undefined ? {} : { error_description: description }),
        ...(userMessage === undefined ? {} : { error_user_msg: userMessage }),
        ...(messageKey === undefined ? {} : { error_message_key: messageKey }),
      },
    })
    return { ...answer, headers: { ...answer.headers, ...headers } }
  }
  if (raw !== undefined)
    headers['content-type'] = contentType ?? (fault.html ? 'text/html' : 'application/json')
  return { status, headers, body: raw, cookies: [] }
}

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head><body>${body}</body></html>`

const proxyPage = (status: number): string =>
  page(`${status}`, `<h1>${status}</h1><p>The upstream did not answer.</p>`)

export const plainPage = (title: string, text: string): string =>
  page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>`)

/** The page in the SDK's hidden frame: tells its parent the outcome of the authorization. */
export function webMessagePage(response: unknown, targetOrigin: string): string {
  const message = scriptJson({ type: 'authorization_response', response })
  return page(
    'Authorization',
    `<script>window.parent.postMessage(${message}, ${scriptJson(targetOrigin)})</script>`,
  )
}

const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

/** A 303 to the redirect URI: a code in the query, tokens in the fragment. */
export function redirectTo(
  target: string,
  params: Readonly<Record<string, unknown>>,
  responseType: 'code' | 'token',
  cookies: readonly OutgoingCookie[] = [],
): Reply {
  const url = new URL(target)
  const texts = Object.entries(params).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  )
  const pairs = texts.map(([name, value]): [string, string] => [name, String(value)])
  if (responseType === 'token') url.hash = new URLSearchParams(pairs).toString()
  else for (const [name, value] of pairs) url.searchParams.append(name, value)
  return { status: 303, location: url.href, cookies }
}

/** Where a web message may go: the caller's origin if it is allowed, else the redirect URI's. */
export function webMessageTarget(call: Call, redirectUri: string | undefined): string {
  const { allowedOrigins, redirectUris } = call.world.options
  const caller = originOf(call)
  if (caller !== undefined && (allowedOrigins === '*' || allowedOrigins.includes(caller))) return caller
  const fallback = redirectUri ?? redirectUris[0]
  return fallback === undefined ? call.url.origin : new URL(fallback).origin
}

function originOf({ headers }: Received): string | undefined {
  const text = headers['origin'] ?? headers['referer']
  return text !== undefined && URL.canParse(text) ? new URL(text).origin : undefined
}
