import { act, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { nameOfState, StepUpPromptView, type StepUpPromptViewProps } from '../../src/index.js'
import type { StepUpState, StepUpStateName } from '../../src/index.js'
import { en } from '../../src/messages/locales/en.js'
import { createTestClock, noon } from '../flow/support.js'

type Started = Extract<StepUpState, { status: 'choosingFactor' }>

const wait = { from: noon, until: noon + 30_000 }
const shared = {
  reasons: [{ operation: 'updatePhoneNumber' }],
  factors: ['sms', 'email'],
  suggestedFactor: 'sms',
  waits: {},
} satisfies Pick<Started, 'reasons' | 'factors' | 'suggestedFactor' | 'waits'>
const challenge = { challengeId: 'c1', factor: 'sms', sentAt: noon, resendAvailableAt: wait.until } as const
const entering = {
  ...shared,
  status: 'enteringCode',
  waits: { sms: wait },
  challenge,
  problem: null,
} as const
const failed = { status: 'failed', reasons: shared.reasons } as const
const support = { errorId: 'abc123xyz' }

/** Every name of a state, and the sentence that tells it apart. */
const states: Record<StepUpStateName, [state: StepUpState, sentence: RegExp]> = {
  idle: [{ status: 'idle' }, /we need to check/],
  checking: [{ status: 'checking', reasons: [] }, /we need to check/],
  starting: [{ status: 'starting', reasons: [] }, /Getting ready/],
  choosingFactor: [
    { ...shared, status: 'choosingFactor', challenge: null, problem: null },
    /How should we send your code/,
  ],
  sendingCode: [
    { ...shared, status: 'sendingCode', factors: ['sms'], factor: 'sms', challenge: null },
    /Sending your code/,
  ],
  resendingCode: [{ ...entering, status: 'sendingCode', factor: 'sms', challenge }, /Sending a new code/],
  enteringCode: [entering, /We sent a text message with a code to/],
  verifyingCode: [{ ...entering, status: 'verifyingCode' }, /We sent a text message with a code to/],
  verified: [{ status: 'verified', reasons: [], expiresAt: noon }, /Confirmed until/],
  failed: [{ ...failed, problem: { kind: 'network' } }, /couldn’t reach the server/],
  codeRejected: [{ ...entering, problem: { kind: 'codeRejected' } }, /That code isn’t right/],
  codeExpired: [{ ...entering, problem: { kind: 'codeExpired' } }, /has expired/],
  tooManyTries: [{ ...entering, problem: { kind: 'tooManyTries' } }, /too many tries/],
  sendLimit: [{ ...entering, problem: { kind: 'sendLimit' } }, /can’t send another code yet/],
  rateLimited: [
    {
      ...failed,
      problem: { kind: 'rateLimited', retryAt: noon + 5000 },
      wait: { from: noon, until: noon + 5000 },
    },
    /Try again after \d/,
  ],
  locked: [{ ...failed, problem: { kind: 'locked', support } }, /locked.*abc123xyz/s],
  offline: [{ ...entering, problem: { kind: 'offline' } }, /You’re offline/],
  timeout: [{ ...entering, problem: { kind: 'timeout' } }, /taking too long/],
  network: [{ ...entering, problem: { kind: 'network' } }, /couldn’t reach the server/],
  noFactor: [{ ...failed, problem: { kind: 'noFactor' } }, /no way to send you a code/],
  loginRequired: [{ ...failed, problem: { kind: 'loginRequired' } }, /session has ended/],
  userChanged: [{ ...failed, problem: { kind: 'userChanged' } }, /Somebody else is signed in/],
  unexpected: [
    { ...entering, problem: { kind: 'unexpected', support, userMessage: 'Le service est fermé.' } },
    /Le service est fermé.*abc123xyz/s,
  ],
}

function props(state: StepUpState, more: Partial<StepUpPromptViewProps> = {}): StepUpPromptViewProps {
  return {
    state,
    code: '',
    codeLength: 6,
    onCodeChange: vi.fn<(code: string) => void>(),
    offersTrustDevice: false,
    trustDevice: false,
    onTrustDeviceChange: vi.fn<(trust: boolean) => void>(),
    destinations: { sms: '••• ••• 78' },
    onStart: vi.fn<() => void>(),
    onChooseFactor: vi.fn<() => void>(),
    onResend: vi.fn<() => void>(),
    onSubmit: vi.fn<() => void>(),
    onChangeFactor: vi.fn<() => void>(),
    onBack: vi.fn<() => void>(),
    onRetry: vi.fn<() => void>(),
    onCancel: vi.fn<() => void>(),
    messages: en,
    clock: createTestClock(),
    ...more,
  }
}

function show(given: StepUpPromptViewProps) {
  const view = render(<StepUpPromptView {...given} />, { wrapper: StrictMode })
  return { ...view, prompt: screen.getByRole('group', { name: /^(Confirm it’s you|It’s confirmed)$/ }) }
}

describe('StepUpPromptView', () => {
  it.each(Object.entries(states))('needs no provider and has a text for: %s', (name, [state, sentence]) => {
    if (name !== 'failed') expect(nameOfState(state)).toBe(name)
    const { prompt } = show(props(state))
    expect(prompt).toHaveTextContent(sentence)
    expect(screen.getByRole('heading', { level: 2 })).toBeVisible()
  })

  it('rule 13: no two problems share a text', () => {
    const texts = Object.values(states)
      .filter(([state]) => 'problem' in state)
      .map(([state]) => {
        const { prompt, unmount } = show(props(state))
        const text = `${prompt.dataset['state']} ${prompt.textContent}`
        unmount()
        return text
      })
    expect(new Set(texts).size).toBe(texts.length)
  })

  it('leaves the focus where it is when a page loads with it', () => {
    show(props(entering))
    expect(document.body).toHaveFocus()
  })

  it('does not take the focus from somebody who is elsewhere on the page', () => {
    const elsewhere = document.body.appendChild(document.createElement('input'))
    const { rerender } = show(props(entering))
    elsewhere.focus()
    rerender(<StepUpPromptView {...props({ ...entering, problem: { kind: 'offline' } })} />)
    expect(elsewhere).toHaveFocus()
    elsewhere.remove()
  })

  it('the wait of a factor ends on the screen when it is over', async () => {
    const clock = createTestClock()
    const state: StepUpState = { ...entering, status: 'choosingFactor', factors: ['sms'], challenge: null }
    const given = props(state, { clock })
    show(given)
    const send = screen.getByRole('button', { name: 'Send code' })
    await userEvent.click(send)
    expect(send).toHaveAttribute('aria-disabled', 'true')
    expect(given.onChooseFactor).not.toHaveBeenCalled()
    clock.advance(30_000)
    await userEvent.click(await screen.findByRole('button', { name: 'Send code' }))
    expect(given.onChooseFactor).toHaveBeenCalledExactlyOnceWith('sms')
  })

  it('rule 8: a start that the server limited can be tried again once it allows so', async () => {
    const clock = createTestClock()
    const given = props(states.rateLimited[0], { clock })
    show(given)
    const again = screen.getByRole('button', { name: 'Try again' })
    expect(again).toHaveAttribute('aria-disabled', 'true')
    await userEvent.click(again)
    expect(given.onRetry).not.toHaveBeenCalled()
    act(() => clock.advance(5000))
    expect(again).not.toHaveAttribute('aria-disabled')
    await userEvent.click(again)
    expect(given.onRetry).toHaveBeenCalledOnce()
  })

  it('asks to sign in again where the host can lead there', async () => {
    const onSignIn = vi.fn<() => void>()
    show(props(states.loginRequired[0], { onSignIn }))
    await userEvent.click(screen.getByRole('button', { name: 'Sign in again' }))
    expect(onSignIn).toHaveBeenCalledOnce()
  })

  it('takes a class name for each part, and drops its looks', () => {
    const { prompt } = show(
      props(entering, { className: 'ours', classNames: { submit: 'go' }, unstyled: true }),
    )
    expect(prompt).toHaveClass('ours')
    expect(prompt).not.toHaveAttribute('data-stepup-kit')
    expect(screen.getByRole('button', { name: 'Verify' })).toHaveClass('go')
  })

  it('has the heading level that fits the page', () => {
    show(props(entering, { headingLevel: 4 }))
    expect(screen.getByRole('heading', { level: 4, name: 'Confirm it’s you' })).toBeVisible()
  })

  it('says how to mend a view without texts', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => show(props(entering, { messages: undefined }))).toThrow(/messages=\{en\}/)
    vi.restoreAllMocks()
  })
})
