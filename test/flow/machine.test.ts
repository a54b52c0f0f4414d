import { describe, expect, it } from 'vitest'
import { type Flow, initialFlow, transition } from '../../src/flow/machine.js'
import { idleState, nameOfState } from '../../src/flow/types.js'
import {
  type BareEvent,
  cancelled,
  choose,
  complete,
  cooldownMs,
  effectsOf,
  failed,
  grant,
  loginRequest,
  play,
  request,
  resend,
  sent,
  silentRequest,
  started,
  startedSingle,
  submit,
  verified,
} from './machine.support.js'
import { noon } from './support.js'

const toCode = [request(), started, choose(), sent()]

/** Each state of the flow, by what leads there. */
const states = {
  idle: [],
  checking: [silentRequest()],
  starting: [request()],
  choosing: [request(), started],
  choosingAgain: [...toCode, { type: 'factorChangeAsked' }],
  sending: [request(), started, choose()],
  restarting: [request(), started, choose(), failed('unexpected', { expired: true })],
  entering: toCode,
  rejected: [...toCode, submit(), failed('codeRejected')],
  verifying: [...toCode, submit()],
  verified: [...toCode, submit(), verified],
  failed: [request(), failed('offline')],
  refused: [request(), failed('noFactor')],
} satisfies Record<string, BareEvent[]>

const later = noon + cooldownMs

/** Each thing that can happen, with the moment at which it does. */
const happenings: Record<string, [event: BareEvent, at?: number]> = {
  request: [request(2)],
  login: [loginRequest()],
  'grant held': [{ type: 'checked', grant }],
  'no grant': [{ type: 'checked', grant: null }],
  started: [started],
  sent: [sent('second')],
  verified: [verified],
  offline: [failed('offline')],
  limit: [failed('sendLimit')],
  locked: [failed('locked')],
  expired: [failed('unexpected', { expired: true })],
  choose: [choose(), later],
  'too soon': [choose()],
  resend: [resend, later],
  submit: [submit()],
  edit: [{ type: 'codeEdited' }],
  change: [{ type: 'factorChangeAsked' }],
  back: [{ type: 'backAsked' }],
  retry: [{ type: 'retryAsked' }],
  cancel: [cancelled],
  withdraw: [{ type: 'callWithdrawn', id: 1, reason: 'unmounted' }],
  'withdraw other': [{ type: 'callWithdrawn', id: 7, reason: 'unmounted' }],
  lapse: [{ type: 'grantLapsed' }],
}

/** The name of the state that follows; `-` where the event changes nothing at all. */
const table = `
                | request  login    grant held no grant started        sent         verified offline limit     locked expired     choose        too soon     resend        submit        edit         change         back         retry    cancel withdraw withdraw other lapse
  idle          | starting starting -          -        -              -            -        -       -         -      -           -             -            -             -             -            -              -            -        -      -        -              -
  checking      | checking starting idle       starting -              -            -        -       -         -      -           -             -            -             -             -            -              -            -        idle   idle     -              -
  starting      | starting starting -          -        choosingFactor -            -        offline sendLimit locked unexpected  -             -            -             -             -            -              -            -        idle   idle     -              -
  choosing      | choosingFactor starting -    -        -              -            -        -       -         -      -           sendingCode   sendingCode  -             -             -            -              -            -        idle   idle     -              -
  choosingAgain | choosingFactor starting -    -        -              -            -        -       -         -      -           resendingCode enteringCode -             -             -            -              enteringCode -        idle   idle     -              -
  sending       | sendingCode starting -       -        -              enteringCode -        offline sendLimit locked sendingCode -             -            -             -             -            -              -            -        idle   idle     -              -
  restarting    | sendingCode starting -       -        sendingCode    -            -        offline sendLimit locked unexpected  -             -            -             -             -            -              -            -        idle   idle     -              -
  entering      | enteringCode starting -      -        -              -            -        -       -         -      -           -             -            resendingCode verifyingCode -            choosingFactor -            -        idle   idle     -              -
  rejected      | codeRejected starting -      -        -              -            -        -       -         -      -           -             -            resendingCode verifyingCode enteringCode choosingFactor -            -        idle   idle     -              -
  verifying     | verifyingCode starting -     -        -              -            verified offline sendLimit locked unexpected  -             -            -             -             -            -              -            -        idle   idle     -              -
  verified      | starting starting -          -        -              -            -        -       -         -      -           -             -            -             -             -            -              -            -        idle   -        -              idle
  failed        | offline  starting -          -        -              -            -        -       -         -      -           -             -            -             -             -            -              -            starting idle   idle     -              -
  refused       | starting starting -          -        -              -            -        -       -         -      -           -             -            -             -             -            -              -            -        idle   -        -              -
`

