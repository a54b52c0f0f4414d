import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import { FieldMessages, type FieldTexts, flag, useFieldIds } from '../ui/index.js'

export interface PasswordFieldProps extends ComponentPropsWithoutRef<'input'>, FieldTexts {
  isShown: boolean
  onShownChange: (isShown: boolean) => void
}

/** A password that can be read over before it is sent. */
export const PasswordField = /* @__PURE__ */ forwardRef<HTMLInputElement, PasswordFieldProps>(
  function PasswordField({ label, hint, error, className, isShown, onShownChange, ...rest }, ref) {
    const { t } = useMessages()
    const field = useFieldIds({ hint, error })
    return (
      <div data-part="field" data-invalid={flag(Boolean(error))} className={className}>
        <label data-part="label" htmlFor={field.id}>
          {label}
        </label>
        <div data-part="affixed">
          <input
            autoComplete="current-password"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            data-part="input"
            {...rest}
            {...field}
            ref={ref}
            type={isShown ? 'text' : 'password'}
          />
          <button
            type="button"
            data-part="reveal"
            aria-controls={field.id}
            aria-label={t(isShown ? 'login.hidePassword' : 'login.showPassword')}
            onClick={() => onShownChange(!isShown)}
          >
            {t(isShown ? 'login.hide' : 'login.show')}
          </button>
        </div>
        <FieldMessages id={field.id} hint={hint} error={error} />
      </div>
    )
  },
)
