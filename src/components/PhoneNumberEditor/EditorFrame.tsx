import { type ComponentPropsWithoutRef, forwardRef, type ReactNode } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import { Alert, Button, rootAttributes, Skeleton, type StylableProps } from '../ui/index.js'
import { isAboutInput, Problem } from './Problem.js'

/** The parts of the editors that take a class name of their own. */
export type EditorPart = 'root' | 'form' | 'field' | 'actions' | 'message'

export interface EditorAttributes
  extends Omit<ComponentPropsWithoutRef<'div'>, 'className' | 'children'>, StylableProps<EditorPart> {}

/** For react-hook-form: a profile that is read again takes nothing from what is being typed. */
export const followed = { keepDirtyValues: true, keepErrors: true }
/** For react-hook-form: back to what is given. */
export const afresh = { keepDirtyValues: false, keepErrors: false }

export interface EditorFrameProps extends EditorAttributes {
  component: string
  /** What was changed, once it is. */
  success: string | null
  onSave: () => void
  submitLabel: string
  isPending: boolean
  isLoading: boolean
  problem: Error | null
  /** Where there is something to go back from. */
  onCancel: (() => void) | undefined
  /** The field. */
  children: ReactNode
  /** What takes the form's place meanwhile. */
  next: ReactNode
}

/** One field that saves itself, and what comes after it. */
export const EditorFrame = /* @__PURE__ */ forwardRef<HTMLDivElement, EditorFrameProps>(function EditorFrame(
  {
    component,
    success,
    onSave,
    submitLabel,
    isPending,
    isLoading,
    problem,
    onCancel,
    children,
    next,
    className,
    classNames,
    unstyled,
    ...rest
  },
  ref,
) {
  const { t } = useMessages()
  return (
    <div {...rest} {...rootAttributes<EditorPart>(component, { className, classNames, unstyled })} ref={ref}>
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
        {isLoading ? <Skeleton shape="control" /> : children}
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
    </div>
  )
})

/** The focus was in what the message takes the place of. */
function focus(element: HTMLElement | null): void {
  element?.focus()
}
