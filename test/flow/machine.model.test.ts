import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Factor, StepUpHandle } from '../../src/client/types.js'
import {
  type Flow,
  type FlowEffect,
  type FlowEvent,
  initialFlow,
  transition,
} from '../../src/flow/machine.js'
import type { Grant, StepUpProblemKind, StepUpStatus } from '../../src/flow/types.js'
import { ensure, objectKeys, patience, printed, runs, tell } from './model.support.js'
import { noon } from './support.js'

type RequestEffect = Extract<FlowEffect, { type: 'check' | 'start' | 'send' | 'verify' }>
type AnswerKind = 'good' | 'bad' | 'expired'

type Command =
  | { do: 'request'; silent: boolean; login: boolean; avoid: Factor | undefined }
  /** Answers one of the requests so far: `back` 0 is the newest. One that was answered already is answered again. */
  | {
      do: 'answer'
      back: number
      kind: AnswerKind
      problem: StepUpProblemKind
      factors: Factor[]
      wait: number
    }
  | { do: 'choose'; factor: Factor }
  | { do: 'submit'; empty: boolean }
  | { do: 'withdraw'; id: number }
  | { do: 'advance'; ms: number }
  | { do: 'plain'; type: 'resendAsked' | 'codeEdited' | 'factorChangeAsked' | 'backAsked' | 'retryAsked' }
  | { do: 'cancel' }
  | { do: 'lapse' }

const factor = fc.constantFrom<Factor>('sms', 'email')
const problems = {
  codeRejected: true,
  codeExpired: true,
  tooManyTries: true,
  sendLimit: true,
  rateLimited: true,
  locked: true,
  offline: true,
  timeout: true,
  network: true,
  noFactor: true,
  loginRequired: true,
  userChanged: true,
  unexpected: true,
} satisfies Record<StepUpProblemKind, true>
const problem = fc.constantFrom(...objectKeys(problems))
const statuses = {
  idle: true,
  checking: true,
  starting: true,
  choosingFactor: true,
  sendingCode: true,
  enteringCode: true,
  verifyingCode: true,
  verified: true,
  failed: true,
} satisfies Record<StepUpStatus, true>

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('request' as const),
      silent: fc.boolean(),
      login: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      avoid: fc.option(factor, { nil: undefined }),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      back: fc.integer({ min: 0, max: 12 }).map((n) => (n < 8 ? 0 : n - 8)),
      kind: fc.constantFrom<AnswerKind>('good', 'good', 'good', 'good', 'bad', 'expired'),
      problem,
      factors: fc.uniqueArray(factor, { minLength: 1, maxLength: 2 }),
      wait: fc.constantFrom(-1, 0, 40_000, 86_400_000),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('choose' as const), factor }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      empty: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('withdraw' as const), id: fc.integer({ min: 1, max: 9 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      ms: fc.constantFrom(1_000, 31_000, 300_000, -3_600_000),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('plain' as const),
      type: fc.constantFrom('resendAsked', 'codeEdited', 'factorChangeAsked', 'backAsked', 'retryAsked'),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Command>({ do: 'cancel' }) },
  { weight: 1, arbitrary: fc.constant<Command>({ do: 'lapse' }) },
)

const cooldownMs = 30_000
const tenDays = 864_000_000
const code = 'c0deThatWasTyped'
const tkn = 'tknOfTheLogin'
const seen = new Map<StepUpStatus | FlowEffect['type'] | 'restart', number>()
const note = (what: StepUpStatus | FlowEffect['type'] | 'restart') =>
  seen.set(what, (seen.get(what) ?? 0) + 1)

