import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { createReachFiveClient } from '../../src/client/index.js'
import { matchPath } from '../../src/testing/fake/endpoints.js'
import { isJsonObject } from '../../src/testing/fake/call.js'
import { createFakeReachFive, type FakeReachFive } from '../../src/testing/index.js'
import { serveFakeReachFive } from '../../src/testing/node.js'
import {
  faultOf,
  forDevelopers,
  retryAfterSeconds,
  typed,
  type Call,
  type Facts,
  type Fault,
  type FaultName,
  type Spoiling,
  type Start,
} from './cases.js'

/** A ReachFive behind a proxy that spoils one request, and what a test asks of both. */
export interface Lane {
  begin(call: Call, fault: FaultName): Promise<Start>
  facts(): Facts
  /** The cookie of a new session, and a token to it. */
  signIn(): Start & { cookie: { name: string; value: string } }
  close(): Promise<void>
}

interface Armed {
  call: Call
  fault: Fault
  /** How many requests it still lets pass. */
  left: number
  fired: boolean
}

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** How much of the huge body is sent; then the answer stays open, so that only a client that hangs up gets on. */
const hugeBytes = 5_000_000

export async function openLane(origin: string): Promise<Lane> {
  const fake = createFakeReachFive({
    redirectUris: [`${origin}/callback`],
    // Nothing here is about the limits: a person who meets a fault may need more codes.
    sendLimit: 100,
    maxTrials: 100,
  })
  const served = await serveFakeReachFive({ fake, host: 'localhost', allowedOrigins: [origin] })
  let armed: Armed | undefined
  let log: string[] = []
  let lost: string | undefined
  const proxy = createServer((incoming, response) => {
    // A browser sends a request again by itself when a connection that was used before breaks: each gets its own.
    response.shouldKeepAlive = false
    void pass(incoming, response)
  })

  /** The fault that this request meets, if it is its turn. */
  function meet(method: string, path: string): Fault | undefined {
    if (!armed || armed.fired) return undefined
    const endpoint = matchPath(path)?.endpoint
    if (endpoint !== armed.call.endpoint || method !== armed.call.method) return undefined
    armed.left -= 1
    if (armed.left > 0) return undefined
    armed.fired = true
    return armed.fault
  }

  async function pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET' } = incoming
    const [path = ''] = (incoming.url ?? '').split('?')
    const body = await bodyOf(incoming)
    const isPreflight = method === 'OPTIONS'
    if (!isPreflight) log.push(`${method} ${matchPath(path)?.endpoint ?? path}`)
    const fault = isPreflight ? undefined : meet(method, path)
    try {
      // A page that did not come the browser asks for again by itself.
      if (incoming.headers['sec-fetch-mode'] === 'navigate' && incoming.url === lost)
        return void response.destroy()
      if (fault?.kind === 'redirect') {
        response.writeHead(302, { ...corsHeaders, location: `${served.url}/elsewhere` }).end()
        return
      }
      if (fault?.kind === 'hang') return
      if (fault?.kind === 'answer') planAnswer(fake, matchPath(path)?.endpoint, fault)
      const answer = await ask(served.port, incoming, body)
      if (fault?.kind === 'lost') {
        lost = incoming.url
        return void response.destroy()
      }
      if (fault?.kind === 'spoilt') return await spoil(fault.how, answer, response)
      response.writeHead(answer.status, answer.headers).end(answer.body)
    } catch {
      response.destroy()
    }
  }
  const corsHeaders = {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
  }

  await new Promise<void>((resolve) => proxy.listen(0, 'localhost', resolve))
  const address = proxy.address()
  const api = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`

  const start = (call: Call): Start => {
    const { accessToken, refreshToken = '' } = fake.issueTokens(call.persona, call.token)
    return { api, accessToken, refreshToken }
  }
  const current = () => {
    if (!armed) throw new Error('No case has begun.')
    return armed
  }

  return {
    async begin(call, name) {
      fake.reset()
      if (call.task === 'listDevices' || call.task === 'removeDevice') await trustDevice(fake, call)
      fake.closeSession()
      log = []
      lost = undefined
      armed = { call, fault: faultOf(name), left: call.turn ?? 1, fired: false }
      return start(call)
    },
    facts: () => ({
      log,
      messages: fake.inbox.slice(isAboutDevices(current().call) ? 1 : 0).map(({ to, code, challengeId }) => ({
        to,
        code,
        isStepUp: challengeId !== undefined,
      })),
      fired: current().fired,
      done: isDone(fake, current().call),
    }),
    signIn: () => ({ ...start(current().call), cookie: fake.openSession(current().call.persona) }),
    close: async () => {
      await served.close()
      await new Promise<void>((resolve) => {
        proxy.close(() => resolve())
        proxy.closeAllConnections()
      })
    },
  }
}

const isAboutDevices = ({ task }: Call) => task === 'listDevices' || task === 'removeDevice'

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let text = ''
  incoming.setEncoding('utf8')
  for await (const chunk of incoming) text += String(chunk)
  return text
}

/** The fake's own answer. */
function ask(port: number, { method, url, headers }: IncomingMessage, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = forward({ host: 'localhost', port, method, path: url, headers }, (incoming) => {
      bodyOf(incoming).then((text) => {
        const { 'transfer-encoding': _, connection: __, 'keep-alive': ___, ...kept } = incoming.headers
        resolve({ status: incoming.statusCode ?? 0, headers: kept, body: text })
      }, reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function planAnswer(
  fake: FakeReachFive,
  endpoint: Call['endpoint'] | undefined,
  { status, error, key, userMessage, retryAfter, html }: Extract<Fault, { kind: 'answer' }>,
): void {
  if (!endpoint) return
  const wait = retryAfterSeconds * 1000
  fake.failNext(endpoint, {
    status,
    description: forDevelopers,
    ...(error !== undefined && { error }),
    ...(key !== undefined && { messageKey: key }),
    ...(userMessage !== undefined && { userMessage }),
    ...(retryAfter === 'seconds' && { retryAfter: retryAfterSeconds }),
    ...(retryAfter === 'date' && { retryAfter: new Date(fake.clock.now() + wait).toUTCString() }),
    ...(html && { html }),
  })
}

async function spoil(how: Spoiling, { status, headers, body }: Answer, response: ServerResponse) {
  const { 'content-length': _, ...open } = headers
  const ok = { 'content-type': 'application/json;charset=UTF-8', ...open }
  if (how === 'noCors') {
    const kept = Object.entries(headers).filter(([name]) => !name.startsWith('access-control-'))
    response.writeHead(status, Object.fromEntries(kept)).end(body)
  } else if (how === 'empty') response.writeHead(200, ok).end()
  else if (how === 'truncated') response.writeHead(200, ok).end(body.slice(0, body.length / 2) || '{"a":')
  else if (how === 'huge') await flood(response, ok)
  else if (how === 'slow') await trickle(response, ok, body || '{}')
  else response.writeHead(200, ok).end(mutated(body || '{}', mutations[how]))
}

/** A JSON body, or the message that a page posts to its parent. */
function mutated(body: string, mutate: (json: unknown) => unknown): string {
  const message = /(?<=postMessage\(\{"type":"authorization_response","response":)\{.*?\}/
  if (!message.test(body)) return JSON.stringify(mutate(JSON.parse(body)))
  return body.replace(message, (json) => JSON.stringify(mutate(JSON.parse(json))))
}

const mutations: Record<'wrongTypes' | 'missingFields' | 'extraFields', (json: unknown) => unknown> = {
  wrongTypes: (json) =>
    isJsonObject(json)
      ? Object.fromEntries(Object.entries(json).map(([name, value]) => [name, otherType(value)]))
      : {},
  missingFields: () => ({}),
  extraFields: addFields,
}

const otherType = (value: unknown): unknown =>
  typeof value === 'string' ? 7 : typeof value === 'object' ? 'text' : 'yes'

function addFields(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(addFields)
  if (!isJsonObject(json)) return json
  const known = Object.entries(json).map(([name, value]) => [name, addFields(value)])
  return { ...Object.fromEntries(known), error: null, constructor: 'x', not_known_yet: { list: [1, 'two'] } }
}

async function flood(response: ServerResponse, headers: Answer['headers']): Promise<void> {
  response.writeHead(200, headers).write('{"filling":"')
  const chunk = 'x'.repeat(100_000)
  for (let sent = 0; sent < hugeBytes && !response.destroyed; sent += chunk.length)
    if (!response.write(chunk)) await once(response, 'drain')
}

/** A byte now and then: an answer that has begun and does not end. */
async function trickle(response: ServerResponse, headers: Answer['headers'], body: string): Promise<void> {
  response.writeHead(200, headers)
  for (const byte of body) {
    if (response.destroyed) return
    response.write(byte)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function once(response: ServerResponse, event: 'drain'): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off(event, done)
      response.off('close', done)
      resolve()
    }
    response.on(event, done)
    response.on('close', done)
  })
}

/** A step-up on a device that is trusted from then on. */
async function trustDevice(fake: FakeReachFive, { persona }: Call): Promise<void> {
  fake.openSession(persona)
  const client = createReachFiveClient(fake.clientOptions)
  const stepUp = await client.startStepUp({ start: { via: 'session' } })
  const { challengeId } = await client.sendCode({ stepUp, factor: 'sms' })
  await client.verifyCode({ stepUp, challengeId, code: fake.lastCode(), trustDevice: true })
}

function isDone(fake: FakeReachFive, { task, persona }: Call): boolean {
  const user = fake.state.users[persona]
  if (!user) return false
  const has = (type: 'email' | 'sms') => user.credentials.some((one) => one.type === type)
  switch (task) {
    case 'changePhone':
      return user.phoneNumber === typed.phoneNumber.e164 && user.phoneNumberVerified
    case 'changeEmail':
      return user.email === typed.email && user.emailVerified
    case 'confirmEmail':
      return user.emailVerified
    case 'addEmail':
      return has('email')
    case 'addPhone':
      return has('sms')
    case 'removeEmail':
      return !has('email')
    case 'removePhone':
      return !has('sms')
    case 'removeDevice':
      return user.trustedDevices.length === 0
    case 'listCredentials':
    case 'listDevices':
      return true
    case 'signIn':
      return user.sessions > 0
    default:
      return task satisfies never
  }
}
