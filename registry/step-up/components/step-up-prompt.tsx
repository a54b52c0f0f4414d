'use client'

import { type ReactNode, type SyntheticEvent, useEffect, useId, useRef, useState } from 'react'
import {
  type Factor,
  ResendCountdown,
  type StepUpProblem,
  type StepUpPromptController,
  type StepUpState,
  useCountdown,
  useMessages,
} from 'stepup-kit'
import {
  factorText,
  problemText,
  reasonsText,
  sentText,
  supportText,
} from '@/registry/step-up/components/step-up-texts'
import { OtpInput } from '@/registry/step-up/ui/otp-input'

type State<Status extends StepUpState['status']> = Extract<StepUpState, { status: Status }>

interface ScreenProps<Status extends StepUpState['status']> {
  prompt: StepUpPromptController
  state: State<Status>
}

const button =
  'inline-flex min-h-11 w-full items-center justify-center rounded-lg border border-transparent px-4 text-sm font-medium focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-ring aria-disabled:opacity-60'
const primary = `${button} bg-primary text-primary-foreground hover:bg-primary/90`
const quiet = `${button} text-muted-foreground hover:bg-muted hover:text-foreground`

const trustDays = 90

/** What is wrong with the code itself, and not with the way to the server. */
const ofTheCode: ReadonlySet<string> = new Set(['codeRejected', 'codeExpired', 'tooManyTries'])

export interface StepUpPromptProps {
  /** What `useStepUpController` gives. */
  prompt: StepUpPromptController
  /** The id of the title, by which what is around it is named. */
  titleId: string
}

/** The step-up in your own markup: the state says what to show, the handlers what a press does. */
export function StepUpPrompt({ prompt, titleId }: StepUpPromptProps) {
  const texts = useMessages()
  const { state } = prompt
  const screen = screenOf(state)
  const root = useRef<HTMLDivElement>(null)
  const reasons = 'reasons' in state ? reasonsText(texts, state.reasons) : ''

  // The control that had the focus may be gone with the screen before.
  useEffect(() => {
    if (screen === undefined) return
    const target =
      root.current?.querySelector<HTMLElement>('[data-autofocus]') ??
      root.current?.querySelector<HTMLElement>('h2')
    target?.focus()
    if (target instanceof HTMLInputElement) target.select()
  }, [screen])

  return (
    <div ref={root} className="grid gap-6">
      <header className="grid gap-1.5 pe-10">
        {reasons && <p className="text-sm font-medium text-muted-foreground">{reasons}</p>}
        <h2 id={titleId} tabIndex={-1} className="text-xl font-semibold text-balance outline-none">
          {texts.t('prompt.title')}
        </h2>
      </header>
      <Screen prompt={prompt} />
    </div>
  )
}

/** Changes when the focus has to be led somewhere; `undefined` where it stays. */
function screenOf(state: StepUpState): string | undefined {
  switch (state.status) {
    case 'enteringCode':
      return `enter ${state.challenge.challengeId} ${state.problem?.kind ?? ''}`
    case 'verifyingCode':
      return undefined
    case 'sendingCode':
      return state.challenge?.factor === state.factor ? undefined : state.status
    default:
      return state.status
  }
}

function Screen({ prompt }: Pick<StepUpPromptProps, 'prompt'>) {
  const { t } = useMessages()
  const { state } = prompt
  switch (state.status) {
    case 'idle':
    case 'checking':
    case 'verified':
      return null
    case 'starting':
      return <Busy text={t('prompt.starting')} onCancel={prompt.onCancel} />
    case 'choosingFactor':
      return <ChooseFactor prompt={prompt} state={state} />
    case 'sendingCode':
      return state.challenge?.factor === state.factor ? (
        <EnterCode prompt={prompt} state={state} />
      ) : (
        <Busy text={t('prompt.sendingCode')} onCancel={prompt.onCancel} />
      )
    case 'enteringCode':
    case 'verifyingCode':
      return <EnterCode prompt={prompt} state={state} />
    case 'failed':
      return <Failed prompt={prompt} state={state} />
    default:
      // A state of a later version of the kit does not compile until it has its place here.
      return state satisfies never
  }
}

