import { describe, expect, it } from 'vitest'
import { unquoted } from '../../src/client/api-errors.js'

describe('what an error keeps of a body that quotes what was sent', () => {
  it.each(['client_id', 'redirect_uri', 'scope', 'display', 'auth_type', 'code_challenge_method'])(
    '%s, which is no secret of anybody’s',
    (name) => {
      expect(unquoted({ note: 'Is it shared?' }, { body: { [name]: 'shared' } })).toEqual({
        note: 'Is it shared?',
      })
    },
  )

  it.each(['my_scope', 'scopes', 'auth_types', 'password', 'verification_code'])('not %s', (name) => {
    expect(unquoted({ note: 'Is it shared?' }, { body: { [name]: 'shared' } })).toEqual({
      note: 'Is it •••?',
    })
  })

  it('what is too short to tell from a word, and what is no text', () => {
    const body = { channel: 'sms', trust_device: true }
    expect(unquoted({ note: 'true: by sms' }, { body })).toEqual({ note: 'true: by sms' })
  })

  it('not a code of four', () => {
    expect(unquoted({ note: '5010 is wrong' }, { body: { verification_code: '5010' } })).toEqual({
      note: '••• is wrong',
    })
  })

  it('a key of the server’s, whatever somebody’s password is', () => {
    const answer = { error: 'invalid_grant', error_message_key: 'error.password.tooWeak' }
    expect(unquoted(answer, { body: { password: 'password' } })).toEqual(answer)
    expect(unquoted(answer, { body: { password: 'grant' } })).toEqual(answer)
  })

  it('not a password that is a word, where it is no key', () => {
    const answer = { details: [{ field: 'sesame', message: 'sesame' }], error_user_msg: 'sesame is weak' }
    expect(unquoted(answer, { body: { password: 'sesame' } })).toEqual({
      details: [{ field: '•••', message: '•••' }],
      error_user_msg: '••• is weak',
    })
  })

  it('all of it where nothing was sent', () => {
    expect(unquoted({ note: 'undefined' }, {})).toEqual({ note: 'undefined' })
    expect(unquoted(undefined, {})).toBeNull()
  })
})
