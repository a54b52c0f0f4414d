import type { Route } from './call.js'
import type { EndpointName } from './endpoints.js'
import * as account from './routes/account.js'
import { readConfig } from './routes/config.js'
import * as credentials from './routes/credentials.js'
import { loginWithPassword } from './routes/login.js'
import * as oauth from './routes/oauth.js'
import * as passwordless from './routes/passwordless.js'
import * as profile from './routes/profile.js'
import { startStepUp } from './routes/stepup.js'

export type Method = 'GET' | 'POST' | 'DELETE'

/** What the fake serves, by endpoint and method. */
export const routes: Readonly<Record<EndpointName, Readonly<Partial<Record<Method, Route>>>>> = {
  config: { GET: readConfig },
  'mfa/stepup': { POST: startStepUp },
  'mfa/credentials': { GET: credentials.listCredentials },
  'mfa/credentials/emails': { POST: credentials.enrollEmail, DELETE: credentials.removeEmail },
  'mfa/credentials/emails/verify': { POST: credentials.verifyEnrollment('email') },
  'mfa/credentials/phone-numbers': {
    POST: credentials.enrollPhoneNumber,
    DELETE: credentials.removePhoneNumber,
  },
  'mfa/credentials/phone-numbers/verify': { POST: credentials.verifyEnrollment('sms') },
  'mfa/trusteddevices': { GET: credentials.listDevices },
  'mfa/trusteddevices/{id}': { DELETE: credentials.removeDevice },
  'passwordless/start': { POST: passwordless.startPasswordless },
  'passwordless/verify': { POST: passwordless.verifyPasswordless, GET: passwordless.visitPasswordlessVerify },
  'verify-auth-code': { POST: passwordless.verifyAuthCode },
  'password/login': { POST: loginWithPassword },
  'password/strength': { POST: account.ratePassword },
  'update-email': { POST: profile.updateEmail },
  'verify-email': { POST: profile.verifyEmail },
  'send-email-verification': { POST: profile.sendEmailVerification },
  'update-phone-number': { POST: profile.updatePhoneNumber },
  'verify-phone-number': { POST: profile.verifyPhoneNumber },
  'send-phone-number-verification': { POST: profile.sendPhoneNumberVerification },
  userinfo: { GET: profile.readUserInfo },
  'update-profile': { POST: account.updateProfile },
  'update-password': { POST: account.updatePassword },
  unlink: { POST: account.unlink },
  signup: { POST: account.signUp },
  'signup/data': { GET: account.readSignupData },
  'forgot-password': { POST: account.sendPasswordReset },
  'account-recovery': { POST: account.sendPasswordReset },
  'sso/data': { GET: account.readSession },
  logout: { GET: account.logout },
  'email-link': { GET: profile.followEmailLink },
  'oauth/authorize': { GET: oauth.authorize },
  'oauth/token': { POST: oauth.exchangeToken },
  'oauth/revoke': { POST: oauth.revokeToken },
}

export const isMethod = (value: string): value is Method =>
  value === 'GET' || value === 'POST' || value === 'DELETE'
