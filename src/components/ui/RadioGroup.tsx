import { type ReactNode, useId } from 'react'
import { flag } from './part.js'
import { Icon, type IconName } from './Icon.js'

export interface RadioOption<Value extends string> {
  value: Value
  label: ReactNode
  /** A second line, read with the option. */
  hint?: ReactNode
  icon?: IconName | undefined
  disabled?: boolean | undefined
}

export interface RadioGroupProps<Value extends string> {
  legend: ReactNode
  options: readonly RadioOption<Value>[]
  value: Value
  onValueChange: (value: Value) => void
  name?: string | undefined
  className?: string | undefined
  optionClassName?: string | undefined
  /** Focus starts at the option that is checked. @default false */
  leads?: boolean | undefined
}

/** Native radios in a fieldset. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { legend, options, value, onValueChange, name, className, optionClassName, leads } = props
  const id = useId()
  return (
    <fieldset data-part="radio-group" className={className}>
      <legend data-part="label">{legend}</legend>
      {options.map((option) => {
        const optionId = `${id}-${option.value}`
        const checked = option.value === value
        return (
          <label
            key={option.value}
            htmlFor={optionId}
            data-part="option"
            data-checked={flag(checked)}
            data-disabled={flag(option.disabled)}
            className={optionClassName}
          >
            <input
              id={optionId}
              data-part="radio"
              type="radio"
              data-autofocus={flag(leads && checked)}
              name={name ?? id}
              value={option.value}
              checked={checked}
              disabled={option.disabled}
              onChange={() => onValueChange(option.value)}
              aria-labelledby={`${optionId}-label`}
              aria-describedby={option.hint ? `${optionId}-hint` : undefined}
            />
            <span data-part="choice-content">
              <span id={`${optionId}-label`} data-part="choice-label">
                {option.label}
              </span>
              {option.hint && (
                <span id={`${optionId}-hint`} data-part="hint">
                  {option.hint}
                </span>
              )}
            </span>
            {option.icon && <Icon name={option.icon} />}
          </label>
        )
      })}
    </fieldset>
  )
}
