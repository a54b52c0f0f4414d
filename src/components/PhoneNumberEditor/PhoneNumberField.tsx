import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { onDemand } from '../../internal/on-demand.js'
import type { FieldTexts } from '../ui/index.js'
import { Loaded } from '../ui/Loaded.js'

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

const field = /* @__PURE__ */ onDemand(() => import('./PhoneField.js'))

/**
 * A phone number in any form, with its country. The field is loaded when it appears, and then the phone library; until that
 * is there, and without it, the field is a plain one. `ref` and all other attributes go to the text box.
 *
 * @example
 * <Controller control={control} name="phoneNumber" render={({ field: { onChange, ...field } }) => (
 *   <PhoneNumberField {...field} onValueChange={onChange} defaultCountry="FR" />
 * )} />
 */
export const PhoneNumberField = /* @__PURE__ */ forwardRef<HTMLInputElement, PhoneNumberFieldProps>(
  function PhoneNumberField(props, ref) {
    return (
      <Loaded source={field} rows={1} waits={false}>
        {({ PhoneField }) => <PhoneField {...props} ref={ref} />}
      </Loaded>
    )
  },
)
