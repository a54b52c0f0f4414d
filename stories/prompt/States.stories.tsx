import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { nameOfState, StepUpPromptView, type StepUpStateName } from '../../src/index.js'
import { scene } from '../support/play.js'
import { states, still, viewOf } from '../support/states.js'

/**
 * Every state that a step-up can be in, with fixed props. The list at the end of the file is a record over the public
 * union `StepUpStateName`: a state without a story does not compile.
 */
const meta = {
  title: 'Prompt/States',
  component: StepUpPromptView,
  parameters: {
    controls: { include: ['headingLevel', 'unstyled', 'offersTrustDevice', 'codeLength', 'code'] },
  },
} satisfies Meta<typeof StepUpPromptView>

export default meta

type PlainKey =
  | 'prompt.start'
  | 'prompt.cancel'
  | 'prompt.close'
  | 'prompt.back'
  | 'prompt.sendCode'
  | 'prompt.verify'
  | 'prompt.signIn'
  | 'prompt.tryAgain'
  | 'resend.action'
  | 'resend.pending'

type Story = StoryObj<typeof StepUpPromptView>

/** The button that leads on. */
const mainControls: Record<Exclude<StepUpStateName, 'verified'>, PlainKey> = {
  idle: 'prompt.start',
  checking: 'prompt.start',
  starting: 'prompt.cancel',
  choosingFactor: 'prompt.sendCode',
  sendingCode: 'prompt.sendCode',
  enteringCode: 'prompt.verify',
  resendingCode: 'resend.pending',
  verifyingCode: 'prompt.verify',
  codeRejected: 'prompt.verify',
  codeExpired: 'resend.action',
  tooManyTries: 'prompt.verify',
  sendLimit: 'prompt.back',
  rateLimited: 'prompt.verify',
  locked: 'prompt.close',
  offline: 'prompt.verify',
  timeout: 'prompt.verify',
  network: 'prompt.sendCode',
  failed: 'prompt.tryAgain',
  noFactor: 'prompt.close',
  loginRequired: 'prompt.signIn',
  userChanged: 'prompt.signIn',
  unexpected: 'prompt.tryAgain',
}

/** A story that shows its state, and says so. */
function stateStory(name: StepUpStateName): Story {
  const state = states[name]
  return {
    args: viewOf(name),
    parameters: still(state),
    play: scene(async ({ canvas, t }) => {
      // A failed step-up is named by its problem.
      await expect(nameOfState(state)).toBe(name === 'failed' ? 'network' : name)
      const isDone = name === 'verified'
      const title = t(isDone ? 'prompt.verifiedTitle' : 'prompt.title')
      await expect(canvas.getByRole('heading', { name: title })).toBeVisible()
      if (!isDone) await expect(canvas.getByRole('button', { name: t(mainControls[name]) })).toBeVisible()
    }),
  }
}

export const Idle = stateStory('idle')
export const Checking = stateStory('checking')
export const Starting = stateStory('starting')
export const ChoosingFactor = stateStory('choosingFactor')
export const SendingCode = stateStory('sendingCode')
export const EnteringCode = stateStory('enteringCode')
export const ResendingCode = stateStory('resendingCode')
export const VerifyingCode = stateStory('verifyingCode')
export const Verified = stateStory('verified')
export const Failed = stateStory('failed')
export const CodeRejected = stateStory('codeRejected')
export const CodeExpired = stateStory('codeExpired')
export const TooManyTries = stateStory('tooManyTries')
export const SendLimit = stateStory('sendLimit')
export const RateLimited = stateStory('rateLimited')
export const Locked = stateStory('locked')
export const Offline = stateStory('offline')
export const Timeout = stateStory('timeout')
export const Network = stateStory('network')
export const NoFactor = stateStory('noFactor')
export const LoginRequired = stateStory('loginRequired')
export const UserChanged = stateStory('userChanged')
export const Unexpected = stateStory('unexpected')

const all = {
  idle: Idle,
  checking: Checking,
  starting: Starting,
  choosingFactor: ChoosingFactor,
  sendingCode: SendingCode,
  enteringCode: EnteringCode,
  resendingCode: ResendingCode,
  verifyingCode: VerifyingCode,
  verified: Verified,
  failed: Failed,
  codeRejected: CodeRejected,
  codeExpired: CodeExpired,
  tooManyTries: TooManyTries,
  sendLimit: SendLimit,
  rateLimited: RateLimited,
  locked: Locked,
  offline: Offline,
  timeout: Timeout,
  network: Network,
  noFactor: NoFactor,
  loginRequired: LoginRequired,
  userChanged: UserChanged,
  unexpected: Unexpected,
} satisfies Record<StepUpStateName, Story>
void all
