import {
  exchange,
  finishStepUp,
  fullScope,
  get,
  newFake,
  post,
  redirectUri,
  remove,
  send,
  startStepUp,
  stepUp,
  verifier,
} from '../support.js'
import { minutes, plain, stale, codeOf, changed, type Row } from './ask.js'

export const tokenRows: Row[] = [
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
    'an exchange by another client',
    async (f) => exchange(f, await codeOf(f), { client_id: 'third' }),
    403,
    'unauthorized_client',
    'error.client.notFirstParty',
    { thirdPartyClientIds: ['third'] },
  ],
  [
    'a refresh by another client',
    (f) =>
      post(f, '/oauth/token', {
        client_id: 'third',
        grant_type: 'refresh_token',
        refresh_token: f.issueTokens(undefined, { scope: fullScope }).refreshToken,
      }),
    403,
    'unauthorized_client',
    'error.client.notFirstParty',
    { thirdPartyClientIds: ['third'] },
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
]
