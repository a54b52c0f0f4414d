import { type ReactNode, useId } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import { Problem } from '../PhoneNumberEditor/Problem.js'
import { Button, Dialog, useOneAtATime } from '../ui/index.js'

export interface ConfirmDialogProps {
  onDismiss: () => void
  question: string
  /** What follows from it. */
  children: ReactNode
  confirmLabel: string
  keepLabel: string
  pending: boolean
  error: unknown
  onConfirm: () => Promise<unknown>
  unstyled: boolean | undefined
}

/** Asks before something is removed; to be rendered until that is done. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { onDismiss, question, children, confirmLabel, keepLabel, pending, error, onConfirm } = props
  const { t } = useMessages()
  const id = useId()
  const begin = useOneAtATime()
  return (
    <Dialog
      component="confirm-dialog"
      open
      onDismiss={onDismiss}
      labelledBy={`${id}-title`}
      describedBy={`${id}-text`}
      closeLabel={t('prompt.close')}
      unstyled={props.unstyled}
    >
      <h2 id={`${id}-title`} tabIndex={-1} data-part="title">
        {question}
      </h2>
      <div id={`${id}-text`} data-part="intro">
        {children}
      </div>
      <Problem error={error} />
      <div data-part="actions">
        <Button variant="danger" pending={pending} onClick={() => begin(onConfirm)}>
          {confirmLabel}
        </Button>
        <Button onClick={onDismiss}>{keepLabel}</Button>
      </div>
    </Dialog>
  )
}
