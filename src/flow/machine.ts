import type { StepUpCancelReason } from '../client/errors.js'
import type { Factor, StepUpHandle, StepUpStart } from '../client/types.js'
import type {
  Challenge,
  Grant,
  StepUpKitEvent,
  StepUpProblem,
  StepUpProblemKind,
  StepUpReason,
  StepUpState,
  Wait,
  Waits,
} from './types.js'

/** A guarded call that waits for the grant. */
export interface WaitingCall {
  id: number
  reason: StepUpReason
}

/** The whole of one step-up: the public state and what only the flow needs to know. */
export interface Flow {
  state: StepUpState
  waiting: readonly WaitingCall[]
  /** The number of the newest request; an answer with another number is late and changes nothing. */
  request: number
  handle: StepUpHandle | null
  /** As the host asked; `undefined` leaves it to the client. */
  start: StepUpStart | undefined
  action: string | undefined
  avoidFactor: Factor | undefined
  /** The step-up token was replaced already for the code that is being sent. */
  restarted: boolean
  requiredAt: number
  /** The waits that the server set: they outlive a step-up that is left. */
  limits: Waits
}

const noWaits: Waits = {}

export const initialFlow: Flow = {
  state: { status: 'idle' },
  waiting: [],
  request: 0,
  handle: null,
  start: undefined,
  action: undefined,
  avoidFactor: undefined,
  restarted: false,
  requiredAt: 0,
  limits: noWaits,
}

/** What makes the flow go on. */
export type FlowHappening =
  | {
      type: 'requested'
      call: WaitingCall
      /** A token of the host's may do: no prompt before that is known. */
      silent: boolean
      start?: StepUpStart
      action?: string
      avoidFactor?: Factor
    }
  | { type: 'checked'; request: number; grant: Grant | null }
  | { type: 'started'; request: number; handle: StepUpHandle }
  | { type: 'codeSent'; request: number; challengeId: string; cooldownMs: number }
  | {
      type: 'verified'
      request: number
      /** `null`: the answer came too late for what it grants. */
      grant: Grant | null
      trustDevice: boolean
    }
  | {
      type: 'requestFailed'
      request: number
      problem: StepUpProblem
      error: unknown
      /** The server no longer knows the step-up token. */
      expired: boolean
      cooldownMs: number
    }
  | { type: 'factorChosen'; factor: Factor }
  | { type: 'resendAsked' }
  | { type: 'codeSubmitted'; code: string; trustDevice: boolean }
  | { type: 'codeEdited' }
  | { type: 'factorChangeAsked' }
  | { type: 'backAsked' }
  | { type: 'retryAsked' }
  | { type: 'cancelled'; reason: StepUpCancelReason }
  | { type: 'callWithdrawn'; id: number; reason: StepUpCancelReason }
  | { type: 'grantLapsed' }

/** That, and when: epoch milliseconds. */
export type FlowEvent = { at: number } & FlowHappening

/** What the store has to do after a transition, in this order. */
export type FlowEffect =
  | { type: 'abort' }
  | { type: 'check'; request: number }
  | { type: 'start'; request: number; start: StepUpStart | undefined; action: string | undefined }
  | { type: 'send'; request: number; handle: StepUpHandle; factor: Factor }
  | {
      type: 'verify'
      request: number
      handle: StepUpHandle
      challengeId: string
      code: string
      trustDevice: boolean
    }
  | { type: 'resolve'; ids: readonly number[]; grant: Grant }
  | { type: 'reject'; ids: readonly number[]; error: unknown }
  | { type: 'rejectCancelled'; ids: readonly number[]; reason: StepUpCancelReason }
  | { type: 'emit'; event: StepUpKitEvent }

export type Transition = readonly [flow: Flow, effects: readonly FlowEffect[]]

/** Nothing that the person could do again would help: the waiting calls are told at once. */
const final: ReadonlySet<StepUpProblemKind> = new Set(['noFactor', 'loginRequired', 'locked', 'userChanged'])

type Started = Extract<StepUpState, { status: 'choosingFactor' }>
type Shared = Pick<Started, 'reasons' | 'factors' | 'suggestedFactor' | 'waits'>

function shared({ reasons, factors, suggestedFactor, waits }: Shared): Shared {
  return { reasons, factors, suggestedFactor, waits }
}

function reasonsOf(waiting: readonly WaitingCall[]): readonly StepUpReason[] {
  return waiting.map((call) => call.reason)
}

function operationOf(flow: Flow) {
  const { state } = flow
  return ('reasons' in state ? state.reasons[0]?.operation : undefined) ?? 'custom'
}

