import { useId, useRef } from 'react'
import type { StepUpProblemKind, StepUpState } from '../../flow/types.js'
import { SurroundingsContext } from '../../hooks/context.js'
import type { StepUpPromptController } from '../../hooks/useStepUpController.js'
import type { Clock } from '../../internal/clock.js'
import {
  Alert,
  Button,
  flag,
  Icon,
  LiveRegion,
  rootAttributes,
  Spinner,
  type StylableProps,
} from '../ui/index.js'
import { ChooseFactor, SupportReference } from './ChooseFactor.js'
import { EnterCode, type EnterCodeProps } from './EnterCode.js'
import type { ScreenProps, StepUpPromptPart } from './parts.js'
import { screenOf, useGuide } from './screen.js'
import {
  type OwnTexts,
  problemText,
  reasonsText,
  sentText,
  supportText,
  type Texts,
  timeText,
  useKnowsTimeZone,
  useOwnTexts,
} from './texts.js'
import { useIsWaiting } from './useIsWaiting.js'

export interface StepUpPromptViewProps
  extends StepUpPromptController, OwnTexts, StylableProps<StepUpPromptPart> {
  /** The level of the title in the page’s outline. @default 2 */
  headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined
  /** The id of the title, where something around it is named by the title. */
  titleId?: string | undefined
  /** The id of the sentence below it. */
  introId?: string | undefined
  /** Where the time comes from. @default the clock of the nearest provider, else the system's */
  clock?: Clock | undefined
}

/**
 * The step-up as a pure view: props in, events out, no network. It stands alone when it is given `messages`.
 *
 * @example
 * <StepUpPromptView {...useStepUpController()} headingLevel={3} />
 */
export function StepUpPromptView({ messages, locale, ...props }: StepUpPromptViewProps) {
  const texts = useOwnTexts({ messages, locale })
  const state = useTellable(props.state)
  return (
    <SurroundingsContext.Provider value={texts}>
      <Prompt {...props} state={state} t={texts.t} locale={texts.locale} />
    </SurroundingsContext.Provider>
  )
}

interface PromptProps extends Omit<StepUpPromptViewProps, keyof OwnTexts>, Texts {}

function Prompt(props: PromptProps) {
  const { t, locale, headingLevel = 2, titleId, introId, clock, className, classNames = {}, unstyled } = props
  const { state } = props
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const region = useRef<HTMLOutputElement>(null)
  const intro = introId ?? `${id}-intro`
  const Heading = `h${headingLevel}` as const
  const problem = 'problem' in state ? state.problem : null
  const reasons = 'reasons' in state ? reasonsText(state.reasons, t) : ''
  const isDone = state.status === 'verified'

  useGuide({
    root,
    region,
    screen: screenOf(state),
    news: newsOf(state, { t, locale }),
    selects: problem?.kind === 'codeRejected',
  })

  return (
    <div
      {...rootAttributes('step-up-prompt', { className, classNames, unstyled })}
      ref={root}
      data-state={state.status}
      data-offers-trust={flag(props.offersTrustDevice)}
      // What is around it is named by the title already.
      role={titleId === undefined ? 'group' : undefined}
      aria-labelledby={titleId === undefined ? `${id}-title` : undefined}
    >
      <div data-part="header">
        <Heading id={titleId ?? `${id}-title`} data-part="title" className={classNames.title} tabIndex={-1}>
          {t(isDone ? 'prompt.verifiedTitle' : 'prompt.title')}
        </Heading>
        {reasons && (
          <p data-part="reason" className={classNames.reason}>
            {reasons}
          </p>
        )}
        <p id={intro} data-part="intro" className={classNames.intro}>
          {introOf(props)}
        </p>
      </div>
      <Screen {...{ prompt: props, state, t, locale, clock, classNames, introId: intro, root, region }} />
      <LiveRegion ref={region} />
    </div>
  )
}

