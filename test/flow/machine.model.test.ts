import fc from 'fast-check'
import { describe, it } from 'vitest'
import type { StepUpCancelReason } from '../../src/client/errors.js'
import type { Factor, StepUpHandle } from '../../src/client/types.js'
import {
  type Flow,
  type FlowEffect,
  type FlowEvent,
  initialFlow,
  isWaiting,
  transition,
} from '../../src/flow/machine.js'
import type { Grant, StepUpProblemKind, StepUpStatus, Wait } from '../../src/flow/types.js'
import { createCountdown } from '../../src/internal/countdown.js'
import {
  createWaitBook,
  ensure,
  expectOften,
  objectKeys,
  patience,
  printed,
  runs,
  tell,
} from './model.support.js'
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
      /** A verification that came too late for what it grants. */
      late: boolean
    }
  | { do: 'choose'; factor: Factor }
  | { do: 'submit'; empty: boolean }
  | { do: 'withdraw'; id: number }
  | { do: 'advance'; ms: number }
  | { do: 'plain'; type: 'resendAsked' | 'codeEdited' | 'factorChangeAsked' | 'backAsked' | 'retryAsked' }
  | { do: 'cancel'; reason: StepUpCancelReason }
  | { do: 'lapse' }

const dayMs = 86_400_000
const factor = fc.constantFrom<Factor>('sms', 'email')
const seldom = fc.integer({ min: 0, max: 9 }).map((n) => n === 0)
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
/** A limit of the server's comes more often than chance would have it: much depends on it afterwards. */
const problem = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...objectKeys(problems)) },
  { weight: 1, arbitrary: fc.constantFrom<StepUpProblemKind>('sendLimit', 'rateLimited') },
)
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
      login: seldom,
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
      wait: fc.constantFrom(-1, 0, 40_000, dayMs),
      late: seldom,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('choose' as const), factor }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      empty: seldom,
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
      ms: fc.constantFrom(1_000, 31_000, 300_000, dayMs, -3_600_000),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('plain' as const),
      type: fc.constantFrom('resendAsked', 'codeEdited', 'factorChangeAsked', 'backAsked', 'retryAsked'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('cancel' as const),
      reason: fc.constantFrom<StepUpCancelReason>('dismissed', 'dismissed', 'unmounted', 'userChanged'),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Command>({ do: 'lapse' }) },
)

/** Ways that chance would seldom find: half of the sequences start with a part of one. */
const request: Command = { do: 'request', silent: false, login: false, avoid: undefined }
const answer: Extract<Command, { do: 'answer' }> = {
  do: 'answer',
  back: 0,
  kind: 'good',
  problem: 'sendLimit',
  factors: ['sms', 'email'],
  wait: dayMs,
  late: false,
}
const limit: Command = { ...answer, kind: 'bad' }
const single: Command = { ...answer, factors: ['sms'] }
const choose: Command = { do: 'choose', factor: 'sms' }
const submit: Command = { do: 'submit', empty: false }
const leave: Command = { do: 'cancel', reason: 'dismissed' }
const straight = fc.constantFrom<readonly Command[]>(
  [request, answer, choose, limit, leave, request, answer, choose],
  [request, single, limit, leave, request, single, choose],
  [request, single, answer, submit, { ...limit, problem: 'rateLimited' }, submit],
  [request, limit, { do: 'plain', type: 'retryAsked' }],
  [request, answer, choose, limit, { do: 'choose', factor: 'email' }, { ...limit, kind: 'expired' }, single],
)
const sequence = fc
  .tuple(straight, fc.nat({ max: 18 }), fc.array(command, { maxLength: 60, size: 'max' }))
  .map(([way, far, more]) => [...way.slice(0, Math.max(0, far - 9)), ...more].slice(0, 60))

const cooldownMs = 30_000
const tenDays = 864_000_000
const code = 'c0deThatWasTyped'
const tkn = 'tknOfTheLogin'
const tally: Record<string, number> = {
  resolve: 0,
  reject: 0,
  rejectCancelled: 0,
  restart: 0,
  'held back by a wait': 0,
  'held back by a wait of an earlier step-up': 0,
  'waits that a clock set back has lifted': 0,
  'codes that stay usable after a limit': 0,
  'failures that can’t be tried again yet': 0,
}
for (const status of objectKeys(statuses)) tally[status] = 0
const note = (what: string) => (tally[what] = (tally[what] ?? 0) + 1)

const isLogin = (flow: Flow) => flow.start?.via === 'tkn'
const challengeOf = ({ state }: Flow) => ('challenge' in state ? state.challenge : null)

