import { describe, expect, it } from 'vitest'
import type { ReachFiveClient } from '../../src/client/index.js'
import { empty, identity, json, rejection, setUp, stepUpAnswer, tokenAnswer, type Answer } from './support.js'

interface Row {
  call: (client: ReachFiveClient) => Promise<unknown>
  answer: () => Response
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  body?: unknown
  bearer?: boolean
  /** @default 'include' */
  credentials?: RequestCredentials
}

const profile = () => json({ id: 'user-1' })
const rows: Record<string, Row> = {
  getConfig: {
    call: (client) => client.getConfig(),
    answer: () => json({ sso: true }),
    method: 'GET',
    path: `${identity}/config?client_id=client-1`,
    credentials: 'omit',
  },
  loginWithPassword: {
    call: (client) =>
      client.loginWithPassword({
        identifier: { email: 'jo@example.com' },
        password: 'secret',
        action: 'login',
      }),
    answer: () => json({ tkn: 'tkn-1' }),
    method: 'POST',
    path: `${identity}/password/login`,
    body: {
      client_id: 'client-1',
      scope: 'openid profile email phone mfa full_write',
      email: 'jo@example.com',
      password: 'secret',
      action: 'login',
    },
  },
  'loginWithPassword by phone number, with a captcha': {
    call: (client) =>
      client.loginWithPassword({
        identifier: { phoneNumber: '+33612345678' },
        password: 'secret',
        captchaToken: 'captcha',
        captchaProvider: 'captchafox',
      }),
    answer: () => json({ tkn: 'tkn-1' }),
    method: 'POST',
    path: `${identity}/password/login`,
    body: {
      client_id: 'client-1',
      scope: 'openid profile email phone mfa full_write',
      phone_number: '+33612345678',
      password: 'secret',
      captcha_token: 'captcha',
      captcha_provider: 'captchafox',
    },
  },
  'loginWithPassword by custom identifier': {
    call: (client) =>
      client.loginWithPassword({ identifier: { customIdentifier: 'jo' }, password: 'secret' }),
    answer: () => json({ tkn: 'tkn-1' }),
    method: 'POST',
    path: `${identity}/password/login`,
    body: {
      client_id: 'client-1',
      scope: 'openid profile email phone mfa full_write',
      custom_identifier: 'jo',
      password: 'secret',
    },
  },
  refreshTokens: {
    call: (client) => client.refreshTokens({ refreshToken: 'refresh-1', scope: 'openid' }),
    answer: () => tokenAnswer(),
    method: 'POST',
    path: '/oauth/token',
    body: { client_id: 'client-1', grant_type: 'refresh_token', refresh_token: 'refresh-1', scope: 'openid' },
  },
  listCredentials: {
    call: (client) => client.listCredentials(),
    answer: () => json({ credentials: [] }),
    method: 'GET',
    path: `${identity}/mfa/credentials`,
    bearer: true,
  },
  'enrollEmail with everything': {
    call: (client) =>
      client.enrollEmail({
        trustDevice: true,
        action: 'enroll',
        redirectUrl: 'https://app.example.com/done',
      }),
    answer: () => json({ status: 'email_sent' }),
    method: 'POST',
    path: `${identity}/mfa/credentials/emails`,
    body: { trust_device: true, action: 'enroll', redirect_url: 'https://app.example.com/done' },
    bearer: true,
  },
  'enrollEmail with nothing': {
    call: (client) => client.enrollEmail({ trustDevice: false }),
    answer: () => json({ status: 'email_sent' }),
    method: 'POST',
    path: `${identity}/mfa/credentials/emails`,
    body: {},
    bearer: true,
  },
  enrollPhoneNumber: {
    call: (client) => client.enrollPhoneNumber({ phoneNumber: '+33612345678' }),
    answer: () => json({ status: 'sms_sent' }),
    method: 'POST',
    path: `${identity}/mfa/credentials/phone-numbers`,
    body: { phone_number: '+33612345678' },
    bearer: true,
  },
  'enrollPhoneNumber with everything': {
    call: (client) =>
      client.enrollPhoneNumber({ phoneNumber: '+33612345678', trustDevice: true, action: 'enroll' }),
    answer: () => json({ status: 'sms_sent' }),
    method: 'POST',
    path: `${identity}/mfa/credentials/phone-numbers`,
    body: { phone_number: '+33612345678', trust_device: true, action: 'enroll' },
    bearer: true,
  },
  'verifyEnrollment of an email': {
    call: (client) => client.verifyEnrollment({ factor: 'email', code: '123456' }),
    answer: empty,
    method: 'POST',
    path: `${identity}/mfa/credentials/emails/verify`,
    body: { verification_code: '123456' },
    bearer: true,
  },
  'verifyEnrollment of a phone number': {
    call: (client) => client.verifyEnrollment({ factor: 'sms', code: '123456', trustDevice: true }),
    answer: empty,
    method: 'POST',
    path: `${identity}/mfa/credentials/phone-numbers/verify`,
    body: { verification_code: '123456', trust_device: true },
    bearer: true,
  },
  'removeEmailCredential without a body': {
    call: (client) => client.removeEmailCredential(),
    answer: empty,
    method: 'DELETE',
    path: `${identity}/mfa/credentials/emails`,
    bearer: true,
  },
  'removePhoneNumberCredential with a body': {
    call: (client) => client.removePhoneNumberCredential({ phoneNumber: '+33612345678' }),
    answer: empty,
    method: 'DELETE',
    path: `${identity}/mfa/credentials/phone-numbers`,
    body: { phone_number: '+33612345678' },
    bearer: true,
  },
  listTrustedDevices: {
    call: (client) => client.listTrustedDevices(),
    answer: () => json({ trusted_devices: [] }),
    method: 'GET',
    path: `${identity}/mfa/trusteddevices`,
    bearer: true,
  },
  removeTrustedDevice: {
    call: (client) => client.removeTrustedDevice({ id: 'a/b?c#d' }),
    answer: empty,
    method: 'DELETE',
    path: `${identity}/mfa/trusteddevices/a%2Fb%3Fc%23d`,
    bearer: true,
  },
  getProfile: {
    call: (client) => client.getProfile(),
    answer: profile,
    method: 'GET',
    path: `${identity}/userinfo?fields=id,email,email_verified,phone_number,phone_number_verified`,
    bearer: true,
  },
  updateEmail: {
    call: (client) =>
      client.updateEmail({
        email: 'jo@example.com',
        redirectUrl: 'https://app.example.com/done',
        captchaToken: 'captcha',
        captchaProvider: 'recaptcha',
      }),
    answer: profile,
    method: 'POST',
    path: `${identity}/update-email`,
    body: {
      email: 'jo@example.com',
      redirect_url: 'https://app.example.com/done',
      captcha_token: 'captcha',
    },
    bearer: true,
  },
  verifyEmail: {
    call: (client) => client.verifyEmail({ email: 'jo@example.com', code: '123456' }),
    answer: empty,
    method: 'POST',
    path: `${identity}/verify-email`,
    body: { email: 'jo@example.com', verification_code: '123456' },
    bearer: true,
  },
  sendEmailVerification: {
    call: (client) => client.sendEmailVerification({ redirectUrl: 'https://app.example.com/done' }),
    answer: () => json({ verification_email_sent: true }),
    method: 'POST',
    path: `${identity}/send-email-verification`,
    body: { redirect_url: 'https://app.example.com/done' },
    bearer: true,
  },
  updatePhoneNumber: {
    call: (client) => client.updatePhoneNumber({ phoneNumber: '+33612345678' }),
    answer: profile,
    method: 'POST',
    path: `${identity}/update-phone-number`,
    body: { phone_number: '+33612345678' },
    bearer: true,
  },
  verifyPhoneNumber: {
    call: (client) => client.verifyPhoneNumber({ phoneNumber: '+33612345678', code: '123456' }),
    answer: empty,
    method: 'POST',
    path: `${identity}/verify-phone-number`,
    body: { phone_number: '+33612345678', verification_code: '123456' },
    bearer: true,
  },
  'sendPhoneNumberVerification without a body': {
    call: (client) => client.sendPhoneNumberVerification(),
    answer: empty,
    method: 'POST',
    path: `${identity}/send-phone-number-verification`,
    bearer: true,
  },
}

