import fc from 'fast-check'
import { afterAll, afterEach, beforeEach, describe, it, vi } from 'vitest'
import {
  CodeRejectedError,
  NetworkError,
  RateLimitedError,
  StepUpRequiredError,
} from '../../src/client/errors.js'
import type { Factor } from '../../src/client/types.js'
import { runGuarded } from '../../src/flow/guarded.js'
import { createStepUpStore, unmounted } from '../../src/flow/store.js'
import { ensure, patience, printed, runs, tell } from './model.support.js'
import { createStubClient, createTestClock, makeToken, settled } from './support.js'

type Command =
  | { do: 'guard'; kind: 'always' | 'whenRefused' }
  | { do: 'answer'; which: number; how: 'good' | 'limit' | 'lost' | 'wrong' | 'expired'; factors: Factor[] }
  | { do: 'reply'; which: number; refuse: boolean }
  | { do: 'choose'; factor: Factor }
  | { do: 'withdraw'; which: number }
  | { do: 'advance'; ms: number }
  | { do: 'setBack' }
  | { do: 'signIn' }
  | {
      do: 'plain'
      act: 'submit' | 'resend' | 'changeFactor' | 'back' | 'retry' | 'cancel' | 'remount' | 'forget'
    }

const factor = fc.constantFrom<Factor>('sms', 'email')
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('guard' as const),
      kind: fc.constantFrom('always', 'always', 'whenRefused'),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which: fc.nat({ max: 3 }),
      how: fc.constantFrom('good', 'good', 'good', 'good', 'good', 'limit', 'lost', 'wrong', 'expired'),
      factors: fc.uniqueArray(factor, { maxLength: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('reply' as const),
      which: fc.nat({ max: 3 }),
      refuse: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('choose' as const), factor }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), which: fc.nat({ max: 5 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      ms: fc.constantFrom(1_000, 31_000, 299_000),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Command>({ do: 'setBack' }) },
  { weight: 1, arbitrary: fc.constant<Command>({ do: 'signIn' }) },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('plain' as const),
      act: fc.constantFrom(
        'submit',
        'submit',
        'submit',
        'submit',
        'resend',
        'changeFactor',
        'back',
        'retry',
        'cancel',
        'remount',
        'forget',
      ),
    }),
  },
)

/** A step-up without mishap, and a call with the grant that it gave. Each sequence starts with a part of it. */
const good: Command = { do: 'answer', which: 0, how: 'good', factors: ['sms'] }
const guard: Command = { do: 'guard', kind: 'always' }
const straight: readonly Command[] = [guard, good, good, { do: 'plain', act: 'submit' }, good, guard]
const sequence = fc
  .tuple(fc.nat({ max: straight.length }), fc.array(command, { maxLength: 54, size: 'max' }))
  .map(([steps, more]) => [...straight.slice(0, steps), ...more])

const tally = { resolved: 0, rejected: 0, sent: 0, refused: 0 }