/** Keeps the waits beside the flow: what must wait, and what need not. */
function createLedger() {
  /** Those of this step-up. */
  const own = createWaitBook()
  /** Those that the server set: they outlive the step-up, but not the person. */
  const limits = createWaitBook()
  /** Every wait there ever was. */
  const ever: (Wait & { factor: Factor })[] = []
  const longest: Partial<Record<Factor, number>> = {}
  let ofFailure: Wait | undefined

  const holds = (flow: Flow, factor: Factor, at: number) =>
    own.holds(factor, at) || (!isLogin(flow) && limits.holds(factor, at))
  const set = (flow: Flow, factor: Factor, at: number, until: number, isLimit: boolean) => {
    const wait = own.set(factor, { from: at, until })
    ever.push({ factor, ...wait })
    longest[factor] = Math.max(longest[factor] ?? 0, wait.until - wait.from)
    if (isLimit && !isLogin(flow)) limits.set(factor, { from: at, until })
  }
  /** The factor of the request that the server refused because of a limit; the step-up goes on. */
  const limited = ({ state }: Flow, event: FlowEvent, next: Flow) => {
    if (event.type !== 'requestFailed' || !isOneOf(next.state.status, 'choosingFactor', 'enteringCode'))
      return
    if (!isOneOf(event.problem.kind, 'sendLimit', 'rateLimited')) return
    return state.status === 'sendingCode'
      ? state.factor
      : 'challenge' in state
        ? state.challenge?.factor
        : undefined
  }

  return {
    holds,
    /** The time has changed. */
    moved(at: number) {
      if (own.moved(at) + limits.moved(at) > 0) note('waits that a clock set back has lifted')
      if (ofFailure && !isWaiting(ofFailure, at)) ofFailure = undefined
    },
    /** Something has happened, and has changed something. */
    read(before: Flow, event: FlowEvent, next: Flow) {
      const { at } = event
      const begins = event.type === 'requested' && !before.waiting.some((call) => next.waiting.includes(call))
      if (begins || event.type === 'retryAsked') own.clear()
      const leaves =
        (event.type === 'cancelled' && event.reason === 'userChanged') ||
        (event.type === 'requestFailed' && event.problem.kind === 'userChanged') ||
        (begins && isLogin(next) && before.waiting.length > 0)
      if (leaves) limits.clear()
      if (event.type === 'retryAsked') {
        ensure(ofFailure === undefined || at >= ofFailure.until, 'rule 8: what must wait is not tried again')
      }
      ofFailure = undefined
      if (event.type === 'requestFailed' && next.state.status === 'failed') {
        const { retryAt } = event.problem
        if (retryAt !== undefined) ofFailure = { from: at, until: retryAt }
      }
      if (event.type === 'codeSent' && before.state.status === 'sendingCode') {
        set(before, before.state.factor, at, at + cooldownMs, false)
      }
      if (event.type === 'started' && next.state.status === 'choosingFactor') {
        const [first, second] = event.handle.factors
        if (first && !second && limits.holds(first, at)) note('held back by a wait of an earlier step-up')
      }
      const factor = limited(before, event, next)
      if (factor === undefined || event.type !== 'requestFailed') return
      set(before, factor, at, event.problem.retryAt ?? at + cooldownMs, true)
      const sent = challengeOf(before)
      if (sent === null) return
      const back =
        next.state.status === 'choosingFactor' ? transition(next, { type: 'backAsked', at })[0] : next
      ensure(back.state.status === 'enteringCode', 'rule 8: a code already sent can still be entered')
      ensure(challengeOf(back)?.challengeId === sent.challengeId, 'rule 8: a code already sent stays usable')
      note('codes that stay usable after a limit')
    },
    /** Whether something that was asked for was held back as it had to be. */
    expectSent(flow: Flow, factor: Factor, at: number, isSent: boolean) {
      if (holds(flow, factor, at)) {
        ensure(!isSent, 'rule 8: nothing is sent before the wait is over')
        note(own.holds(factor, at) ? 'held back by a wait' : 'held back by a wait of an earlier step-up')
      } else if (!isSent) {
        const mayHold = ever.some((wait) => wait.factor === factor && isWaiting(wait, at))
        ensure(mayHold, 'rule 8: nobody waits for what is over or was never set')
      }
    },
    /** What the person sees of the waits. */
    expectShown(flow: Flow, at: number) {
      const { state } = flow
      const expectBounds = (wait: Wait, windowMs: number) => {
        const left = createCountdown({ now: () => at }, wait.until, wait.until - wait.from).getRemaining()
        ensure(left >= 0 && left <= windowMs, 'rule 7: never less than nothing, never more than the window')
      }
      if (state.status === 'failed') {
        if (state.wait) expectBounds(state.wait, dayMs)
        const mustWait = ofFailure !== undefined && at < ofFailure.until
        if (mustWait)
          ensure(!leads(flow, { type: 'retryAsked', at }), 'rule 8: what must wait is not tried again')
        if (mustWait) note('failures that can’t be tried again yet')
      }
      if (!('waits' in state)) return
      for (const factor of state.factors) {
        const wait = state.waits[factor]
        if (wait) expectBounds(wait, longest[factor] ?? 0)
        if (!holds(flow, factor, at)) continue
        ensure(isWaiting(wait, at), 'rule 8: a wait that runs is shown')
        if (state.challenge?.factor !== factor || state.status === 'sendingCode') continue
        ensure(state.challenge.resendAvailableAt > at, 'rule 8: the countdown is the server’s')
      }
    },
  }
}