describe('edge 12: each call is the request that the contract describes, a DELETE with and without a body', () => {
  it.each(Object.entries(rows))('%s', async (_, row) => {
    const { call, answer, method, path, body, bearer, credentials = 'include' } = row
    const { client, requests } = setUp([answer()])
    await call(client)
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ method, path, credentials, redirect: 'error' })
    expect(requests[0]?.body).toStrictEqual(body)
    expect(requests[0]?.headers).toStrictEqual({
      'x-r5-correlation-id': expect.stringMatching(
        /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
      ),
      ...(bearer && { authorization: 'Bearer host-token' }),
      ...(body !== undefined && { 'content-type': 'application/json;charset=UTF-8' }),
    })
  })

  it('sends nothing of an input but what the contract names', async () => {
    const { client, last } = setUp([empty()])
    const credential = { type: 'sms' as const, phoneNumber: '+33612345678', friendlyName: 'mine' }
    await client.removePhoneNumberCredential(credential)
    expect(last()?.body).toStrictEqual({ phone_number: '+33612345678' })
  })

  it('takes the access token of the call before the one of the host', async () => {
    const { client, last } = setUp([json({ credentials: [] })])
    await client.listCredentials({ accessToken: 'granted-token' })
    expect(last()?.headers['authorization']).toBe('Bearer granted-token')
  })

  it.each(['', '.', '..'])('never lets the device id %j reach another resource', async (id) => {
    const { client, requests } = setUp([empty()])
    await expect(client.removeTrustedDevice({ id })).rejects.toThrow('id')
    expect(requests).toHaveLength(0)
  })
})