describe('every event has one outcome in every state', () => {
  const rows = table.trim().split('\n').slice(1)
  const expected = rows.map((row) => row.split('|').map((part) => part.trim().split(/\s+/)))

  it('the table has a row for every state and a column for every event', () => {
    expect(expected.map(([name]) => name?.[0])).toEqual(Object.keys(states))
    expect(new Set(expected.map(([, cells]) => cells?.length))).toEqual(
      new Set([Object.keys(happenings).length]),
    )
  })

  for (const [state, events] of Object.entries(states)) {
    it(`in ${state}`, () => {
      const { flow } = play(events)
      const cells = Object.entries(happenings).map(([name, [event, at]]) => {
        const [next] = transition(flow, complete(flow, event, at))
        return [name, next === flow ? '-' : nameOfState(next.state)]
      })
      const row = expected.find(([name]) => name?.[0] === state)?.[1] ?? []
      const names = Object.keys(happenings)
      expect(Object.fromEntries(cells)).toEqual(
        Object.fromEntries(row.map((cell, index) => [names[index], cell])),
      )
    })
  }

  it.each(Object.keys(states))('an answer to an older request changes nothing in %s', (name) => {
    const { flow } = play(Object.entries(states).find(([key]) => key === name)?.[1] ?? [])
    for (const answer of [
      { type: 'checked', grant } as const,
      started,
      sent('late'),
      verified,
      failed('offline'),
    ]) {
      const [next, effects] = transition(flow, complete(flow, answer, noon, flow.request - 1))
      expect(next).toBe(flow)
      expect(effects).toEqual([])
    }
  })
})

describe('several calls', () => {
  it('rule 2: calls that come in any state share the one step-up and are resolved in order', () => {
    const { flow, effects } = play([
      request(1),
      request(2),
      started,
      choose(),
      request(3),
      sent(),
      submit(),
      request(4),
      verified,
    ])
    expect(flow.state.status).toBe('verified')
    expect(effectsOf(effects, 'start')).toHaveLength(1)
    expect(effectsOf(effects, 'send')).toHaveLength(1)
    expect(effectsOf(effects, 'resolve')).toEqual([{ type: 'resolve', ids: [1, 2, 3, 4], grant }])
  })

  it('rule 2: one cancel rejects them all', () => {
    const { effects } = play([request(1), request(2), started, cancelled])
    expect(effectsOf(effects, 'rejectCancelled')).toEqual([
      { type: 'rejectCancelled', ids: [1, 2], reason: 'dismissed' },
    ])
  })

  it('a withdrawn call leaves the others waiting, and the last one ends the step-up', () => {
    const { flow, effects } = play([
      request(1),
      request(2),
      { type: 'callWithdrawn', id: 1, reason: 'unmounted' },
    ])
    expect(flow.waiting.map((call) => call.id)).toEqual([2])
    expect(effectsOf(effects, 'rejectCancelled')).toEqual([
      { type: 'rejectCancelled', ids: [1], reason: 'unmounted' },
    ])
    expect(effectsOf(effects, 'abort')).toEqual([])
    const last = play([{ type: 'callWithdrawn', id: 2, reason: 'aborted' }], { from: flow })
    expect(last.flow.state).toEqual({ status: 'idle' })
    expect(last.effects[0]).toEqual({ type: 'abort' })
  })

  it('a login cancels the edit of whoever was signed in before', () => {
    const { flow, effects } = play([request(1), started, loginRequest(2)])
    expect(effectsOf(effects, 'rejectCancelled')).toEqual([
      { type: 'rejectCancelled', ids: [1], reason: 'userChanged' },
    ])
    expect(flow.waiting.map((call) => call.id)).toEqual([2])
    expect(effectsOf(effects, 'start').at(-1)?.start).toEqual({ via: 'tkn', tkn: 'one-time' })
  })

  it('an edit that comes while a login waits is not sent with the new person’s token', () => {
    const { flow, effects } = play([loginRequest(1), startedSingle, sent(), request(2), submit(), verified])
    expect(effectsOf(effects, 'rejectCancelled')).toEqual([
      { type: 'rejectCancelled', ids: [2], reason: 'userChanged' },
    ])
    expect(effectsOf(effects, 'resolve')).toEqual([{ type: 'resolve', ids: [1], grant }])
    expect(flow.state.status).toBe('verified')
  })
})