/** One random life of a store, with a server and a host whose answers come late, never or in another order. */
async function live(commands: readonly Command[]): Promise<void> {
  vi.clearAllTimers()
  const clock = createTestClock()
  const monotonic = () => clock.monotonic?.() ?? 0
  const client = createStubClient(clock)
  for (const line of [client.start, client.send, client.verify]) line.held = true
  let user = 0
  client.hostToken = makeToken({ sub: 'user-0', issuedAt: clock.now() })
  /** Every token that the server gave out after a step-up. */
  const stepped = new Map<string, { sub: string; at: number }>()
  let challenges = 0
  let newestChallenge: string | undefined
  let intents = 0
  let restarts = 0
  const unhandled: unknown[] = []
  const onUnhandled = (error: unknown) => void unhandled.push(error)
  process.on('unhandledRejection', onUnhandled)

  const store = createStepUpStore({ client, clock })
  let disconnect = store.connect()
  const answered = new Set<object>()
  const calls: { settlements: number; runs: number; tokens: Set<string>; controller: AbortController }[] = []
  const edits: { accessToken: string; resolve(): void; reject(error: unknown): void; done: boolean }[] = []

  /** What was wrong with a call as it was sent: thrown there, it would be but the failure of that call. */
  const broken: string[] = []
  const expectSent = (holds: boolean, what: string) => {
    if (!holds) broken.push(what)
  }

  const guard = (kind: 'always' | 'whenRefused') => {
    const call = { settlements: 0, runs: 0, tokens: new Set<string>(), controller: new AbortController() }
    const owner = `user-${user}`
    calls.push(call)
    runGuarded({
      store,
      requirement: kind,
      request: {},
      signal: call.controller.signal,
      run: ({ accessToken }) => {
        call.runs += 1
        tally.sent += 1
        expectSent(!call.tokens.has(accessToken), 'no call is sent twice with one token')
        call.tokens.add(accessToken)
        const grant = stepped.get(accessToken)
        if (kind === 'always') {
          expectSent(grant !== undefined, 'rule 1: a guarded call has a grant')
          expectSent(grant?.sub === owner, 'rule 1: the grant is of the person whose call it is')
        }
        if (grant) expectSent(monotonic() - grant.at < 300_000, 'rule 1: the grant is fresh')
        return new Promise<void>((resolve, reject) => {
          edits.push({ accessToken, resolve, reject, done: false })
        })
      },
    }).then(
      () => {
        call.settlements += 1
        tally.resolved += 1
      },
      () => {
        call.settlements += 1
        tally.rejected += 1
      },
    )
  }

  const answer = (given: Extract<Command, { do: 'answer' }>) => {
    const waiting = [...client.start.calls, ...client.send.calls, ...client.verify.calls].filter(
      (call) => !answered.has(call),
    )
    const chosen = waiting.at(-1 - given.which) ?? waiting.at(-1)
    if (!chosen) return
    answered.add(chosen)
    if (given.how === 'limit') return chosen.refuse(new RateLimitedError('429', clock.now() + 40_000))
    if (given.how === 'lost') return chosen.refuse(new NetworkError('lost', 'timeout'))
    if (given.how === 'expired') {
      // A restart sends once more for an intent whose first request the server refused.
      restarts += 1
      return chosen.refuse(new StepUpRequiredError('401', 'mfa'))
    }
    const start = client.start.calls.find((call) => call === chosen)
    const send = client.send.calls.find((call) => call === chosen)
    const verify = client.verify.calls.find((call) => call === chosen)
    start?.answer({ factors: given.factors })
    if (start && given.factors.length === 1) intents += 1
    if (send) {
      const challengeId = `challenge-${(challenges += 1)}`
      if (!send.signal?.aborted) newestChallenge = challengeId
      send.answer({ challengeId })
    }
    if (verify && given.how === 'wrong') return verify.refuse(new CodeRejectedError('401', 'wrong'))
    if (verify) {
      const accessToken = makeToken({ sub: `user-${user}`, amr: ['mfa'], issuedAt: clock.now() })
      stepped.set(accessToken, { sub: `user-${user}`, at: monotonic() })
      verify.answer({ accessToken, tokenType: 'Bearer' })
    }
  }

  const reply = ({ which, refuse }: { which: number; refuse: boolean }) => {
    const open = edits.filter((edit) => !edit.done)
    const edit = open.at(-1 - which) ?? open.at(-1)
    if (!edit) return
    edit.done = true
    if (refuse) {
      tally.refused += 1
      edit.reject(new StepUpRequiredError('401', 'mfa'))
    } else edit.resolve()
  }

  const act = (given: Command) => {
    switch (given.do) {
      case 'guard':
        return guard(given.kind)
      case 'answer':
        return answer(given)
      case 'reply':
        return reply(given)
      case 'choose':
        intents += 1
        return store.chooseFactor(given.factor)
      case 'withdraw':
        return calls.at(given.which)?.controller.abort(unmounted())
      case 'advance':
        return clock.advance(given.ms)
      case 'setBack':
        return clock.setBack(600_000)
      case 'signIn':
        user += 1
        client.hostToken = makeToken({ sub: `user-${user}`, issuedAt: clock.now() })
        return
      case 'plain':
        switch (given.act) {
          case 'submit':
            store.setCode(`${challenges}`)
            return store.submitCode()
          case 'resend':
            intents += 1
            return store.resend()
          case 'remount':
            disconnect()
            disconnect = store.connect()
            return
          case 'forget':
            return store.dropGrant()
          default:
            return store[given.act]()
        }
    }
  }

  const holds = () => {
    ensure(broken.length === 0, broken.join(', '))
    ensure(client.send.calls.length <= intents + restarts, 'rule 3: one intent, one code')
    const verify = client.verify.calls.at(-1)
    if (verify && !answered.has(verify) && !verify.signal?.aborted) {
      ensure(verify.input.challengeId === newestChallenge, 'rule 9: only the newest challenge is verified')
    }
    for (const call of calls) {
      ensure(call.settlements <= 1, 'rule 6: each call is settled once')
      ensure(call.runs <= 2, 'rule 5: each call is replayed once')
    }
    const { status } = store.getState()
    const pending = { checking: true, starting: true, sendingCode: true, verifyingCode: true }
    const shown = JSON.stringify([store.getState(), store.getGrantStatus()])
    ensure(!shown.includes('secretSignature'), 'rule 10: no token is shown')
    if (Object.hasOwn(pending, status) && status !== 'checking') {
      const open = [...client.start.calls, ...client.send.calls, ...client.verify.calls].filter(
        (call) => !answered.has(call) && !call.signal?.aborted,
      )
      ensure(open.length === 1, `${status} waits for one answer`)
    }
  }

  try {
    for (const given of commands) {
      act(given)
      await settled()
      holds()
    }
    // The end of the page: whatever still waits is told.
    disconnect()
    for (const edit of edits) edit.resolve()
    await settled()
    for (const call of calls) ensure(call.settlements === 1, 'each call is settled in the end')
    ensure(store.getState().status === 'idle', 'nothing goes on after the end')
    ensure(vi.getTimerCount() === 0, 'no timer is left')
    ensure(unhandled.length === 0, 'rule 6: no unhandled rejection')
  } finally {
    process.off('unhandledRejection', onUnhandled)
  }
}

describe('the store, whatever the server and the person do in whatever order', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it(
    'rules 1, 3, 5, 6, 9, 10 hold',
    async () => {
      await fc.assert(fc.asyncProperty(sequence, live), {
        ...printed(),
        numRuns: runs(600),
      })
      tell('random sequences of up to 60 steps through the store and its clocks', runs(600))
    },
    patience(60_000),
  )

  afterAll(() => {
    // The sequences would prove nothing if they never got anywhere.
    for (const [what, count] of Object.entries(tally)) ensure(count > 50, `${what} happens often (${count})`)
  })
})
