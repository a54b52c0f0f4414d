import { endpointName, type ApiRequest, type Send } from './http.js'
import { flag } from './json.js'
import { nothing, parseCredentials, parseDevices, parseEnrollment, parseProfile } from './parse.js'
import { missingToken } from './tokens.js'
import { required } from './http.js'
import type { AuthorizedCallOptions, Factor, StepUpClient } from './types.js'

const credentialPaths: Record<Factor, string> = {
  email: 'mfa/credentials/emails',
  sms: 'mfa/credentials/phone-numbers',
}

/** Sent only when the person asked for it. */
const trust = (trustDevice: boolean | undefined) => ({ trust_device: trustDevice || undefined })

export type ResourceCalls = Pick<
  StepUpClient,
  | 'listCredentials'
  | 'enrollEmail'
  | 'enrollPhoneNumber'
  | 'verifyEnrollment'
  | 'removeEmailCredential'
  | 'removePhoneNumberCredential'
  | 'listTrustedDevices'
  | 'removeTrustedDevice'
  | 'getProfile'
  | 'updateEmail'
  | 'verifyEmail'
  | 'sendEmailVerification'
  | 'updatePhoneNumber'
  | 'verifyPhoneNumber'
  | 'sendPhoneNumberVerification'
>

/** The calls that carry a bearer: credentials, trusted devices, profile. */
export function createResourceCalls(
  send: Send,
  currentToken: (signal: AbortSignal | undefined) => Promise<string | undefined>,
): ResourceCalls {
  const authorized = async <T>(
    { accessToken, signal }: AuthorizedCallOptions = {},
    request: ApiRequest,
    parse: (body: unknown) => T,
  ): Promise<T> => {
    const token = accessToken ?? (await currentToken(signal))
    if (!token) throw missingToken(endpointName(request))
    return send({ ...request, token, signal }, parse)
  }

  return {
    listCredentials: (options) => authorized(options, { path: 'mfa/credentials' }, parseCredentials),
    enrollEmail: ({ trustDevice, action, redirectUrl }, options) =>
      authorized(
        options,
        { path: credentialPaths.email, body: { ...trust(trustDevice), action, redirect_url: redirectUrl } },
        parseEnrollment('email'),
      ),
    enrollPhoneNumber: ({ phoneNumber, trustDevice, action }, options) =>
      authorized(
        options,
        { path: credentialPaths.sms, body: { phone_number: phoneNumber, ...trust(trustDevice), action } },
        parseEnrollment('sms'),
      ),
    verifyEnrollment: ({ factor, code, trustDevice }, options) =>
      authorized(
        options,
        {
          path: `${credentialPaths[factor]}/verify`,
          body: { verification_code: code, ...trust(trustDevice) },
          checksCode: true,
        },
        nothing,
      ),
    removeEmailCredential: (options) =>
      authorized(options, { method: 'DELETE', path: credentialPaths.email }, nothing),
    removePhoneNumberCredential: ({ phoneNumber }, options) =>
      authorized(
        options,
        { method: 'DELETE', path: credentialPaths.sms, body: { phone_number: phoneNumber } },
        nothing,
      ),

    listTrustedDevices: (options) => authorized(options, { path: 'mfa/trusteddevices' }, parseDevices),
    async removeTrustedDevice({ id }, options) {
      const path = 'mfa/trusteddevices/'
      // A URL drops such a segment: the call would reach another resource.
      if (/^\.{0,2}$/.test(id)) throw new TypeError('removeTrustedDevice: `id` is not one of a device.')
      return authorized(
        options,
        { method: 'DELETE', path: path + encodeURIComponent(id), endpoint: `${path}{id}` },
        nothing,
      )
    },

    getProfile: (options) =>
      authorized(
        options,
        { path: 'userinfo', query: { fields: 'id,email,email_verified,phone_number,phone_number_verified' } },
        parseProfile,
      ),
    updateEmail: ({ email, redirectUrl, captchaToken, captchaProvider }, options) =>
      authorized(
        options,
        {
          path: 'update-email',
          body: {
            email,
            redirect_url: redirectUrl,
            captcha_token: captchaToken,
            captcha_provider: captchaProvider,
          },
        },
        parseProfile,
      ),
    verifyEmail: ({ email, code }, options) =>
      authorized(
        options,
        { path: 'verify-email', body: { email, verification_code: code }, checksCode: true },
        nothing,
      ),
    sendEmailVerification: ({ redirectUrl }, options) =>
      authorized(
        options,
        { path: 'send-email-verification', body: { redirect_url: redirectUrl } },
        (body) => ({
          sent: required(flag(body, 'verification_email_sent'), 'verification_email_sent'),
        }),
      ),
    updatePhoneNumber: ({ phoneNumber }, options) =>
      authorized(options, { path: 'update-phone-number', body: { phone_number: phoneNumber } }, parseProfile),
    verifyPhoneNumber: ({ phoneNumber, code }, options) =>
      authorized(
        options,
        {
          path: 'verify-phone-number',
          body: { phone_number: phoneNumber, verification_code: code },
          checksCode: true,
        },
        nothing,
      ),
    sendPhoneNumberVerification: (options) =>
      authorized(options, { method: 'POST', path: 'send-phone-number-verification' }, nothing),
  }
}
