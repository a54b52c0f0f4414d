import type { Factor, StepUpProblem, StepUpReason, useMessages } from 'stepup-kit'

type Texts = ReturnType<typeof useMessages>

/** Keeps a masked address in one piece and in its own direction, also inside a sentence that runs right to left. */
const isolated = (text: string) => `\u2068${text.replaceAll(' ', '\u00a0')}\u2069`

export function factorText({ t }: Texts, factor: Factor, destination: string | undefined): string {
  if (destination === undefined) return t(factor === 'email' ? 'prompt.factorEmail' : 'prompt.factorSms')
  const to = { destination: isolated(destination) }
  return factor === 'email' ? t('prompt.factorEmailTo', to) : t('prompt.factorSmsTo', to)
}

export function sentText({ t }: Texts, factor: Factor, destination: string | undefined): string {
  if (destination === undefined) return t(factor === 'email' ? 'prompt.sentByEmail' : 'prompt.sentBySms')
  const to = { destination: isolated(destination) }
  return factor === 'email' ? t('prompt.sentByEmailTo', to) : t('prompt.sentBySmsTo', to)
}

/** What is being confirmed: the first reason, and how many more there are. */
export function reasonsText({ t }: Texts, [first, ...others]: readonly StepUpReason[]): string {
  if (first === undefined) return ''
  const { operation, text = '', target = '' } = first
  const sentence = operation === 'custom' ? text : t(`reason.${operation}`, { target: isolated(target) })
  return sentence && others.length > 0
    ? `${sentence} ${t('reason.more', { count: others.length })}`
    : sentence
}

export function problemText({ t, locale }: Texts, { kind, retryAt, userMessage }: StepUpProblem): string {
  if ((kind === 'sendLimit' || kind === 'rateLimited') && retryAt !== undefined) {
    // Rounded up: never a time at which it is still too early.
    const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(
      Math.ceil(retryAt / 60_000) * 60_000,
    )
    return t(`problem.${kind}Until`, { time })
  }
  return (kind === 'unexpected' && userMessage) || t(`problem.${kind}`)
}

/** The reference by which support finds the occurrence, where there is something to find. */
export function supportText({ t }: Texts, { kind, support }: StepUpProblem): string | undefined {
  const id = support?.errorId ?? support?.correlationId
  const isOurs = kind === 'unexpected' || kind === 'locked' || kind === 'noFactor'
  return isOurs && id !== undefined ? t('prompt.supportId', { id: isolated(id) }) : undefined
}
