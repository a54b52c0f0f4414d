import type { MfaCredential, Profile } from '../../client/types.js'
import type { AccountQueryResult } from '../../hooks/useAccountQuery.js'
import { useMessages } from '../../hooks/useMessages.js'
import { AccountList } from './AccountList.js'
import { AddCredential } from './AddCredential.js'
import { CredentialItem } from './CredentialItem.js'
import type { MfaCredentialManagerProps } from './MfaCredentialManager.js'
import { keyOf } from './texts.js'

interface CredentialListProps extends MfaCredentialManagerProps {
  query: AccountQueryResult<MfaCredential[]>
  profile: Profile | undefined
}

/** The inside of `MfaCredentialManager`. */
export function CredentialList(props: CredentialListProps) {
  const { query, profile, mfaRequired = 'always', action, redirectUrl, defaultCountry } = props
  const { classNames, unstyled, headingLevel = 2 } = props
  const { t } = useMessages()
  return (
    <AccountList
      headingLevel={headingLevel}
      classNames={classNames}
      query={query}
      texts={{
        title: t('credentials.title'),
        intro: t('credentials.intro'),
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
          heading={({ 2: 'h3', 3: 'h4', 4: 'h5' } as const)[headingLevel]}
          action={action}
          redirectUrl={redirectUrl}
          defaultCountry={defaultCountry}
          className={classNames?.actions}
          unstyled={unstyled}
        />
      }
    />
  )
}
