import type { ReactNode } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import { Alert, Button } from '../ui/index.js'
import type { EditorAttributes, EditorProfile } from './Editor.js'
import { isAboutInput, Problem } from './Problem.js'

/**
 * For react-hook-form: a profile that is read again takes nothing from what is being typed. Given to one reset and not
 * to the form, whose other resets older versions would keep from what is dirty as well.
 */
export const followed = { keepDirtyValues: true, keepErrors: true }

export type EditorFormProps<Props> = Props & { profile: EditorProfile }

export interface EditorFrameProps extends Pick<EditorAttributes, 'classNames'> {
  /** What was changed, once it is. */
  success: string | null
  onSave: () => void
  submitLabel: string
  isPending: boolean
  problem: Error | null
  /** Where there is something to go back from. */
  onCancel: (() => void) | undefined
  /** The field. */
  children: ReactNode
  /** What takes the form's place meanwhile. */
  next: ReactNode
}

/** One field that saves itself, and what comes after it. */
export function EditorFrame({
  success,
  onSave,
  submitLabel,
  isPending,
  problem,
  onCancel,
  children,
  next,
  classNames,
}: EditorFrameProps) {
  const { t } = useMessages()
  return (
    <>
      {success !== null && !next && (
        <Alert variant="success" className={classNames?.message} tabIndex={-1} ref={focus}>
          {success}
        </Alert>
      )}
      {/* Hidden and not unmounted, so that nothing typed is lost. */}
      <form
        data-part="form"
        className={classNames?.form}
        hidden={Boolean(next)}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isPending) onSave()
        }}
      >
        {children}
        {!isAboutInput(problem) && <Problem error={problem} className={classNames?.message} />}
        <div data-part="actions" className={classNames?.actions}>
          <Button type="submit" variant="primary" pending={isPending}>
            {submitLabel}
          </Button>
          {onCancel && !isPending && (
            <Button variant="ghost" onClick={onCancel}>
              {t('prompt.cancel')}
            </Button>
          )}
        </div>
      </form>
      {next}
    </>
  )
}

/** The focus was in what the message takes the place of. */
function focus(element: HTMLElement | null): void {
  element?.focus()
}
