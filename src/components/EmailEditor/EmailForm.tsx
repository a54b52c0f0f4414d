import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useForm } from 'react-hook-form'
import { useMessages } from '../../hooks/useMessages.js'
import { useSendEmailVerification } from '../../hooks/useSendEmailVerification.js'
import { useUpdateEmail } from '../../hooks/useUpdateEmail.js'
import { useVerifyEmail } from '../../hooks/useVerifyEmail.js'
import { errorMessage } from '../../messages/errors.js'
import { CodeStep } from '../PhoneNumberEditor/CodeStep.js'
import { EditorFrame, type EditorFormProps, followed } from '../PhoneNumberEditor/EditorFrame.js'
import { isAboutInput } from '../PhoneNumberEditor/Problem.js'
import { useDelivery, whenTaken } from '../PhoneNumberEditor/useDelivery.js'
import { TextField, useOneAtATime } from '../ui/index.js'
import type { EmailEditorProps } from './EmailEditor.js'

interface Target {
  email: string
  /** The address that stays until the link is followed. */
  kept: string | undefined
}

/** The obvious alone: what it lets through, the server judges. */
const address = /^[^\s@]+@[^\s@]+$/
const same = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase()

/** What `EmailEditor` loads when it appears. */
export function EmailForm({
  currentEmail,
  redirectUrl,
  action,
  getCaptcha,
  onUpdated,
  onLinkSent,
  profile,
  classNames,
  unstyled,
}: EditorFormProps<EmailEditorProps>) {
  const { t } = useMessages()
  const current = currentEmail ?? profile.data?.email ?? ''
  const isVerified = currentEmail !== undefined || profile.data?.emailVerified !== false

  const { register, handleSubmit, reset, setError, setFocus, formState } = useForm({
    defaultValues: { email: current },
  })
  useEffect(() => reset({ email: current }, followed), [current, reset])
  const options = action === undefined ? {} : { action }
  const link = redirectUrl === undefined ? {} : { redirectUrl }
  const update = useUpdateEmail({ ...options, ...(getCaptcha && { getCaptcha }) })
  const verify = useVerifyEmail(options)
  const resend = useSendEmailVerification(options)
  const { delivery, sent, held, clear } = useDelivery<Target>()
  const [done, setDone] = useState<string | null>(null)
  const begin = useOneAtATime()

  const changedText = (email: string) => t('email.changed', { email })
  const finish = (email: string, isNews: boolean, text = changedText(email)) => {
    setDone(text)
    reset({ email })
    clear()
    resend.reset()
    if (isNews) onUpdated?.(email)
  }
  const confirmed = ({ email, kept }: Target) => finish(email, kept !== undefined)
  const onError = (error: Error) => {
    held(error)
    if (!isAboutInput(error)) return
    setError('email', { message: errorMessage(error, t) }, { shouldFocus: true })
  }
  const change = (email: string, onFirst?: (target: Target) => void) =>
    update.mutateAsync(
      { email, ...link },
      {
        onSuccess({ status, profile: { email: kept, emailVerified } }) {
          const target = { email, kept: status === 'linkSent' ? (kept ?? current) : undefined }
          if (status === 'changed' && emailVerified === true) return finish(email, true)
          sent(target)
          onFirst?.(target)
        },
        onError,
      },
    )
  /** For an address that the profile has already; one that only waits for its link may need to be asked for anew. */
  const sendAgain = (target: Target) => {
    let next: Promise<unknown> | undefined
    const sending = resend.mutateAsync(link, {
      onSuccess(answer) {
        if (answer.sent) sent(target)
        else if (target.kept === undefined) finish(target.email, false, t('email.alreadyVerified'))
        else next = change(target.email)
      },
      onError,
    })
    return sending.then(() => next)
  }

  const save = (values: { email: string }) => {
    setDone(null)
    const email = values.email.trim()
    if (same(current, email)) return sendAgain({ email, kept: undefined })
    return change(email, ({ kept }) => (kept === undefined ? onUpdated : onLinkSent)?.(email))
  }
  const validate = (value: string) => {
    const email = value.trim()
    if (email === '') return t('email.missing')
    if (!address.test(email)) return t('email.invalid')
    return same(current, email) && isVerified ? t('email.unchanged') : true
  }

  const isUnverified = current !== '' && !isVerified && !formState.isDirty
  // The link was followed in another tab or on another device: the profile says so when it is read again.
  const isFollowed = delivery !== null && isVerified && same(profile.data?.email, delivery.to.email)
  const isPending = update.isPending || resend.isPending
  const { onChange, ...field } = register('email', { validate })

  return (
    <EditorFrame
      classNames={classNames}
      success={isFollowed ? changedText(delivery.to.email) : done}
      onSave={() => void handleSubmit((values) => begin(() => save(values)))()}
      submitLabel={t(isUnverified ? 'email.confirm' : 'email.save')}
      isPending={isPending}
      problem={update.error ?? resend.error}
      onCancel={
        formState.isDirty
          ? () => {
              flushSync(() => {
                reset({ email: current })
                update.reset()
              })
              setFocus('email')
            }
          : undefined
      }
      next={
        delivery &&
        !isFollowed && (
          <CodeStep
            delivery={delivery}
            verify={verify}
            resend={{ isPending, error: update.error ?? resend.error }}
            submitLabel={t('email.confirm')}
            otherLabel={t('email.other')}
            unstyled={unstyled}
            onOther={() => {
              flushSync(() => {
                clear()
                verify.reset()
                resend.reset()
              })
              setFocus('email', { shouldSelect: true })
            }}
            onSubmit={(code, onError) =>
              verify.mutateAsync(
                { email: delivery.to.email, code },
                {
                  onSuccess: () => confirmed(delivery.to),
                  onError(error) {
                    onError()
                    whenTaken(
                      error,
                      profile,
                      (read) => read.emailVerified !== false && same(read.email, delivery.to.email),
                      () => confirmed(delivery.to),
                    )
                  },
                },
              )
            }
            onResend={() => sendAgain(delivery.to)}
          >
            <p>{t('email.linkOrCodeSent', { email: delivery.to.email })}</p>
            {delivery.to.kept && <p>{t('email.keptUntilThen', { email: delivery.to.kept })}</p>}
          </CodeStep>
        )
      }
    >
      <TextField
        {...field}
        className={classNames?.field}
        label={t('email.label')}
        hint={isUnverified ? t('email.unverified') : undefined}
        error={formState.errors.email?.message}
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        required
        readOnly={isPending}
        onChange={(event) => {
          setDone(null)
          if (isFollowed) clear()
          if (update.error) update.reset()
          if (resend.error) resend.reset()
          void onChange(event)
        }}
      />
    </EditorFrame>
  )
}
