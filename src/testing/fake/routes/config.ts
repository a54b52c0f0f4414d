import { requireClient } from '../authorization.js'
import { isJsonObject, ok, type Route } from '../call.js'

/** `GET /config`. */
export const readConfig: Route = (call) => {
  const { options } = call.world
  requireClient(call, call.query)
  const { email, phoneNumber, customIdentifier } = options.loginTypeAllowed
  const config = {
    sso: options.sso,
    sms: options.sms,
    web_authn: false,
    language: options.language,
    country_code: options.countryCode,
    pkce_enforced: options.pkceEnforced,
    is_public: options.isPublic,
    is_implicit_flow_forbidden: options.pkceEnforced,
    scope: options.defaultScope,
    social_providers: [],
    password_policy: { min_length: 8, min_strength: 2, allow_update_with_access_token_only: true },
    consents: [],
    custom_fields: [],
    resource_base_url: `${call.url.origin}/resources`,
    mfa_sms_enabled: options.mfaSmsEnabled,
    mfa_email_enabled: options.mfaEmailEnabled,
    rba_enabled: options.rbaEnabled,
    login_type_allowed: { email, phone_number: phoneNumber, custom_identifier: customIdentifier },
  }
  return ok(options.configCase === 'camel' ? camelCased(config) : config)
}

function camelCased(value: unknown): unknown {
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      camelCased(inner),
    ]),
  )
}
