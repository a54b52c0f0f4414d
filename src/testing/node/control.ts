import { isJsonObject, type JsonObject } from '../fake/call.js'
import type { FakeReachFive } from '../fake/create.js'
import { serializeCookie } from '../fake/cookies.js'
import { isFaultTarget, type Fault } from '../fake/faults.js'
import { isPersonaName, type PersonaName } from '../fake/personas.js'

/** Where the control endpoint lives. */
export const controlPrefix = '/__fake/'

class BadRequest extends Error {}

type Action = (fake: FakeReachFive, body: JsonObject, request: Request) => unknown

/** What any test tool can do with the fake over HTTP. All answers are JSON. */
const actions: Readonly<Record<string, Action>> = {
  'GET inbox': (fake, _body, request) => {
    const channel = new URL(request.url).searchParams.get('channel')
    return fake.inbox.filter((message) => channel === null || message.channel === channel)
  },
  'GET requests': (fake) => fake.requests,
  'GET state': (fake) => fake.state,
  'GET personas': (fake) => fake.personas,
  'GET clock': (fake) => ({ now: fake.clock.now() }),
  'POST clock': (fake, { advanceMs, now }) => {
    if (typeof now === 'number') fake.clock.set(now)
    else if (typeof advanceMs === 'number') fake.clock.advance(advanceMs)
    else throw new BadRequest('advanceMs or now must be a number.')
    return { now: fake.clock.now() }
  },
  'POST faults': (fake, { endpoint, fault, times }) => {
    if (!isFaultTarget(endpoint)) throw new BadRequest('endpoint must be the name of an endpoint or "*".')
    const planned = readFault(fault)
    if (typeof times === 'number') fake.failNext(endpoint, planned, times)
    else fake.fail(endpoint, planned)
    return {}
  },
  'DELETE faults': (fake) => {
    fake.clearFaults()
    return {}
  },
  'POST reset': (fake) => {
    fake.reset()
    return {}
  },
  'POST session': (fake, { persona }, request) => {
    const secure = new URL(request.url).protocol === 'https:'
    const cookie = fake.openSession(readPersona(persona))
    return Response.json({}, { headers: { 'set-cookie': serializeCookie(cookie, secure) } })
  },
  'POST tokens': (fake, { persona, amr, ageSeconds, scope }) =>
    fake.issueTokens(readPersona(persona), {
      ...(Array.isArray(amr) ? { amr: amr.map(String) } : {}),
      ...(typeof ageSeconds === 'number' ? { ageSeconds } : {}),
      ...(typeof scope === 'string' ? { scope } : {}),
    }),
  'POST email-link': async (fake, { email }) => {
    if (typeof email !== 'string') throw new BadRequest('email must be a text.')
    return { status: (await fake.followEmailLink(email)).status }
  },
}

export async function control(fake: FakeReachFive, request: Request): Promise<Response> {
  const name = new URL(request.url).pathname.slice(controlPrefix.length)
  const action = actions[`${request.method} ${name}`]
  if (!action) {
    return Response.json({ error: 'Unknown control call.', calls: Object.keys(actions) }, { status: 404 })
  }
  try {
    const result = await action(fake, await readBody(request), request)
    return result instanceof Response ? result : Response.json(result)
  } catch (error) {
    return Response.json(
      { error: error instanceof Error ? error.message : 'Unknown problem.' },
      { status: 400 },
    )
  }
}

async function readBody(request: Request): Promise<JsonObject> {
  const text = await request.text()
  if (text === '') return {}
  const value: unknown = JSON.parse(text)
  if (!isJsonObject(value)) throw new BadRequest('The body must be a JSON object.')
  return value
}

function readPersona(value: unknown): PersonaName | undefined {
  if (value === undefined || isPersonaName(value)) return value
  throw new BadRequest('persona must be the name of a persona.')
}

function readFault(value: unknown): Fault {
  const fault = isJsonObject(value) ? value : {}
  const scope = typeof fault['method'] === 'string' ? { method: fault['method'] } : {}
  const delay = typeof fault['delayMs'] === 'number' ? { delayMs: fault['delayMs'] } : {}
  if (fault['network'] === 'offline' || fault['network'] === 'lost') {
    return { network: fault['network'], ...delay, ...scope }
  }
  if (fault['hang'] === true) return { hang: true, ...scope }
  if (typeof fault['status'] === 'number')
    return { status: fault['status'], ...texts(fault), ...delay, ...scope }
  if (delay.delayMs !== undefined) return { delayMs: delay.delayMs, ...scope }
  throw new BadRequest('fault must have status, network, hang or delayMs.')
}

const textNames = ['error', 'messageKey', 'userMessage', 'description', 'body', 'contentType'] as const

function texts(fault: JsonObject): Partial<Record<(typeof textNames)[number], string>> & {
  retryAfter?: number | string
  html?: boolean
} {
  const found: Partial<Record<(typeof textNames)[number], string>> = {}
  for (const name of textNames) {
    const value = fault[name]
    if (typeof value === 'string') found[name] = value
  }
  const { retryAfter, html } = fault
  return {
    ...found,
    ...(typeof retryAfter === 'number' || typeof retryAfter === 'string' ? { retryAfter } : {}),
    ...(html === true ? { html } : {}),
  }
}
