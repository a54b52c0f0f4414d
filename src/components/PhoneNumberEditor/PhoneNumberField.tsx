import { type ComponentPropsWithoutRef, forwardRef, useImperativeHandle } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import { FieldMessages, type FieldTexts, flag, useFieldIds } from '../ui/index.js'
import { usePhoneField } from './usePhoneField.js'

type InputAttributes = Omit<
  ComponentPropsWithoutRef<'input'>,
  'value' | 'defaultValue' | 'type' | 'onChange' | 'onInput' | 'dir'
>

export interface PhoneNumberFieldProps extends InputAttributes, Omit<FieldTexts, 'label'> {
  /** What the field is called. @default the provider's text */
  label?: FieldTexts['label']
  /**
   * E.164, while typing too (`+3361`). Where no country is known, or the phone library could not be loaded, a
   * national number stays as it was typed; the server knows the account's country.
   */
  value: string
  /** Called with the new value after each change. */
  onValueChange?: ((value: string) => void) | undefined
  /** ISO 3166-1 alpha-2. @default the tenant's, else the region of the locale */
  defaultCountry?: string | undefined
}

/**
 * A phone number in any form, with its country. The phone library is loaded when the field appears; until then,
 * and without it, the field is a plain one. `ref` and all other attributes go to the text box.
 *
 * @example
 * <Controller control={control} name="phoneNumber" render={({ field: { onChange, ...field } }) => (
 *   <PhoneNumberField {...field} onValueChange={onChange} defaultCountry="FR" />
 * )} />
 */
export const PhoneNumberField = /* @__PURE__ */ forwardRef<HTMLInputElement, PhoneNumberFieldProps>(
  function PhoneNumberField(
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