/** One random life of a flow, with the books that are kept beside it. */
function live(commands: readonly Command[]): void {
  let flow: Flow = initialFlow
  let at = noon
  let lastId = 0
  let challenges = 0
  let newestChallenge: string | undefined
  let newestHandle: StepUpHandle | undefined
  let required = 0
  let ended = 0
  const open = new Set<number>()
  const made: RequestEffect[] = []
  const answered = new Set<number>()

  const eventOf = (given: Command): FlowEvent | undefined => {
    switch (given.do) {
      case 'request':
        lastId += 1
        return {
          type: 'requested',
          at,
          call: { id: lastId, reason: { operation: given.login ? 'login' : 'custom' } },
          silent: given.silent && !given.login,
          ...(given.login && { start: { via: 'tkn', tkn } }),
          ...(given.avoid && { avoidFactor: given.avoid }),
        }
      case 'answer': {
        const index = made.length - 1 - given.back
        const asked = made[index]
        if (!asked) return undefined
        answered.add(index)
        const { request } = asked
        if (given.kind !== 'good' && asked.type !== 'check') {
          const retryAt = given.wait < 0 ? undefined : at + given.wait
          return {
            type: 'requestFailed',
            at,
            request,
            problem: { kind: given.problem, ...(retryAt !== undefined && { retryAt }) },
            error: new Error(given.problem),
            expired: given.kind === 'expired',
            cooldownMs,
          }
        }
        const grant: Grant = { accessToken: `grant-${request}`, expiresAt: at, subject: 'jo', prompted: true }
        switch (asked.type) {
          case 'check':
            return { type: 'checked', at, request, grant: given.wait === 0 ? grant : null }
          case 'start':
            return { type: 'started', at, request, handle: { factors: given.factors } }
          case 'send':
            challenges += 1
            return { type: 'codeSent', at, request, challengeId: `challenge-${challenges}`, cooldownMs }
          case 'verify':
            return { type: 'verified', at, request, grant, trustDevice: false }
        }
        return asked satisfies never
      }
      case 'choose':
        return { type: 'factorChosen', at, factor: given.factor }
      case 'submit':
        return { type: 'codeSubmitted', at, code: given.empty ? '' : code, trustDevice: false }
      case 'withdraw':
        return { type: 'callWithdrawn', at, id: given.id, reason: 'unmounted' }
      case 'plain':
        return { type: given.type, at }
      case 'cancel':
        return { type: 'cancelled', at, reason: 'dismissed' }
      case 'lapse':
        return { type: 'grantLapsed', at }
      case 'advance':
        at += given.ms
        return undefined
    }
    return given satisfies never
  }

  const settle = (ids: readonly number[]) => {
    for (const id of ids) {
      ensure(open.delete(id), `call ${id} is settled once`)
    }
  }

  for (const given of commands) {
    const before = flow
    const event = eventOf(given)
    if (event === undefined) continue
    const [next, effects] = transition(flow, event)
    flow = next
    if (event.type === 'requested') open.add(event.call.id)

    // Late answers change nothing, and numbers only grow.
    if ('request' in event && event.request !== before.request) {
      ensure(next === before && effects.length === 0, 'a late answer changes nothing')
    }
    ensure(next.request >= before.request, 'request numbers grow')
    if (next === before) ensure(effects.length === 0, 'what changes nothing does nothing')

    if (event.type === 'started' && next.handle === event.handle) newestHandle = event.handle
    if (event.type === 'codeSent' && next !== before) newestChallenge = event.challengeId

    let requests = 0
    for (const effect of effects) {
      note(effect.type)
      switch (effect.type) {
        case 'check':
        case 'start':
        case 'send':
        case 'verify': {
          requests += 1
          ensure(effect.request === next.request, 'a request has the newest number')
          const newest = made.at(-1)
          const follows = newest?.type === 'check' && effect.type === 'start' ? 0 : 1
          ensure(effect.request - (newest?.request ?? 0) >= follows, 'no number is used twice')
          made.push(effect)
          if (effect.type === 'start' && event.type === 'requestFailed') note('restart')
          if (effect.type === 'send') {
            ensure(['factorChosen', 'resendAsked', 'started'].includes(event.type), 'one intent, one code')
            ensure(effect.handle === newestHandle, 'codes are sent with the newest step-up token')
          }
          if (effect.type === 'verify') {
            ensure(event.type === 'codeSubmitted', 'a code is checked when it is submitted')
            ensure(effect.challengeId === newestChallenge, 'only the newest challenge is verified')
            ensure(effect.handle === newestHandle, 'codes are checked with the newest step-up token')
          }
          break
        }
        case 'resolve':
          ensure('grant' in event && event.grant === effect.grant, 'nothing resolves without a grant')
          settle(effect.ids)
          break
        case 'reject':
        case 'rejectCancelled':
          settle(effect.ids)
          break
        case 'emit':
          if (effect.event.type === 'stepup.required') required += 1
          if (effect.event.type === 'stepup.verified' || effect.event.type === 'stepup.cancelled') ended += 1
          if (effect.event.type === 'stepup.failed' && next.waiting.length === 0) ended += 1
          // At most one prompt is open.
          ensure(required - ended === 0 || required - ended === 1, 'one prompt at a time')
          break
        case 'abort':
          break
      }
    }
    ensure(requests <= 1, 'one thing happens, one request follows')

    // Every open call waits, in the order in which it came, and the prompt names each.
    ensure(next.waiting.map((call) => call.id).join() === [...open].join(), 'every open call waits in order')
    const { state } = next
    note(state.status)
    ensure(Object.hasOwn(statuses, state.status), `${state.status} is a state`)
    if (open.size > 0) {
      ensure('reasons' in state && state.reasons.length === open.size, 'the prompt names every call')
    }

    // Nothing secret is in the public state.
    const shown = JSON.stringify(state)
    ensure(!shown.includes(code) && !shown.includes(tkn) && !shown.includes('grant-'), 'no secret is shown')

    expectNotStuck(next, at, made, answered)
    if ('waits' in state) {
      for (const wait of Object.values(state.waits)) {
        ensure(wait.until - wait.from <= 86_400_000, 'no wait is longer than the server’s')
      }
    }
  }
}

