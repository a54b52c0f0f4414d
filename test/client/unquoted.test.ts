import { describe, expect, it } from 'vitest'
import { type SentInput, toApiError } from '../../src/client/api-errors.js'

const bodyOf = (answer: object, sent: SentInput) =>
  toApiError(400, undefined, answer, 'POST /identity/v1/any', {}, sent)

/** What is left of a sentence that quotes all of this. */
const left = (text: string, sent: SentInput) => bodyOf({ error_description: text }, sent)

describe('rule 10: what an error keeps of a sentence that quotes what was sent', () => {
  it.each([
    'client_id',
    'redirect_uri',
    'scope',
    'display',
    'action',
    'auth_type',
    'code_challenge_method',
    'captcha_provider',
  ])('%s, which is no secret of anybody’s', (name) => {
    expect(left('Is it shared?', { body: { [name]: 'shared' } })).toMatchObject({
      body: { description: 'Is it shared?' },
    })
  })

  it.each(['my_scope', 'scopes', 'auth_types', 'password', 'verification_code'])('not %s', (name) => {
    expect(left('Is it shared?', { body: { [name]: 'shared' } })).toMatchObject({
      body: { description: 'Is it •••?' },
    })
  })

  it.each([
    ['what is too short to tell from a word', 'by sms', { body: { channel: 'sms' } }, 'by sms'],
    ['what is no text', 'true, then', { body: { trust_device: true } }, 'true, then'],
    ['not a code of four', '5010 is wrong', { body: { verification_code: '5010' } }, '••• is wrong'],
    ['not the token', 'token: abc.def', { token: 'abc.def' }, 'token: •••'],
    [
      'nothing of a password that begins with the email',
      '"jo@example.com1984!" is too weak',
      { body: { email: 'jo@example.com', password: 'jo@example.com1984!' } },
      '"•••" is too weak',
    ],
    [
      'not a password that is a word',
      'correct-horse-battery',
      { body: { password: 'correct-horse-battery' } },
      '•••',
    ],
    [
      'not an address in the server’s own writing',
      'jo.doe@example.com is taken',
      { body: { email: 'Jo.Doe@Example.com' } },
      '••• is taken',
    ],
    [
      'not a password that reads like an expression',
      'a(b|c)*[d]$ is weak, abcd is not',
      { body: { password: 'a(b|c)*[d]$' } },
      '••• is weak, abcd is not',
    ],
    [
      'not a password of any length',
      `${'Ab'.repeat(50_000)}!`,
      { body: { password: 'Ab'.repeat(50_000) } },
      '•••!',
    ],
    ['all of it where nothing was sent', 'undefined', {}, 'undefined'],
  ])('%s', (_, text, sent, description) => {
    expect(left(text, sent)).toMatchObject({ body: { description } })
  })

  it('in each of its sentences', () => {
    const answer = {
      error_user_msg: 'sesame is weak',
      error_description: 'sesame!',
      error_details: [{ field: 'password', message: 'sesame?', code: 'invalid' }, {}],
    }
    expect(bodyOf(answer, { body: { password: 'sesame' } })).toMatchObject({
      body: {
        userMessage: '••• is weak',
        description: '•••!',
        details: [{ field: 'password', message: '•••?', code: 'invalid' }, {}],
      },
    })
  })

  it('a key of the server’s, whatever somebody’s password is', () => {
    const answer = { error: 'invalid_grant', error_message_key: 'error.password.tooWeak' }
    const whole = { body: { error: 'invalid_grant', messageKey: 'error.password.tooWeak' } }
    expect(bodyOf(answer, { body: { password: 'password' } })).toMatchObject(whole)
    expect(bodyOf(answer, { body: { password: 'grant' } })).toMatchObject(whole)
  })

  it('no code in the place of a key', () => {
    const answer = { error: '918273 is wrong', error_message_key: '918273' }
    const error = bodyOf(answer, { body: { verification_code: '918273' } })
    expect(error).toMatchObject({ body: { error: '••• is wrong', messageKey: '•••' } })
    expect(error.message).toBe('POST /identity/v1/any answered 400.')
  })

  it('nothing where there is nothing', () => {
    expect(bodyOf({ error_details: 'none' }, {})).toMatchObject({
      body: { error: undefined, messageKey: undefined, userMessage: undefined, details: undefined },
    })
  })
})
