import { authorization, get, post, send, sendCode, startStepUp } from '../support.js'
import { minutes, stepupPath, stale, tknOf, verify, type Row } from './ask.js'

export const startRows: Row[] = [
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
]