/** There is always a way on: an answer that is still to come, or something that the person can do. */
function expectNotStuck(
  flow: Flow,
  at: number,
  made: readonly RequestEffect[],
  answered: ReadonlySet<number>,
): void {
  const { state } = flow
  const leads = (event: FlowEvent) => transition(flow, event)[0] !== flow
  switch (state.status) {
    case 'idle':
    case 'verified':
      ensure(flow.waiting.length === 0, 'nobody waits for nothing')
      break
    case 'checking':
    case 'starting':
    case 'sendingCode':
    case 'verifyingCode': {
      const awaited = made.some(({ request }, index) => request === flow.request && !answered.has(index))
      ensure(awaited, 'an answer is still to come')
      break
    }
    case 'choosingFactor': {
      const usable = (factor: Factor) => leads({ type: 'factorChosen', factor, at: at + tenDays })
      ensure(state.factors.some(usable), 'a factor can be chosen')
      break
    }
    case 'enteringCode':
      ensure(leads({ type: 'codeSubmitted', code, trustDevice: false, at }), 'a code can be submitted')
      ensure(leads({ type: 'resendAsked', at: at + tenDays }), 'a new code can be had')
      break
    case 'failed':
      ensure(
        leads({ type: 'retryAsked', at: at + tenDays }) === flow.waiting.length > 0,
        'who waits can try again',
      )
      break
  }
  if (state.status === 'idle') return
  const [ended] = transition(flow, { type: 'cancelled', reason: 'dismissed', at })
  ensure(ended.state.status === 'idle', 'there is a way out')
}

describe('whatever happens in whatever order', () => {
  it(
    'rules 2, 3, 5, 6, 9: each call is settled once, no code is sent unasked, nothing is stuck',
    () => {
      fc.assert(
        fc.property(fc.array(command, { maxLength: 60, size: 'max' }), (commands) => {
          live(commands)
        }),
        { ...printed(), numRuns: runs(10_000) },
      )
      tell('random sequences of up to 60 steps through the pure flow', runs(10_000))
    },
    patience(60_000),
  )

  afterAll(() => {
    // The sequences would prove nothing if they never got anywhere.
    for (const what of [
      ...objectKeys(statuses),
      'resolve',
      'reject',
      'rejectCancelled',
      'restart',
    ] as const) {
      expect(seen.get(what) ?? 0, what).toBeGreaterThan(100)
    }
  })
})
