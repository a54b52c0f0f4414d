import { forwardRef } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import { useMfaCredentials } from '../../hooks/useMfaCredentials.js'
import { useProfile } from '../../hooks/useProfile.js'
import { onDemand } from '../../internal/on-demand.js'
import { AccountFrame, type AccountFrameProps, type AccountListPart } from './AccountFrame.js'

/** The parts of `MfaCredentialManager` that take a class name of their own. */
export type MfaCredentialManagerPart = AccountListPart

export interface MfaCredentialManagerProps extends AccountFrameProps {
  /**
   * Whether the tenant asks for a second factor at sign-in, which the server does not tell: with `always`, removing
   * the last credential is warned about. @default 'always'
   */
  mfaRequired?: 'always' | 'never' | undefined
  /** Free text that matches an MFA template of the tenant. */
  action?: string | undefined
  /** Where the link of an enrollment's email leads. Must be an allowed callback URL. */
  redirectUrl?: string | undefined
  /** ISO 3166-1 alpha-2, for numbers without a plus. @default the tenant's, else the region of the locale */
  defaultCountry?: string | undefined
}

const list = /* @__PURE__ */ onDemand(() => import('./CredentialList.js'))

/**
 * The person's MFA credentials: lists, adds, changes and removes them, each behind the step-up that ReachFive asks
 * for.
 *
 * @example
 * <MfaCredentialManager mfaRequired="always" />
 */
export const MfaCredentialManager = /* @__PURE__ */ forwardRef<HTMLElement, MfaCredentialManagerProps>(
  function MfaCredentialManager(props, ref) {
    const { mfaRequired, action, redirectUrl, defaultCountry, headingLevel, ...root } = props
    const { t } = useMessages()
    // Here, so that they are read while the list's code is being loaded.
    const query = useMfaCredentials()
    const { data: profile } = useProfile()
    return (
      <AccountFrame
        {...root}
        rootRef={ref}
        component="mfa-credential-manager"
        name={t('credentials.title')}
        loadingText={t('credentials.loading')}
        isLoading={query.isPending}
        source={list}
      >
        {({ CredentialList }) => <CredentialList {...props} query={query} profile={profile} />}
      </AccountFrame>
    )
  },
)