function idsOf(flow: Flow): readonly number[] {
  return flow.waiting.map((call) => call.id)
}

/** A clock that was set back does not prolong a wait. */
export function isWaiting(wait: Wait | undefined, at: number): wait is Wait {
  return wait !== undefined && at < wait.until && at >= wait.from
}

function stay(flow: Flow): Transition {
  return [flow, []]
}

function idle(flow: Flow): Flow {
  return { ...initialFlow, request: flow.request + 1, limits: flow.limits }
}

function begin(flow: Flow, event: Extract<FlowEvent, { type: 'requested' }>): Transition {
  const request = flow.request + 1
  const { start } = event
  const reasons = [event.call.reason]
  const next: Flow = {
    ...initialFlow,
    limits: flow.limits,
    waiting: [event.call],
    request,
    start,
    action: event.action,
    avoidFactor: event.avoidFactor,
    requiredAt: event.at,
    state: { status: event.silent ? 'checking' : 'starting', reasons },
  }
  return [
    next,
    event.silent
      ? [{ type: 'check', request }]
      : [required(next), { type: 'start', request, start, action: event.action }],
  ]
}

function required(flow: Flow): FlowEffect {
  return { type: 'emit', event: { type: 'stepup.required', operation: operationOf(flow) } }
}

/** An event without what all of them say. */
export type Happening = StepUpKitEvent extends infer Event
  ? Event extends { durationMs: number }
    ? Omit<Event, 'operation' | 'durationMs'>
    : never
  : never

function tell(flow: Flow, at: number, happening: Happening): FlowEffect {
  return {
    type: 'emit',
    event: { ...happening, operation: operationOf(flow), durationMs: at - flow.requiredAt },
  }
}

/** A limit says nothing of the next person. */
function forUser(flow: Flow, reason: StepUpCancelReason | StepUpProblemKind): Flow {
  return reason === 'userChanged' && flow.limits !== noWaits ? { ...flow, limits: noWaits } : flow
}

function cancel(flow: Flow, reason: StepUpCancelReason, at: number): Transition {
  const { state } = flow
  const effects: FlowEffect[] = [{ type: 'abort' }]
  if (flow.waiting.length > 0) effects.push({ type: 'rejectCancelled', ids: idsOf(flow), reason })
  // Nothing was required of the person before the check had its answer.
  if (flow.waiting.length > 0 && state.status !== 'checking') {
    const factor = 'challenge' in state ? state.challenge?.factor : undefined
    effects.push(tell(flow, at, { type: 'stepup.cancelled', ...(factor && { factor }), reason }))
  }
  return [idle(forUser(flow, reason)), effects]
}

function requested(flow: Flow, event: Extract<FlowEvent, { type: 'requested' }>): Transition {
  const { state } = flow
  if (flow.waiting.length === 0) return begin(flow, event)
  if (event.start?.via === 'tkn') {
    // A login starts while another person's edit waits: the edit must not ride on the new person's code.
    const [ended, effects] = cancel(flow, 'userChanged', event.at)
    const [next, more] = begin(ended, event)
    return [next, [...effects, ...more]]
  }
  if (flow.start?.via === 'tkn') {
    // Nor must an edit that comes while a login waits.
    return [{ ...flow }, [{ type: 'rejectCancelled', ids: [event.call.id], reason: 'userChanged' }]]
  }
  const waiting = [...flow.waiting, event.call]
  return [
    { ...flow, waiting, state: 'reasons' in state ? { ...state, reasons: reasonsOf(waiting) } : state },
    [],
  ]
}

function startAgain(flow: Flow, state: StepUpState): Transition {
  const request = flow.request + 1
  return [
    { ...flow, request, handle: null, state },
    [{ type: 'start', request, start: flow.start, action: flow.action }],
  ]
}

function send(flow: Flow, state: Shared, factor: Factor, challenge: Challenge | null): Transition {
  const { handle } = flow
  if (handle === null) return stay(flow)
  const request = flow.request + 1
  return [
    {
      ...flow,
      request,
      state: { ...shared(state), status: 'sendingCode', suggestedFactor: factor, factor, challenge },
    },
    [{ type: 'send', request, handle, factor }],
  ]
}