describe('starting', () => {
  it('rule 3: a single factor needs no choice and sends one code', () => {
    const { flow, effects } = play([request(), startedSingle])
    expect(flow.state.status).toBe('sendingCode')
    expect(effectsOf(effects, 'send')).toHaveLength(1)
  })

  it('rule 3: with two factors no code is sent before the person has chosen', () => {
    const { flow, effects } = play([request(), started])
    expect(nameOfState(flow.state)).toBe('choosingFactor')
    expect(effectsOf(effects, 'send')).toEqual([])
  })

  it('the factor that is being changed is not proposed first', () => {
    const changing: BareEvent = {
      type: 'requested',
      call: { id: 1, reason: { operation: 'updatePhoneNumber' } },
      silent: false,
      avoidFactor: 'sms',
    }
    expect(play([changing, started]).flow.state).toMatchObject({ suggestedFactor: 'email' })
    expect(play([request(), started]).flow.state).toMatchObject({ suggestedFactor: 'sms' })
  })

  it('a grant that the host had silently is given out without a prompt or an event', () => {
    const { flow, effects } = play([silentRequest(), { type: 'checked', grant }])
    expect(flow.state).toEqual({ status: 'idle' })
    expect(effects.map((effect) => effect.type)).toEqual(['check', 'resolve'])
  })

  it('a cancel before the prompt is no cancelled prompt to the host’s analytics', () => {
    const { effects } = play([silentRequest(), cancelled])
    expect(effects.map((effect) => effect.type)).toEqual(['check', 'abort', 'rejectCancelled'])
  })

  it('durations count from when the person was asked', () => {
    const asked = play([silentRequest(), { type: 'checked', grant: null }], { at: noon + 5_000 })
    const { effects } = play([cancelled], { from: asked.flow, at: noon + 7_000 })
    expect(effectsOf(effects, 'emit')[0]?.event).toMatchObject({
      type: 'stepup.cancelled',
      durationMs: 2_000,
    })
  })

  it('every event of a step-up says what it is for, by which factor, how long it took, and nothing else', () => {
    const second = 1_000
    const asked = play([request(), started, choose(), sent()], { at: noon })
    const wrong = play([submit(), failed('codeRejected')], { from: asked.flow, at: noon + 4 * second })
    const again = play([resend, sent('second')], { from: wrong.flow, at: later })
    const done = play([submit(), verified], { from: again.flow, at: later + second })
    const limited = play([resend, failed('sendLimit')], { from: again.flow, at: later + cooldownMs })
    const given = play([cancelled], { from: again.flow, at: later + 2 * second })
    const eventsOf = (...runs: { effects: (typeof asked)['effects'] }[]) =>
      runs.flatMap(({ effects }) => effectsOf(effects, 'emit').map(({ event }) => event))

    const common = { operation: 'updatePhoneNumber', factor: 'sms' }
    expect(eventsOf(asked, wrong, again, done)).toEqual([
      { type: 'stepup.required', operation: 'updatePhoneNumber' },
      { ...common, type: 'stepup.sent', durationMs: 0 },
      { ...common, type: 'stepup.failed', reason: 'codeRejected', durationMs: 4 * second },
      { ...common, type: 'stepup.resent', durationMs: cooldownMs },
      { ...common, type: 'stepup.verified', durationMs: cooldownMs + second },
    ])
    expect(eventsOf(limited, given)).toEqual([
      { ...common, type: 'stepup.failed', reason: 'sendLimit', durationMs: 2 * cooldownMs },
      { ...common, type: 'stepup.cancelled', reason: 'dismissed', durationMs: cooldownMs + 2 * second },
    ])
  })

  it('a failed start keeps the calls waiting, and trying again starts anew', () => {
    const { flow, effects } = play([
      request(),
      failed('offline'),
      { type: 'retryAsked' },
      startedSingle,
      sent(),
    ])
    expect(flow.waiting).toHaveLength(1)
    expect(effectsOf(effects, 'start')).toHaveLength(2)
    expect(effectsOf(effects, 'reject')).toEqual([])
  })

  it.each(['noFactor', 'loginRequired', 'locked', 'userChanged'] as const)(
    'rule 13: after %s nothing can be done here, so the calls are told at once',
    (kind) => {
      const error = new Error(kind)
      const { flow, effects } = play([request(1), request(2), failed(kind, { error })])
      expect(nameOfState(flow.state)).toBe(kind)
      expect(effectsOf(effects, 'reject')).toEqual([{ type: 'reject', ids: [1, 2], error }])
      expect(flow.waiting).toEqual([])
    },
  )
})

