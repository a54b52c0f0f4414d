import { get, post, remove, sendCode, startStepUp, stepUp } from '../support.js'
import { plain, login, authorize, changed, type Row } from './ask.js'

export const accountRows: Row[] = [
  // identifiers and credentials
  [
    'an email that is none',
    async (f) => post(f, 'update-email', { email: 'new.example.com' }, await stepUp(f)),
    400,
    'invalid_request',
    'error.email.invalid',
  ],
  [
    'the same email again',
    async (f) => post(f, 'update-email', { email: f.currentPersona.email }, await stepUp(f)),
    400,
    'invalid_request',
    'error.email.notChanged',
  ],
  [
    'an email of somebody else',
    async (f) => post(f, 'update-email', { email: f.personas.smsOnly.email }, await stepUp(f)),
    400,
    'email_already_exists',
    'error.email.alreadyInUse',
  ],
  [
    'a redirect URL that is none',
    async (f) =>
      post(f, 'update-email', { email: 'new@example.com', redirect_url: 'callback' }, await stepUp(f)),
    400,
    'invalid_request',
    'error.invalidField',
  ],
  [
    'a phone number that is none',
    async (f) => post(f, 'update-phone-number', { phone_number: '12' }, await stepUp(f)),
    400,
    'invalid_request',
    'error.phoneNumber.invalid',
  ],
  [
    'a phone number of somebody else',
    async (f) =>
      post(f, 'update-phone-number', { phone_number: f.personas.smsOnly.phoneNumber }, await stepUp(f)),
    400,
    'phone_number_already_exists',
    'error.phoneNumber.alreadyInUse',
  ],
  [
    'a code for a phone number that waits for none',
    async (f) => post(f, 'verify-phone-number', { ...changed, verification_code: '123456' }, await stepUp(f)),
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'a credential that exists already',
    async (f) => post(f, 'mfa/credentials/emails', {}, await stepUp(f)),
    409,
    'invalid_request',
    'error.mfa.credentialAlreadyExists',
  ],
  [
    'a phone number to enroll that is not given',
    async (f) => post(f, 'mfa/credentials/phone-numbers', {}, await stepUp(f, 'email')),
    400,
    'invalid_request',
    'error.requiredField',
    { seed: 'emailOnly' },
  ],
  [
    'an enrollment code that was never sent',
    async (f) => post(f, 'mfa/credentials/emails/verify', { verification_code: '123456' }, await stepUp(f)),
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'an enrollment where the factor is off',
    (f) => post(f, 'mfa/credentials/emails', {}, plain(f)),
    403,
    'access_denied',
    'error.feature.notAvailable',
    { seed: 'noCredential', mfaEmailEnabled: false },
  ],
  [
    'deleting a phone number that is no credential',
    async (f) => remove(f, 'mfa/credentials/phone-numbers', await stepUp(f), changed),
    404,
    'resource_not_found',
    'error.mfa.credentialNotFound',
  ],
  [
    'deleting a phone number without naming it',
    async (f) => remove(f, 'mfa/credentials/phone-numbers', await stepUp(f)),
    400,
    'invalid_request',
    'error.requiredField',
  ],
  [
    'trusted devices without a step-up',
    (f) => get(f, 'mfa/trusteddevices', plain(f)),
    401,
    'invalid_grant',
    'error.authn.mfa.stepup.required',
  ],
  [
    'trusted devices where the feature is off',
    (f) => get(f, 'mfa/trusteddevices', plain(f)),
    403,
    'access_denied',
    'error.feature.notAvailable',
    { rbaEnabled: false },
  ],
  [
    'a trusted device that does not exist',
    async (f) => remove(f, 'mfa/trusteddevices/invented', await stepUp(f)),
    404,
    'resource_not_found',
    'error.trustedDevice.notFound',
  ],
  [
    'a trusted device of somebody else',
    async (f) => {
      f.openSession('smsOnly')
      const challenge_id = await sendCode(f, await startStepUp(f))
      const verification_code = f.lastCode()
      await post(f, 'passwordless/verify', { challenge_id, verification_code, trust_device: true })
      const device = f.state.users['smsOnly']?.trustedDevices[0]?.id ?? ''
      if (device === '') throw new Error('no device to ask for')
      return remove(f, `mfa/trusteddevices/${device}`, await stepUp(f))
    },
    404,
    'resource_not_found',
    'error.trustedDevice.notFound',
  ],
  [
    "deleting somebody else's phone number",
    async (f) =>
      remove(f, 'mfa/credentials/phone-numbers', await stepUp(f), {
        phone_number: f.personas.smsOnly.phoneNumber,
      }),
    404,
    'resource_not_found',
    'error.mfa.credentialNotFound',
  ],

  // login
  [
    'a wrong password',
    (f) => login(f, { password: 'no' }),
    401,
    'invalid_grant',
    'error.invalidEmailOrPassword',
  ],
  [
    'an unknown user',
    (f) => login(f, { email: 'nobody@example.com' }),
    401,
    'invalid_grant',
    'error.invalidEmailOrPassword',
  ],
  [
    'a login without a password',
    (f) => login(f, { password: undefined }),
    400,
    'invalid_request',
    'error.requiredField',
  ],
  [
    'a user who is locked out',
    (f) => login(f),
    403,
    'access_denied',
    'error.accountBlockedAfterMultipleLoginAttempts',
    { seed: 'lockedOut' },
  ],
  [
    'the right password after too many wrong ones',
    async (f) => {
      for (let trial = 0; trial < 3; trial++) await login(f, { password: 'no' })
      return login(f)
    },
    403,
    'access_denied',
    'error.accountBlockedAfterMultipleLoginAttempts',
    { maxLoginAttempts: 3 },
  ],
  [
    'a kind of login that the tenant does not allow',
    (f) => login(f),
    400,
    'invalid_request',
    'error.invalidLoginType',
    { loginTypeAllowed: { email: false } },
  ],
  [
    'an authorization to a foreign redirect URI',
    (f) => authorize(f, { redirect_uri: 'https://evil.example/' }),
    400,
    'invalid_request',
    'error.redirectUri.notAllowed',
  ],
  [
    'a signup with an email that is taken',
    (f) =>
      post(f, 'signup', {
        client_id: 'fake-client',
        data: { email: f.currentPersona.email, password: 'Long-Enough-1' },
      }),
    400,
    'email_already_exists',
    'error.email.alreadyInUse',
  ],
]
