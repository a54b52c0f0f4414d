import { forwardRef } from 'react'
import { onDemand } from '../../internal/on-demand.js'
import { Editor, type EditorAttributes, type EditorPart } from './Editor.js'
import { loadPhoneLibrary } from './usePhoneLibrary.js'

export type { EditorPart as PhoneNumberEditorPart }

export interface PhoneNumberEditorProps extends EditorAttributes {
  /** E.164; what Cancel goes back to. @default the profile's */
  currentPhoneNumber?: string | undefined
  /** ISO 3166-1 alpha-2, for numbers without a plus. @default the tenant's, else the region of the locale */
  defaultCountry?: string | undefined
  /** Free text that matches an MFA template of the tenant. */
  action?: string | undefined
  /** Called with the new number (E.164) once its code was right. */
  onUpdated?: ((phoneNumber: string) => void) | undefined
}

const form = /* @__PURE__ */ onDemand(() => {
  // Its field will want it at once.
  loadPhoneLibrary()
  return import('./PhoneNumberForm.js')
})

/**
 * Changes the profile's phone number: asks for a step-up where it protects the account, then for the code that is
 * sent to the new number. What was typed survives all of it.
 *
 * @example
 * <PhoneNumberEditor defaultCountry="FR" onUpdated={(phoneNumber) => toast(phoneNumber)} />
 */
export const PhoneNumberEditor = /* @__PURE__ */ forwardRef<HTMLDivElement, PhoneNumberEditorProps>(
  function PhoneNumberEditor(props, ref) {
    const { currentPhoneNumber, defaultCountry, action, onUpdated, ...root } = props
    return (
      <Editor
        {...root}
        rootRef={ref}
        component="phone-number-editor"
        source={form}
        needsProfile={currentPhoneNumber === undefined}
      >
        {({ PhoneNumberForm }, profile) => <PhoneNumberForm {...props} profile={profile} />}
      </Editor>
    )
  },
)