describe('sending again', () => {
  const first = play(toCode).flow

  it('rule 9, edge 15: the same step-up token is used, and only the newest challenge is verified', () => {
    const { flow, effects } = play([resend, sent('second'), submit()], { from: first, at: later })
    expect(effectsOf(effects, 'start')).toEqual([])
    expect(effectsOf(effects, 'send')[0]?.handle).toBe(first.handle)
    expect(effectsOf(effects, 'verify')[0]?.challengeId).toBe('second')
    expect(flow.state.status).toBe('verifyingCode')
  })

  it('rule 3: not before the wait is over, however often it is asked', () => {
    const { flow, effects } = play([resend, resend, resend], { from: first, at: later - 1 })
    expect(flow).toBe(first)
    expect(effects).toEqual([])
    expect(
      effectsOf(play([resend, resend, resend], { from: first, at: later }).effects, 'send'),
    ).toHaveLength(1)
  })

  it('rule 9, edge 17: an expired step-up token restarts the step-up once and sends the code that was asked for', () => {
    const expired = failed('unexpected', { expired: true })
    const { flow, effects } = play([resend, expired, started, sent('second')], { from: first, at: later })
    expect(effects.map((effect) => effect.type)).toEqual(['send', 'start', 'send', 'emit'])
    expect(flow.waiting).toHaveLength(1)
    expect(flow.state).toMatchObject({ status: 'enteringCode', challenge: { challengeId: 'second' } })

    const again = play([resend, expired, started, expired], { from: first, at: later })
    expect(effectsOf(again.effects, 'start')).toHaveLength(1)
    expect(nameOfState(again.flow.state)).toBe('unexpected')
    expect(again.flow.waiting).toHaveLength(1)
  })

  it('rule 9: after a code was sent, the next expired token is replaced again', () => {
    const expired = failed('unexpected', { expired: true })
    const once = play([resend, expired, started, sent('second')], { from: first, at: later }).flow
    const { effects } = play([resend, expired], { from: once, at: later + cooldownMs })
    expect(effectsOf(effects, 'start')).toHaveLength(1)
  })

  it('rule 9: a replaced step-up token that offers other factors does not send to the one that is gone', () => {
    const expired = failed('unexpected', { expired: true })
    const emails: BareEvent = { type: 'started', handle: { factors: ['email'] } }
    const { effects } = play([resend, expired, emails], { from: first, at: later })
    expect(effectsOf(effects, 'send').at(-1)?.factor).toBe('email')
  })

  it('edge 17: a login’s one-time tkn can’t be used twice: an expired step-up token ends it', () => {
    const error = new Error('expired')
    const { flow, effects } = play([
      loginRequest(),
      startedSingle,
      failed('unexpected', { expired: true, error }),
    ])
    expect(nameOfState(flow.state)).toBe('loginRequired')
    expect(effectsOf(effects, 'reject')).toEqual([{ type: 'reject', ids: [9], error }])
  })

  it('a change of factor sends at once, and the way back is the code that was sent already', () => {
    const { flow } = play([{ type: 'factorChangeAsked' }, choose('email'), sent('byEmail')], { from: first })
    expect(flow.state).toMatchObject({
      status: 'enteringCode',
      challenge: { challengeId: 'byEmail', factor: 'email' },
    })
    const back = play([{ type: 'factorChangeAsked' }, choose('email')], { from: flow })
    expect(back.flow.state).toMatchObject({ status: 'enteringCode', challenge: { challengeId: 'byEmail' } })
    expect(back.effects).toEqual([])
  })
})

