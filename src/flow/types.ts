import type { StepUpCancelReason, SupportHandle } from '../client/errors.js'
import type { Factor } from '../client/types.js'

/** What a step-up is asked for. Names the sentence that the prompt shows; events carry nothing else of it. */
export type StepUpOperation =
  | 'updateEmail'
  | 'updatePhoneNumber'
  | 'enrollEmail'
  | 'enrollPhoneNumber'
  | 'removeEmail'
  | 'removePhoneNumber'
  | 'listTrustedDevices'
  | 'removeTrustedDevice'
  | 'login'
  | 'custom'

/** What is being confirmed, for the sentence in the prompt. */
export interface StepUpReason {
  /** Which sentence; `custom` for one of the host’s own. */
  operation: StepUpOperation
  /** What the sentence names, masked already (such as the last digits of the phone number). */
  target?: string
  /** The host's own sentence, for `custom`. Shown, never sent in an event. */
  text?: string
}

/** Every way a step-up can go wrong, each with a text of its own. */
export type StepUpProblemKind =
  | 'codeRejected'
  | 'codeExpired'
  | 'tooManyTries'
  | 'sendLimit'
  | 'rateLimited'
  | 'locked'
  | 'offline'
  | 'timeout'
  | 'network'
  | 'noFactor'
  | 'loginRequired'
  | 'userChanged'
  | 'unexpected'

/** What went wrong, and what is known of it. */
export interface StepUpProblem {
  /** Which way it went wrong; each has a sentence of its own. */
  kind: StepUpProblemKind
  /** When the server lets the call through again (epoch milliseconds), where it said so. */
  retryAt?: number
  /** Shown for `unexpected` problems. */
  support?: SupportHandle
  /** The server's own translated sentence, for problems that the kit has no sentence for. */
  userMessage?: string
}

/** One code that was sent. */
export interface Challenge {
  /** What the code answers. */
  challengeId: string
  /** How the code was sent. */
  factor: Factor
  /** Epoch milliseconds. */
  sentAt: number
  /** Epoch milliseconds: from then on a new code may be asked for. */
  resendAvailableAt: number
}

/** How long a factor can't be used to send. Epoch milliseconds. */
export interface Wait {
  /** When the wait began. */
  from: number
  /** When it is over. */
  until: number
}

/** Of the factors that have to wait, how long. */
export type Waits = Readonly<Partial<Record<Factor, Wait>>>

/** What every state past the start knows. */
interface Started {
  reasons: readonly StepUpReason[]
  /** The factors that the person can use now. */
  factors: readonly Factor[]
  /** The factor that the prompt proposes: the one chosen last, else the first that is not itself being changed. */
  suggestedFactor: Factor
  waits: Waits
}

/** The states of a step-up: a closed union, discriminated by `status`. */
export type StepUpState =
  | { status: 'idle' }
  /** A silent refresh is tried; nothing is shown. */
  | { status: 'checking'; reasons: readonly StepUpReason[] }
  | { status: 'starting'; reasons: readonly StepUpReason[] }
  /** A `challenge` that is left here is one to go back to. */
  | ({ status: 'choosingFactor'; challenge: Challenge | null; problem: StepUpProblem | null } & Started)
  | ({ status: 'sendingCode'; factor: Factor; challenge: Challenge | null } & Started)
  | ({ status: 'enteringCode'; challenge: Challenge; problem: StepUpProblem | null } & Started)
  | ({ status: 'verifyingCode'; challenge: Challenge } & Started)
  | { status: 'verified'; reasons: readonly StepUpReason[]; expiresAt: number }
  /** `wait`: how long it can’t be tried again, where the server said so. */
  | { status: 'failed'; reasons: readonly StepUpReason[]; problem: StepUpProblem; wait?: Wait }

/** The `status` of every state. */
export type StepUpStatus = StepUpState['status']

/** The name of what is on the screen: the problem where there is one, else the status. */
export type StepUpStateName = StepUpStatus | 'resendingCode' | StepUpProblemKind

/** On a server too: what was rendered there may be hydrated when a step-up goes on already. */
export const idleState: StepUpState = { status: 'idle' }

/** The name of what a state shows. */
export function nameOfState(state: StepUpState): StepUpStateName {
  if ('problem' in state && state.problem !== null) return state.problem.kind
  if (state.status === 'sendingCode' && state.challenge !== null) return 'resendingCode'
  return state.status
}

/** The outcome of a verified step-up. Holds a secret: never shown, stored, logged or sent in an event. */
export interface Grant {
  /** The token to send guarded calls with. */
  accessToken: string
  /** Epoch milliseconds. */
  expiresAt: number
  /** The `sub` of the token, if it can be read. */
  subject: string | undefined
  /** `false` for a token of the host's that carried a step-up already. */
  prompted: boolean
}

/** What happened, for the host's analytics. Never holds an identifier, a code or a token. */
export type StepUpKitEvent = StepUpEvent | AccountEvent

/** What changed on the account. */
export type AccountEvent =
  /** A credential was added or removed, or an email or a phone number was changed that may be one. */
  | {
      type: 'credential.enrolled' | 'credential.changed' | 'credential.removed'
      /** Of a change: which one it was. */
      operation: StepUpOperation
      /** The kind of code or of credential, never where it goes to. */
      factor: Factor
      /** Of a change: milliseconds between the sending of its last request and the answer. */
      durationMs: number
    }
  /** This device may skip the second factor from now on. */
  | {
      type: 'device.trusted'
      operation: StepUpOperation
      factor: Factor
      /** Of a device that becomes trusted: the milliseconds of the step-up or of the enrollment that did it. */
      durationMs: number
    }
  /** A device of the list may no longer skip it. */
  | { type: 'device.revoked'; operation: StepUpOperation; durationMs: number }

/** What happened in a step-up. */
export type StepUpEvent =
  /** The person has to be asked: no grant is held and no silent refresh gave one. */
  | {
      type: 'stepup.required'
      /** Of a step-up: the reason of the call that waits longest. */
      operation: StepUpOperation
    }
  /** A first code was sent, or one to another factor. */
  | { type: 'stepup.sent'; operation: StepUpOperation; factor: Factor; durationMs: number }
  /** Another code was sent, after the first one. */
  | { type: 'stepup.resent'; operation: StepUpOperation; factor: Factor; durationMs: number }
  /** The code was right: the waiting calls are sent. */
  | {
      type: 'stepup.verified'
      operation: StepUpOperation
      factor: Factor
      /** Of a step-up: milliseconds since `stepup.required`. */
      durationMs: number
    }
  /** A request of the step-up failed. The person can go on, unless the problem is a final one. */
  | {
      type: 'stepup.failed'
      operation: StepUpOperation
      /** Missing where no code was asked for yet. */
      factor?: Factor
      /** Of a failure: the problem that the person sees. */
      reason: StepUpProblemKind
      durationMs: number
    }
  /** The step-up ended without a grant: the waiting calls were not sent. */
  | {
      type: 'stepup.cancelled'
      operation: StepUpOperation
      factor?: Factor
      /** Of a cancel: who or what ended it. */
      reason: StepUpCancelReason
      durationMs: number
    }
