import type {
  Challenge,
  StepUpProblem,
  StepUpProblemKind,
  StepUpPromptController,
  StepUpReason,
  StepUpState,
  StepUpStateName,
} from '../../src/index.js'
import type { Deadlines, StageParameters } from './stage.js'

/** When every still story plays. */
export const at = Date.UTC(2026, 2, 4, 9, 30)

const reasons: readonly StepUpReason[] = [{ operation: 'updatePhoneNumber' }]
const started = { reasons, factors: ['sms', 'email'], suggestedFactor: 'sms', waits: {} } as const
const wait = { from: at - 8_000, until: at + 22_000 }

export const challenge: Challenge = {
  challengeId: 'story-challenge',
  factor: 'sms',
  sentAt: wait.from,
  resendAvailableAt: wait.until,
}

const withWait = { ...started, waits: { sms: wait } }
const isOver: Challenge = { ...challenge, sentAt: at - 400_000, resendAvailableAt: at - 370_000 }

function entering(problem: StepUpProblem | null, sent: Challenge = challenge): StepUpState {
  return { status: 'enteringCode', challenge: sent, problem, ...(sent === challenge ? withWait : started) }
}

function choosing(problem: StepUpProblem | null): StepUpState {
  return { status: 'choosingFactor', challenge: null, problem, ...started }
}

function failed(kind: StepUpProblemKind, rest: Omit<StepUpProblem, 'kind'> = {}): StepUpState {
  return { status: 'failed', reasons, problem: { kind, ...rest } }
}

/** Each state of the flow as it is met most: one that has no entry does not compile. */
export const states: Record<StepUpStateName, StepUpState> = {
  idle: { status: 'idle' },
  checking: { status: 'checking', reasons },
  starting: { status: 'starting', reasons },
  choosingFactor: choosing(null),
  sendingCode: { status: 'sendingCode', factor: 'sms', challenge: null, ...started },
  enteringCode: entering(null),
  resendingCode: { status: 'sendingCode', factor: 'sms', challenge: isOver, ...started },
  verifyingCode: { status: 'verifyingCode', challenge, ...withWait },
  verified: { status: 'verified', reasons: [], expiresAt: at + 300_000 },
  failed: failed('network'),
  codeRejected: entering({ kind: 'codeRejected' }),
  codeExpired: entering({ kind: 'codeExpired' }, isOver),
  tooManyTries: entering({ kind: 'tooManyTries' }),
  sendLimit: {
    ...started,
    status: 'choosingFactor',
    challenge,
    problem: { kind: 'sendLimit', retryAt: at + 600_000 },
    waits: { sms: { from: at, until: at + 600_000 } },
  },
  rateLimited: entering({ kind: 'rateLimited', retryAt: at + 60_000 }),
  locked: failed('locked', { support: { errorId: '2hNBbvYecw' } }),
  offline: entering({ kind: 'offline' }),
  timeout: entering({ kind: 'timeout' }),
  network: choosing({ kind: 'network' }),
  noFactor: failed('noFactor', { support: { errorId: '2hNBbvYecw' } }),
  loginRequired: failed('loginRequired'),
  userChanged: failed('userChanged'),
  unexpected: failed('unexpected', { support: { errorId: '2hNBbvYecw' } }),
}

/** What a person has typed by then. */
const codes: Partial<Record<StepUpStateName, string>> = {
  verifyingCode: '482913',
  resendingCode: '4829',
  codeRejected: '482931',
  codeExpired: '482913',
  tooManyTries: '482931',
  rateLimited: '482913',
  offline: '482913',
  timeout: '482913',
}

const nothing = () => {}

/** Everything else that the pure view takes. */
export const controller: Omit<StepUpPromptController, 'state'> = {
  code: '',
  codeLength: 6,
  codeType: 'numeric',
  codeGroups: [3, 3],
  autoSubmit: false,
  offersTrustDevice: false,
  trustDevice: false,
  destinations: { sms: '••• ••• 04', email: 'b•••@example.com' },
  onCodeChange: nothing,
  onTrustDeviceChange: nothing,
  onStart: nothing,
  onChooseFactor: nothing,
  onResend: nothing,
  onSubmit: nothing,
  onChangeFactor: nothing,
  onBack: nothing,
  onRetry: nothing,
  onCancel: nothing,
  onSignIn: nothing,
}

/** The props of the pure view in one state. */
export function viewOf(name: StepUpStateName): StepUpPromptController {
  return { ...controller, state: states[name], code: codes[name] ?? '' }
}

function deadlinesOf(state: StepUpState): Deadlines {
  const sent = 'challenge' in state ? state.challenge : null
  return {
    ...(sent !== null && { resendAt: sent.resendAvailableAt, codeUntil: sent.sentAt + 300_000 }),
    ...(state.status === 'verified' && { grantUntil: state.expiresAt }),
  }
}

/** A stage whose clock stands still, so that the story looks the same every time. */
export function still(state?: StepUpState): StageParameters {
  return { fake: { clock: 'manual', startAt: at }, deadlines: state ? deadlinesOf(state) : {} }
}
