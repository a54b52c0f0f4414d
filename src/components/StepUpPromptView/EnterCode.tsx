import { type SyntheticEvent, type RefObject, useId, useState } from 'react'
import type { StepUpProblemKind } from '../../flow/types.js'
import { OtpInput } from '../OtpInput/index.js'
import { ResendCountdown } from '../ResendCountdown/index.js'
import { Button, Checkbox, flag, Icon, useHandWritten } from '../ui/index.js'
import { SupportReference } from './ChooseFactor.js'
import type { ScreenProps } from './parts.js'
import { leadTo } from './screen.js'
import { problemText, supportText } from './texts.js'

/** What is wrong with the code itself, and not with the way to the server. */
const ofTheCode: ReadonlySet<StepUpProblemKind> = /* @__PURE__ */ new Set<StepUpProblemKind>([
  'codeRejected',
  'codeExpired',
  'tooManyTries',
])

const trustDays = 90

export interface EnterCodeProps extends ScreenProps<'enteringCode' | 'verifyingCode' | 'sendingCode'> {
  /** Where the code went; read with the field. */
  introId: string
  root: RefObject<HTMLElement | null>
  region: RefObject<HTMLElement | null>
}

/** The code, the way to a new one, and what is wrong with it. */
export function EnterCode(props: EnterCodeProps) {
  const { prompt, state, t, locale, clock, classNames, introId, root, region } = props
  const { code, codeLength, codeType = 'numeric' } = prompt
  const { challenge, factors } = state
  const id = useId()
  const box = useHandWritten(code)
  const [firstSentAt] = useState(challenge?.sentAt)
  const [isIncomplete, setIncomplete] = useState(false)

  const problem = state.status === 'enteringCode' ? state.problem : null
  const isBusy = state.status !== 'enteringCode'
  const incomplete =
    code !== '' && codeLength !== undefined
      ? t('prompt.codeLength', { count: codeLength })
      : t('prompt.codeMissing')
  const error = isIncomplete ? incomplete : problem && problemText(problem, t, locale)
  const hint = challenge?.factor === 'email' ? t('prompt.emailHint') : t('prompt.smsHint')
  const isWrong = isIncomplete || (problem !== null && ofTheCode.has(problem.kind))
  const wait = challenge === null ? undefined : state.waits[challenge.factor]

  const edit = (value: string) => {
    setIncomplete(false)
    prompt.onCodeChange(value)
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (isBusy) return
    const value = code.replace(/\s/g, '')
    if (value.length > 0 && value.length >= (codeLength ?? 0)) {
      prompt.onSubmit(value)
      return
    }
    setIncomplete(true)
    if (root.current) leadTo(root.current, region.current, incomplete)
  }

  const control = {
    id,
    readOnly: isBusy,
    'data-autofocus': '',
    'aria-describedby': `${introId} ${id}-message`,
  }
  return (
    <form data-part="form" className={classNames.form} noValidate onSubmit={submit}>
      <div data-part="field">
        <label data-part="label" htmlFor={id}>
          {t('prompt.code')}
        </label>
        {codeLength === undefined ? (
          <input
            {...control}
            ref={box}
            defaultValue=""
            data-part="input"
            className={classNames.code}
            type="text"
            dir="ltr"
            autoComplete="one-time-code"
            inputMode={codeType === 'numeric' ? 'numeric' : 'text'}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            aria-invalid={isWrong || undefined}
            onChange={(event) => edit(event.target.value)}
          />
        ) : (
          <OtpInput
            {...control}
            value={code}
            className={classNames.code}
            length={codeLength}
            validationType={codeType}
            groups={prompt.codeGroups}
            autoSubmit={prompt.autoSubmit}
            invalid={isWrong}
            onValueChange={edit}
          />
        )}
        <div
          id={`${id}-message`}
          data-part="message"
          data-invalid={flag(Boolean(error))}
          className={classNames.message}
        >
          {error ? (
            <p data-part="error">
              <Icon name="alert" />
              <span>{error}</span>
            </p>
          ) : (
            <p data-part="hint">
              {hint} {prompt.autoSubmit && codeLength !== undefined && t('prompt.autoSubmit')}
            </p>
          )}
          {!isIncomplete && problem && <SupportReference text={supportText(problem, t)} />}
        </div>
      </div>
      <ResendCountdown
        className={classNames.resend}
        deadline={challenge?.resendAvailableAt ?? null}
        windowSeconds={wait && Math.ceil((wait.until - wait.from) / 1000)}
        // The first code is announced by the field that asks for it.
        sentAt={challenge?.sentAt === firstSentAt ? null : challenge?.sentAt}
        pending={state.status === 'sendingCode'}
        disabled={isBusy}
        clock={clock}
        onResend={prompt.onResend}
      />
      {prompt.offersTrustDevice && (
        <Checkbox
          className={classNames.trustDevice}
          label={t('prompt.trustDevice', { count: trustDays })}
          hint={t('prompt.trustDeviceHint')}
          checked={prompt.trustDevice}
          onChange={(event) => prompt.onTrustDeviceChange(event.target.checked)}
        />
      )}
      <div data-part="actions">
        <Button
          type="submit"
          variant="primary"
          data-part="submit"
          className={classNames.submit}
          pending={state.status === 'verifyingCode'}
        >
          {t('prompt.verify')}
        </Button>
        <div data-part="more">
          {factors.length > 1 && (
            <Button
              variant="ghost"
              data-part="change-factor"
              className={classNames.changeFactor}
              aria-disabled={isBusy || undefined}
              onClick={prompt.onChangeFactor}
            >
              {t('prompt.changeFactor')}
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
