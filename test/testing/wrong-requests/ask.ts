import type { FakeReachFive, FakeReachFiveOptions } from '../../../src/testing/index.js'
import { authorization, get, post, sendCode, startStepUp, textOf, type Answer } from '../support.js'

/** What is wrong, how to ask it, and the answer: status, `error`, `error_message_key`; with the fake's options. */
export type Row = [
  wrong: string,
  ask: (fake: FakeReachFive) => Promise<Answer>,
  status: number,
  error: string,
  messageKey: string | undefined,
  options?: FakeReachFiveOptions,
]

export const minutes = (count: number) => count * 60_000
export const stepupPath = '/identity/v1/mfa/stepup'
export const plain = (fake: FakeReachFive, scope?: string) =>
  fake.issueTokens(undefined, scope === undefined ? {} : { scope }).accessToken
export const stale = (fake: FakeReachFive) =>
  fake.issueTokens(undefined, { ageSeconds: 301, amr: ['mfa'] }).accessToken
export const login = (fake: FakeReachFive, more: Record<string, unknown> = {}) => {
  const { email, password } = fake.currentPersona
  return post(fake, 'password/login', { client_id: 'fake-client', email, password, ...more })
}
export const tknOf = async (fake: FakeReachFive) => textOf((await login(fake)).body['tkn'])
export const withSession = (fake: FakeReachFive) => {
  fake.openSession()
  return startStepUp(fake)
}
export const verify = (
  fake: FakeReachFive,
  challenge_id: unknown,
  verification_code: unknown = fake.lastCode(),
) => post(fake, 'passwordless/verify', { challenge_id, verification_code })
export const codeOf = async (fake: FakeReachFive, body: Record<string, unknown> = {}) => {
  fake.openSession()
  const challengeId = await sendCode(fake, await startStepUp(fake, { body }))
  return textOf((await verify(fake, challengeId)).body['code'])
}
export const wrongCode = (fake: FakeReachFive) =>
  fake.lastCode().replace(/./g, (one) => (one === '0' ? '1' : '0'))
export const authorize = (fake: FakeReachFive, params: Record<string, string>) =>
  get(fake, `/oauth/authorize?${new URLSearchParams({ ...authorization, ...params }).toString()}`)
export const changed = { phone_number: '+33639980099' }
