import type { Factor, TokenSet } from '../../client/types.js'
import type { Answer } from './answers.js'
import { words } from './authorization.js'
import { createClock, type FakeClock } from './clock.js'
import { createCookieJar, parseCookies, serializeCookie, type OutgoingCookie } from './cookies.js'
import { createFaultPlan, type Fault, type FaultTarget } from './faults.js'
import { headersOf, readFetchArguments } from './incoming.js'
import { resolveOptions, type FakeReachFiveOptions } from './options.js'
import { createPersonas, type Persona, type PersonaName } from './personas.js'
import { createRandom } from './random.js'
import { receive, type LoggedRequest, type Outcome, type ServerParts } from './server.js'
import { snapshot, type FakeState } from './state.js'
import { createWorld, type SentMessage, type UserRecord, type World } from './store.js'
import { issueTokenSet, openSession, sessionCookie } from './tokens.js'

/** What `issueTokens` may be told. */
export interface IssueTokensOptions {
  /** How the person proved identity; `mfa` means after a step-up. @default ['pwd'] */
  amr?: readonly string[]
  /** How long ago the tokens were issued, in seconds. @default 0 */
  ageSeconds?: number
  /** Space-separated. @default the client's default scopes */
  scope?: string
}

/** A ReachFive in memory. */
export interface FakeReachFive {
  /** A drop-in `fetch` with the cookies of one browser, sent where `credentials` allows it. Follows no redirect. */
  readonly fetch: typeof globalThis.fetch
  /**
   * Answers one request by its own `Cookie` header.
   * Rejects with a `TypeError` where a fault says that no answer arrives.
   */
  handle(request: Request, info?: { ip?: string }): Promise<Response>
  /** `domain`, `clientId`, `redirectUri` and `fetch`, to be spread into `createReachFiveClient`. */
  readonly clientOptions: {
    readonly domain: string
    readonly clientId: string
    readonly redirectUri: string
    readonly fetch: typeof globalThis.fetch
  }
  /** Whether there are SSO sessions, as the option of this name says. */
  readonly sso: boolean
  /** Every SMS and email that was "sent", oldest first. */
  readonly inbox: readonly SentMessage[]
  /** The newest code, of one channel or of any. Throws if none was sent. */
  lastCode(channel?: Factor): string
  /** Follows the newest link that was sent to this address, as the person would. */
  followEmailLink(email: string): Promise<Response>
  /** The fake's time, which lifetimes, limits and freshness follow. */
  readonly clock: FakeClock
  /** The next requests to an endpoint (`'*'`: to any) meet this fault. Several calls queue up. @param times 1 by default */
  failNext(target: FaultTarget, fault: Fault, times?: number): void
  /** Every request to an endpoint (`'*'`: to any) meets this fault, until the returned function is called. */
  fail(target: FaultTarget, fault: Fault): () => void
  /** Ends all faults that `failNext` and `fail` planned. */
  clearFaults(): void
  /** What was received, oldest first. */
  readonly requests: readonly LoggedRequest[]
  /** A snapshot for assertions. */
  readonly state: FakeState
  /** The people, as they were at the start. */
  readonly personas: Readonly<Record<PersonaName, Persona>>
  /** The persona that `seed` names. */
  readonly currentPersona: Persona
  /** Tokens as a login or (with `amr: ['mfa']`) a step-up would have given them. @param persona the seed by default */
  issueTokens(persona?: PersonaName, options?: IssueTokensOptions): TokenSet
  /** Opens an SSO session for this person (the seed by default) and gives `fetch` its cookie. @returns that cookie */
  openSession(persona?: PersonaName): OutgoingCookie
  /** Ends the SSO session in the cookies of `fetch`; other cookies stay. */
  closeSession(): void
  /** Everything as it was at the start: users, tokens, cookies, inbox, log, faults, clock. */
  reset(): void
  /** Calls the listener after each request, message and reset. @returns a function that stops it */
  subscribe(listener: () => void): () => void
}

/**
 * Makes a ReachFive that lives in memory and keeps the rules of the real one: sessions, tokens, freshness, step-up,
 * limits, PKCE. What ReachFive's documents leave open is an option.
 *
 * @example
 * const fake = createFakeReachFive({ seed: 'smsAndEmail' })
 * const client = createReachFiveClient({
 *   ...fake.clientOptions,
 *   getAccessToken: () => fake.issueTokens('smsAndEmail').accessToken,
 * })
 */
