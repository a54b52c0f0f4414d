import { isEndpointName, type EndpointName } from './endpoints.js'

interface FaultScope {
  /** Only requests with this HTTP method. @default any */
  method?: string
}

/** An answer that the fake gives instead of its own; the request is not processed. */
export interface AnswerFault extends FaultScope {
  /** HTTP status. */
  status: number
  /** `error`. @default a fitting one for the status */
  error?: string
  /** `error_message_key`. */
  messageKey?: string
  /** `error_user_msg`. */
  userMessage?: string
  /** `error_description`. */
  description?: string
  /** `Retry-After`: seconds, or an HTTP date as text. */
  retryAfter?: number | string
  /** The raw body, in place of an error body. */
  body?: string
  /** The type of the body. @default 'application/json' */
  contentType?: string
  /** Answers a web page, as a proxy does. */
  html?: boolean
  /** Milliseconds of real time before the answer. */
  delayMs?: number
}

/** `offline`: never reaches the fake. `lost`: is received and processed, but the answer gets lost. */
export interface NetworkFault extends FaultScope {
  /** Whether the request or the answer is lost. */
  network: 'offline' | 'lost'
  /** Milliseconds of real time before the failure. */
  delayMs?: number
}

/** Processed as usual, answered late. */
export interface DelayFault extends FaultScope {
  /** Milliseconds of real time before the answer. */
  delayMs: number
}

/** Received, not processed and never answered: the request ends by its abort signal alone. */
export interface HangFault extends FaultScope {
  /** No answer, ever. */
  hang: true
}

/** What `failNext` and `fail` plan. */
export type Fault = AnswerFault | NetworkFault | DelayFault | HangFault

/** Where a fault applies; `'*'` for every endpoint. */
export type FaultTarget = EndpointName | '*'

export const isFaultTarget = (value: unknown): value is FaultTarget => value === '*' || isEndpointName(value)

interface Planned {
  target: FaultTarget
  fault: Fault
  /** How many requests it still applies to. */
  left: number
}

export interface FaultPlan {
  add(target: FaultTarget, fault: Fault, times: number): () => void
  /** The fault that this request meets, if any; the oldest plan comes first. */
  take(endpoint: EndpointName | undefined, method: string): Fault | undefined
  clear(): void
}

export function createFaultPlan(): FaultPlan {
  let planned: Planned[] = []
  return {
    add(target, fault, times) {
      const plan: Planned = { target, fault, left: times }
      if (times > 0) planned.push(plan)
      return () => void (planned = planned.filter((other) => other !== plan))
    },
    take(endpoint, method) {
      const plan = planned.find(
        ({ target, fault }) =>
          (target === '*' || target === endpoint) &&
          (fault.method === undefined || fault.method.toUpperCase() === method),
      )
      if (!plan) return undefined
      plan.left -= 1
      if (plan.left <= 0) planned = planned.filter((other) => other !== plan)
      return plan.fault
    },
    clear: () => void (planned = []),
  }
}
