import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  isCodeRejectedError,
  isRateLimitedError,
  isStepUpKitError,
  readAccessTokenClaims,
} from '../../src/client/index.js'
import { asJson, hostileTexts, hostileValues, leavesOf, withLeaf } from './hostile.js'
import {
  answers,
  createWiredClient,
  type Line,
  linesOfTheClient,
  type WireAnswer,
  wireCalls,
} from './wire.js'

const texts = Object.values(hostileTexts)

afterEach(() => {
  vi.unstubAllGlobals()
})

type Outcome = { value: unknown } | { error: unknown }

const allCalls = Object.entries(wireCalls).flatMap(([name, calls]) =>
  calls.map((call, index) => ({ ...call, name: calls.length > 1 ? `${name} ${index + 1}` : name })),
)
type Call = (typeof allCalls)[number]

/** Makes one call. What `change` does not answer is answered well. */
async function settle({ run }: Call, change: (line: Line) => WireAnswer | undefined) {
  const wired = createWiredClient((line) => change(line) ?? { body: JSON.stringify(answers[line][0]) })
  const { document, window } = wired.openFrame()
  vi.stubGlobal('document', document)
  vi.stubGlobal('window', window)
  const outcome: Outcome = await run(wired.client).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  return { ...wired, outcome }
}

/** The kinds of all leaves of a value, by their names alone. */
function kindsOf(value: unknown): Map<string, string> {
  return new Map(
    leavesOf(value).map((path) => [
      path.map((step) => (typeof step === 'number' ? '#' : step)).join('.'),
      typeof path.reduce<unknown>((at, step) => Reflect.get(Object(at), step), value),
    ]),
  )
}

/** Greatest distance from the epoch that a date can have, in milliseconds. */
const farthest = 8.64e15

/** What is wrong with a value of the client, beside those that good answers give. */
function problemsOfValue(value: unknown, good: ReadonlyMap<string, string>): string[] {
  const problems: string[] = []
  for (const [name, kind] of kindsOf(value))
    if (good.get(name) !== kind) problems.push(`${name} is a ${kind}, not a ${good.get(name)}`)
  const look = (item: unknown) => {
    if (typeof item === 'number' && !(Math.abs(item) * 1000 <= farthest)) problems.push(`there is ${item}`)
    if (typeof item !== 'object' || item === null) return
    const prototype: unknown = Object.getPrototypeOf(item)
    if (prototype !== Object.prototype && prototype !== Array.prototype)
      problems.push('an object has a strange prototype')
    Object.values(item).forEach(look)
  }
  look(value)
  return problems
}

