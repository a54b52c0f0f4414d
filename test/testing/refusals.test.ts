import { describe, expect, it } from 'vitest'
import { newFake, post, redirectUri } from './support.js'
import { requestRows } from './wrong-requests/request.js'
import { startRows } from './wrong-requests/client-and-start.js'
import { codeRows } from './wrong-requests/codes.js'
import { tokenRows } from './wrong-requests/tokens.js'
import { accountRows } from './wrong-requests/account.js'
import { tknOf, authorize } from './wrong-requests/ask.js'

const rows = [...requestRows, ...startRows, ...codeRows, ...tokenRows, ...accountRows]

/** Each way to be wrong, with a row that shows it. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  missing: ['no bearer', 'no client', 'no code verifier', 'a verification without a challenge'],
  stale: ['a stale bearer at an edit', 'a step-up by a stale access token'],
  foreign: [
    'a bearer of another tenant',
    'the code of another challenge',
    'a trusted device of somebody else',
  ],
  reused: ['an authorization code used twice', 'a refresh token used twice', 'a code typed twice'],
  expired: ['a code whose time is over', 'a bearer whose time is over', 'a tkn whose time is over'],
  'wrong scope': ['an MFA call without the mfa scope', 'a refresh that asks for more scope'],
  'wrong verifier': ['a wrong code verifier'],
  'wrong redirect URI': [
    'a redirect URI that is not allowed',
    'another allowed redirect URI than the step-up had',
  ],
  'second use of tkn and code': ['a tkn used twice', 'an authorization code used twice'],
  'old challenge': ['the right code of an older challenge'],
  'too many trials': ['the right code after too many wrong ones'],
  'over the limit': ['one code more than the limit allows', 'too many calls from one address'],
  'malformed JSON': ['JSON cut short', 'a JSON array'],
  'wrong content type': ['a form where JSON is wanted', 'JSON that says it is text'],
  'unknown user': ['an unknown user'],
  'unknown path': ['an unknown path'],
  'method not allowed': ['a wrong method'],
  'huge body': ['a huge body'],
}

/** The fields of an error body (contract 0.1). */
const errorFields = [
  'error',
  'error_description',
  'error_details',
  'error_id',
  'error_message_key',
  'error_user_msg',
]

describe('what the real one refuses, the fake refuses', () => {
  it('covers at least sixty wrong requests, each described once', () => {
    expect(rows.length).toBeGreaterThanOrEqual(60)
    expect(new Set(rows.map(([wrong]) => wrong)).size).toBe(rows.length)
  })

  it.each(Object.entries(kinds))('covers what is %s', (_kind, names) => {
    expect(rows.map(([wrong]) => wrong)).toEqual(expect.arrayContaining([...names]))
  })

  it.each(rows)('%s', async (_wrong, ask, status, error, messageKey, options) => {
    const answer = await ask(newFake(options))
    expect(answer).toMatchObject({ status, body: { error } })
    expect(answer.body['error_message_key']).toBe(messageKey)
    expect(answer.body['error_id']).toMatch(/^\w{10}$/)
    expect(Object.keys(answer.body).filter((field) => !errorFields.includes(field))).toEqual([])
    expect(answer.body['error_description']).toEqual(expect.stringMatching(/\S/))
    expect(answer.body['error_user_msg']).toEqual(expect.stringMatching(/\S/))
    expect(answer.headers.get('retry-after')).toEqual(status === 429 ? expect.stringMatching(/^\d+$/) : null)
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
