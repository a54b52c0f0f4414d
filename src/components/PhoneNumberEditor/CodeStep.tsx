import { type ReactNode, useId, useState } from 'react'
import { isCodeRejectedError } from '../../client/errors.js'
import { useSurroundings } from '../../hooks/context.js'
import { errorMessage } from '../../messages/errors.js'
import { OtpInput } from '../OtpInput/index.js'
import { ResendCountdown } from '../ResendCountdown/index.js'
import { Button, FieldMessages, TextField, useFieldIds, useHandWritten, useOneAtATime } from '../ui/index.js'
import { Problem } from './Problem.js'
import type { Delivery } from './useDelivery.js'

interface Action {
  isPending: boolean
  error: Error | null
  reset: () => void
}

export interface CodeStepProps {
  /** Where the code went. */
  children: ReactNode
  delivery: Delivery<unknown>
  verify: Action
  resend: Pick<Action, 'isPending' | 'error'>
  /** `onError` is to be called when the code was not taken. */
  onSubmit: (code: string, onError: () => void) => Promise<unknown>
  onResend: () => Promise<unknown>
  submitLabel: string
  /** Leads back to the identifier. */
  otherLabel: string
  onOther: () => void
  unstyled?: boolean | undefined
}

/** Asks for the code of a message that was sent to a new identifier. What was typed stays until it is right. */
export function CodeStep(props: CodeStepProps) {
  const { children, delivery, verify, resend, onSubmit, onResend, submitLabel, otherLabel, onOther } = props
  const { t, codeLength, codeType = 'numeric', codeGroups, autoSubmit } = useSurroundings('CodeStep')
  const [code, setCode] = useState('')
  const input = useHandWritten(codeLength === undefined ? code : undefined)
  const [lack, setLack] = useState<string | null>(null)
  const introId = useId()
  const check = useOneAtATime()
  const sendAgain = useOneAtATime()
  const isRejected = isCodeRejectedError(verify.error)
  const error = lack ?? (isRejected ? errorMessage(verify.error, t) : null)
  const field = useFieldIds({ error })

  const focusCode = () => {
    input.current?.focus()
    input.current?.select()
  }
  const change = (next: string) => {
    setCode(next)
    setLack(null)
    if (verify.error) verify.reset()
  }
  const submit = () => {
    const entered = code.replace(/\s/g, '')
    const isShort = codeLength !== undefined && entered.length < codeLength
    if (entered === '') setLack(t('prompt.codeMissing'))
    else if (isShort) setLack(t('prompt.codeLength', { count: codeLength }))
    else return check(() => onSubmit(entered, focusCode))
    focusCode()
  }

  const shared = {
    ref: input,
    name: 'code',
    autoFocus: true,
    readOnly: verify.isPending,
    'aria-describedby': introId,
  }
  return (
    <form
      data-part="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!verify.isPending) submit()
      }}
    >
      <div id={introId} data-part="intro">
        {children}
      </div>
      {codeLength === undefined ? (
        <TextField
          {...shared}
          defaultValue=""
          label={t('prompt.code')}
          error={error}
          autoComplete="one-time-code"
          inputMode={codeType === 'numeric' ? 'numeric' : 'text'}
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          onChange={(event) => change(event.currentTarget.value)}
        />
      ) : (
        <div data-part="field">
          <label data-part="label" htmlFor={field.id}>
            {t('prompt.code')}
          </label>
          <OtpInput
            {...shared}
            value={code}
            id={field.id}
            aria-describedby={[introId, field['aria-describedby']].filter(Boolean).join(' ')}
            length={codeLength}
            validationType={codeType}
            groups={codeGroups}
            autoSubmit={autoSubmit && t('prompt.autoSubmit')}
            invalid={Boolean(error)}
            unstyled={props.unstyled}
            onValueChange={change}
          />
          <FieldMessages id={field.id} error={error} />
        </div>
      )}
      <ResendCountdown
        deadline={delivery.resendAvailableAt}
        windowSeconds={Math.ceil((delivery.resendAvailableAt - delivery.waitsFrom) / 1000)}
        sentAt={delivery.sentAt}
        pending={resend.isPending}
        onResend={() => sendAgain(onResend)}
        unstyled={props.unstyled}
      />
      {!isRejected && <Problem error={verify.error} />}
      <Problem error={resend.error} />
      <div data-part="actions">
        <Button type="submit" variant="primary" pending={verify.isPending}>
          {submitLabel}
        </Button>
        <Button variant="ghost" onClick={onOther}>
          {otherLabel}
        </Button>
      </div>
    </form>
  )
}