function Busy({ text, onCancel }: { text: string; onCancel: () => void }) {
  const { t } = useMessages()
  return (
    <>
      <p role="status" className="flex min-h-24 items-center gap-3 text-sm text-muted-foreground">
        <span
          aria-hidden="true"
          className="size-5 rounded-full border-2 border-current border-e-transparent motion-safe:animate-spin"
        />
        {text}
      </p>
      <button type="button" className={quiet} onClick={onCancel}>
        {t('prompt.cancel')}
      </button>
    </>
  )
}

function ChooseFactor({ prompt, state }: ScreenProps<'choosingFactor'>) {
  const texts = useMessages()
  const { t } = texts
  const { factors, suggestedFactor, waits, problem, challenge } = state
  const name = useId()
  const [picked, setPicked] = useState<Factor>()
  const left: Record<Factor, number> = {
    email: useCountdown(waits.email?.until ?? null).remainingSeconds,
    sms: useCountdown(waits.sms?.until ?? null).remainingSeconds,
  }
  const usable = factors.filter((factor) => left[factor] === 0)
  const factor = [picked, suggestedFactor, ...usable].find((one) => one !== undefined && left[one] === 0)

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (factor !== undefined) prompt.onChooseFactor(factor)
  }

  return (
    <form noValidate className="grid gap-6" onSubmit={submit}>
      <fieldset className="grid gap-2">
        <legend className="mb-3 text-sm text-muted-foreground">{t('prompt.chooseFactor')}</legend>
        {factors.map((value) => (
          <label
            key={value}
            className="flex min-h-14 cursor-pointer items-center gap-3 rounded-lg border border-input px-4 py-3 text-sm has-checked:border-primary has-checked:bg-muted has-disabled:cursor-default has-disabled:text-muted-foreground has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring"
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === factor}
              disabled={left[value] > 0}
              data-autofocus={value === factor ? '' : undefined}
              className="size-4 shrink-0 accent-primary outline-none"
              onChange={() => setPicked(value)}
            />
            <span className="min-w-0 wrap-anywhere">
              {factorText(texts, value, prompt.destinations[value])}
              {left[value] > 0 && (
                <span className="block text-xs tabular-nums">
                  {t('prompt.factorWait', { time: clockText(left[value]) })}
                </span>
              )}
            </span>
          </label>
        ))}
      </fieldset>
      {problem && <Problem problem={problem} />}
      <div className="grid gap-2">
        <button type="submit" className={primary} aria-disabled={factor === undefined || undefined}>
          {t('prompt.sendCode')}
        </button>
        {challenge && (
          <button type="button" className={quiet} onClick={prompt.onBack}>
            {t('prompt.back')}
          </button>
        )}
      </div>
    </form>
  )
}