/** The one request that an event may lead to: each needs an intent or an answer of its own (rule 11). */
function requestDue(flow: Flow, event: FlowEvent): RequestEffect['type'] | undefined {
  const { status } = flow.state
  switch (event.type) {
    case 'requested':
      if (flow.waiting.length > 0 && event.start?.via !== 'tkn') return undefined
      return event.silent ? 'check' : 'start'
    case 'checked':
      return event.grant === null ? 'start' : undefined
    case 'retryAsked':
      return flow.waiting.length > 0 ? 'start' : undefined
    case 'requestFailed':
      return event.expired && status === 'sendingCode' && !isLogin(flow) ? 'start' : undefined
    case 'started':
      return status === 'sendingCode' || event.handle.factors.length === 1 ? 'send' : undefined
    case 'factorChosen':
    case 'resendAsked':
      return 'send'
    case 'codeSubmitted':
      return 'verify'
    default:
      return undefined
  }
}

const leads = (flow: Flow, event: FlowEvent) => transition(flow, event)[0] !== flow

function isOneOf<Each>(given: Each, ...these: Each[]): boolean {
  return these.includes(given)
}

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
  const ledger = createLedger()
  /** How often the step-up was begun anew for the code that is asked for. */
  let restarts = 0
  let lookedAt = at

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
            return { type: 'verified', at, request, grant: given.late ? null : grant, trustDevice: false }
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
        return { type: 'cancelled', at, reason: given.reason }
      case 'lapse':
        return { type: 'grantLapsed', at }
      case 'advance':
        at += given.ms
        ledger.moved(at)
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

    const asksForCode = event.type === 'factorChosen' || event.type === 'resendAsked'
    const isOnTheWay =
      before.state.status === (event.type === 'factorChosen' ? 'choosingFactor' : 'enteringCode')
    const factorAsked = event.type === 'factorChosen' ? event.factor : challengeOf(before)?.factor
    if (asksForCode && isOnTheWay && factorAsked !== undefined) {
      const isOffered = 'factors' in before.state && before.state.factors.includes(factorAsked)
      const isSent = effects.some((effect) => effect.type === 'send')
      if (isOffered) ledger.expectSent(before, factorAsked, at, isSent)
    }
    if (next !== before) ledger.read(before, event, next)
    if (asksForCode || before.state.status === 'starting') restarts = 0

    let requests = 0
    for (const effect of effects) {
      if (Object.hasOwn(tally, effect.type)) note(effect.type)
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
          ensure(requestDue(before, event) === effect.type, `rule 11: ${event.type} makes no ${effect.type}`)
          if (effect.type === 'start' && event.type === 'requestFailed') {
            restarts += 1
            ensure(restarts <= 1, 'rule 11: for each code the step-up is begun anew once')
            note('restart')
          }
          if (effect.type === 'send') {
            ensure(!ledger.holds(next, effect.factor, at), 'rule 8: nothing is sent before the wait is over')
            ensure(effect.handle === newestHandle, 'codes are sent with the newest step-up token')
          }
          if (effect.type === 'verify') {
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
    ensure(requests <= 1, 'rule 11: one thing happens, one request follows')

    // What was looked at already is not looked at again.
    if (next === before && at === lookedAt && !('request' in event)) continue
    lookedAt = at

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
    ledger.expectShown(next, at)
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
      const usable = (factor: Factor) => leads(flow, { type: 'factorChosen', factor, at: at + tenDays })
      ensure(state.factors.some(usable), 'a factor can be chosen')
      break
    }
    case 'enteringCode':
      ensure(leads(flow, { type: 'codeSubmitted', code, trustDevice: false, at }), 'a code can be submitted')
      ensure(leads(flow, { type: 'resendAsked', at: at + tenDays }), 'a new code can be had')
      break
    case 'failed':
      ensure(
        leads(flow, { type: 'retryAsked', at: at + tenDays }) === flow.waiting.length > 0,
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
    'rules 2, 3, 5, 6, 7, 8, 9, 11: each call is settled once, no code is sent unasked or too early, nothing is stuck',
    () => {
      fc.assert(
        fc.property(sequence, (commands) => {
          live(commands)
        }),
        { ...printed(), numRuns: runs(10_000) },
      )
      expectOften(tally, 100)
      tell('random sequences of up to 60 steps through the pure flow', runs(10_000))
    },
    patience(60_000),
  )
})