/** What is wrong with a rejection, whose texts came from a server. */
function problemsOfError(error: unknown): string[] {
  if (!isStepUpKitError(error)) return [`${String(error)} is no error of the kit`]
  const { message } = error
  const problems: string[] = []
  // Developers read it in a console: a key and the name of a field may stand in it, and nothing else of an answer.
  if (message.length > 300 || /[^\x20-\x7E]|[<>"&]/.test(message.replace(/\(CORS\)|->/g, '')))
    problems.push(`the message is ${JSON.stringify(message.slice(0, 100))}`)
  if (/CORS|reached no|got no answer/.test(message)) problems.push(`an answer is taken for none: ${message}`)
  JSON.stringify(error)
  return problems
}

const refusal = {
  error: 'invalid_request',
  error_id: 'id',
  error_description: 'no',
  error_user_msg: 'No',
  error_message_key: 'error.none',
  error_details: [{ field: 'email', message: 'no', code: 'invalid' }],
}
const everywhere = (value: unknown) =>
  leavesOf(refusal).reduce<unknown>((body, path) => withLeaf(body, path, value), refusal)

let turn = 0
/** What is wrong with how a call takes a refusal. */
async function refuse(call: Call, line: Line, name: string, content: unknown): Promise<string[]> {
  const statuses = line === 'GET oauth/authorize' ? [200] : [400, 401, 403, 409, 429, 500]
  const status = statuses[(turn += 1) % statuses.length] ?? 400
  const body = asJson(content)
  const { outcome } = await settle(call, (asked) => (asked === line ? { status, body } : undefined))
  const problems = 'value' in outcome ? ['is no refusal'] : problemsOfError(outcome.error)
  return problems.map((problem) => `${name}, ${status}: ${problem}`)
}

const polluted = () => Reflect.get({}, 'polluted') !== undefined

/** By the name of the call. */
const good = new Map<string, ReadonlyMap<string, string>>()
beforeAll(async () => {
  for (const call of allCalls) {
    const kinds = new Map<string, string>()
    for (const variant of Array.from({ length: 2 }, (_, index) => index)) {
      const { outcome, lines } = await settle(call, (line) => {
        const answer = answers[line][variant] ?? answers[line][0]
        return { body: JSON.stringify(answer) }
      })
      expect(outcome, call.name).toHaveProperty('value')
      expect(lines, call.name).toEqual(call.lines)
      if ('value' in outcome) for (const [name, kind] of kindsOf(outcome.value)) kinds.set(name, kind)
    }
    good.set(call.name, kinds)
  }
})

it('has a call for every request of the client', () => {
  expect(new Set(allCalls.flatMap(({ lines }) => lines))).toEqual(new Set(linesOfTheClient))
})

/** Each with the requests that no call before is about. */
const subjects = allCalls.map((call, index) => {
  const before = new Set<Line>(allCalls.slice(0, index).flatMap(({ lines }) => lines))
  return { ...call, own: call.lines.filter((line) => !before.has(line) || line === call.lines.at(-1)) }
})

describe.each(subjects)('$name', ({ own, ...call }) => {
  it.each(own)('every field of the answer to %s × every hostile value', async (line) => {
    const wrong: string[] = []
    for (const answer of answers[line])
      for (const path of [[], ...leavesOf(answer), ...leavesOf(answer).map((leaf) => leaf.slice(0, -1))])
        for (const [kind, value] of hostileValues) {
          const body = asJson(withLeaf(answer, path, value))
          const { outcome } = await settle(call, (asked) => (asked === line ? { body } : undefined))
          const problems =
            'value' in outcome
              ? problemsOfValue(outcome.value, good.get(call.name) ?? new Map())
              : problemsOfError(outcome.error)
          wrong.push(...problems.map((problem) => `${path.join('.')}, ${kind}: ${problem}`))
        }
    expect(wrong).toEqual([])
    expect(polluted()).toBe(false)
  })

  it.each(own)('all fields of a refusal of %s at once × every hostile value', async (line) => {
    const wrong: string[] = []
    for (const [kind, value] of hostileValues)
      wrong.push(...(await refuse(call, line, kind, everywhere(value))))
    expect(wrong).toEqual([])
    expect(polluted()).toBe(false)
  })
})

// Refusals are read in one place, but for a code: under a bearer, alone, and what a frame posts.
it.each(subjects.filter(({ name }) => /^(verifyEmail|verifyCode|completeLogin)$/.test(name)))(
  'every single field of a refusal of $name × every hostile value',
  async (call) => {
    const line = call.lines.find((one) => /verify|authorize/.test(one))
    if (!line) throw new Error('There is no such request.')
    const wrong: string[] = []
    for (const path of [[], ...leavesOf(refusal), ['error_details'], ['error_details', 0]])
      for (const [kind, value] of hostileValues) {
        const name = `${path.join('.')}, ${kind}`
        wrong.push(...(await refuse(call, line, name, withLeaf(refusal, path, value))))
      }
    expect(wrong).toEqual([])
    expect(polluted()).toBe(false)
  },
)

it('a hostile language of the tenant stops no other call', async () => {
  const wrong: string[] = []
  for (const [kind, value] of hostileValues) {
    const [config] = answers['GET config']
    const { client } = createWiredClient((line) => ({
      body:
        line === 'GET config'
          ? asJson(withLeaf(config, ['language'], value))
          : JSON.stringify(answers[line][0]),
    }))
    await client.getConfig().catch(() => {})
    await client.getProfile().catch((error: unknown) => wrong.push(`${kind}: ${String(error)}`))
  }
  expect(wrong).toEqual([])
})

it('a country of the tenant that is none is not taken', async () => {
  const taken: unknown[] = []
  for (const [, value] of hostileValues) {
    const [config] = answers['GET config']
    const body = asJson(withLeaf(config, ['country_code'], value))
    taken.push((await createWiredClient(() => ({ body })).client.getConfig()).countryCode)
  }
  expect(new Set(taken)).toEqual(new Set([undefined]))
})

describe('hostile headers', () => {
  const dates = ['', '0', 'yesterday', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', '-1']
  const waits = [
    ...dates,
    '9'.repeat(400),
    '1e9',
    'NaN',
    'Infinity',
    '+5',
    '0x10',
    '1.5',
    '__proto__',
    '40, 50',
    new Date(Date.now() + 60_000).toUTCString(),
  ]
  it.each(waits)('Retry-After: %s', async (retryAfter) => {
    const call = allCalls.find(({ name }) => name === 'listCredentials')
    if (!call) throw new Error('There is no such call.')
    for (const date of dates) {
      const before = Date.now()
      const headers = { 'retry-after': retryAfter, ...(date && { date }) }
      const { outcome } = await settle(call, () => ({ status: 429, headers, body: '{}' }))
      const error = 'error' in outcome ? outcome.error : undefined
      if (!isRateLimitedError(error)) throw new Error(`It is ${String(error)}.`)
      if (error.retryAt === undefined) continue
      expect(error.retryAt).toBeGreaterThanOrEqual(before)
      expect(error.retryAt).toBeLessThanOrEqual(Date.now() + 86_400_000)
    }
  })
})

describe('hostile claims', () => {
  const claims = { iat: 1, exp: 2, sub: 'jo', scope: 'openid', amr: ['pwd', 'mfa'] }
  const encoded = (json: string) => `e30.${Buffer.from(json).toString('base64url')}.x`

  it('every claim × every hostile value', () => {
    const wrong: string[] = []
    for (const path of [[], ...leavesOf(claims), ['amr']])
      for (const [kind, value] of hostileValues) {
        const read = readAccessTokenClaims(encoded(asJson(withLeaf(claims, path, value))))
        if (read === undefined) continue
        const name = `${path.join('.')}, ${kind}`
        for (const at of [read.issuedAt, read.expiresAt])
          if (at !== undefined && !(Math.abs(at) <= farthest)) wrong.push(`${name}: ${at}`)
        for (const text of [read.subject, read.scope])
          if (text !== undefined && typeof text !== 'string') wrong.push(`${name}: ${String(text)}`)
        if (!Array.isArray(read.amr) || read.amr.some((item) => typeof item !== 'string'))
          wrong.push(`${name}: ${JSON.stringify(read.amr)}`)
      }
    expect(wrong).toEqual([])
    expect(polluted()).toBe(false)
  })

  it.each(texts.map((text) => [text.slice(0, 40), text] as const))('a token that is %j', (_, text) => {
    expect(readAccessTokenClaims(text)).toBeUndefined()
    expect(readAccessTokenClaims(`a.${text}.c`)).toBeUndefined()
  })
})

it('no hostile key passes for a wrong code', async () => {
  const call = allCalls.find(({ name }) => name === 'verifyCode')
  if (!call) throw new Error('There is no such call.')
  for (const text of texts) {
    const body = JSON.stringify({ error: 'invalid_request', error_message_key: text })
    const { outcome } = await settle(call, (line) =>
      line === 'POST passwordless/verify' ? { status: 400, body } : undefined,
    )
    expect('error' in outcome && isCodeRejectedError(outcome.error), text.slice(0, 40)).toBe(false)
  }
})
