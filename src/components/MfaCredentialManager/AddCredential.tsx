import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Factor, MfaCredential } from '../../client/types.js'
import { useMessages } from '../../hooks/useMessages.js'
import { useTenantConfig } from '../../hooks/useTenantConfig.js'
import { Button } from '../ui/index.js'
import { EnrollForm, type EnrollFormProps } from './EnrollForm.js'

interface AddCredentialProps extends Omit<EnrollFormProps, 'factor' | 'onClose'> {
  credentials: readonly MfaCredential[]
  /** The profile is known to have no email. */
  hasNoEmail: boolean
  className: string | undefined
}

/** The buttons for what the tenant lets be added, or the form for one of them. */
export function AddCredential({ credentials, hasNoEmail, className, ...form }: AddCredentialProps) {
  const { t } = useMessages()
  const { data: tenant = null, isPending } = useTenantConfig()
  const [adding, setAdding] = useState<Factor | null>(null)
  const buttons = useRef<Partial<Record<Factor, HTMLButtonElement | null>>>({})
  if (isPending) return null

  // A flag that the server does not send says nothing; then the server's answer decides.
  const isOn = {
    email: tenant?.mfaEmailEnabled !== false,
    sms: tenant?.mfaSmsEnabled !== false && tenant?.sms !== false,
  }
  if (!isOn.email && !isOn.sms) return <p data-part="hint">{t('credentials.off')}</p>
  const offered = {
    ...isOn,
    // There is one at most: the profile's own.
    email: isOn.email && !hasNoEmail && !credentials.some(({ type }) => type === 'email'),
  }
  const close = () => {
    const last = adding
    flushSync(() => setAdding(null))
    if (last !== null) buttons.current[last]?.focus()
  }

  if (adding !== null && offered[adding]) {
    return <EnrollForm {...form} key={adding} factor={adding} onClose={close} />
  }
  const button = (factor: Factor, text: string) =>
    offered[factor] && (
      <Button
        ref={(element) => {
          buttons.current[factor] = element
        }}
        onClick={() => setAdding(factor)}
      >
        {text}
      </Button>
    )
  return (
    <div data-part="actions" className={className}>
      {button('email', t('credentials.addEmail'))}
      {button('sms', t('credentials.addPhoneNumber'))}
    </div>
  )
}