describe('limits and waits', () => {
  const first = play(toCode).flow
  const limited = (flow: Flow) => (flow.state.status === 'enteringCode' ? flow.state : undefined)

  it('rule 8: the server’s wait drives the countdown, and the code that was sent stays usable', () => {
    const retryAt = later + 90_000
    const { flow } = play([resend, failed('sendLimit', { retryAt })], { from: first, at: later })
    expect(nameOfState(flow.state)).toBe('sendLimit')
    expect(limited(flow)?.challenge).toMatchObject({ challengeId: 'first', resendAvailableAt: retryAt })
    expect(effectsOf(play([resend], { from: flow, at: retryAt - 1 }).effects, 'send')).toEqual([])
    expect(effectsOf(play([resend], { from: flow, at: retryAt }).effects, 'send')).toHaveLength(1)
    expect(effectsOf(play([submit()], { from: flow }).effects, 'verify')[0]?.challengeId).toBe('first')
  })

  it('rule 8: a limit without a wait lasts as long as the cooldown', () => {
    const { flow } = play([resend, failed('sendLimit')], { from: first, at: later })
    expect(limited(flow)?.challenge.resendAvailableAt).toBe(later + cooldownMs)
  })

  it('rule 8: a limit on checking codes drives the same countdown', () => {
    const retryAt = noon + 120_000
    const { flow } = play([submit(), failed('rateLimited', { retryAt })], { from: first })
    expect(limited(flow)?.challenge.resendAvailableAt).toBe(retryAt)
  })

  it('rule 8, edge 16: a limit on one factor leaves the other one usable', () => {
    const { flow } = play(
      [{ type: 'factorChangeAsked' }, choose('email'), failed('sendLimit', { retryAt: noon + 90_000 })],
      { from: first },
    )
    expect(flow.state).toMatchObject({ status: 'choosingFactor', challenge: { challengeId: 'first' } })
    expect(effectsOf(play([choose('email')], { from: flow, at: later }).effects, 'send')).toEqual([])
    expect(effectsOf(play([choose('sms')], { from: flow, at: later }).effects, 'send')).toHaveLength(1)
  })

  it('rule 7: a clock that is set back does not prolong a wait', () => {
    const { effects } = play([resend], { from: first, at: noon - 3_600_000 })
    expect(effectsOf(effects, 'send')).toHaveLength(1)
  })

  it('rule 7: nor does a limit that comes after the clock was set back', () => {
    const at = noon - 3_600_000
    const { flow } = play([resend, failed('sendLimit')], { from: first, at })
    expect(limited(flow)?.challenge.resendAvailableAt).toBe(at + cooldownMs)
    expect(flow.state).toMatchObject({ waits: { sms: { from: at, until: at + cooldownMs } } })
  })

  it('rule 7: after a sleep that was longer than the wait, a new code can be asked for at once', () => {
    expect(effectsOf(play([resend], { from: first, at: noon + 86_400_000 }).effects, 'send')).toHaveLength(1)
  })
})

