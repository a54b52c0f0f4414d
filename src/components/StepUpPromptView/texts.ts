import { useContext, useMemo, useSyncExternalStore } from 'react'
import type { StepUpProblem, StepUpReason } from '../../flow/types.js'
import { missingProvider, type StepUpSurroundings, SurroundingsContext } from '../../hooks/context.js'
import { isolate } from '../../internal/isolate.js'
import { createTranslate, type Messages, type Translate } from '../../messages/index.js'

/** Texts for a view that may stand without a provider. */
export interface OwnTexts {
  /** One catalogue of `stepup-kit/locales/<code>`. @default the provider's */
  messages?: Messages | undefined
  /** BCP 47, for numbers, times and plurals. @default the provider's, else `en` */
  locale?: string | undefined
}

/** What sentences are made with. */
export interface Texts {
  t: Translate
  locale: string
}

/** What the view reads from, with its own texts where it was given some. */
export function useOwnTexts({ messages, locale }: OwnTexts): StepUpSurroundings {
  const provided = useContext(SurroundingsContext)
  const own = useMemo(() => {
    if (messages === undefined) return null
    const language = locale ?? provided?.locale ?? 'en'
    return {
      resendCooldownSeconds: 30,
      ...provided,
      t: createTranslate(messages, language),
      messages,
      locale: language,
    }
  }, [provided, messages, locale])
  const texts = own ?? provided
  if (texts === null) throw missingProvider('StepUpPromptView without `messages`')
  return texts
}

/** Keeps a masked destination in one piece, on one line and in its own direction. */
export function isolated(text: string): string {
  return isolate(text.replaceAll(' ', '\u00a0'))
}

function reasonText({ operation, target = '', text }: StepUpReason, t: Translate): string {
  if (operation === 'custom') return text ?? ''
  return t(`reason.${operation}`, { target: isolated(target) })
}

/** What is being confirmed: the first reason, and how many more there are. */
export function reasonsText(reasons: readonly StepUpReason[], t: Translate): string {
  const [first, ...others] = reasons
  const text = first ? reasonText(first, t) : ''
  return text && others.length > 0 ? `${text} ${t('reason.more', { count: others.length })}` : text
}

const minuteMs = 60_000

const never = () => () => {}

/** Whether times of the day can be told: a server does not know the reader's time zone. */
export function useKnowsTimeZone(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

/** A time of the day, never before the moment that it stands for. */
export function timeText(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(Math.ceil(at / minuteMs) * minuteMs)
}

export function problemText(problem: StepUpProblem, t: Translate, locale: string): string {
  const { kind, retryAt, userMessage } = problem
  if ((kind === 'sendLimit' || kind === 'rateLimited') && retryAt !== undefined) {
    return t(`problem.${kind}Until`, { time: timeText(retryAt, locale) })
  }
  return (kind === 'unexpected' && userMessage) || t(`problem.${kind}`)
}

/** The reference by which support finds the occurrence, where there is something to find. */
export function supportText({ kind, support }: StepUpProblem, t: Translate): string | undefined {
  const id = support?.errorId ?? support?.correlationId
  const isOurs = kind === 'unexpected' || kind === 'locked' || kind === 'noFactor'
  return isOurs && id !== undefined ? t('prompt.supportId', { id: isolated(id) }) : undefined
}

/** Where the code went, or the channel alone where that is not known. */
export function sentText(factor: 'email' | 'sms', destination: string | undefined, t: Translate): string {
  const to = destination === undefined ? undefined : { destination: isolated(destination) }
  if (factor === 'email') return to ? t('prompt.sentByEmailTo', to) : t('prompt.sentByEmail')
  return to ? t('prompt.sentBySmsTo', to) : t('prompt.sentBySms')
}
