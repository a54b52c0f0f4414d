import { answerOf, faultAnswer, refusalAnswer, type Answer } from './answers.js'
import { Fields, isJsonObject, type Call, type JsonObject, type Received } from './call.js'
import { pkceChallenge } from './encoding.js'
import { matchPath, type EndpointName } from './endpoints.js'
import type { FaultPlan } from './faults.js'
import { pause, until } from './pause.js'
import { Refusal } from './refusals.js'
import { isMethod, routes } from './router.js'
import type { World } from './store.js'

/** One request that the fake received. */
export interface LoggedRequest {
  /** HTTP method. */
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** `undefined` for a path that the fake does not serve. */
  readonly endpoint: EndpointName | undefined
  /** The parameters of the query. */
  readonly query: Readonly<Record<string, string>>
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** Names and values of the cookies that came along. */
  readonly cookies: Readonly<Record<string, string>>
  /** The parsed JSON or form; the raw text where it is neither; `undefined` without a body. */
  readonly body: unknown
  /** `undefined` while no answer was given (and for ever, if none was). */
  readonly status: number | undefined
  /** `error_message_key` of the answer, if it was an error that has one. */
  readonly messageKey: string | undefined
  /** When it came in, in epoch milliseconds of the fake's clock. */
  readonly at: number
}

type OpenEntry = { -readonly [Name in keyof LoggedRequest]: LoggedRequest[Name] }

export interface ServerParts {
  world: World
  faults: FaultPlan
  log: LoggedRequest[]
  changed(): void
}

/** What happens to a request; `lost` stands for an answer that never arrives. */
export type Outcome = { kind: 'answer'; answer: Answer } | { kind: 'lost' }

const networkFailure: Outcome = { kind: 'lost' }

export async function receive(
  parts: ServerParts,
  request: Received,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const { world, faults } = parts
  const match = matchPath(request.url.pathname)
  const fault = faults.take(match?.endpoint, request.method)
  if (fault && 'network' in fault && fault.network === 'offline') {
    await pause(fault.delayMs ?? 0, signal)
    return networkFailure
  }
  const parsed = parseBody(request, match?.endpoint)
  const entry = log(parts, request, match?.endpoint, parsed)
  if (fault && 'hang' in fault) await until(signal)
  const verifierChallenge = await challengeOf(parsed)
  const answer =
    fault && 'status' in fault
      ? faultAnswer(world, fault)
      : process(world, request, match, parsed, verifierChallenge)
  entry.status = answer.status
  entry.messageKey = messageKeyOf(answer)
  parts.changed()
  await pause(latency(world) + (fault && 'delayMs' in fault ? (fault.delayMs ?? 0) : 0), signal)
  return fault && 'network' in fault ? networkFailure : { kind: 'answer', answer }
}

type Parsed = { kind: 'none' } | { kind: 'object'; value: JsonObject } | { kind: 'malformed' | 'unsupported' }

function parseBody({ text, headers }: Received, endpoint: EndpointName | undefined): Parsed {
  if (text === '') return { kind: 'none' }
  const type = headers['content-type'] ?? ''
  if (type.startsWith('application/x-www-form-urlencoded') && endpoint?.startsWith('oauth/')) {
    return { kind: 'object', value: Object.fromEntries(new URLSearchParams(text)) }
  }
  if (!type.startsWith('application/json')) return { kind: 'unsupported' }
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? { kind: 'object', value } : { kind: 'malformed' }
  } catch {
    return { kind: 'malformed' }
  }
}

async function challengeOf(parsed: Parsed): Promise<string | undefined> {
  const verifier = parsed.kind === 'object' ? parsed.value['code_verifier'] : undefined
  return typeof verifier === 'string' ? pkceChallenge(verifier) : undefined
}

function process(
  world: World,
  request: Received,
  match: ReturnType<typeof matchPath>,
  parsed: Parsed,
  verifierChallenge: string | undefined,
): Answer {
  try {
    countIp(world, request.ip)
    if (!match) throw new Refusal('pathUnknown')
    const route = isMethod(request.method) ? routes[match.endpoint][request.method] : undefined
    if (!route) throw new Refusal('methodNotAllowed')
    if (new TextEncoder().encode(request.text).length > world.options.maxBodyBytes)
      throw new Refusal('bodyTooLarge')
    if (parsed.kind === 'unsupported') throw new Refusal('contentTypeUnsupported')
    if (parsed.kind === 'malformed') throw new Refusal('bodyMalformed')
    const call: Call = {
      ...request,
      endpoint: match.endpoint,
      id: match.id,
      body: new Fields(parsed.kind === 'object' ? parsed.value : {}),
      query: new Fields(Object.fromEntries(request.url.searchParams)),
      now: world.clock.now(),
      world,
      verifierChallenge,
    }
    return answerOf(route(call))
  } catch (error) {
    return refusalAnswer(world, error instanceof Refusal ? error : new Refusal('serverError'))
  }
}

function countIp(world: World, ip: string): void {
  const limit = world.options.ipRateLimit
  if (!limit) return
  const now = world.clock.now()
  const windowMs = limit.windowSeconds * 1000
  const hits = (world.ipHits.get(ip) ?? []).filter((at) => at > now - windowMs)
  world.ipHits.set(ip, hits)
  if (hits.length >= limit.requests) throw new Refusal('ipLimit', { retryAt: (hits[0] ?? now) + windowMs })
  hits.push(now)
}

function log(
  parts: ServerParts,
  request: Received,
  endpoint: EndpointName | undefined,
  parsed: Parsed,
): OpenEntry {
  const entry: OpenEntry = {
    method: request.method,
    path: request.url.pathname,
    endpoint,
    query: Object.fromEntries(request.url.searchParams),
    headers: request.headers,
    cookies: Object.fromEntries(request.cookies),
    body:
      parsed.kind === 'object'
        ? parsed.value
        : parsed.kind === 'none'
          ? undefined
          : request.text.slice(0, 1000),
    status: undefined,
    messageKey: undefined,
    at: parts.world.clock.now(),
  }
  parts.log.push(entry)
  const excess = parts.log.length - parts.world.options.logSize
  if (excess > 0) parts.log.splice(0, excess)
  return entry
}

function messageKeyOf({ status, body }: Answer): string | undefined {
  if (status < 400 || body === undefined) return undefined
  try {
    const value: unknown = JSON.parse(body)
    const key = isJsonObject(value) ? value['error_message_key'] : undefined
    return typeof key === 'string' ? key : undefined
  } catch {
    return undefined
  }
}

function latency(world: World): number {
  const { latencyMs } = world.options
  if (typeof latencyMs === 'number') return latencyMs
  return latencyMs.min + world.random.fraction() * (latencyMs.max - latencyMs.min)
}
