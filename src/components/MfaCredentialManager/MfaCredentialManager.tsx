import { forwardRef } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import { useMfaCredentials } from '../../hooks/useMfaCredentials.js'
import { useProfile } from '../../hooks/useProfile.js'
import { AccountList, type AccountListPart, type AccountListProps } from './AccountList.js'
import { AddCredential } from './AddCredential.js'
import { CredentialItem } from './CredentialItem.js'
import { keyOf } from './texts.js'

/** The parts of `MfaCredentialManager` that take a class name of their own. */
export type MfaCredentialManagerPart = AccountListPart

export interface MfaCredentialManagerProps extends AccountListProps {
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

/**
 * The person's MFA credentials: lists, adds, changes and removes them, each behind the step-up that ReachFive asks
 * for.
 *
 * @example
 * <MfaCredentialManager mfaRequired="always" />
 */
export const MfaCredentialManager = /* @__PURE__ */ forwardRef<HTMLElement, MfaCredentialManagerProps>(
  function MfaCredentialManager(
    { mfaRequired = 'always', action, redirectUrl, defaultCountry, ...rest },
    ref,
  ) {
    const { t } = useMessages()
    const query = useMfaCredentials()
    const { data: profile } = useProfile()
    const { classNames, unstyled, headingLevel = 2 } = rest
    const heading = ({ 2: 'h3', 3: 'h4', 4: 'h5' } as const)[headingLevel]

    return (
      <AccountList
        {...rest}
        rootRef={ref}
        component="mfa-credential-manager"
        query={query}
        texts={{
          title: t('credentials.title'),
          intro: t('credentials.intro'),
          loading: t('credentials.loading'),
          locked: t('credentials.locked'),
          show: t('credentials.show'),
          empty: t('credentials.empty'),
        }}
        items={query.data?.map((credential) => (
          <CredentialItem
            key={keyOf(credential)}
            credential={credential}
            isChangeable={
              credential.type === 'email'
                ? profile?.email === undefined || profile.email === credential.email
                : profile?.phoneNumber === credential.phoneNumber
            }
            isLast={query.data.length === 1 && mfaRequired === 'always'}
            action={action}
            className={classNames?.item}
            unstyled={unstyled}
          />
        ))}
        footer={
          <AddCredential
            credentials={query.data ?? []}
            hasNoEmail={profile !== undefined && profile.email === undefined}
            email={profile?.email}
            heading={heading}
            action={action}
            redirectUrl={redirectUrl}
            defaultCountry={defaultCountry}
            className={classNames?.actions}
            unstyled={unstyled}
          />
        }
      />
    )
  },
)
