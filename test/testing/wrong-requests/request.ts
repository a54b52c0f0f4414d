import { authorization, get, post, send, remove } from '../support.js'
import { stepupPath, type Row } from './ask.js'

export const requestRows: Row[] = [
  // the request itself
  ['an unknown path', (f) => post(f, 'mfa/step-up', {}), 404, 'resource_not_found', undefined],
  ['a path outside the API', (f) => get(f, '/'), 404, 'resource_not_found', undefined],
  [
    'a path that can not be decoded',
    (f) => remove(f, 'mfa/trusteddevices/%E0%A4', f.issueTokens(undefined, { amr: ['mfa'] }).accessToken),
    404,
    'resource_not_found',
    'error.trustedDevice.notFound',
  ],
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
]