export function createFakeReachFive(options: FakeReachFiveOptions = {}): FakeReachFive {
  const resolved = resolveOptions(options)
  const personas = createPersonas(resolved.personas)
  const clock = createClock(resolved.clock, resolved.startAt)
  const jar = createCookieJar()
  const faults = createFaultPlan()
  const listeners = new Set<() => void>()
  const changed = () => listeners.forEach((listener) => listener())

  let parts = start()
  function start(): ServerParts {
    const world = createWorld(resolved, clock, createRandom(resolved.random), personas)
    return { world, faults, log: [], changed }
  }

  function userOf(name: PersonaName): UserRecord {
    const user = parts.world.users.get(personas[name].id)
    if (!user) throw new Error(`The persona "${name}" does not exist.`)
    return user
  }

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const outgoing = await readFetchArguments(input, init, `https://${resolved.domain}`)
    const withCookies = sendsCookies(outgoing.credentials, outgoing.url)
    const cookies = withCookies ? jar.read(clock.now()) : new Map<string, string>()
    const { method, url, headers, text, signal } = outgoing
    const request = { method, url, headers, text, cookies, ip: '127.0.0.1', secure: true }
    const asked = parts
    const outcome = await receive(asked, request, signal)
    // A cookie that comes after a reset belongs to what is gone.
    if (outcome.kind === 'answer' && withCookies && asked === parts) {
      for (const cookie of outcome.answer.cookies) jar.store(cookie, clock.now())
    }
    return responseOf(outcome, clock.now(), [])
  }

  async function handle(request: Request, info: { ip?: string } = {}): Promise<Response> {
    const { method, signal } = request
    const url = new URL(request.url)
    const secure = url.protocol === 'https:'
    const headers = headersOf(request.headers)
    const cookies = parseCookies(headers['cookie'])
    const text = await request.text()
    const received = { method, url, headers, text, cookies, ip: info.ip ?? '127.0.0.1', secure }
    const outcome = await receive(parts, received, signal)
    const set = outcome.kind === 'answer' ? outcome.answer.cookies : []
    return responseOf(
      outcome,
      clock.now(),
      set.map((cookie) => serializeCookie(cookie, secure)),
    )
  }

  return {
    fetch,
    handle,
    clientOptions: {
      domain: resolved.domain,
      clientId: resolved.clientId,
      redirectUri: resolved.redirectUris[0] ?? '',
      fetch,
    },
    sso: resolved.sso,
    get inbox() {
      return parts.world.inbox
    },
    lastCode(channel) {
      const message = parts.world.inbox.findLast((one) => channel === undefined || one.channel === channel)
      if (!message) throw new Error(`No code was sent by ${channel ?? 'SMS or email'} yet.`)
      return message.code
    },
    async followEmailLink(email) {
      const message = parts.world.inbox.findLast(
        (one) => one.to === email.toLowerCase() && one.link !== undefined,
      )
      if (message?.link === undefined) throw new Error(`No email with a link was sent to ${email}.`)
      return fetch(message.link, { credentials: 'omit' })
    },
    clock,
    failNext: (target, fault, times = 1) => void faults.add(target, fault, times),
    fail: (target, fault) => faults.add(target, fault, Number.POSITIVE_INFINITY),
    clearFaults: () => faults.clear(),
    get requests() {
      return parts.log
    },
    get state() {
      return snapshot(parts.world)
    },
    personas,
    currentPersona: personas[resolved.seed],
    issueTokens: (persona = resolved.seed, more = {}) => issueTokens(parts.world, userOf(persona), more),
    openSession(persona = resolved.seed) {
      const session = openSession(parts.world, userOf(persona), ['pwd'])
      const cookie = sessionCookie(parts.world, session)
      jar.store(cookie, clock.now())
      changed()
      return cookie
    },
    closeSession() {
      jar.store({ name: resolved.sessionCookieName, value: '', maxAgeSeconds: 0 }, clock.now())
      changed()
    },
    reset() {
      clock.reset()
      jar.clear()
      faults.clear()
      parts = start()
      changed()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function issueTokens(world: World, user: UserRecord, options: IssueTokensOptions): TokenSet {
  const set = issueTokenSet(world, {
    user,
    scope: words(options.scope ?? world.options.defaultScope),
    amr: options.amr ?? ['pwd'],
    issuedAt: world.clock.now() - (options.ageSeconds ?? 0) * 1000,
  })
  return {
    accessToken: set.access_token,
    tokenType: set.token_type,
    expiresIn: set.expires_in,
    ...(set.id_token === undefined ? {} : { idToken: set.id_token }),
    ...(set.refresh_token === undefined ? {} : { refreshToken: set.refresh_token }),
  }
}

/** A browser's rule: with `same-origin`, the default, another origin gets no cookies. */
function sendsCookies(credentials: string, url: URL): boolean {
  if (credentials === 'include') return true
  return credentials === 'same-origin' && globalThis.location?.origin === url.origin
}

function responseOf(outcome: Outcome, now: number, setCookies: readonly string[]): Response {
  if (outcome.kind === 'lost') throw new TypeError('Failed to fetch')
  const { status, headers, body }: Answer = outcome.answer
  const hasNoBody = status === 204 || status === 205 || status === 304
  const response = new Response(hasNoBody ? null : (body ?? null), { status, headers })
  response.headers.set('date', new Date(now).toUTCString())
  for (const cookie of setCookies) response.headers.append('set-cookie', cookie)
  return response
}
