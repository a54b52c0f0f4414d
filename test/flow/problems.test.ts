import { describe, expect, it } from 'vitest'
import {
  ApiError,
  CodeRejectedError,
  NetworkError,
  RateLimitedError,
  ResponseShapeError,
  StepUpRequiredError,
} from '../../src/client/errors.js'
import { isStepUpExpired, problemOf } from '../../src/flow/problems.js'
import { noon } from './support.js'

const api = (status: number, body: ApiError['body'] = {}) =>
  new ApiError(`POST /identity/v1/passwordless/start answered ${status}.`, status, { body })

describe('rule 13: what the person is told', () => {
  it.each([
    ['wrong', 'codeRejected'],
    ['expired', 'codeExpired'],
    ['tooManyTries', 'tooManyTries'],
  ] as const)('of a code that is refused as %s', (reason, kind) => {
    expect(problemOf(new CodeRejectedError('x', reason), 'verify')).toStrictEqual({ kind })
  })

  it('of a limit says until when only where the server said so', () => {
    expect(problemOf(new RateLimitedError('x', undefined), 'send')).toStrictEqual({ kind: 'sendLimit' })
    expect(problemOf(new RateLimitedError('x', noon), 'verify')).toStrictEqual({
      kind: 'rateLimited',
      retryAt: noon,
    })
  })

  it('only at the start means a 401, or a demand for a step-up, that a login is needed', () => {
    expect(problemOf(api(401), 'start').kind).toBe('loginRequired')
    expect(problemOf(api(401), 'send')).toStrictEqual({ kind: 'unexpected', support: { status: 401 } })
    const demand = new StepUpRequiredError('x', 'mfa', { support: { errorId: 'e-1' } })
    expect(problemOf(demand, 'start')).toStrictEqual({ kind: 'loginRequired', support: { errorId: 'e-1' } })
    expect(problemOf(demand, 'send')).toStrictEqual({ kind: 'unexpected', support: { errorId: 'e-1' } })
  })

  it('of the unexpected: the server’s sentence and the handle for support where there are any', () => {
    expect(problemOf(api(400, { userMessage: 'Abgeschaltet.' }), 'start')).toStrictEqual({
      kind: 'unexpected',
      support: { status: 400 },
      userMessage: 'Abgeschaltet.',
    })
    const support = { correlationId: 'c-1' }
    expect(problemOf(new ResponseShapeError('x', { support }), 'send')).toStrictEqual({
      kind: 'unexpected',
      support,
    })
    expect(problemOf(new TypeError('a defect'), 'send')).toStrictEqual({ kind: 'unexpected' })
  })
})

describe('rule 9: the step-up is no longer known', () => {
  it.each([
    [true, api(400)],
    [true, api(499)],
    [false, api(399)],
    [false, api(500)],
    [false, api(403, { messageKey: 'error.account.temporarilySuspendedByAdmin' })],
    [true, new StepUpRequiredError('x', 'mfa')],
    [false, new NetworkError('x', 'failed')],
    [false, new RateLimitedError('x', undefined)],
    [false, undefined],
  ])('%s after %s', (expected, error) => {
    expect(isStepUpExpired(error)).toBe(expected)
  })
})
