import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { ReachFiveClient } from '../../src/client/index.js'
import { empty, json, refusal, rejection, setUp, stepUpAnswer, type Answer } from './support.js'

const secret = {
  token: 'secret-token',
  stepUp: 'secret-step-up',
  tkn: 'secret-tkn',
  code: '918273',
  authorizationCode: 'secret-authorization-code',
  password: 'secret-password',
  refresh: 'secret-refresh',
  captcha: 'secret-captcha',
  email: 'secret@example.com',
  phoneNumber: '+33699887766',
  device: 'secret-device',
}

async function stepUp(client: ReachFiveClient) {
  return client.startStepUp({ start: { via: 'tkn', tkn: secret.tkn } })
}
const started = () => json({ amr: ['sms'], token: secret.stepUp })

const calls: Record<
  string,
  { call: (client: ReachFiveClient) => Promise<unknown>; before?: () => Answer[] }
> = {
  startStepUp: { call: stepUp },
  'startStepUp by token': { call: (client) => client.startStepUp({ start: { via: 'accessToken' } }) },
  sendCode: {
    call: async (client) => client.sendCode({ stepUp: await stepUp(client), factor: 'sms' }),
    before: () => [started()],
  },
  verifyCode: {
    call: async (client) =>
      client.verifyCode({ stepUp: await stepUp(client), challengeId: 'c', code: secret.code }),
    before: () => [started()],
  },
  'the exchange': {
    call: async (client) =>
      client.verifyCode({ stepUp: await stepUp(client), challengeId: 'c', code: secret.code }),
    before: () => [started(), json({ code: secret.authorizationCode })],
  },
  loginWithPassword: {
    call: (client) =>
      client.loginWithPassword({
        identifier: { email: secret.email },
        password: secret.password,
        captchaToken: secret.captcha,
      }),
  },
  refreshTokens: { call: (client) => client.refreshTokens({ refreshToken: secret.refresh }) },
  enrollPhoneNumber: { call: (client) => client.enrollPhoneNumber({ phoneNumber: secret.phoneNumber }) },
  verifyEnrollment: { call: (client) => client.verifyEnrollment({ factor: 'sms', code: secret.code }) },
  removePhoneNumberCredential: {
    call: (client) => client.removePhoneNumberCredential({ phoneNumber: secret.phoneNumber }),
  },
  removeTrustedDevice: { call: (client) => client.removeTrustedDevice({ id: secret.device }) },
  updateEmail: { call: (client) => client.updateEmail({ email: secret.email }) },
  verifyEmail: { call: (client) => client.verifyEmail({ email: secret.email, code: secret.code }) },
  updatePhoneNumber: { call: (client) => client.updatePhoneNumber({ phoneNumber: secret.phoneNumber }) },
  verifyPhoneNumber: {
    call: (client) => client.verifyPhoneNumber({ phoneNumber: secret.phoneNumber, code: secret.code }),
  },
}

const failures: Record<string, () => Answer> = {
  'a lost connection': () => new TypeError('Failed to fetch'),
  'a refusal': () => refusal(400, 'error.any', 'invalid_request'),
  'a refused code': () => refusal(401, 'error.invalidVerificationCode'),
  'a demand for a step-up': () => refusal(401, 'error.authn.mfa.stepup.required'),
  'a limit': () => refusal(429),
  'a refusal that quotes all that was sent':
    () =>
    ({ body, headers }) => {
      const sent = Object.entries(typeof body === 'object' && body ? body : {})
      return json(
        {
          error: 'invalid_request',
          error_message_key: sent.find(([field]) => field === 'verification_code')?.[1] ?? 'error.any',
          error_description: `${JSON.stringify(body)} ${headers['authorization']}`,
          error_user_msg: sent.map(([, value]) => String(value)).join(' '),
          error_details: sent.map(([field, value]) => ({ field, message: `"${String(value)}" is wrong` })),
        },
        400,
      )
    },
  'a body that breaks off': () => new Response(`{"access_token": "${secret.token}`),
  'a body of another shape': () => json(secret.token),
}

const table = Object.entries(calls).flatMap(([name, { call, before = () => [] }]) =>
  Object.entries(failures).map(([what, failure]) => ({ name, what, call, before, failure })),
)

/** All that a console, a log or an error tracker could show of a value. */
function everythingOf(value: unknown): string {
  const own = typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptors(value) : {}
  return (
    inspect(value, { depth: 12, showHidden: true, maxStringLength: null }) +
    JSON.stringify([value, own]) +
    String(value)
  )
}

describe('rule 10, edge 30: an error shows no secret and no identifier that the client sent', () => {
  it.each(table)('$name: $what', async ({ call, before, failure }) => {
    const { client } = setUp([...before(), failure()], { getAccessToken: () => secret.token })
    const answer = await call(client).then(
      (value) => (value === undefined ? 'nothing' : 'a value'),
      (error: unknown) => everythingOf(error),
    )
    for (const value of Object.values(secret)) expect(answer).not.toContain(value)
  })

  it('not even where fetch itself complains about a header', async () => {
    const { client } = setUp([], {
      getAccessToken: () => `${secret.token}\u0000`,
      fetch: globalThis.fetch,
      domain: 'http://127.0.0.1:9',
    })
    expect(everythingOf(await rejection(client.listCredentials()))).not.toContain(secret.token)
  })
})

describe('the handle of a step-up shows no secret', () => {
  it('in any way', async () => {
    const { client, requests } = setUp([started(), json({ challenge_id: 'c' }), empty()])
    const handle = await stepUp(client)
    await client.sendCode({ stepUp: handle, factor: 'sms' })
    expect(requests[1]?.body).toMatchObject({ step_up: secret.stepUp })
    expect(everythingOf(handle)).not.toContain(secret.stepUp)
    expect(structuredClone(handle)).toEqual({ factors: ['sms'] })
  })
})

describe('the client shows no secret', () => {
  it('as it is named in cache keys, nor as a whole', async () => {
    const { client } = setUp([stepUpAnswer()], { getAccessToken: () => secret.token })
    await client.startStepUp({ start: { via: 'accessToken' } })
    expect(everythingOf(client)).not.toContain(secret.token)
    expect(client.id).toBe('account.example.com/client-1')
  })
})
