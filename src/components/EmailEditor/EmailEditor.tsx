import { forwardRef } from 'react'
import type { CaptchaInput } from '../../client/types.js'
import { onDemand } from '../../internal/on-demand.js'
import { Editor, type EditorAttributes, type EditorPart } from '../PhoneNumberEditor/Editor.js'

export type { EditorPart as EmailEditorPart }

export interface EmailEditorProps extends EditorAttributes {
  /** What Cancel goes back to. @default the profile's */
  currentEmail?: string | undefined
  /** Where the link of the email leads. Must be an allowed callback URL. @default the tenant's own page */
  redirectUrl?: string | undefined
  /** Free text that matches an MFA template of the tenant. */
  action?: string | undefined
  /** Gives a new captcha answer for each call, where the tenant asks for one. */
  getCaptcha?: (() => CaptchaInput | Promise<CaptchaInput>) | undefined
  /** Called with the new email once it was changed here; not when a link is followed elsewhere. */
  onUpdated?: ((email: string) => void) | undefined
  /** Called with the new email when a link was sent to it; the old one stays until that is followed. */
  onLinkSent?: ((email: string) => void) | undefined
}

const form = /* @__PURE__ */ onDemand(() => import('./EmailForm.js'))

/**
 * Changes the profile's email: asks for a step-up where it protects the account, then says whether it is changed
 * or waits for the link in the message to the new address; the code of that message does as well.
 *
 * @example
 * <EmailEditor onUpdated={(email) => toast(email)} />
 */
export const EmailEditor = /* @__PURE__ */ forwardRef<HTMLDivElement, EmailEditorProps>(
  function EmailEditor(props, ref) {
    const { currentEmail, redirectUrl, action, getCaptcha, onUpdated, onLinkSent, ...root } = props
    return (
      <Editor
        {...root}
        rootRef={ref}
        component="email-editor"
        source={form}
        needsProfile={currentEmail === undefined}
      >
        {({ EmailForm }, profile) => <EmailForm {...props} profile={profile} />}
      </Editor>
    )
  },
)