function fail(flow: Flow, problem: StepUpProblem, error: unknown, at: number, factor?: Factor): Transition {
  const emit = tell(flow, at, { type: 'stepup.failed', ...(factor && { factor }), reason: problem.kind })
  const reasons = 'reasons' in flow.state ? flow.state.reasons : []
  const wait = problem.retryAt === undefined ? undefined : { from: at, until: problem.retryAt }
  const next: Flow = {
    ...forUser(flow, problem.kind),
    request: flow.request + 1,
    state: { status: 'failed', reasons, problem, ...(wait && { wait }) },
  }
  if (!final.has(problem.kind)) return [next, [emit]]
  return [{ ...next, waiting: [], handle: null }, [{ type: 'reject', ids: idsOf(flow), error }, emit]]
}

function started(flow: Flow, handle: StepUpHandle, at: number): Transition {
  const { state } = flow
  const [first] = handle.factors
  if (first === undefined) {
    return stay(flow)
  }
  const next: Flow = { ...flow, handle }
  const choose = (base: Shared): Transition => [
    { ...next, state: { ...base, status: 'choosingFactor', problem: null, challenge: null } },
    [],
  ]
  if (state.status === 'sendingCode') {
    // The old step-up token had expired while a code was being asked for.
    const factor = handle.factors.includes(state.factor) ? state.factor : first
    const base = { ...shared(state), factors: handle.factors, suggestedFactor: factor }
    return isWaiting(state.waits[factor], at) ? choose(base) : send(next, base, factor, null)
  }
  const suggestedFactor = handle.factors.find((factor) => factor !== flow.avoidFactor) ?? first
  const base: Shared = {
    reasons: reasonsOf(flow.waiting),
    factors: handle.factors,
    suggestedFactor,
    // Who logs in need not be who was limited.
    waits: flow.start?.via === 'tkn' ? noWaits : flow.limits,
  }
  const isOnly = handle.factors.length === 1 && !isWaiting(base.waits[first], at)
  return isOnly ? send(next, base, first, null) : choose(base)
}

function codeSent(flow: Flow, event: Extract<FlowEvent, { type: 'codeSent' }>): Transition {
  const { state } = flow
  if (state.status !== 'sendingCode' || flow.handle === null) return stay(flow)
  const { factor } = state
  const until = event.at + event.cooldownMs
  const challenge: Challenge = {
    challengeId: event.challengeId,
    factor,
    sentAt: event.at,
    resendAvailableAt: until,
  }
  const type = state.challenge === null ? 'stepup.sent' : 'stepup.resent'
  return [
    {
      ...flow,
      restarted: false,
      state: {
        ...shared(state),
        status: 'enteringCode',
        waits: { ...state.waits, [factor]: { from: event.at, until } },
        challenge,
        problem: null,
      },
    },
    [tell(flow, event.at, { type, factor })],
  ]
}

function requestFailed(flow: Flow, event: Extract<FlowEvent, { type: 'requestFailed' }>): Transition {
  const { state } = flow
  const { problem, error, at } = event
  if (state.status === 'starting') return fail(flow, problem, error, at)
  if (state.status !== 'sendingCode' && state.status !== 'verifyingCode') return stay(flow)

  const sending = state.status === 'sendingCode'
  const factor = sending ? state.factor : state.challenge.factor
  if (sending && event.expired) {
    if (flow.start?.via === 'tkn') return fail(flow, { kind: 'loginRequired' }, error, at, factor)
    if (!flow.restarted) return startAgain({ ...flow, restarted: true }, state)
  }
  if (final.has(problem.kind) || flow.handle === null) return fail(flow, problem, error, at, factor)

  const limited = problem.kind === 'sendLimit' || problem.kind === 'rateLimited'
  const running = state.waits[factor]
  const until = Math.max(problem.retryAt ?? at + event.cooldownMs, isWaiting(running, at) ? running.until : 0)
  const limit = limited && { [factor]: { from: at, until } }
  const waits = { ...state.waits, ...limit }
  const challenge =
    limited && state.challenge?.factor === factor
      ? { ...state.challenge, resendAvailableAt: until }
      : state.challenge
  const base = { ...shared(state), waits, problem }
  return [
    {
      ...flow,
      restarted: false,
      limits: limit && flow.start?.via !== 'tkn' ? { ...flow.limits, ...limit } : flow.limits,
      state:
        challenge !== null && challenge.factor === factor
          ? { ...base, status: 'enteringCode', challenge }
          : { ...base, status: 'choosingFactor', challenge },
    },
    [tell(flow, at, { type: 'stepup.failed', factor, reason: problem.kind })],
  ]
}

