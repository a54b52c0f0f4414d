import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { Controller, useForm } from 'react-hook-form'
import type { Profile } from '../../client/types.js'
import { useMessages } from '../../hooks/useMessages.js'
import { useSendPhoneNumberVerification } from '../../hooks/useSendPhoneNumberVerification.js'
import { useUpdatePhoneNumber } from '../../hooks/useUpdatePhoneNumber.js'
import { useVerifyPhoneNumber } from '../../hooks/useVerifyPhoneNumber.js'
import { errorMessage } from '../../messages/errors.js'
import { useOneAtATime } from '../ui/index.js'
import { CodeStep } from './CodeStep.js'
import { EditorFrame, type EditorFormProps, followed } from './EditorFrame.js'
import type { PhoneNumberEditorProps } from './PhoneNumberEditor.js'
import { PhoneField } from './PhoneField.js'
import { isAboutInput } from './Problem.js'
import { useDelivery, whenTaken } from './useDelivery.js'
import { phoneNumberProblem, writePhoneNumber } from './usePhoneLibrary.js'

/** What `PhoneNumberEditor` loads when it appears. */
export function PhoneNumberForm({
  currentPhoneNumber,
  defaultCountry,
  action,
  onUpdated,
  profile,
  classNames,
  unstyled,
}: EditorFormProps<PhoneNumberEditorProps>) {
  const { t } = useMessages()
  const current = currentPhoneNumber ?? profile.data?.phoneNumber ?? ''
  const isVerified = currentPhoneNumber !== undefined || profile.data?.phoneNumberVerified !== false

  const { control, handleSubmit, reset, setError, setFocus, formState } = useForm({
    defaultValues: { phoneNumber: current },
  })
  useEffect(() => reset({ phoneNumber: current }, followed), [current, reset])
  const options = action === undefined ? {} : { action }
  const update = useUpdatePhoneNumber(options)
  const verify = useVerifyPhoneNumber(options)
  const resend = useSendPhoneNumberVerification(options)
  const { delivery, sent, held, clear } = useDelivery<string>()
  const [changedTo, setChangedTo] = useState<string | null>(null)
  const begin = useOneAtATime()

  const save = ({ phoneNumber }: { phoneNumber: string }) => {
    setChangedTo(null)
    return update.mutateAsync(
      { phoneNumber },
      {
        onSuccess: () => sent(phoneNumber),
        onError(error) {
          if (!isAboutInput(error)) return
          setError('phoneNumber', { message: errorMessage(error, t) }, { shouldFocus: true })
        },
      },
    )
  }
  const finish = (phoneNumber: string) => {
    setChangedTo(phoneNumber)
    reset({ phoneNumber })
    clear()
    resend.reset()
    onUpdated?.(phoneNumber)
  }
  const isConfirmedIn = (read: Profile | undefined, phoneNumber: string | undefined) =>
    read?.phoneNumberVerified === true && read.phoneNumber === phoneNumber
  const validate = (phoneNumber: string) => {
    const problem = phoneNumberProblem(phoneNumber)
    if (problem) return t(`phone.${problem}`)
    return phoneNumber === current && isVerified ? t('phone.unchanged') : true
  }
  // It may be confirmed in another tab as well.
  const isConfirmed = isConfirmedIn(profile.data, delivery?.to)
  const newNumber = isConfirmed ? current : changedTo
  const isUnverified = current !== '' && !isVerified && !formState.isDirty

  return (
    <EditorFrame
      classNames={classNames}
      success={newNumber && t('phone.changed', { phoneNumber: writePhoneNumber(newNumber) })}
      onSave={() => void handleSubmit((values) => begin(() => save(values)))()}
      submitLabel={t(isUnverified ? 'phone.confirm' : 'phone.save')}
      isPending={update.isPending}
      problem={update.error}
      onCancel={
        formState.isDirty
          ? () => {
              flushSync(() => {
                reset({ phoneNumber: current })
                update.reset()
              })
              setFocus('phoneNumber')
            }
          : undefined
      }
      next={
        delivery &&
        !isConfirmed && (
          <CodeStep
            delivery={delivery}
            verify={verify}
            resend={resend}
            submitLabel={t('phone.confirm')}
            otherLabel={t('phone.other')}
            unstyled={unstyled}
            onOther={() => {
              flushSync(() => {
                clear()
                verify.reset()
                resend.reset()
              })
              setFocus('phoneNumber', { shouldSelect: true })
            }}
            onSubmit={(code, onError) =>
              verify.mutateAsync(
                { phoneNumber: delivery.to, code },
                {
                  onSuccess: () => finish(delivery.to),
                  onError(error) {
                    onError()
                    const isTaken = (read: Profile) => isConfirmedIn(read, delivery.to)
                    whenTaken(error, profile, isTaken, () => finish(delivery.to))
                  },
                },
              )
            }
            onResend={() =>
              resend.mutateAsync(undefined, { onSuccess: () => sent(delivery.to), onError: held })
            }
          >
            <p>{t('prompt.sentBySmsTo', { destination: writePhoneNumber(delivery.to) })}</p>
          </CodeStep>
        )
      }
    >
      <Controller
        control={control}
        name="phoneNumber"
        rules={{ validate }}
        render={({ field: { onChange, ...field }, fieldState }) => (
          <PhoneField
            {...field}
            className={classNames?.field}
            required
            readOnly={update.isPending}
            defaultCountry={defaultCountry}
            error={fieldState.error?.message}
            hint={isUnverified ? t('phone.unverified') : undefined}
            onValueChange={(phoneNumber) => {
              setChangedTo(null)
              if (isConfirmed) clear()
              if (update.error) update.reset()
              onChange(phoneNumber)
            }}
          />
        )}
      />
    </EditorFrame>
  )
}
