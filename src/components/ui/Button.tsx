import { type ComponentPropsWithoutRef, forwardRef, type MouseEvent, type ReactNode } from 'react'
import { flag } from './part.js'
import { Spinner } from './Spinner.js'

export interface ButtonProps extends ComponentPropsWithoutRef<'button'> {
  /** `danger` is for what can't be undone; `ghost` has no frame. @default 'secondary' */
  variant?: 'primary' | 'secondary' | 'danger' | 'ghost' | undefined
  /** Busy: keeps its width, its name and the focus, and does nothing when pressed. @default false */
  pending?: boolean | undefined
  /** Stands before the text. */
  icon?: ReactNode
}

/**
 * A button; `type="button"` unless told otherwise. Its part is called `button` unless `data-part` is given.
 * `aria-disabled` does what `disabled` does, but keeps the focus.
 */
export const Button = /* @__PURE__ */ forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant = 'secondary', pending, icon, children, onClick, 'aria-disabled': ariaDisabled, ...rest },
  ref,
) {
  const isOff = pending || ariaDisabled === true || ariaDisabled === 'true'
  return (
    <button
      type="button"
      data-part="button"
      {...rest}
      ref={ref}
      data-variant={variant}
      data-pending={flag(pending)}
      aria-disabled={isOff || undefined}
      onClick={(event: MouseEvent<HTMLButtonElement>) => {
        // The default of a submit button is the submit, by Enter in a field as well.
        if (isOff) event.preventDefault()
        else onClick?.(event)
      }}
    >
      <span data-part="button-content">
        {icon}
        {children}
      </span>
      {pending && <Spinner />}
    </button>
  )
})
