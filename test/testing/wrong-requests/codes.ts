import { finishStepUp, post, sendCode } from '../support.js'
import { minutes, withSession, verify, wrongCode, type Row } from './ask.js'

export const codeRows: Row[] = [
  // sending a code
  [
    'a code for an invented step-up',
    (f) => post(f, 'passwordless/start', { auth_type: 'sms', step_up: 'invented' }),
    401,
    'invalid_grant',
    'error.stepUpToken.invalid',
  ],
  [
    'a code for a step-up whose time is over',
    async (f) => {
      const step_up = await withSession(f)
      f.clock.advance(minutes(11))
      return post(f, 'passwordless/start', { auth_type: 'sms', step_up })
    },
    401,
    'invalid_grant',
    'error.stepUpToken.expired',
  ],
  [
    'a code for a step-up that is done',
    async (f) => {
      const step_up = await withSession(f)
      await finishStepUp(f, step_up)
      return post(f, 'passwordless/start', { auth_type: 'sms', step_up })
    },
    401,
    'invalid_grant',
    'error.stepUpToken.invalid',
  ],
  [
    'a code by magic link for a step-up',
    async (f) => post(f, 'passwordless/start', { auth_type: 'magic_link', step_up: await withSession(f) }),
    400,
    'invalid_request',
    'error.invalidField',
  ],
  [
    'a code without saying how',
    async (f) => post(f, 'passwordless/start', { step_up: await withSession(f) }),
    400,
    'invalid_request',
    'error.requiredField',
  ],
  [
    'a code by a factor that the person does not have',
    async (f) => post(f, 'passwordless/start', { auth_type: 'sms', step_up: await withSession(f) }),
    400,
    'invalid_request',
    'error.mfa.factorNotAvailable',
    { seed: 'emailOnly' },
  ],
  [
    'a code by a factor that the tenant has switched off',
    async (f) => post(f, 'passwordless/start', { auth_type: 'sms', step_up: await withSession(f) }),
    400,
    'invalid_request',
    'error.mfa.factorNotAvailable',
    { mfaSmsEnabled: false },
  ],
  [
    'one code more than the limit allows',
    async (f) => {
      const step_up = await withSession(f)
      await sendCode(f, step_up)
      await sendCode(f, step_up, 'email')
      return post(f, 'passwordless/start', { auth_type: 'sms', step_up })
    },
    429,
    'rate_limit_reached',
    'error.tooManyAttempts',
    { sendLimit: 2 },
  ],

  // verifying a code
  [
    'an invented challenge',
    (f) => verify(f, 'invented', '123456'),
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'a verification without a code',
    async (f) => {
      const challenge_id = await sendCode(f, await withSession(f))
      return post(f, 'passwordless/verify', { challenge_id })
    },
    400,
    'invalid_request',
    'error.requiredField',
  ],
  [
    'a verification without a challenge',
    (f) => post(f, 'passwordless/verify', { verification_code: '123456' }),
    400,
    'invalid_request',
    'error.requiredField',
  ],
  [
    'a code that is a number',
    async (f) => verify(f, await sendCode(f, await withSession(f)), 123_456),
    400,
    'invalid_request',
    'error.invalidField',
  ],
  [
    'a trust_device that is no flag',
    async (f) => {
      const challenge_id = await sendCode(f, await withSession(f))
      return post(f, 'passwordless/verify', {
        challenge_id,
        verification_code: f.lastCode(),
        trust_device: 'yes',
      })
    },
    400,
    'invalid_request',
    'error.invalidField',
  ],
  [
    'a wrong code',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      return verify(f, challengeId, wrongCode(f))
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'a code with a space in it',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      return verify(f, challengeId, `${f.lastCode()} `)
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'the right code of an older challenge',
    async (f) => {
      const step_up = await withSession(f)
      const older = await sendCode(f, step_up)
      const code = f.lastCode()
      await sendCode(f, step_up)
      return verify(f, older, code)
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'the code of another challenge',
    async (f) => {
      const step_up = await withSession(f)
      await sendCode(f, step_up)
      const code = f.lastCode()
      return verify(f, await sendCode(f, step_up, 'email'), code)
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'the right code after too many wrong ones',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      for (let trial = 0; trial < 3; trial++) await verify(f, challengeId, wrongCode(f))
      return verify(f, challengeId)
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
    { maxTrials: 3 },
  ],
  [
    'too many wrong codes, where that has a key of its own',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      await verify(f, challengeId, wrongCode(f))
      return verify(f, challengeId, wrongCode(f))
    },
    401,
    'invalid_grant',
    'error.tooManyTrials',
    { maxTrials: 2, answers: { tooManyTrials: { messageKey: 'error.tooManyTrials' } } },
  ],
  [
    'a code whose time is over',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      f.clock.advance(minutes(5))
      return verify(f, challengeId)
    },
    401,
    'invalid_grant',
    'error.verificationCode.expired',
    {
      challengeLifetimeSeconds: 3600,
      answers: { codeExpired: { messageKey: 'error.verificationCode.expired' } },
    },
  ],
  [
    'a challenge whose time is over',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      f.clock.advance(minutes(5))
      return verify(f, challengeId)
    },
    401,
    'invalid_grant',
    'error.challenge.expired',
    { codeLifetimeSeconds: 3600, answers: { challengeExpired: { messageKey: 'error.challenge.expired' } } },
  ],
  [
    'a right code after the step-up has ended',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      f.clock.advance(minutes(11))
      return verify(f, challengeId)
    },
    401,
    'invalid_grant',
    'error.stepUpToken.expired',
    { codeLifetimeSeconds: 3600, challengeLifetimeSeconds: 3600 },
  ],
  [
    'a code typed twice',
    async (f) => {
      const challengeId = await sendCode(f, await withSession(f))
      await verify(f, challengeId)
      return verify(f, challengeId)
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
  [
    'a wrong code that is only checked',
    async (f) => {
      const challenge_id = await sendCode(f, await withSession(f))
      return post(f, 'verify-auth-code', { challenge_id, verification_code: wrongCode(f) })
    },
    401,
    'invalid_grant',
    'error.invalidVerificationCode',
  ],
]