describe('checking a code', () => {
  const first = play(toCode).flow

  it('rule 3: a double click checks the code once', () => {
    const { effects } = play([submit(), submit()], { from: first })
    expect(effectsOf(effects, 'verify')).toHaveLength(1)
  })

  it('an empty code is not sent', () => {
    expect(play([submit('')], { from: first }).effects).toEqual([])
  })

  it('rule 6: an answer that arrives after a cancel changes nothing', () => {
    const { flow } = play([submit()], { from: first })
    const ended = play([cancelled], { from: flow }).flow
    expect(transition(ended, complete(ended, verified, noon, flow.request))).toEqual([ended, []])
  })

  it('rule 6: one cancel gives one rejection', () => {
    const { effects } = play([cancelled, cancelled, { type: 'callWithdrawn', id: 1, reason: 'unmounted' }], {
      from: first,
    })
    expect(effectsOf(effects, 'rejectCancelled')).toHaveLength(1)
  })

  it('rule 4: a network that fails while a code is checked keeps the challenge', () => {
    const { flow } = play([submit(), failed('network')], { from: first })
    expect(flow.state).toMatchObject({ status: 'enteringCode', challenge: { challengeId: 'first' } })
    expect(effectsOf(play([submit()], { from: flow }).effects, 'verify')[0]?.challengeId).toBe('first')
  })

  it('the problem is gone as soon as the code is edited', () => {
    const { flow } = play([submit(), failed('codeRejected'), { type: 'codeEdited' }], { from: first })
    expect(nameOfState(flow.state)).toBe('enteringCode')
  })

  it('the lapse of the grant brings the flow back to idle', () => {
    const { flow } = play([submit(), verified, { type: 'grantLapsed' }], { from: first })
    expect(flow.state).toEqual(initialFlow.state)
  })
})

