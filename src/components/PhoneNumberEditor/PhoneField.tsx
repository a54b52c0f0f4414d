import { forwardRef, useImperativeHandle } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import { FieldMessages, flag, useFieldIds } from '../ui/index.js'
import type { PhoneNumberFieldProps } from './PhoneNumberField.js'
import { usePhoneField } from './usePhoneField.js'

/** The field itself, for the forms that load when they appear. */
export const PhoneField = /* @__PURE__ */ forwardRef<HTMLInputElement, PhoneNumberFieldProps>(
  function PhoneField(
    {
      label,
      hint,
      error,
      value,
      onValueChange,
      defaultCountry,
      className,
      id,
      'aria-describedby': describedBy,
      onFocus,
      ...rest
    },
    ref,
  ) {
    const { t, locale } = useMessages()
    const { input, ...phone } = usePhoneField({ value, onValueChange, defaultCountry })
    useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => input.current, [input])
    const field = useFieldIds({ id, hint, error, describedBy })
    const { disabled, readOnly } = rest
    const { library, country = '' } = phone

    return (
      <div
        data-component="phone-number-field"
        data-part="field"
        data-invalid={flag(Boolean(error))}
        className={className}
      >
        <label data-part="label" htmlFor={field.id}>
          {label ?? t('phone.label')}
        </label>
        {/* A number reads from left to right in every language, its calling code first. */}
        <div data-part="phone" dir="ltr" data-disabled={flag(disabled)}>
          {library !== null && (
            <span data-part="country">
              <span data-part="calling-code" aria-hidden="true">
                {library ? library.shortNameOf(country) : country}
              </span>
              {library && (
                <library.CountrySelect
                  locale={locale}
                  label={t('phone.country')}
                  value={country}
                  onChange={phone.onCountryChange}
                  disabled={disabled === true || readOnly === true}
                />
              )}
            </span>
          )}
          <input
            autoComplete="tel"
            inputMode="tel"
            data-part="input"
            {...rest}
            {...field}
            ref={input}
            type="tel"
            value={phone.text}
            onFocus={(event) => {
              phone.onFocus()
              onFocus?.(event)
            }}
            onChange={({ currentTarget, nativeEvent }) => {
              if (isComposing(nativeEvent)) phone.onComposing(currentTarget.value)
              else phone.onEdit(inputTypeOf(nativeEvent))
            }}
            onCompositionEnd={() => phone.onEdit('insertText')}
          />
        </div>
        <FieldMessages id={field.id} hint={hint} error={error} />
      </div>
    )
  },
)

function isComposing(event: Event): boolean {
  return 'isComposing' in event && event.isComposing === true
}

/** Empty where the browser or an extension filled the field. */
function inputTypeOf(event: Event): string {
  return 'inputType' in event && typeof event.inputType === 'string' ? event.inputType : ''
}
