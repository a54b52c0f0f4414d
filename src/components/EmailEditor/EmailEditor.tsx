import { forwardRef, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useForm } from 'react-hook-form'
import type { CaptchaInput } from '../../client/types.js'
import { useMessages } from '../../hooks/useMessages.js'
import { useProfile } from '../../hooks/useProfile.js'
import { useSendEmailVerification } from '../../hooks/useSendEmailVerification.js'
import { useUpdateEmail } from '../../hooks/useUpdateEmail.js'
import { useVerifyEmail } from '../../hooks/useVerifyEmail.js'
import { errorMessage } from '../../messages/errors.js'
import { CodeStep } from '../PhoneNumberEditor/CodeStep.js'
import {
  afresh,
  type EditorAttributes,
  EditorFrame,
  type EditorPart,
  followed,
} from '../PhoneNumberEditor/EditorFrame.js'
import { isAboutInput } from '../PhoneNumberEditor/Problem.js'
import { useDelivery } from '../PhoneNumberEditor/useDelivery.js'
import { TextField } from '../ui/index.js'

export type { EditorPart as EmailEditorPart }

export interface EmailEditorProps extends EditorAttributes {
  /** What Cancel goes back to. @default the profile's */
  currentEmail?: string | undefined
  /** Where the link of the email leads. Must be an allowed callback URL. @default the tenant's own page */
  redirectUrl?: string | undefined
  /** Free text that matches an MFA template of the tenant. */
  action?: string | undefined
  /** Gives a new captcha answer for each call, where the tenant asks for one. */
  getCaptcha?: (() => CaptchaInput | Promise<CaptchaInput>) | undefined
  /** Called with the new email once it was changed here; not when a link is followed elsewhere. */
  onUpdated?: ((email: string) => void) | undefined
  /** Called with the new email when a link was sent to it; the old one stays until that is followed. */
  onLinkSent?: ((email: string) => void) | undefined
}

interface Target {
  email: string
  /** The address that stays until the link is followed. */
  kept: string | undefined
}

/** The obvious alone: what it lets through, the server judges. */
const address = /^[^\s@]+@[^\s@]+$/
const same = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase()

/**
 * Changes the profile's email: asks for a step-up where it protects the account, then says whether it is changed
 * or waits for the link in the message to the new address; the code of that message does as well.
 *
 * @example
 * <EmailEditor onUpdated={(email) => toast(email)} />
 */
export const EmailEditor = /* @__PURE__ */ forwardRef<HTMLDivElement, EmailEditorProps>(function EmailEditor(
  { currentEmail, redirectUrl, action, getCaptcha, onUpdated, onLinkSent, ...rest },
  ref,
) {
  const { t } = useMessages()
  const profile = useProfile({ enabled: currentEmail === undefined })
  const current = currentEmail ?? profile.data?.email ?? ''
  const isVerified = currentEmail !== undefined || profile.data?.emailVerified !== false

  const { register, handleSubmit, reset, setError, setFocus, formState } = useForm({
    values: { email: current },
    resetOptions: followed,
  })
  const options = action === undefined ? {} : { action }
  const link = redirectUrl === undefined ? {} : { redirectUrl }
  const update = useUpdateEmail({ ...options, ...(getCaptcha && { getCaptcha }) })
  const verify = useVerifyEmail(options)
  const resend = useSendEmailVerification(options)
  const { delivery, sent, held, clear } = useDelivery<Target>()
  const [changedTo, setChangedTo] = useState<string | null>(null)
  const isBusy = useRef(false)
  const onSettled = () => {
    isBusy.current = false
  }

  const finish = (email: string, isNews: boolean) => {
    setChangedTo(email)
    reset({ email }, afresh)
    clear()
    resend.reset()
    if (isNews) onUpdated?.(email)
  }
  const change = (email: string, onFirst?: (target: Target) => void) =>
    update.mutate(
      { email, ...link },
      {
        onSuccess({ status, profile: { email: kept, emailVerified } }) {
          const target = { email, kept: status === 'linkSent' ? (kept ?? current) : undefined }
          if (status === 'changed' && emailVerified === true) return finish(email, true)
          sent(target)
          onFirst?.(target)
        },
        onError(error) {
          held(error)
          if (!isAboutInput(error)) return
          setError('email', { message: errorMessage(error, t) }, { shouldFocus: true })
        },
        onSettled,
      },
    )
  /** For an address that the profile has already; one that only waits for its link may need to be asked for anew. */
  const sendAgain = (target: Target) =>
    resend.mutate(link, {
      onSuccess(answer) {
        if (answer.sent) sent(target)
        else if (target.kept === undefined) finish(target.email, false)
        else change(target.email)
      },
      onError: held,
      onSettled,
    })

  const save = (values: { email: string }) => {
    // Two clicks may come before the first is rendered.
    if (isBusy.current) return
    isBusy.current = true
    setChangedTo(null)
    const email = values.email.trim()
    if (same(current, email)) return sendAgain({ email, kept: undefined })
    change(email, ({ kept }) => (kept === undefined ? onUpdated : onLinkSent)?.(email))
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
  const changed = isFollowed ? delivery.to.email : changedTo
  const isPending = update.isPending || resend.isPending
  const { onChange, ...field } = register('email', { validate })

  return (
    <EditorFrame
      {...rest}
      ref={ref}
      component="email-editor"
      success={changed && t('email.changed', { email: changed })}
      onSave={() => void handleSubmit(save)()}
      submitLabel={t(isUnverified ? 'email.confirm' : 'email.save')}
      isPending={isPending}
      isLoading={currentEmail === undefined && profile.isPending && profile.failureCount === 0}
      problem={update.error ?? resend.error}
      onCancel={
        formState.isDirty
          ? () => {
              flushSync(() => {
                reset({ email: current }, afresh)
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
            unstyled={rest.unstyled}
            onOther={() => {
              flushSync(() => {
                clear()
                verify.reset()
                resend.reset()
              })
              setFocus('email', { shouldSelect: true })
            }}
            onSubmit={(code, onError) =>
              verify.mutate(
                { email: delivery.to.email, code },
                { onError, onSuccess: () => finish(delivery.to.email, delivery.to.kept !== undefined) },
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
        className={rest.classNames?.field}
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
          setChangedTo(null)
          if (isFollowed) clear()
          if (update.error) update.reset()
          void onChange(event)
        }}
      />
    </EditorFrame>
  )
})
