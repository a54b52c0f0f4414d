import { memo, useId, useState } from 'react'
import type { MfaCredential } from '../../client/types.js'
import { useMessages } from '../../hooks/useMessages.js'
import { useRemoveCredential } from '../../hooks/useRemoveCredential.js'
import { formatDate } from '../../internal/format-date.js'
import { EmailEditor } from '../EmailEditor/index.js'
import { PhoneNumberEditor } from '../PhoneNumberEditor/index.js'
import { Alert, Button, Dialog, Icon } from '../ui/index.js'
import { useConclude } from './AccountList.js'
import { ConfirmDialog } from './ConfirmDialog.js'
import { maskedValue, nameOf, targetOf } from './texts.js'

export interface CredentialItemProps {
  credential: MfaCredential
  /** Whether the profile's own email or phone number is what is enrolled: nothing else can be changed. */
  isChangeable: boolean
  /** The warning, where this is the last one. */
  isLast: boolean
  action: string | undefined
  className: string | undefined
  unstyled: boolean | undefined
}

/** One credential with its own dialogs; drawn again only when it changed. */
export const CredentialItem = /* @__PURE__ */ memo(function CredentialItem(props: CredentialItemProps) {
  const { credential, isChangeable, isLast, action, className, unstyled } = props
  const { t, locale } = useMessages()
  const conclude = useConclude()
  const [open, setOpen] = useState<'change' | 'remove' | null>(null)
  const close = () => setOpen(null)
  const changeTitleId = useId()
  const isEmail = credential.type === 'email'
  const target = { target: targetOf(credential) }
  const name = nameOf(credential)
  const { createdAt } = credential
  const changeText = t(isEmail ? 'credentials.changeEmail' : 'credentials.changePhoneNumber', target)

  const remove = useRemoveCredential({
    ...(action !== undefined && { action }),
    onSuccess: () => conclude(t('credentials.removed'), close),
  })
  const onUpdated = () => conclude(t('credentials.changed'), close)

  return (
    <li data-part="item" className={className}>
      <Icon name={isEmail ? 'email' : 'phone'} />
      <div data-part="item-content">
        <p data-part="item-title">
          {t(`credentials.${credential.type}`)}
          {name !== undefined && ' · '}
          {name !== undefined && <bdi>{name}</bdi>}
        </p>
        <p>
          <bdi>{maskedValue(credential)}</bdi>
        </p>
        {createdAt !== undefined && (
          <p data-part="hint">{t('credentials.addedOn', { date: formatDate(createdAt, locale) })}</p>
        )}
      </div>
      <div data-part="item-actions">
        {isChangeable && (
          <Button variant="ghost" aria-label={changeText} onClick={() => setOpen('change')}>
            {t('credentials.change')}
          </Button>
        )}
        <Button
          variant="ghost"
          aria-label={t(isEmail ? 'credentials.removeEmail' : 'credentials.removePhoneNumber', target)}
          onClick={() => {
            if (!remove.isPending) remove.reset()
            setOpen('remove')
          }}
        >
          {t('credentials.remove')}
        </Button>
      </div>
      {open === 'remove' && (
        <ConfirmDialog
          onDismiss={close}
          question={t(
            isEmail ? 'credentials.removeEmailQuestion' : 'credentials.removePhoneNumberQuestion',
            target,
          )}
          confirmLabel={t('credentials.remove')}
          keepLabel={t('credentials.keep')}
          pending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutateAsync(credential)}
          unstyled={unstyled}
        >
          <p>{t('credentials.removeHint')}</p>
          {isLast && (
            <Alert variant="danger" role="note">
              {t('credentials.removeLast')}
            </Alert>
          )}
        </ConfirmDialog>
      )}
      {/* The profile may differ from the credential until the code for the new number is entered here. */}
      {open === 'change' && (
        <Dialog
          component="change-dialog"
          open
          onDismiss={close}
          labelledBy={changeTitleId}
          closeLabel={t('prompt.close')}
          unstyled={unstyled}
        >
          <h2 id={changeTitleId} tabIndex={-1} data-part="title">
            {changeText}
          </h2>
          {isEmail ? (
            <EmailEditor action={action} onUpdated={onUpdated} unstyled={unstyled} />
          ) : (
            <PhoneNumberEditor action={action} onUpdated={onUpdated} unstyled={unstyled} />
          )}
        </Dialog>
      )}
    </li>
  )
})