function EnterCode({ prompt, state }: ScreenProps<'sendingCode' | 'enteringCode' | 'verifyingCode'>) {
  const texts = useMessages()
  const { t } = texts
  const { code, codeLength, codeType = 'numeric' } = prompt
  const { challenge, factors, waits } = state
  const id = useId()
  const [isIncomplete, setIncomplete] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  const isBusy = state.status !== 'enteringCode'
  const problem = state.status === 'enteringCode' ? state.problem : null
  const wait = challenge ? waits[challenge.factor] : undefined
  const isWrong = isIncomplete || (problem !== null && ofTheCode.has(problem.kind))

  const edit = (value: string) => {
    setIncomplete(false)
    prompt.onCodeChange(value)
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (isBusy) return
    const typed = code.replace(/\s/g, '')
    if (typed !== '' && typed.length >= (codeLength ?? 0)) {
      prompt.onSubmit(typed)
      return
    }
    setIncomplete(true)
    box.current?.focus()
  }

  const field = {
    id,
    ref: box,
    value: code,
    readOnly: isBusy,
    'data-autofocus': '',
    'aria-describedby': `${id}-sent ${id}-message`,
  }
  return (
    <form noValidate className="grid gap-6" onSubmit={submit}>
      <div className="grid justify-items-start gap-3">
        {challenge && (
          <p id={`${id}-sent`} className="text-sm text-muted-foreground">
            {sentText(texts, challenge.factor, prompt.destinations[challenge.factor])}
          </p>
        )}
        <label htmlFor={id} className="text-sm font-medium">
          {t('prompt.code')}
        </label>
        {codeLength === undefined ? (
          <input
            {...field}
            type="text"
            dir="ltr"
            autoComplete="one-time-code"
            inputMode={codeType === 'numeric' ? 'numeric' : 'text'}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            aria-invalid={isWrong || undefined}
            className="min-h-12 w-full rounded-md border border-input bg-background px-3 font-mono text-lg tracking-widest focus-visible:outline-2 focus-visible:outline-offset-1 focus-visible:outline-ring aria-invalid:border-destructive"
            onChange={(event) => edit(event.target.value)}
          />
        ) : (
          <OtpInput
            {...field}
            length={codeLength}
            validationType={codeType}
            groups={prompt.codeGroups}
            autoSubmit={prompt.autoSubmit}
            invalid={isWrong}
            onValueChange={edit}
          />
        )}
        <div id={`${id}-message`} className="w-full text-sm text-muted-foreground">
          {isIncomplete ? (
            <p role="alert" className="text-destructive">
              {code !== '' && codeLength !== undefined
                ? t('prompt.codeLength', { count: codeLength })
                : t('prompt.codeMissing')}
            </p>
          ) : problem ? (
            <Problem problem={problem} />
          ) : (
            <p>
              {t(challenge?.factor === 'email' ? 'prompt.emailHint' : 'prompt.smsHint')}{' '}
              {prompt.autoSubmit && codeLength !== undefined && t('prompt.autoSubmit')}
            </p>
          )}
        </div>
      </div>
      {prompt.offersTrustDevice && (
        <label className="flex items-start gap-3 text-sm">
          <input
            type="checkbox"
            checked={prompt.trustDevice}
            className="mt-0.5 size-4 shrink-0 accent-primary focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-ring"
            onChange={(event) => prompt.onTrustDeviceChange(event.target.checked)}
          />
          <span>
            {t('prompt.trustDevice', { count: trustDays })}
            <span className="block text-muted-foreground">{t('prompt.trustDeviceHint')}</span>
          </span>
        </label>
      )}
      <div className="grid gap-2">
        <button type="submit" className={primary} aria-disabled={isBusy || undefined}>
          {t('prompt.verify')}
        </button>
        <p role="status" className="sr-only">
          {state.status === 'verifyingCode' && t('prompt.verifying')}
        </p>
        <ResendCountdown
          unstyled
          className="w-full [&>button]:min-h-11 [&>button]:w-full [&>button]:justify-items-center [&>button]:rounded-lg [&>button]:border [&>button]:border-transparent [&>button]:text-sm [&>button]:font-medium [&>button]:text-muted-foreground [&>button]:not-aria-disabled:hover:bg-muted [&>button]:focus-visible:outline-2 [&>button]:focus-visible:outline-ring"
          deadline={challenge?.resendAvailableAt ?? null}
          windowSeconds={wait && Math.ceil((wait.until - wait.from) / 1000)}
          sentAt={challenge?.sentAt}
          pending={state.status === 'sendingCode'}
          disabled={isBusy}
          onResend={prompt.onResend}
        />
        {factors.length > 1 && (
          <button
            type="button"
            className={quiet}
            aria-disabled={isBusy || undefined}
            onClick={prompt.onChangeFactor}
          >
            {t('prompt.changeFactor')}
          </button>
        )}
      </div>
    </form>
  )
}

function Failed({ prompt, state }: ScreenProps<'failed'>) {
  const { t } = useMessages()
  const { problem } = state
  const needsSignIn = problem.kind === 'loginRequired' || problem.kind === 'userChanged'
  const isFinal = needsSignIn || problem.kind === 'noFactor' || problem.kind === 'locked'
  const main = needsSignIn ? prompt.onSignIn : isFinal ? undefined : prompt.onRetry
  return (
    <>
      <Problem problem={problem} />
      <div className="grid gap-2">
        {main && (
          <button type="button" data-autofocus="" className={primary} onClick={main}>
            {t(needsSignIn ? 'prompt.signIn' : 'prompt.tryAgain')}
          </button>
        )}
        <button type="button" className={quiet} onClick={prompt.onCancel}>
          {t(isFinal ? 'prompt.close' : 'prompt.cancel')}
        </button>
      </div>
    </>
  )
}

function Problem({ problem }: { problem: StepUpProblem }): ReactNode {
  const texts = useMessages()
  const support = supportText(texts, problem)
  return (
    <div role="alert" className="text-sm text-destructive">
      <p>{problemText(texts, problem)}</p>
      {support && <p className="mt-1 text-xs wrap-anywhere text-muted-foreground">{support}</p>}
    </div>
  )
}

/** Such as 0:28. */
function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
