import type { StepUpHandle } from '../../src/client/types.js'
import {
  type Flow,
  type FlowEffect,
  type FlowEvent,
  initialFlow,
  transition,
} from '../../src/flow/machine.js'
import type { Grant, StepUpProblem, StepUpProblemKind } from '../../src/flow/types.js'
import { noon } from './support.js'

export const handle: StepUpHandle = { factors: ['sms', 'email'] }
export const singleHandle: StepUpHandle = { factors: ['sms'] }
export const grant: Grant = {
  accessToken: 'fresh.access.token',
  expiresAt: noon + 300_000,
  subject: 'jo',
  prompted: true,
}
export const cooldownMs = 30_000

/** `FlowEvent` without what the runner adds: the time, and for answers the number of the newest request. */
type Bare<Event> = Event extends { request: number } ? Omit<Event, 'at' | 'request'> : Omit<Event, 'at'>
export type BareEvent = Bare<FlowEvent>

export const request = (id = 1): BareEvent => ({
  type: 'requested',
  call: { id, reason: { operation: 'updatePhoneNumber' } },
  silent: false,
})
export const silentRequest = (id = 1): BareEvent => ({
  type: 'requested',
  call: { id, reason: { operation: 'updatePhoneNumber' } },
  silent: true,
})
export const loginRequest = (id = 9): BareEvent => ({
  type: 'requested',
  call: { id, reason: { operation: 'login' } },
  silent: false,
  start: { via: 'tkn', tkn: 'one-time' },
})
export const started: BareEvent = { type: 'started', handle }
export const startedSingle: BareEvent = { type: 'started', handle: singleHandle }
export const sent = (challengeId = 'first'): BareEvent => ({ type: 'codeSent', challengeId, cooldownMs })
export const verified: BareEvent = { type: 'verified', trustDevice: false, grant }
export const choose = (factor: 'sms' | 'email' = 'sms'): BareEvent => ({ type: 'factorChosen', factor })
export const submit = (code = '501028'): BareEvent => ({ type: 'codeSubmitted', code, trustDevice: false })
export const resend: BareEvent = { type: 'resendAsked' }
export const cancelled: BareEvent = { type: 'cancelled', reason: 'dismissed' }
export const failed = (
  kind: StepUpProblemKind,
  more: { expired?: boolean; retryAt?: number; error?: unknown } = {},
): BareEvent => {
  const { expired = false, retryAt, error = new Error(kind) } = more
  const problem: StepUpProblem = { kind, ...(retryAt !== undefined && { retryAt }) }
  return { type: 'requestFailed', problem, error, expired, cooldownMs }
}

const answers: ReadonlySet<FlowEvent['type']> = new Set([
  'checked',
  'started',
  'codeSent',
  'verified',
  'requestFailed',
])

/** The event as it reaches the flow at `at`; an answer belongs to the newest request unless told otherwise. */
export function complete(flow: Flow, event: BareEvent, at = noon, number = flow.request): FlowEvent {
  const timed = { ...event, at, ...(answers.has(event.type) && { request: number }) }
  if (isFlowEvent(timed)) return timed
  throw new Error('An answer needs a request number.')
}

function isFlowEvent(event: BareEvent & { at: number }): event is FlowEvent {
  return !answers.has(event.type) || 'request' in event
}

/** Runs the events one after another and gives the last flow and all effects. */
export function play(
  events: readonly BareEvent[],
  { from = initialFlow, at = noon }: { from?: Flow; at?: number } = {},
): { flow: Flow; effects: FlowEffect[] } {
  let flow = from
  const effects: FlowEffect[] = []
  for (const event of events) {
    const [next, more] = transition(flow, complete(flow, event, at))
    flow = next
    effects.push(...more)
  }
  return { flow, effects }
}

export function effectsOf<Type extends FlowEffect['type']>(
  effects: readonly FlowEffect[],
  type: Type,
): Extract<FlowEffect, { type: Type }>[] {
  return effects.filter((effect): effect is Extract<FlowEffect, { type: Type }> => effect.type === type)
}