describe('headers that follow the language and the locale', () => {
  it('edge 21: names the locale for messages and its language for answers', async () => {
    const { client, last } = setUp([json({ credentials: [] })], { locale: 'fr-CA' })
    await client.listCredentials()
    expect(last()?.headers).toMatchObject({ 'custom-locale': 'fr-CA', 'accept-language': 'fr' })
  })

  it('prefers the language option to that of the locale', async () => {
    const { client, last } = setUp([json({ credentials: [] })], { locale: 'fr-CA', language: 'de' })
    await client.listCredentials()
    expect(last()?.headers).toMatchObject({ 'custom-locale': 'fr-CA', 'accept-language': 'de' })
  })

  it('asks the configuration in its language and then follows the one that it names', async () => {
    const { client, requests } = setUp([json({ sso: true, language: 'it' }), json({ credentials: [] })], {
      language: 'fr',
    })
    await client.getConfig()
    await client.listCredentials()
    expect(requests[0]?.path).toBe(`${identity}/config?client_id=client-1&lang=fr`)
    expect(requests[1]?.headers['accept-language']).toBe('it')
  })

  it.each(['it, evil', ', it', 'x'.repeat(36)])(
    'goes on in its own where that is none: %s',
    async (named) => {
      const { client, last } = setUp([json({ sso: true, language: named }), json({ credentials: [] })], {
        language: 'fr',
      })
      await client.getConfig()
      await client.listCredentials()
      expect(last()?.headers['accept-language']).toBe('fr')
    },
  )
})

