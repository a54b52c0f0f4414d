import type { APIRequestContext } from '@playwright/test'
import type { Factor } from '../../client/types.js'
import type { IssueTokensOptions } from '../fake/create.js'
import type { Fault, FaultTarget } from '../fake/faults.js'
import type { PersonaName } from '../fake/personas.js'
import type { LoggedRequest } from '../fake/server.js'
import type { SentMessage } from '../fake/store.js'

/** What a browser test says to a fake that is served (`stepup-kit-fake-api`, `serveFakeReachFive`). */
export interface FakeApi {
  /** Every SMS and email that was "sent", oldest first. */
  inbox(channel?: Factor): Promise<SentMessage[]>
  /** The newest code, of one channel or of any. Rejects if none was sent. */
  lastCode(channel?: Factor): Promise<string>
  /** What was received, oldest first. */
  requests(): Promise<LoggedRequest[]>
  /** Moves the fake's clock, which lifetimes, limits and freshness follow. */
  advance(ms: number): Promise<void>
  /** The next requests to an endpoint (`'*'`: to any) meet this fault. @param times 1 by default */
  failNext(endpoint: FaultTarget, fault: Fault, times?: number): Promise<void>
  /** Every request to an endpoint (`'*'`: to any) meets this fault, until `clearFaults`. */
  fail(endpoint: FaultTarget, fault: Fault): Promise<void>
  /** Ends all planned faults. */
  clearFaults(): Promise<void>
  /** Everything as it was at the start. */
  reset(): Promise<void>
  /** Opens an SSO session. With `page.request` the page's browser gets its cookie. */
  openSession(persona?: PersonaName): Promise<void>
  /** An access token as a login or (with `amr: ['mfa']`) a step-up would have given it. */
  issueAccessToken(persona?: PersonaName, options?: IssueTokensOptions): Promise<string>
  /** Follows the newest link that was sent to this address. */
  followEmailLink(email: string): Promise<void>
}

/**
 * The control endpoint of a served fake.
 *
 * @param request such as `page.request`, or the fixture `request`
 * @param baseURL of the fake @default where `request` points by itself
 * @example
 * const fake = fakeApi(page.request, 'http://localhost:4010')
 * await page.getByLabel('Code').fill(await fake.lastCode('sms'))
 */
export function fakeApi(request: APIRequestContext, baseURL = ''): FakeApi {
  const call = async (method: 'GET' | 'POST' | 'DELETE', name: string, data?: object): Promise<unknown> => {
    const url = `${baseURL.replace(/\/$/, '')}/__fake/${name}`
    const response = await request.fetch(url, { method, ...(data && { data }) })
    const text = await response.text()
    if (!response.ok()) throw new Error(`The fake refused ${method} ${name}: ${response.status()} ${text}`)
    return JSON.parse(text)
  }
  const list = async <Item>(name: string, isItem: (value: unknown) => value is Item): Promise<Item[]> => {
    const answer = await call('GET', name)
    if (!Array.isArray(answer) || !answer.every(isItem))
      throw new Error(`The fake's ${name} is no list. Is ${baseURL} a fake ReachFive of the same version?`)
    return answer
  }
  const inbox = (channel?: Factor) => list(channel ? `inbox?channel=${channel}` : 'inbox', isSentMessage)

  return {
    inbox,
    async lastCode(channel) {
      const message = (await inbox(channel)).at(-1)
      if (!message) throw new Error(`No code was sent by ${channel ?? 'SMS or email'} yet.`)
      return message.code
    },
    requests: () => list('requests', isLoggedRequest),
    advance: async (ms) => void (await call('POST', 'clock', { advanceMs: ms })),
    failNext: async (endpoint, fault, times = 1) =>
      void (await call('POST', 'faults', { endpoint, fault, times })),
    fail: async (endpoint, fault) => void (await call('POST', 'faults', { endpoint, fault })),
    clearFaults: async () => void (await call('DELETE', 'faults')),
    reset: async () => void (await call('POST', 'reset')),
    openSession: async (persona) => void (await call('POST', 'session', { persona })),
    async issueAccessToken(persona, options) {
      const answer = await call('POST', 'tokens', { persona, ...options })
      const token = textIn(answer, 'accessToken')
      if (token === undefined) throw new Error('The fake gave no access token.')
      return token
    },
    followEmailLink: async (email) => void (await call('POST', 'email-link', { email })),
  }
}

function textIn(value: unknown, name: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof found === 'string' ? found : undefined
}

const isSentMessage = (value: unknown): value is SentMessage =>
  textIn(value, 'code') !== undefined && textIn(value, 'channel') !== undefined

const isLoggedRequest = (value: unknown): value is LoggedRequest =>
  textIn(value, 'method') !== undefined && textIn(value, 'path') !== undefined
