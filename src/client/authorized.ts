import { endpointName, type Http, type Parse } from './http.js'
import { flags, required, toWireName } from './json.js'
import { nothing, parseCredentials, parseDevices, parseEnrollment, parseProfile } from './parse.js'
import { missingToken, type TokenSource } from './tokens.js'
import type { AuthorizedCallOptions, StepUpClient } from './types.js'

export type AuthorizedCalls = Pick<
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
export function createAuthorizedCalls({ send }: Http, { current }: TokenSource): AuthorizedCalls {
  const call = async <T>(
    endpoint: string,
    parse: Parse<T>,
    { accessToken, signal }: AuthorizedCallOptions = {},
    body?: Record<string, unknown>,
    id?: string,
  ): Promise<T> => {
    const token = accessToken ?? (await current(signal))
    if (!token) throw missingToken(endpointName(endpoint, id))
    return send(endpoint, parse, {
      token,
      signal,
      ...(body && { body, checksCode: 'verification_code' in body }),
      ...(id !== undefined && { id }),
    })
  }

  /** A call without input. */
  const plain =
    <T>(endpoint: string, parse: Parse<T>) =>
    (options?: AuthorizedCallOptions) =>
      call(endpoint, parse, options)

  /** A call that sends the named parts of its input as body, and nothing else of what it was given. */
  const withBody =
    <Input extends object, T>(
      endpoint: string | ((input: Input) => string),
      parse: Parse<T>,
      names: (keyof Input & string)[],
    ) =>
    (input: Input, options?: AuthorizedCallOptions) => {
      const body: Record<string, unknown> = {}
      // `trust_device` is sent only when the person asked for it.
      for (const name of names)
        if (input[name] !== false)
          body[name === 'code' ? 'verification_code' : toWireName(name)] = input[name]
      return call(typeof endpoint === 'string' ? endpoint : endpoint(input), parse, options, body)
    }

  const emails = 'mfa/credentials/emails'
  const phoneNumbers = 'mfa/credentials/phone-numbers'
  return {
    listCredentials: plain('GET mfa/credentials', parseCredentials),
    enrollEmail: withBody(`POST ${emails}`, parseEnrollment('email'), [
      'trustDevice',
      'action',
      'redirectUrl',
    ]),
    enrollPhoneNumber: withBody(`POST ${phoneNumbers}`, parseEnrollment('sms'), [
      'phoneNumber',
      'trustDevice',
      'action',
    ]),
    verifyEnrollment: withBody(
      ({ factor }) => `POST ${factor === 'sms' ? phoneNumbers : emails}/verify`,
      nothing,
      ['code', 'trustDevice'],
    ),
    removeEmailCredential: plain(`DELETE ${emails}`, nothing),
    removePhoneNumberCredential: withBody(`DELETE ${phoneNumbers}`, nothing, ['phoneNumber']),

    listTrustedDevices: plain('GET mfa/trusteddevices', parseDevices),
    async removeTrustedDevice({ id }, options) {
      // A URL drops such a segment: the call would reach another resource.
      if (/^\.{0,2}$/.test(id)) throw new TypeError('`id` is not one of a trusted device.')
      return call('DELETE mfa/trusteddevices', nothing, options, undefined, id)
    },

    getProfile: plain(
      'GET userinfo?fields=id,email,email_verified,phone_number,phone_number_verified',
      parseProfile,
    ),
    updateEmail: withBody('POST update-email', parseProfile, [
      'email',
      'redirectUrl',
      'captchaToken',
      'captchaProvider',
    ]),
    verifyEmail: withBody('POST verify-email', nothing, ['email', 'code']),
    sendEmailVerification: withBody(
      'POST send-email-verification',
      (body) => ({
        sent: required(flags(body, 'verificationEmailSent').verificationEmailSent, 'verificationEmailSent'),
      }),
      ['redirectUrl'],
    ),
    updatePhoneNumber: withBody('POST update-phone-number', parseProfile, ['phoneNumber']),
    verifyPhoneNumber: withBody('POST verify-phone-number', nothing, ['phoneNumber', 'code']),
    sendPhoneNumberVerification: plain('POST send-phone-number-verification', nothing),
  }
}
