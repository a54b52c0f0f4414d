import { type ComponentPropsWithoutRef, forwardRef, type ReactNode, useId } from 'react'
import { Icon } from './Icon.js'
import { flag, joined } from './part.js'

export interface FieldTexts {
  label: ReactNode
  /** What helps to fill it in. Read with the field. */
  hint?: ReactNode
  /** What is wrong with it. Marks the field and is read with it. */
  error?: ReactNode
}

export interface TextFieldProps extends ComponentPropsWithoutRef<'input'>, FieldTexts {
  /** For the element around label, text box and messages. */
  className?: string | undefined
  /** For the text box. */
  inputClassName?: string | undefined
}

/**
 * A text box with its label and messages. `ref` and all other attributes go to the `<input>`, so
 * `{...register('email')}` works.
 */
export const TextField = /* @__PURE__ */ forwardRef<HTMLInputElement, TextFieldProps>(function TextField(
  { label, hint, error, className, inputClassName, id, 'aria-describedby': describedBy, ...rest },
  ref,
) {
  const field = useFieldIds({ id, hint, error, describedBy })
  return (
    <div data-part="field" data-invalid={flag(Boolean(error))} className={className}>
      <label data-part="label" htmlFor={field.id}>
        {label}
      </label>
      <input data-part="input" {...rest} {...field} ref={ref} className={inputClassName} />
      <FieldMessages id={field.id} hint={hint} error={error} />
    </div>
  )
})

interface FieldIdOptions extends Pick<FieldTexts, 'hint' | 'error'> {
  id?: string | undefined
  describedBy?: string | undefined
}

/** What ties a control to its `FieldMessages`. */
export function useFieldIds({ id: given, hint, error, describedBy }: FieldIdOptions) {
  const own = useId()
  const id = given ?? own
  return {
    id,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': joined(describedBy, error ? `${id}-error` : null, hint ? `${id}-hint` : null),
  }
}

/** The hint and the error of a control that has `useFieldIds`. */
export function FieldMessages({ id, hint, error }: { id: string } & Pick<FieldTexts, 'hint' | 'error'>) {
  return (
    <>
      {error && (
        <p id={`${id}-error`} data-part="error">
          <Icon name="alert" />
          <span>{error}</span>
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} data-part="hint">
          {hint}
        </p>
      )}
    </>
  )
}
