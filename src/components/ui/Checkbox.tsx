import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { flag } from './part.js'
import { FieldMessages, type FieldTexts, useFieldIds } from './TextField.js'

export interface CheckboxProps extends Omit<ComponentPropsWithoutRef<'input'>, 'type'>, FieldTexts {}

/** A native checkbox with its label and messages. `ref` and all other attributes go to the `<input>`. */
export const Checkbox = /* @__PURE__ */ forwardRef<HTMLInputElement, CheckboxProps>(function Checkbox(
  { label, hint, error, className, id, ...rest },
  ref,
) {
  const field = useFieldIds({ id, hint, error })
  return (
    <div data-part="choice" data-disabled={flag(rest.disabled)} className={className}>
      <input data-part="checkbox" {...rest} {...field} type="checkbox" ref={ref} />
      <div data-part="choice-content">
        <label data-part="choice-label" htmlFor={field.id}>
          {label}
        </label>
        <FieldMessages id={field.id} hint={hint} error={error} />
      </div>
    </div>
  )
})