/** One component for each layout, kept mounted as long as the layout stays. */
function Screen({ state, ...common }: Omit<EnterCodeProps, 'state'> & Pick<PromptProps, 'state'>) {
  const { prompt, t, locale, classNames } = common
  const canTell = useKnowsTimeZone()
  switch (state.status) {
    case 'idle':
    case 'checking':
      return (
        <div data-part="actions">
          <Button
            variant="primary"
            data-part="submit"
            data-autofocus=""
            className={classNames.submit}
            pending={state.status === 'checking'}
            onClick={prompt.onStart}
          >
            {t('prompt.start')}
          </Button>
        </div>
      )
    case 'starting':
      return <Busy {...common} text={t('prompt.starting')} />
    case 'choosingFactor':
      return <ChooseFactor {...common} state={state} />
    case 'sendingCode': {
      const { layout } = screenOf(state)
      if (layout === 'enter') return <EnterCode {...common} state={state} />
      if (layout === 'choose') return <ChooseFactor {...common} state={state} />
      return <Busy {...common} text={t('prompt.sendingCode')} />
    }
    case 'enteringCode':
    case 'verifyingCode':
      return <EnterCode {...common} state={state} />
    case 'verified':
      return (
        <p data-part="verified">
          <Icon name="check" />
          {canTell && t('verified.until', { time: timeText(state.expiresAt, locale) })}
        </p>
      )
    case 'failed':
      return <Failed {...common} state={state} />
    default:
      return state satisfies never
  }
}

/** The state without a time of the day, until one can be told. */
function useTellable(state: StepUpState): StepUpState {
  const canTell = useKnowsTimeZone()
  if (canTell || !('problem' in state) || state.problem === null) return state
  const { retryAt: _, ...problem } = state.problem
  return { ...state, problem }
}

/** Holds the place of what comes next. */
function Busy({ text, prompt, t, classNames }: Omit<ScreenProps<'starting'>, 'state'> & { text: string }) {
  return (
    <div data-part="form" className={classNames.form}>
      <p data-part="busy">
        <Spinner />
        {text}
      </p>
      <div data-part="actions">
        <Button variant="ghost" data-part="cancel" className={classNames.cancel} onClick={prompt.onCancel}>
          {t('prompt.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** Nothing here would help a second time, as far as the flow has ended; else it can be tried again. */
const ended: ReadonlySet<StepUpProblemKind> = /* @__PURE__ */ new Set<StepUpProblemKind>([
  'noFactor',
  'loginRequired',
  'locked',
  'userChanged',
])

function Failed({ prompt, state, t, locale, clock, classNames }: ScreenProps<'failed'>) {
  const { problem } = state
  const isWaiting = useIsWaiting(state.wait, clock)
  const signIn =
    problem.kind === 'loginRequired' || problem.kind === 'userChanged' ? prompt.onSignIn : undefined
  const isEnded = ended.has(problem.kind)
  const main = signIn ?? (isEnded ? undefined : prompt.onRetry)
  return (
    <div data-part="form" className={classNames.form}>
      <Alert variant="danger" className={classNames.message}>
        {problemText(problem, t, locale)}
        <SupportReference text={supportText(problem, t)} />
      </Alert>
      <div data-part="actions">
        {main && (
          <Button
            variant="primary"
            data-part="submit"
            data-autofocus=""
            className={classNames.submit}
            aria-disabled={(!signIn && isWaiting) || undefined}
            onClick={main}
          >
            {t(signIn ? 'prompt.signIn' : 'prompt.tryAgain')}
          </Button>
        )}
        <Button
          variant={main ? 'ghost' : 'secondary'}
          data-part="cancel"
          data-autofocus={flag(!main)}
          className={classNames.cancel}
          onClick={prompt.onCancel}
        >
          {t(isEnded ? 'prompt.close' : 'prompt.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** The sentence below the title. */
function introOf({ state, destinations, t }: PromptProps): string {
  switch (state.status) {
    case 'enteringCode':
    case 'verifyingCode':
    case 'sendingCode': {
      const { challenge } = state
      const isEntering = screenOf(state).layout === 'enter'
      return isEntering && challenge
        ? sentText(challenge.factor, destinations[challenge.factor], t)
        : t('prompt.intro')
    }
    case 'verified':
      return t('prompt.verified')
    default:
      return t('prompt.intro')
  }
}

/** What somebody is told who can't see that the state has changed. */
function newsOf(state: StepUpState, { t, locale }: Texts): string {
  switch (state.status) {
    case 'starting':
      return t('prompt.starting')
    case 'sendingCode':
      return t('prompt.sendingCode')
    case 'verifyingCode':
      return t('prompt.verifying')
    case 'enteringCode':
      return state.problem ? problemText(state.problem, t, locale) : ''
    default:
      return ''
  }
}
