import { type ReactNode, type RefObject, useRef } from 'react'
import { useIsomorphicLayoutEffect } from '../../internal/use-layout-effect.js'
import { Drawing } from './Icon.js'
import { openModal } from './modal.js'
import { rootAttributes, type StylableProps } from './part.js'

export interface DialogProps extends StylableProps<'root' | 'panel' | 'close'> {
  /** Names the component in `data-component`. @default 'dialog' */
  component?: string
  open: boolean
  /** The person wants it closed: Escape, the close button, or the backdrop. It closes when `open` says so. */
  onDismiss: () => void
  /** What gets the focus back if nothing has it when the dialog opens. */
  opener?: RefObject<Element | null>
  /** The id of the title inside, which is focusable (`tabIndex={-1}`): focus starts there, or at `data-autofocus`. */
  labelledBy: string
  describedBy?: string | undefined
  /** The name of the close button. */
  closeLabel: string
  /** A click beside the dialog closes it. Not where something was typed. @default false */
  dismissOnBackdrop?: boolean
  children: ReactNode
}

/** A modal of the platform's own: focus goes in, is kept in and returns to the control that had it. */
export function Dialog(props: DialogProps) {
  const { component = 'dialog', open, onDismiss, labelledBy, describedBy, closeLabel } = props
  const { dismissOnBackdrop = false, classNames = {}, opener, children } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const latest = useRef({ onDismiss, dismissOnBackdrop })

  useIsomorphicLayoutEffect(() => {
    latest.current = { onDismiss, dismissOnBackdrop }
  })
  useIsomorphicLayoutEffect(() => {
    if (!open || dialog.current === null) return undefined
    return openModal(dialog.current, {
      titleId: labelledBy,
      opener: opener?.current,
      onDismiss: () => latest.current.onDismiss(),
      dismissesOnBackdrop: () => latest.current.dismissOnBackdrop,
    })
  }, [open, labelledBy, opener])

  return (
    <dialog
      {...rootAttributes(component, props)}
      ref={dialog}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
    >
      {open && (
        <div data-part="panel" className={classNames.panel}>
          {children}
          <button
            type="button"
            data-part="close"
            className={classNames.close}
            aria-label={closeLabel}
            onClick={onDismiss}
          >
            <Drawing d="m5 5 10 10M15 5 5 15" />
          </button>
        </div>
      )}
    </dialog>
  )
}