describe('what a step-up leaves out', () => {
  const entering = play(toCode).flow
  const single = play([request(), startedSingle, sent()]).flow
  const expired = failed('unexpected', { expired: true })

  it('a choice of factor asks for nothing before the person has chosen', () => {
    const { flow } = play([request()])
    expect(play([started], { from: flow }).effects).toEqual([])
  })

  it('edge 1: a step-up without a factor does not start', () => {
    const { flow } = play([request()])
    expect(transition(flow, complete(flow, { type: 'started', handle: { factors: [] } }))).toEqual([flow, []])
  })

  it.each([resend, submit()])('without a step-up token nothing is sent: %o', (event) => {
    const flow: Flow = { ...entering, handle: null }
    expect(transition(flow, complete(flow, event, later))).toEqual([flow, []])
  })

  it('a single factor leaves nothing to change to', () => {
    expect(play([{ type: 'factorChangeAsked' }], { from: single }).flow).toBe(single)
  })

  it('the way back to the code asks for nothing', () => {
    const { effects } = play([{ type: 'factorChangeAsked' }, { type: 'backAsked' }], { from: entering })
    expect(effects).toEqual([])
  })

  it.each([
    ['a step-up that was verified', [...toCode, submit(), verified]],
    ['a failure that the calls were told of', [request(), failed('noFactor')]],
  ])('the end of %s rejects nobody', (_, events) => {
    expect(play([cancelled], { from: play(events).flow }).effects).toEqual([{ type: 'abort' }])
  })

  it('rule 8: only a limit moves the moment of the next code', () => {
    const { flow } = play([submit(), failed('codeRejected')], { from: entering, at: later })
    expect(flow.state).toMatchObject({ challenge: { resendAvailableAt: later } })
  })

  it('rule 8: a limit before the first code leaves no code to go back to, and the factor waits', () => {
    const { flow } = play([request(), startedSingle, failed('sendLimit')])
    expect(flow.state).toMatchObject({ status: 'choosingFactor', challenge: null })
    expect(play([choose()], { from: flow }).flow).toBe(flow)
  })

  it('rule 8, edge 16: a limit on one factor changes nothing about the code that went to the other', () => {
    const { flow } = play(
      [{ type: 'factorChangeAsked' }, choose('email'), failed('sendLimit', { retryAt: noon + 90_000 })],
      { from: entering },
    )
    expect(flow.state).toMatchObject({ challenge: { factor: 'sms', resendAvailableAt: later } })
    expect(play([choose('email')], { from: flow }).flow).toBe(flow)
  })

  it('rule 9: after another failure, an expired step-up token is replaced again', () => {
    const { flow } = play([resend, expired, started, failed('network')], { from: entering, at: later })
    const { effects } = play([choose(), expired], { from: flow, at: later })
    expect(effects.map((effect) => effect.type)).toEqual(['send', 'start'])
  })

  it('rule 8: a step-up token that is replaced sends nothing to a factor that has to wait', () => {
    const retryAt = noon + 3_600_000
    const { flow } = play([
      request(),
      started,
      choose('email'),
      failed('sendLimit', { retryAt }),
      choose('sms'),
      failed('unexpected', { expired: true }),
    ])
    const { flow: next, effects } = play([{ type: 'started', handle: { factors: ['email'] } }], {
      from: flow,
    })
    expect(effectsOf(effects, 'send')).toEqual([])
    expect(next.state).toMatchObject({ status: 'choosingFactor', waits: { email: { until: retryAt } } })
    const { effects: later } = play([choose('email')], { from: next, at: retryAt })
    expect(effectsOf(later, 'send')).toHaveLength(1)
  })

  it('rule 8: what the server limited stays so when the step-up is left, and for the next one', () => {
    const retryAt = noon + 3_600_000
    const limited = [request(), startedSingle, failed('sendLimit', { retryAt }), cancelled, request(2)]
    const { flow } = play(limited)
    const { flow: next, effects } = play([startedSingle], { from: flow })
    expect(effectsOf(effects, 'send')).toEqual([])
    expect(next.state).toMatchObject({
      status: 'choosingFactor',
      waits: { sms: { from: noon, until: retryAt } },
    })
    const { effects: later } = play([startedSingle], { from: flow, at: retryAt })
    expect(effectsOf(later, 'send')).toHaveLength(1)
  })

  it('a limit is of one person: it ends when somebody else signs in, and a login knows none', () => {
    const limited = [request(), startedSingle, failed('sendLimit', { retryAt: noon + 3_600_000 })]
    const sends = (events: readonly BareEvent[]) => effectsOf(play(events).effects, 'send').length
    const newcomer: BareEvent = { type: 'cancelled', reason: 'userChanged' }
    expect(sends([...limited, newcomer, request(2), startedSingle])).toBe(2)
    expect(sends([...limited, cancelled, newcomer, request(2), startedSingle])).toBe(2)
    expect(sends([...limited, cancelled, request(2), failed('userChanged'), request(3), startedSingle])).toBe(
      2,
    )
    expect(sends([...limited, cancelled, loginRequest(), startedSingle])).toBe(2)
    expect(
      sends([loginRequest(), startedSingle, failed('sendLimit'), cancelled, request(), startedSingle]),
    ).toBe(2)
  })

  it('rule 8: a start that was limited can be tried again when the server said so, or the clock was set back', () => {
    const retryAt = noon + 40_000
    const { flow } = play([request(), failed('rateLimited', { retryAt })])
    expect(flow.state).toMatchObject({ status: 'failed', wait: { from: noon, until: retryAt } })
    const retried = (at: number) =>
      effectsOf(play([{ type: 'retryAsked' }], { from: flow, at }).effects, 'start')
    expect(retried(retryAt - 1)).toEqual([])
    expect(retried(retryAt)).toHaveLength(1)
    expect(retried(noon - 1)).toHaveLength(1)
  })

  it('a failure that the server sets no wait for has none', () => {
    expect(play([request(), failed('offline')]).flow.state).not.toHaveProperty('wait')
  })

  it('rule 1: a grant that had lapsed when it came is none: what waits goes on waiting, and can try again', () => {
    const { flow, effects } = play([
      ...toCode,
      submit(),
      { type: 'verified', trustDevice: false, grant: null },
    ])
    expect(flow.state).toMatchObject({ status: 'failed', problem: { kind: 'timeout' } })
    expect(flow.waiting).toHaveLength(1)
    expect(effectsOf(effects, 'resolve')).toEqual([])
    expect(effectsOf(play([{ type: 'retryAsked' }], { from: flow }).effects, 'start')).toHaveLength(1)
  })

  it('rule 9: after a new start, an expired step-up token is replaced again', () => {
    const failure = play([resend, expired, failed('offline')], { from: entering, at: later }).flow
    const { effects } = play([{ type: 'retryAsked' }, started, choose(), expired], {
      from: failure,
      at: later,
    })
    expect(effectsOf(effects, 'start')).toHaveLength(2)
  })

  it('the reason of a call that was withdrawn is shown no more', () => {
    const other: BareEvent = {
      type: 'requested',
      call: { id: 2, reason: { operation: 'removeEmail' } },
      silent: false,
    }
    const { flow } = play([request(1), other, { type: 'callWithdrawn', id: 1, reason: 'unmounted' }])
    expect(flow.state).toEqual({ status: 'starting', reasons: [{ operation: 'removeEmail' }] })
  })
})

