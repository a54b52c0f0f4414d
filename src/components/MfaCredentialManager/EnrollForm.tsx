import { type ComponentProps, useRef, useState } from 'react'
import type { EnrollmentResult, Factor } from '../../client/types.js'
import { useSurroundings } from '../../hooks/context.js'
import { type EnrollCredentialVariables, useEnrollCredential } from '../../hooks/useEnrollCredential.js'
import { useTenantConfig } from '../../hooks/useTenantConfig.js'
import { useVerifyEnrollment } from '../../hooks/useVerifyEnrollment.js'
import { maskEmail, maskPhoneNumber } from '../../internal/mask.js'
import { errorMessage } from '../../messages/errors.js'
import { CodeStep } from '../PhoneNumberEditor/CodeStep.js'
import { PhoneField } from '../PhoneNumberEditor/PhoneField.js'
import { isAboutInput, Problem } from '../PhoneNumberEditor/Problem.js'
import { useDelivery } from '../PhoneNumberEditor/useDelivery.js'
import { phoneNumberProblem } from '../PhoneNumberEditor/usePhoneLibrary.js'
import { Button, Checkbox, useOneAtATime } from '../ui/index.js'
import { useConclude } from './AccountList.js'

export interface EnrollFormProps {
  factor: Factor
  /** The profile's own, which is what is enrolled; unknown where the profile could not be loaded. */
  email: string | undefined
  heading: `h${3 | 4 | 5}`
  action: string | undefined
  redirectUrl: string | undefined
  defaultCountry: string | undefined
  onClose: () => void
  unstyled: boolean | undefined
}

/** How long ReachFive keeps a device trusted, in days. */
const trustDays = 90

/** Adds a credential: what is to be added, then the code where the server sent one. */
export function EnrollForm(props: EnrollFormProps) {
  const { factor, email, heading: Heading, action, redirectUrl, defaultCountry, onClose } = props
  const conclude = useConclude()
  const { t, locale, trustDevice: trust } = useSurroundings('MfaCredentialManager')
  const config = useTenantConfig({ enabled: trust === 'offer' })
  const [phoneNumber, setPhoneNumber] = useState('')
  const [trustDevice, setTrustDevice] = useState(false)
  const [lack, setLack] = useState<string | null>(null)
  const { delivery, sent, held, clear } = useDelivery<EnrollCredentialVariables>()
  const input = useRef<HTMLInputElement>(null)
  const begin = useOneAtATime()
  const isEmail = factor === 'email'
  const byAction = action === undefined ? {} : { action }

  const added = () => conclude(t('credentials.added'), onClose)
  const answered = ({ status }: EnrollmentResult, variables: EnrollCredentialVariables) =>
    status === 'enabled' ? added() : sent(variables)
  const enroll = useEnrollCredential({
    ...byAction,
    onSuccess: answered,
    onError: (error) => {
      if (isAboutInput(error)) input.current?.focus()
    },
  })
  const resend = useEnrollCredential({ ...byAction, onSuccess: answered, onError: held })
  const verify = useVerifyEnrollment({ ...byAction, onSuccess: added })

  const submit: ComponentProps<'form'>['onSubmit'] = (event) => {
    event.preventDefault()
    const problem = isEmail ? undefined : phoneNumberProblem(phoneNumber)
    if (problem) {
      setLack(t(`phone.${problem}`))
      input.current?.focus()
      return
    }
    const shared = trustDevice ? { trustDevice } : {}
    begin(() =>
      enroll.mutateAsync(
        isEmail
          ? { factor: 'email', ...shared, ...(redirectUrl !== undefined && { redirectUrl }) }
          : { factor: 'sms', phoneNumber, ...shared },
      ),
    )
  }
  const isOnField = !isEmail && isAboutInput(enroll.error)
  const masked = isEmail ? email && maskEmail(email) : maskPhoneNumber(phoneNumber)
  const destination = masked ? `\u2068${masked}\u2069` : undefined

  return (
    <div data-part="enroll">
      <Heading tabIndex={-1} data-part="subtitle" ref={isEmail ? focus : undefined}>
        {t(isEmail ? 'credentials.addEmail' : 'credentials.addPhoneNumber')}
      </Heading>
      {/* Hidden and not unmounted, so that nothing typed is lost. */}
      <form data-part="form" noValidate hidden={delivery !== null} onSubmit={submit}>
        {isEmail ? (
          <p>
            {destination === undefined
              ? t('credentials.addOwnEmailHint')
              : t('credentials.addEmailHint', { target: destination })}
          </p>
        ) : (
          <PhoneField
            ref={input}
            name="phoneNumber"
            required
            autoFocus
            value={phoneNumber}
            readOnly={enroll.isPending}
            defaultCountry={defaultCountry}
            hint={t('credentials.addPhoneNumberHint')}
            error={lack ?? (isOnField ? errorMessage(enroll.error, t, locale) : undefined)}
            onValueChange={(next) => {
              setPhoneNumber(next)
              setLack(null)
              if (enroll.error) enroll.reset()
            }}
          />
        )}
        {trust === 'offer' && config.data?.rbaEnabled && (
          <Checkbox
            label={t('prompt.trustDevice', { count: trustDays })}
            hint={t('prompt.trustDeviceHint')}
            checked={trustDevice}
            onChange={(event) => setTrustDevice(event.currentTarget.checked)}
          />
        )}
        {!isOnField && <Problem error={enroll.error} />}
        <div data-part="actions">
          <Button type="submit" variant="primary" pending={enroll.isPending}>
            {t('credentials.add')}
          </Button>
          <Button onClick={onClose}>{t('prompt.cancel')}</Button>
        </div>
      </form>
      {delivery && (
        <CodeStep
          delivery={delivery}
          verify={verify}
          resend={resend}
          submitLabel={t('credentials.confirm')}
          otherLabel={t('credentials.back')}
          onOther={() => {
            clear()
            verify.reset()
            resend.reset()
          }}
          onSubmit={(code, onError) =>
            verify.mutateAsync({ factor, code, ...(trustDevice && { trustDevice }) }, { onError })
          }
          onResend={() => resend.mutateAsync(delivery.to)}
          unstyled={props.unstyled}
        >
          <p>
            {isEmail
              ? destination === undefined
                ? t('prompt.sentByEmail')
                : t('prompt.sentByEmailTo', { destination })
              : t('prompt.sentBySmsTo', { destination: destination ?? '' })}
          </p>
        </CodeStep>
      )}
    </div>
  )
}

/** The focus was on the button that this takes the place of. */
function focus(element: HTMLElement | null): void {
  element?.focus()
}
