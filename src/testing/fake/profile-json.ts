import type { UserRecord } from './store.js'

/** A profile as `userinfo` and the update calls answer it. */
export function profileJson(user: UserRecord): Readonly<Record<string, unknown>> {
  const emails = user.email === undefined ? [] : [user.email]
  const optional = {
    email: user.email,
    phone_number: user.phoneNumber,
    custom_identifier: user.customIdentifier,
    last_login: user.lastLogin,
  }
  return {
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    id: user.id,
    uid: user.id,
    sub: user.id,
    given_name: user.givenName,
    family_name: user.familyName,
    name: `${user.givenName} ${user.familyName}`.trim(),
    email_verified: user.emailVerified,
    emails: { verified: user.emailVerified ? emails : [], unverified: user.emailVerified ? [] : emails },
    phone_number_verified: user.phoneNumberVerified,
    auth_types: ['password'],
    has_password: user.password !== '',
    has_managed_profile: true,
    providers: [],
    social_identities: [],
    provider_details: [],
    third_party_grants: [],
    token_revocation_record: { long_lived_by_client: {} },
    origins: [],
    devices: [],
    logins_count: user.logins,
    local_friends_count: 0,
    likes_friends_ratio: 0,
    lite_only: false,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  }
}
