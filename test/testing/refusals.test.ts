import { describe, expect, it } from 'vitest'
import { newFake, post, redirectUri } from './support.js'
import { requestRows } from './wrong-requests/request.js'
import { startRows } from './wrong-requests/client-and-start.js'
import { codeRows } from './wrong-requests/codes.js'
import { tokenRows } from './wrong-requests/tokens.js'
import { accountRows } from './wrong-requests/account.js'
import { tknOf, authorize } from './wrong-requests/ask.js'

const rows = [...requestRows, ...startRows, ...codeRows, ...tokenRows, ...accountRows]

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
