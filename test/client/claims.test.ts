import { describe, expect, it } from 'vitest'
import { readAccessTokenClaims } from '../../src/client/index.js'
import { jwt } from './support.js'

describe('what an access token says of itself', () => {
  it('in milliseconds, with its amr, person and scope', () => {
    const token = jwt({
      iat: 1_700_000_000,
      exp: 1_700_086_400,
      amr: ['pwd', 'mfa'],
      sub: 'user-1',
      scope: 'openid mfa',
    })
    expect(readAccessTokenClaims(token)).toEqual({
      issuedAt: 1_700_000_000_000,
      expiresAt: 1_700_086_400_000,
      amr: ['pwd', 'mfa'],
      subject: 'user-1',
      scope: 'openid mfa',
    })
  })

  it.each([
    [{}, { amr: [] }],
    [{ iat: '1', sub: 7, amr: 'mfa' }, { amr: ['mfa'] }],
    [{ amr: ['mfa', 3, null] }, { amr: ['mfa'] }],
    [{ sub: 'Zoë 🔑 ?>' }, { amr: [], subject: 'Zoë 🔑 ?>' }],
  ])('%j', (claims, expected) => {
    expect(readAccessTokenClaims(jwt(claims))).toEqual(expected)
  })

  it.each([1e300, 8.64e12, -8.64e12])('no time that no date could have: %d', (iat) => {
    expect(readAccessTokenClaims(jwt({ iat, exp: 1 }))).toEqual({ expiresAt: 1000, amr: [] })
  })

  it.each([
    undefined,
    '',
    'opaque-token',
    'a.b.c',
    'a..c',
    'a.!!!.c',
    `a.${btoa('null')}.c`,
    `a.${btoa('12')}.c`,
    `a.${btoa('{"iat":')}.c`,
    `a.${btoa('ÿþ')}.c`,
  ])('nothing, where it is none: %j', (token) => {
    expect(readAccessTokenClaims(token)).toBeUndefined()
  })

  it('in the letters that are safe in an address', () => {
    const subject = '~~~~~?????'
    const token = jwt({ sub: subject })
    expect(token).toMatch(/-.*_/)
    expect(readAccessTokenClaims(token)).toMatchObject({ subject })
  })

  it('its own properties alone', () => {
    expect(readAccessTokenClaims(`a.${btoa('{"__proto__":{"sub":"x"}}')}.c`)).toEqual({ amr: [] })
  })
})
