import { describe, expect, it } from 'vitest'
import { type FakeReachFive, type FakeReachFiveOptions } from '../../src/testing/index.js'
import {
  authorization,
  exchange,
  finishStepUp,
  fullScope,
  get,
  newFake,
  post,
  redirectUri,
  remove,
  send,
  sendCode,
  startStepUp,
  stepUp,
  textOf,
  verifier,
  type Answer,
} from './support.js'

type Row = [
  wrong: string,
  ask: (fake: FakeReachFive) => Promise<Answer>,
  status: number,
  error: string,
  messageKey: string | undefined,
  options?: FakeReachFiveOptions,
]

const minutes = (count: number) => count * 60_000
const stepupPath = '/identity/v1/mfa/stepup'
const plain = (fake: FakeReachFive, scope?: string) =>
  fake.issueTokens(undefined, scope === undefined ? {} : { scope }).accessToken
const stale = (fake: FakeReachFive) =>
  fake.issueTokens(undefined, { ageSeconds: 301, amr: ['mfa'] }).accessToken
const login = (fake: FakeReachFive, more: Record<string, unknown> = {}) => {
  const { email, password } = fake.currentPersona
  return post(fake, 'password/login', { client_id: 'fake-client', email, password, ...more })
}
const tknOf = async (fake: FakeReachFive) => textOf((await login(fake)).body['tkn'])
const withSession = (fake: FakeReachFive) => {
  fake.openSession()
  return startStepUp(fake)
}
const verify = (fake: FakeReachFive, challenge_id: unknown, verification_code: unknown = fake.lastCode()) =>
  post(fake, 'passwordless/verify', { challenge_id, verification_code })
const codeOf = async (fake: FakeReachFive, body: Record<string, unknown> = {}) => {
  fake.openSession()
  const challengeId = await sendCode(fake, await startStepUp(fake, { body }))
  return textOf((await verify(fake, challengeId)).body['code'])
}
const wrongCode = (fake: FakeReachFive) => fake.lastCode().replace(/./g, (one) => (one === '0' ? '1' : '0'))
const authorize = (fake: FakeReachFive, params: Record<string, string>) =>
  get(fake, `/oauth/authorize?${new URLSearchParams({ ...authorization, ...params }).toString()}`)
const changed = { phone_number: '+33639980099' }