describe('what is told of a failure', () => {
  const eventsOf = (events: BareEvent[], from?: Flow) =>
    effectsOf(play(events, { ...(from && { from }) }).effects, 'emit').map(({ event }) => event)
  const common = { type: 'stepup.failed', operation: 'updatePhoneNumber', durationMs: 0 }

  it('names no factor where no code was asked for', () => {
    expect(eventsOf([failed('offline')], play([request()]).flow)).toStrictEqual([
      { ...common, reason: 'offline' },
    ])
  })

  it('names the factor of the code that was asked for', () => {
    expect(eventsOf([failed('locked')], play([request(), startedSingle]).flow)).toStrictEqual([
      { ...common, factor: 'sms', reason: 'locked' },
    ])
  })

  it('names an operation of the host’s own where no call says what it is for', () => {
    const nobody: Flow = { ...play([request()]).flow, state: { status: 'starting', reasons: [] } }
    expect(eventsOf([failed('offline')], nobody)).toMatchObject([{ operation: 'custom' }])
    const silent: Flow = { ...nobody, state: { status: 'checking', reasons: [] } }
    expect(eventsOf([{ type: 'checked', grant: null }], silent)).toEqual([
      { type: 'stepup.required', operation: 'custom' },
    ])
  })

  it('a device that was trusted along with the code is told of too', () => {
    const trusting: BareEvent = { type: 'verified', trustDevice: true, grant }
    expect(eventsOf([trusting], play([...toCode, submit()]).flow)).toStrictEqual([
      { type: 'device.trusted', factor: 'sms', operation: 'updatePhoneNumber', durationMs: 0 },
      { type: 'stepup.verified', factor: 'sms', operation: 'updatePhoneNumber', durationMs: 0 },
    ])
  })
})

it('what a server renders is the state that a step-up begins in', () => {
  expect(idleState).toEqual({ status: 'idle' })
  expect(idleState).toEqual(initialFlow.state)
})
