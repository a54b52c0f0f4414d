import { type SyntheticEvent, useState } from 'react'
import type { Factor } from '../../client/types.js'
import type { Wait } from '../../flow/types.js'
import { useCountdown } from '../../hooks/useCountdown.js'
import type { Clock } from '../../internal/clock.js'
import { timeFormatter } from '../../internal/format-time.js'
import { Alert, Button, RadioGroup } from '../ui/index.js'
import type { ScreenProps } from './parts.js'
import { isolated, problemText, supportText, type Texts } from './texts.js'
import { useIsWaiting } from './useIsWaiting.js'

/** The factors to choose from, with the wait of each; with one that does not wait, the way to send again. */
export function ChooseFactor(props: ScreenProps<'choosingFactor' | 'sendingCode'>) {
  const { prompt, state, t, locale, clock, classNames } = props
  const { factors, suggestedFactor, waits, challenge } = state
  const [picked, setPicked] = useState<Factor>()
  const waiting: Record<Factor, boolean> = {
    email: useIsWaiting(waits.email, clock),
    sms: useIsWaiting(waits.sms, clock),
  }
  const isSending = state.status === 'sendingCode'
  const problem = 'problem' in state ? state.problem : null
  const isUsable = (factor: Factor) => !waiting[factor]
  const proposed = isUsable(suggestedFactor) ? suggestedFactor : (factors.find(isUsable) ?? suggestedFactor)
  const factor = isSending ? state.factor : picked !== undefined && isUsable(picked) ? picked : proposed

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    prompt.onChooseFactor(factor)
  }

  return (
    <form data-part="form" className={classNames.form} noValidate onSubmit={submit}>
      {(factors[1] || waits[factor]) && (
        <RadioGroup
          legend={t('prompt.chooseFactor')}
          value={factor}
          onValueChange={(value) => !isSending && setPicked(value)}
          leads
          optionClassName={classNames.option}
          options={factors.map((value) => {
            const wait = waits[value]
            return {
              value,
              label: factorText(value, prompt.destinations[value], t),
              icon: value === 'email' ? 'email' : 'phone',
              disabled: !isSending && waiting[value],
              hint: waiting[value] && wait && <FactorWait {...{ wait, t, locale, clock }} />,
            }
          })}
        />
      )}
      {problem && (
        <Alert variant="danger" className={classNames.message}>
          {problemText(problem, t, locale)}
          <SupportReference text={supportText(problem, t)} />
        </Alert>
      )}
      <div data-part="actions">
        <Button
          type="submit"
          variant="primary"
          data-part="submit"
          data-autofocus={factors[1] ? undefined : ''}
          className={classNames.submit}
          pending={isSending}
          aria-disabled={waiting[factor] || undefined}
        >
          {t('prompt.sendCode')}
        </Button>
        <div data-part="more">
          {challenge !== null && !isSending && (
            <Button variant="ghost" data-part="back" className={classNames.back} onClick={prompt.onBack}>
              {t('prompt.back')}
            </Button>
          )}
          <Button variant="ghost" data-part="cancel" className={classNames.cancel} onClick={prompt.onCancel}>
            {t('prompt.cancel')}
          </Button>
        </div>
      </div>
    </form>
  )
}

function factorText(factor: Factor, destination: string | undefined, t: Texts['t']): string {
  const to = destination === undefined ? undefined : { destination: isolated(destination) }
  if (factor === 'email') return to ? t('prompt.factorEmailTo', to) : t('prompt.factorEmail')
  return to ? t('prompt.factorSmsTo', to) : t('prompt.factorSms')
}

/** The only thing here that changes each second. */
function FactorWait({ wait, t, locale, clock }: Texts & { wait: Wait; clock: Clock | undefined }) {
  const { remainingSeconds } = useCountdown(wait.until, {
    windowSeconds: (wait.until - wait.from) / 1000,
    clock,
  })
  return t('prompt.factorWait', { time: timeFormatter(locale)(remainingSeconds) })
}

/** What support asks for. */
export function SupportReference({ text }: { text: string | undefined }) {
  return text === undefined ? null : <p data-part="support">{text}</p>
}