const rows: Row[] = [
  // the request itself
  ['an unknown path', (f) => post(f, 'mfa/step-up', {}), 404, 'resource_not_found', undefined],
  ['a path outside the API', (f) => get(f, '/'), 404, 'resource_not_found', undefined],
  ['a wrong method', (f) => get(f, 'mfa/stepup'), 405, 'invalid_request', undefined],
  ['an exotic method', (f) => send(f, 'PATCH', '/identity/v1/userinfo'), 405, 'invalid_request', undefined],
  [
    'JSON cut short',
    (f) => send(f, 'POST', stepupPath, { body: '{"client_id":' }),
    400,
    'invalid_request',
    undefined,
  ],
  ['a JSON array', (f) => send(f, 'POST', stepupPath, { body: '[]' }), 400, 'invalid_request', undefined],
  ['a JSON text', (f) => send(f, 'POST', stepupPath, { body: '"hello"' }), 400, 'invalid_request', undefined],
  [
    'a form where JSON is wanted',
    (f) =>
      send(f, 'POST', stepupPath, {
        body: 'client_id=fake-client',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    415,
    'invalid_request',
    undefined,
  ],
  [
    'JSON that says it is text',
    (f) => send(f, 'POST', stepupPath, { body: authorization, headers: { 'content-type': 'text/plain' } }),
    415,
    'invalid_request',
    undefined,
  ],
  [
    'a huge body',
    (f) => post(f, 'mfa/stepup', { client_id: 'x'.repeat(70_000) }),
    413,
    'invalid_request',
    undefined,
  ],
  [
    'too many calls from one address',
    async (f) => {
      for (let call = 0; call < 3; call++) await get(f, 'config?client_id=fake-client')
      return get(f, 'config?client_id=fake-client')
    },
    429,
    'rate_limit_reached',
    'error.tooManyAttempts',
    { ipRateLimit: { requests: 3, windowSeconds: 60 } },
  ],

  // client, redirect URI, scope, PKCE
  ['no client', (f) => post(f, 'mfa/stepup', {}), 400, 'invalid_request', 'error.requiredField'],
  [
    'an unknown client',
    (f) => get(f, 'config?client_id=nobody'),
    400,
    'invalid_client',
    'error.client.notFound',
  ],
  [
    'a third-party client',
    (f) => post(f, 'mfa/stepup', { ...authorization, client_id: 'third' }),
    403,
    'unauthorized_client',
    'error.client.notFirstParty',
    { thirdPartyClientIds: ['third'] },
  ],
  [
    'a redirect URI that is not allowed',
    (f) => {
      f.openSession()
      return post(f, 'mfa/stepup', { ...authorization, redirect_uri: 'https://evil.example/callback' })
    },
    400,
    'invalid_request',
    'error.redirectUri.notAllowed',
  ],
  [
    'a step-up without its redirect URI',
    (f) => {
      f.openSession()
      return post(f, 'mfa/stepup', { ...authorization, redirect_uri: undefined })
    },
    400,
    'invalid_request',
    'error.requiredField',
  ],
  [
    'a scope that the client may not have',
    (f) => {
      f.openSession()
      return post(f, 'mfa/stepup', { ...authorization, scope: 'openid admin' })
    },
    400,
    'invalid_scope',
    'error.scope.invalid',
  ],
  [
    'the implicit flow though PKCE is enforced',
    (f) => {
      f.openSession()
      return post(f, 'mfa/stepup', { ...authorization, response_type: 'token' })
    },
    400,
    'invalid_request',
    'error.implicitFlow.forbidden',
  ],
  [
    'a response type that does not exist',
    (f) => {
      f.openSession()
      return post(f, 'mfa/stepup', { ...authorization, response_type: 'id_token' })
    },
    400,
    'invalid_request',
    'error.invalidField',
  ],
  [
    'a plain code challenge',
    (f) => {
      f.openSession()
      return post(f, 'mfa/stepup', { ...authorization, code_challenge_method: 'plain' })
    },
    400,
    'invalid_request',
    'error.pkce.methodInvalid',
  ],
  [
    'a verification of a step-up that has no code challenge',
    async (f) => {
      f.openSession()
      const body = { code_challenge: undefined, code_challenge_method: undefined }
      return verify(f, await sendCode(f, await startStepUp(f, { body })))
    },
    400,
    'invalid_request',
    'error.pkce.challengeRequired',
  ],

  // starting a step-up
  [
    'no session, no token',
    (f) => post(f, 'mfa/stepup', authorization),
    401,
    'login_required',
    'error.session.missing',
  ],
  [
    'a session whose time is over',
    (f) => {
      f.openSession()
      f.clock.advance(minutes(60 * 24 * 4))
      return post(f, 'mfa/stepup', authorization)
    },
    401,
    'login_required',
    'error.session.missing',
  ],
  [
    'a session after the logout',
    async (f) => {
      f.openSession()
      await get(f, 'logout')
      return post(f, 'mfa/stepup', authorization)
    },
    401,
    'login_required',
    'error.session.missing',
  ],
  [
    'a session that the browser was not told to send',
    (f) => {
      f.openSession()
      return send(f, 'POST', stepupPath, { body: authorization, credentials: 'omit' })
    },
    401,
    'login_required',
    'error.session.missing',
  ],
  [
    'a session where SSO is off',
    (f) => {
      f.openSession()
      return post(f, 'mfa/stepup', authorization)
    },
    401,
    'login_required',
    'error.session.missing',
    { sso: false },
  ],
  [
    'an invented tkn',
    (f) => post(f, 'mfa/stepup', { ...authorization, tkn: 'invented' }),
    401,
    'invalid_grant',
    'error.tkn.invalid',
  ],
  [
    'a tkn used twice',
    async (f) => {
      const tkn = await tknOf(f)
      await startStepUp(f, { tkn })
      return post(f, 'mfa/stepup', { ...authorization, tkn })
    },
    401,
    'invalid_grant',
    'error.tkn.invalid',
  ],
  [
    'a tkn whose time is over',
    async (f) => {
      const tkn = await tknOf(f)
      f.clock.advance(minutes(6))
      return post(f, 'mfa/stepup', { ...authorization, tkn })
    },
    401,
    'invalid_grant',
    'error.tkn.expired',
  ],
  [
    'a tkn that is no text',
    (f) => post(f, 'mfa/stepup', { ...authorization, tkn: 7 }),
    400,
    'invalid_request',
    'error.invalidField',
  ],
  [
    'a step-up by a stale access token',
    (f) => post(f, 'mfa/stepup', authorization, stale(f)),
    401,
    'invalid_grant',
    'error.accessToken.freshness',
  ],
  [
    'a step-up of a person without credentials, where that is refused',
    (f) => {
      f.openSession('noCredential')
      return post(f, 'mfa/stepup', authorization)
    },
    400,
    'invalid_request',
    'error.mfa.noCredential',
    { emptyStepUp: 'refused' },
  ],
  [
    'a step-up of a person who is locked out',
    (f) => {
      f.openSession('lockedOut')
      return post(f, 'mfa/stepup', authorization)
    },
    403,
    'access_denied',
    'error.accountBlockedAfterMultipleLoginAttempts',
  ],

  // sending a code
  [
    'a code for an invented step-up',
    (f) => post(f, 'passwordless/start', { auth_type: 'sms', step_up: 'invented' }),
    401,
    'invalid_grant',
    'error.stepUpToken.invalid',
  ],
  [
    'a code for a step-up whose time is over',
    async (f) => {
      const step_up = await withSession(f)
      f.clock.advance(minutes(11))
      return post(f, 'passwordless/start', { auth_type: 'sms', step_up })
    },
    401,
    'invalid_grant',
    'error.stepUpToken.expired',
  ],
  [
    'a code for a step-up that is done',
    async (f) => {
      const step_up = await withSession(f)
      await finishStepUp(f, step_up)
      return post(f, 'passwordless/start', { auth_type: 'sms', step_up })
    },
    401,
    'invalid_grant',
    'error.stepUpToken.invalid',
  ],
  [
    'a code by magic link for a step-up',
    async (f) => post(f, 'passwordless/start', { auth_type: 'magic_link', step_up: await withSession(f) }),
    400,
    'invalid_request',
    'error.invalidField',
  ],
  [
    'a code without saying how',
    async (f) => post(f, 'passwordless/start', { step_up: await withSession(f) }),
    400,
    'invalid_request',
    'error.requiredField',
  ],
  [
    'a code by a factor that the person does not have',
    async (f) => post(f, 'passwordless/start', { auth_type: 'sms', step_up: await withSession(f) }),
    400,
    'invalid_request',
    'error.mfa.factorNotAvailable',
    { seed: 'emailOnly' },
  ],
  [
    'a code by a factor that the tenant has switched off',
    async (f) => post(f, 'passwordless/start', { auth_type: 'sms', step_up: await withSession(f) }),
    400,
    'invalid_request',
    'error.mfa.factorNotAvailable',
    { mfaSmsEnabled: false },
  ],
  [
    'one code more than the limit allows',
    async (f) => {
      const step_up = await withSession(f)
      await sendCode(f, step_up)
      await sendCode(f, step_up, 'email')
      return post(f, 'passwordless/start', { auth_type: 'sms', step_up })
    },
    429,
    'rate_limit_reached',
    'error.tooManyAttempts',
    { sendLimit: 2 },
  ],

  // verifying a code
  [
    'an invented challenge',
    (f) => verify(f, 'invented', '123456'),
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'a verification without a code',
    async (f) => {
      const challenge_id = await sendCode(f, await withSession(f))
      return post(f, 'passwordless/verify', { challenge_id })
    },
    400,
    'invalid_request',
    'error.requiredField',
  ],
  [
    'a verification without a challenge',
    (f) => post(f, 'passwordless/verify', { verification_code: '123456' }),
    400,
    'invalid_request',
    'error.requiredField',
  ],
  [
    'a code that is a number',
    async (f) => verify(f, await sendCode(f, await withSession(f)), 123_456),
    400,
    'invalid_request',
    'error.invalidField',
  ],
  [
    'a trust_device that is no flag',
    async (f) => {
      const challenge_id = await sendCode(f, await withSession(f))
      return post(f, 'passwordless/verify', {
        challenge_id,
        verification_code: f.lastCode(),
        trust_device: 'yes',
      })
    },
    400,
    'invalid_request',
    'error.invalidField',
  ],
  [
    'a wrong code',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      return verify(f, challengeId, wrongCode(f))
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'a code with a space in it',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      return verify(f, challengeId, `${f.lastCode()} `)
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'the right code of an older challenge',
    async (f) => {
      const step_up = await withSession(f)
      const older = await sendCode(f, step_up)
      const code = f.lastCode()
      await sendCode(f, step_up)
      return verify(f, older, code)
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'the code of another challenge',
    async (f) => {
      const step_up = await withSession(f)
      await sendCode(f, step_up)
      const code = f.lastCode()
      return verify(f, await sendCode(f, step_up, 'email'), code)
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'the right code after too many wrong ones',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      for (let trial = 0; trial < 3; trial++) await verify(f, challengeId, wrongCode(f))
      return verify(f, challengeId)
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
    { maxTrials: 3 },
  ],
  [
    'too many wrong codes, where that has a key of its own',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      await verify(f, challengeId, wrongCode(f))
      return verify(f, challengeId, wrongCode(f))
    },
    401,
    'invalid_grant',
    'error.tooManyTrials',
    { maxTrials: 2, answers: { tooManyTrials: { messageKey: 'error.tooManyTrials' } } },
  ],
  [
    'a code whose time is over',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      f.clock.advance(minutes(5))
      return verify(f, challengeId)
    },
    401,
    'invalid_grant',
    'error.verificationCode.expired',
    {
      challengeLifetimeSeconds: 3600,
      answers: { codeExpired: { messageKey: 'error.verificationCode.expired' } },
    },
  ],
  [
    'a challenge whose time is over',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      f.clock.advance(minutes(5))
      return verify(f, challengeId)
    },
    401,
    'invalid_grant',
    'error.challenge.expired',
    { codeLifetimeSeconds: 3600, answers: { challengeExpired: { messageKey: 'error.challenge.expired' } } },
  ],
  [
    'a right code after the step-up has ended',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      f.clock.advance(minutes(11))
      return verify(f, challengeId)
    },
    401,
    'invalid_grant',
    'error.stepUpToken.expired',
    { codeLifetimeSeconds: 3600, challengeLifetimeSeconds: 3600 },
  ],
  [
    'a code typed twice',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      await verify(f, challengeId)
      return verify(f, challengeId)
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'a wrong code that is only checked',
    async (f) => {
      const challenge_id = await sendCode(f, await withSession(f))
      return post(f, 'verify-auth-code', { challenge_id, verification_code: wrongCode(f) })
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],

  // tokens
  ['no grant type', (f) => post(f, '/oauth/token', {}), 400, 'invalid_request', 'error.requiredField'],
  [
    'an unknown grant type',
    (f) => post(f, '/oauth/token', { client_id: 'fake-client', grant_type: 'magic' }),
    400,
    'unsupported_grant_type',
    undefined,
  ],
  [
    'an invented authorization code',
    (f) => exchange(f, 'invented'),
    400,
    'invalid_grant',
    'error.authorizationCode.invalid',
  ],
  [
    'an authorization code used twice',
    async (f) => {
      const code = await codeOf(f)
      await exchange(f, code)
      return exchange(f, code)
    },
    400,
    'invalid_grant',
    'error.authorizationCode.invalid',
  ],
  [
    'an authorization code whose time is over',
    async (f) => {
      const code = await codeOf(f)
      f.clock.advance(minutes(1))
      return exchange(f, code)
    },
    400,
    'invalid_grant',
    'error.authorizationCode.expired',
  ],
  [
    'a wrong code verifier',
    async (f) => exchange(f, await codeOf(f), { code_verifier: `${verifier}x` }),
    400,
    'invalid_grant',
    'error.pkce.verifierInvalid',
  ],
  [
    'no code verifier',
    async (f) => exchange(f, await codeOf(f), { code_verifier: null }),
    400,
    'invalid_grant',
    'error.pkce.verifierInvalid',
  ],
  [
    'another allowed redirect URI than the step-up had',
    async (f) => exchange(f, await codeOf(f), { redirect_uri: 'https://app.example.com/other' }),
    400,
    'invalid_grant',
    'error.redirectUri.mismatch',
    { redirectUris: [redirectUri, 'https://app.example.com/other'] },
  ],
  [
    'an exchange by an unknown client',
    async (f) => exchange(f, await codeOf(f), { client_id: 'nobody' }),
    400,
    'invalid_client',
    'error.client.notFound',
  ],
  [
    'an invented refresh token',
    (f) =>
      post(f, '/oauth/token', {
        client_id: 'fake-client',
        grant_type: 'refresh_token',
        refresh_token: 'invented',
      }),
    401,
    'invalid_grant',
    'error.refreshToken.invalid',
  ],
  [
    'a refresh token used twice',
    async (f) => {
      const { refreshToken } = f.issueTokens(undefined, { scope: fullScope })
      const body = { client_id: 'fake-client', grant_type: 'refresh_token', refresh_token: refreshToken }
      await post(f, '/oauth/token', body)
      return post(f, '/oauth/token', body)
    },
    401,
    'invalid_grant',
    'error.refreshToken.revoked',
  ],
  [
    'a refresh token whose time is over',
    (f) => {
      const { refreshToken } = f.issueTokens(undefined, { scope: fullScope })
      f.clock.advance(minutes(60 * 24 * 31))
      return post(f, '/oauth/token', {
        client_id: 'fake-client',
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      })
    },
    401,
    'invalid_grant',
    'error.refreshToken.expired',
  ],
  [
    'a refresh that asks for more scope',
    (f) => {
      const { refreshToken } = f.issueTokens(undefined, { scope: 'openid offline_access' })
      const body = { client_id: 'fake-client', grant_type: 'refresh_token', refresh_token: refreshToken }
      return post(f, '/oauth/token', { ...body, scope: 'openid mfa' })
    },
    400,
    'invalid_scope',
    'error.scope.invalid',
  ],

  // access tokens
  ['no bearer', (f) => get(f, 'mfa/credentials'), 401, 'invalid_request', 'error.accessToken.missing'],
  [
    'a bearer of another scheme',
    (f) => send(f, 'GET', '/identity/v1/mfa/credentials', { headers: { authorization: 'Basic abc' } }),
    401,
    'invalid_request',
    'error.accessToken.missing',
  ],
  [
    'an invented bearer',
    (f) => get(f, 'userinfo', 'a.b.c'),
    401,
    'invalid_grant',
    'error.accessToken.invalid',
  ],
  [
    'a bearer of another tenant',
    (f) => get(f, 'userinfo', newFake({ random: 2 }).issueTokens().accessToken),
    401,
    'invalid_grant',
    'error.accessToken.invalid',
  ],
  [
    'a bearer whose time is over',
    (f) => {
      const token = plain(f)
      f.clock.advance(minutes(60 * 24))
      return get(f, 'userinfo', token)
    },
    401,
    'invalid_grant',
    'error.accessToken.expired',
  ],
  [
    'a revoked bearer',
    async (f) => {
      const token = plain(f)
      await post(f, '/oauth/revoke', { client_id: 'fake-client', token })
      return get(f, 'userinfo', token)
    },
    401,
    'invalid_grant',
    'error.accessToken.invalid',
  ],
  [
    'a stale bearer at an edit',
    (f) => post(f, 'update-phone-number', changed, stale(f)),
    401,
    'invalid_grant',
    'error.accessToken.freshness',
  ],
  [
    'a stepped-up bearer that went stale',
    async (f) => {
      const token = await stepUp(f)
      f.clock.advance(minutes(5) + 1)
      return post(f, 'update-phone-number', changed, token)
    },
    401,
    'invalid_grant',
    'error.accessToken.freshness',
  ],
  [
    'a fresh bearer without a step-up',
    (f) => post(f, 'update-phone-number', changed, plain(f)),
    401,
    'invalid_grant',
    'error.authn.mfa.stepup.required',
  ],
  [
    'an MFA call without the mfa scope',
    (f) => get(f, 'mfa/credentials', plain(f, 'openid full_write')),
    403,
    'insufficient_scope',
    'error.insufficientScope',
  ],
  [
    'an edit without the full_write scope',
    (f) => post(f, 'update-email', { email: 'new@example.com' }, plain(f, 'openid mfa')),
    403,
    'insufficient_scope',
    'error.insufficientScope',
  ],
  [
    'a step-up that asked for no mfa scope, used for an MFA call',
    async (f) => {
      f.openSession()
      const token = await finishStepUp(f, await startStepUp(f, { body: { scope: 'openid' } }))
      return remove(f, 'mfa/credentials/emails', token)
    },
    403,
    'insufficient_scope',
    'error.insufficientScope',
  ],

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

describe('what the real one refuses, the fake refuses', () => {
  it('covers at least sixty wrong requests, each described once', () => {
    expect(rows.length).toBeGreaterThanOrEqual(60)
    expect(new Set(rows.map(([wrong]) => wrong)).size).toBe(rows.length)
  })

  it.each(rows)('%s', async (_wrong, ask, status, error, messageKey, options) => {
    const answer = await ask(newFake(options))
    expect(answer).toMatchObject({ status, body: { error } })
    expect(answer.body['error_message_key']).toBe(messageKey)
    expect(answer.body['error_id']).toMatch(/^\w{10}$/)
    expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8')
  })

  it('names the field that is missing', async () => {
    const { body } = await post(newFake(), 'mfa/stepup', {})
    expect(body['error_details']).toEqual([
      { field: 'client_id', message: 'client_id is required', code: 'missing' },
    ])
  })

  it('hides what went wrong at an authorization in the answer to the page, not in a status', async () => {
    const fake = newFake()
    const silent = await authorize(fake, { prompt: 'none', response_mode: 'web_message' })
    expect(silent.status).toBe(200)
    expect(silent.text).toContain('"type":"authorization_response","response":{"error_id"')
    expect(silent.text).toContain('"error":"login_required"')
    const redirected = await authorize(fake, { tkn: await tknOf(fake) })
    expect(redirected.status).toBe(303)
    const target = new URL(redirected.headers.get('location') ?? '')
    expect(target.origin + target.pathname).toBe(redirectUri)
    expect(target.searchParams.get('error_message_key')).toBe('error.authn.mfa.stepup.required')
  })
})