describe('cookies', () => {
  it('are left out where the host says that SSO is off', async () => {
    const { client, last } = setUp([json({ credentials: [] })], { sso: false })
    await client.listCredentials()
    expect(last()?.credentials).toBe('omit')
  })

  it('are left out once the configuration says that SSO is off', async () => {
    const { client, requests } = setUp([json({ sso: false }), json({ credentials: [] })])
    await client.getConfig()
    await client.listCredentials()
    expect(requests.map(({ credentials }) => credentials)).toEqual(['omit', 'omit'])
  })

  it('go along as long as nobody knows, but not to the configuration, which needs none', async () => {
    const { client, requests } = setUp([json({ credentials: [] }), json({ sso: true })])
    await client.listCredentials()
    await client.getConfig()
    expect(requests.map(({ credentials }) => credentials)).toEqual(['include', 'omit'])
  })

  it('that a tenant without SSO does not allow are left out of a second try of what changes nothing', async () => {
    const { client, requests } = setUp([
      new TypeError('CORS'),
      json({ sso: false }),
      json({ credentials: [] }),
      json({ devices: [] }),
    ])
    expect(await client.listCredentials()).toEqual([])
    await client.listTrustedDevices().catch(() => {})
    expect(requests.map(({ path, credentials }) => [path.replace(/\?.*/, ''), credentials])).toEqual([
      [`${identity}/mfa/credentials`, 'include'],
      [`${identity}/config`, 'omit'],
      [`${identity}/mfa/credentials`, 'omit'],
      [`${identity}/mfa/trusteddevices`, 'omit'],
    ])
  })

  it('are no reason to send an edit twice, but the next one goes without them', async () => {
    const { client, requests } = setUp([new TypeError('CORS'), json({ sso: false }), json({ id: 'jo' })])
    const edit = () => client.updatePhoneNumber({ phoneNumber: '+33612345678' })
    expect(await rejection(edit())).toMatchObject({ code: 'network' })
    const sent = () => requests.map(({ path, credentials }) => [path.replace(/\?.*/, ''), credentials])
    const refused = [
      [`${identity}/update-phone-number`, 'include'],
      [`${identity}/config`, 'omit'],
    ]
    expect(sent()).toEqual(refused)
    await edit()
    expect(sent()).toEqual([...refused, [`${identity}/update-phone-number`, 'omit']])
  })

  it.each([
    ['SSO is on', [new TypeError('down'), json({ sso: true })], 2],
    ['the configuration fails, too', [new TypeError('down'), new TypeError('still down')], 2],
  ] satisfies [string, Answer[], number][])(
    'do not hide a failed network where %s',
    async (_, answers, sent) => {
      const { client, requests } = setUp(answers)
      expect(await rejection(client.listCredentials())).toMatchObject({
        code: 'network',
        cause: { message: 'down' },
      })
      expect(requests).toHaveLength(sent)
    },
  )

  it('are not known to be allowed by an answer to a call without them', async () => {
    const { client, requests } = setUp([
      json({}, 500),
      new TypeError('CORS'),
      json({ sso: false }),
      json({ credentials: [] }),
    ])
    await rejection(client.getConfig())
    expect(await client.listCredentials()).toEqual([])
    expect(requests.map(({ credentials }) => credentials)).toEqual(['omit', 'include', 'omit', 'omit'])
  })

  it('follow the word of the host before that of the configuration', async () => {
    const { client, last } = setUp([json({ sso: false }), json({ credentials: [] })], { sso: true })
    await client.getConfig()
    await client.listCredentials()
    expect(last()?.credentials).toBe('include')
  })
})

describe('the correlation id', () => {
  it('is the same for all calls of a client', async () => {
    const { client, requests } = setUp([json({ sso: true }), stepUpAnswer()])
    await client.getConfig()
    await client.startStepUp({})
    const ids = requests.map(({ headers }) => headers['x-r5-correlation-id'])
    expect(ids[0]).toBeTruthy()
    expect(ids[1]).toBe(ids[0])
  })
})
