import { readCorrelationId } from '../crypto.js'
import { ResponseShapeError } from '../errors.js'
import type { Http } from '../http.js'
import { field, flags, Missing, strings } from '../json.js'
import { limited } from '../limit.js'
import { leaving, type Logins } from './logins.js'
import { toKitError } from './refusals.js'
import type { CoreSdkClient } from './sdk.js'

interface Call {
  body: unknown
  /** Of the endpoint, with its query. */
  url: string
  accessToken: string
}

export interface CoreSdkHttpOptions {
  sdk: CoreSdkClient
  logins: Logins
  redirectUri: string
  scope: string
  timeoutMs: number
}

const v1 = '/identity/v1'
const emails = `${v1}/mfa/credentials/emails`
const phoneNumbers = `${v1}/mfa/credentials/phone-numbers`
const devices = `${v1}/mfa/trusteddevices`
const stepUpEndpoint = `POST ${v1}/mfa/stepup`

const isEmpty = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && Object.keys(answer).length === 0

/** What the kit itself has put into the body. */
const text = (body: unknown, name: string) => strings(body, name)[name] ?? ''

const verification = (body: unknown) => ({
  ...flags(body, 'trustDevice'),
  verificationCode: text(body, 'verificationCode'),
})
const byNumber = (body: unknown) => ({ phoneNumber: text(body, 'phoneNumber') })

/** Which method of the SDK makes which call. */
function createRoutes({
  sdk,
  logins,
  redirectUri,
  scope,
}: CoreSdkHttpOptions): Record<string, (call: Call) => unknown> {
  const readProfile = ({ accessToken }: Call) =>
    sdk.getUser({ accessToken, fields: 'id,email,email_verified,phone_number,phone_number_verified' })

  return {
    [`GET ${v1}/config`]: () => sdk.remoteSettings,
    [`POST ${v1}/password/login`]: ({ body }) => logins.start(body),
    'GET /oauth/authorize': ({ body }) => logins.tokens(text(body, 'tkn'), 'GET /oauth/authorize'),
    [stepUpEndpoint]: ({ body, accessToken }) => {
      const given = strings(body, 'tkn', 'action')
      return (
        logins.stepUp(given.tkn, stepUpEndpoint) ??
        sdk.getMfaStepUpToken({
          ...given,
          ...(accessToken && { accessToken }),
          options: {
            redirectUri,
            scope,
            fetchBasicProfile: false,
            codeChallenge: text(body, 'codeChallenge'),
            codeChallengeMethod: 'S256',
          },
        })
      )
    },
    [`POST ${v1}/passwordless/start`]: ({ body }) =>
      sdk.startPasswordless({
        authType: field(body, 'authType') === 'sms' ? 'sms' : 'email',
        stepUp: text(body, 'stepUp'),
      }),
    [`POST ${v1}/passwordless/verify`]: async ({ body }) => {
      const challengeId = text(body, 'challengeId')
      const answer = await sdk.verifyMfaPasswordless({ challengeId, ...verification(body) })
      return isEmpty(answer) ? leaving() : answer
    },
    'POST /oauth/token': ({ body }) =>
      sdk.exchangeAuthorizationCodeWithPkce({
        code: text(body, 'code'),
        redirectUri,
        ...strings(body, 'codeVerifier'),
      }),

    [`GET ${v1}/mfa/credentials`]: ({ accessToken }) => sdk.listMfaCredentials(accessToken),
    [`POST ${emails}`]: ({ body, accessToken }) =>
      sdk.startMfaEmailRegistration({
        accessToken,
        ...flags(body, 'trustDevice'),
        ...strings(body, 'action'),
      }),
    [`POST ${phoneNumbers}`]: ({ body, accessToken }) =>
      sdk.startMfaPhoneNumberRegistration({
        accessToken,
        ...flags(body, 'trustDevice'),
        ...strings(body, 'phoneNumber', 'action'),
      }),
    [`POST ${emails}/verify`]: ({ body, accessToken }) =>
      sdk.verifyMfaEmailRegistration({ accessToken, ...verification(body) }),
    [`POST ${phoneNumbers}/verify`]: ({ body, accessToken }) =>
      sdk.verifyMfaPhoneNumberRegistration({ accessToken, ...verification(body) }),
    [`DELETE ${emails}`]: ({ accessToken }) => sdk.removeMfaEmail({ accessToken }),
    [`DELETE ${phoneNumbers}`]: ({ body, accessToken }) =>
      sdk.removeMfaPhoneNumber({ accessToken, ...byNumber(body) }),
    [`GET ${devices}`]: ({ accessToken }) => sdk.listTrustedDevices(accessToken),
    [`DELETE ${devices}/{id}`]: ({ url, accessToken }) =>
      // Encoded already, which the SDK does not do.
      sdk.removeTrustedDevice({ accessToken, trustedDeviceId: url.slice(devices.length + 1) }),

    [`GET ${v1}/userinfo`]: readProfile,
    [`POST ${v1}/update-email`]: async (call) =>
      // The SDK's types promise nothing, but it gives what the server answered.
      (await sdk.updateEmail({
        accessToken: call.accessToken,
        email: text(call.body, 'email'),
        ...strings(call.body, 'redirectUrl', 'captchaToken'),
      })) ?? readProfile(call),
    [`POST ${v1}/verify-email`]: ({ body, accessToken }) =>
      sdk.verifyEmail({
        accessToken,
        email: text(body, 'email'),
        verificationCode: text(body, 'verificationCode'),
      }),
    [`POST ${v1}/send-email-verification`]: async ({ body, accessToken }) =>
      (await sdk.sendEmailVerification({ accessToken, ...strings(body, 'redirectUrl') })) ?? {
        verificationEmailSent: true,
      },
    [`POST ${v1}/update-phone-number`]: async (call) =>
      (await sdk.updatePhoneNumber({ accessToken: call.accessToken, ...byNumber(call.body) })) ??
      readProfile(call),
    [`POST ${v1}/verify-phone-number`]: ({ body, accessToken }) =>
      sdk.verifyPhoneNumber({
        accessToken,
        ...byNumber(body),
        verificationCode: text(body, 'verificationCode'),
      }),
    [`POST ${v1}/send-phone-number-verification`]: ({ accessToken }) =>
      sdk.sendPhoneNumberVerification({ accessToken }),
  }
}

/** The calls of the kit's client, made by the SDK. It can't abort: an answer that nobody waits for is dropped. */
export function createCoreSdkHttp(options: CoreSdkHttpOptions): Http {
  const routes = createRoutes(options)

  const attempt: Http['attempt'] = (name, signal, run) => {
    const support = { correlationId: readCorrelationId() }
    return limited({ name, timeoutMs: options.timeoutMs, signal, support }, (limit) => run(limit, support))
  }

  return {
    attempt,
    send: (endpoint, parse, { url = '', body, token = '', signal, checksCode }) =>
      attempt(endpoint, signal, async (_limit, support) => {
        let answer: unknown
        // What no header can hold is left out: fetch would complain and quote the token.
        const accessToken = token.replace(/[^!-~]/g, '')
        try {
          answer = await routes[endpoint]?.({ body, url, accessToken })
        } catch (error) {
          const sent = { body, token: accessToken }
          throw toKitError(
            error,
            endpoint,
            support,
            sent,
            checksCode ? (token ? 'bearer' : 'alone') : undefined,
          )
        }
        try {
          return parse(answer)
        } catch (error) {
          throw error instanceof Missing
            ? new ResponseShapeError(`${endpoint} answered without a usable ${error.message}.`, { support })
            : error
        }
      }),
  }
}