function factorChosen(flow: Flow, factor: Factor, at: number): Transition {
  const { state } = flow
  if (state.status !== 'choosingFactor' || !state.factors.includes(factor)) return stay(flow)
  if (isWaiting(state.waits[factor], at)) {
    if (state.challenge?.factor !== factor) return stay(flow)
    return [
      { ...flow, state: { ...state, status: 'enteringCode', challenge: state.challenge, problem: null } },
      [],
    ]
  }
  return send(flow, state, factor, state.challenge)
}

/** The next state of a step-up and what has to be done, from the state and what happened. Pure. */
export function transition(flow: Flow, event: FlowEvent): Transition {
  const { state } = flow
  if ('request' in event && event.request !== flow.request) return stay(flow)
  switch (event.type) {
    case 'requested':
      return requested(flow, event)
    case 'checked': {
      if (state.status !== 'checking') return stay(flow)
      if (event.grant !== null)
        return [idle(flow), [{ type: 'resolve', ids: idsOf(flow), grant: event.grant }]]
      const next: Flow = { ...flow, requiredAt: event.at, state: { ...state, status: 'starting' } }
      return [
        next,
        [required(next), { type: 'start', request: flow.request, start: flow.start, action: flow.action }],
      ]
    }
    case 'started':
      return state.status === 'starting' || (state.status === 'sendingCode' && flow.handle === null)
        ? started(flow, event.handle, event.at)
        : stay(flow)
    case 'codeSent':
      return codeSent(flow, event)
    case 'verified': {
      if (state.status !== 'verifyingCode') return stay(flow)
      const { factor } = state.challenge
      if (event.grant === null) return fail(flow, { kind: 'timeout' }, undefined, event.at, factor)
      return [
        {
          ...idle(flow),
          state: { status: 'verified', reasons: state.reasons, expiresAt: event.grant.expiresAt },
        },
        [
          { type: 'resolve', ids: idsOf(flow), grant: event.grant },
          ...(event.trustDevice ? [tell(flow, event.at, { type: 'device.trusted', factor })] : []),
          tell(flow, event.at, { type: 'stepup.verified', factor }),
        ],
      ]
    }
    case 'requestFailed':
      return requestFailed(flow, event)
    case 'factorChosen':
      return factorChosen(flow, event.factor, event.at)
    case 'resendAsked':
      return state.status === 'enteringCode' && !isWaiting(state.waits[state.challenge.factor], event.at)
        ? send(flow, state, state.challenge.factor, state.challenge)
        : stay(flow)
    case 'codeSubmitted': {
      if (state.status !== 'enteringCode' || flow.handle === null || event.code === '') return stay(flow)
      const request = flow.request + 1
      const { challenge } = state
      return [
        { ...flow, request, state: { ...shared(state), status: 'verifyingCode', challenge } },
        [
          {
            type: 'verify',
            request,
            handle: flow.handle,
            challengeId: challenge.challengeId,
            code: event.code,
            trustDevice: event.trustDevice,
          },
        ],
      ]
    }
    case 'codeEdited':
      return state.status === 'enteringCode' && state.problem !== null
        ? [{ ...flow, state: { ...state, problem: null } }, []]
        : stay(flow)
    case 'factorChangeAsked':
      return state.status === 'enteringCode' && state.factors.length > 1
        ? [{ ...flow, state: { ...state, status: 'choosingFactor', problem: null } }, []]
        : stay(flow)
    case 'backAsked':
      return state.status === 'choosingFactor' && state.challenge !== null
        ? [
            {
              ...flow,
              state: { ...state, status: 'enteringCode', challenge: state.challenge, problem: null },
            },
            [],
          ]
        : stay(flow)
    case 'retryAsked':
      return state.status === 'failed' && flow.waiting.length > 0 && !isWaiting(state.wait, event.at)
        ? startAgain({ ...flow, restarted: false }, { status: 'starting', reasons: reasonsOf(flow.waiting) })
        : stay(flow)
    case 'cancelled':
      return state.status === 'idle'
        ? stay(forUser(flow, event.reason))
        : cancel(flow, event.reason, event.at)
    case 'callWithdrawn': {
      const waiting = flow.waiting.filter((call) => call.id !== event.id)
      if (waiting.length === flow.waiting.length) return stay(flow)
      if (waiting.length === 0) return cancel(flow, event.reason, event.at)
      return [
        {
          ...flow,
          waiting,
          state: 'reasons' in state ? { ...state, reasons: reasonsOf(waiting) } : state,
        },
        [{ type: 'rejectCancelled', ids: [event.id], reason: event.reason }],
      ]
    }
    case 'grantLapsed':
      return state.status === 'verified' ? [idle(flow), []] : stay(flow)
    default:
      return event satisfies never
  }
}
