import fc from 'fast-check'
import { afterAll, afterEach, beforeEach, describe, it, vi } from 'vitest'
import { NetworkError, StepUpRequiredError } from '../../src/client/errors.js'
import type { Factor } from '../../src/client/types.js'
import { runGuarded, type StepUpRequirement } from '../../src/flow/guarded.js'
import { createStepUpStore, unmounted } from '../../src/flow/store.js'
import {
  createDesk,
  answerings,
  ensure,
  objectKeys,
  patience,
  printed,
  type Refusal,
  refusals,
  runs,
  type SteppedUp,
  tell,
} from './model.support.js'
import { createStubClient, createTestClock, makeToken, settled, type StubClient } from './support.js'

type Command =
  | { do: 'guard'; kind: StepUpRequirement }
  /** Answers a request: `which` 0 is the one that is waited for, the others may be late. */
  | { do: 'answer'; which: number; how: 'good' | Refusal; factors: Factor[] }
  /** Answers once more what was answered. */
  | { do: 'again'; which: number }
  | { do: 'reply'; which: number; how: 'good' | 'mfa' | 'freshness' | 'lost' }
  | { do: 'choose'; factor: Factor }
  | { do: 'withdraw'; which: number }
  | { do: 'advance'; ms: number }
  | { do: 'refresh'; to: keyof typeof refreshed }
  | { do: 'swap'; to: 'same' | 'other' }
  | {
      do: 'plain'
      act:
        | 'submit'
        | 'resend'
        | 'changeFactor'
        | 'back'
        | 'retry'
        | 'cancel'
        | 'remount'
        | 'forget'
        | 'setBack'
        | 'signIn'
        | 'signOut'
        | 'stepUpElsewhere'
    }

/** What the host's silent refresh gives, from now on. */
const refreshed = { nothing: true, same: true, plain: true, steppedUp: true, failure: true }

const factor = fc.constantFrom<Factor>('sms', 'email')
const which = fc.nat({ max: 7 }).map((n) => Math.max(0, n - 4))
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('guard' as const),
      kind: fc.constantFrom('always', 'always', 'whenRefused', 'ifPossible'),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which,
      how: answerings,
      factors: fc.uniqueArray(factor, { maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('again' as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('reply' as const),
      which: fc.nat({ max: 3 }),
      how: fc.constantFrom('good', 'good', 'mfa', 'freshness', 'lost'),
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
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('refresh' as const),
      to: fc.constantFrom(...objectKeys(refreshed)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('swap' as const), to: fc.constantFrom('same', 'other') }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('plain' as const),
      act: fc.constantFrom(
        'submit',
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
        'setBack',
        'signIn',
        'signOut',
        'stepUpElsewhere',
      ),
    }),
  },
)

/** Ways that matter, and that chance would seldom find. Each sequence starts with a part of one. */
const good: Command = { do: 'answer', which: 0, how: 'good', factors: ['sms'] }
const guard: Command = { do: 'guard', kind: 'always' }
const submit: Command = { do: 'plain', act: 'submit' }
const elsewhere: Command = { do: 'plain', act: 'stepUpElsewhere' }
const refuse: Command = { do: 'reply', which: 0, how: 'mfa' }
const stale: Command = { do: 'reply', which: 0, how: 'freshness' }
const whenRefused: Command = { do: 'guard', kind: 'whenRefused' }
const straight = fc.constantFrom<readonly Command[]>(
  [guard, good, good, submit, good, guard],
  [guard, good, good, submit, good, guard],
  [elsewhere, guard],
  [elsewhere, guard, refuse, good, good, submit, good, refuse, guard],
  [
    { do: 'guard', kind: 'ifPossible' },
    { ...good, factors: [] },
  ],
  [guard, good, good, submit, good, { do: 'plain', act: 'signOut' }, guard],
  [whenRefused, { do: 'plain', act: 'signIn' }, refuse, good, good, submit, good],
  [{ do: 'refresh', to: 'same' }, whenRefused, stale],
  [{ do: 'refresh', to: 'plain' }, whenRefused, stale, stale, stale],
)
const sequence = fc
  .tuple(straight, fc.nat({ max: 9 }), fc.array(command, { maxLength: 51, size: 'max' }))
  .map(([way, far, more]) => [...way.slice(0, far), ...more])

const tally = {
  resolved: 0,
  rejected: 0,
  sent: 0,
  refused: 0,
  'sent with a token of the host’s': 0,
  'sent since there is no factor': 0,
  'answered twice': 0,
  'clients swapped in a step-up': 0,
}

interface Call {
  kind: StepUpRequirement
  /** `undefined` where the host had no token that says. */
  user: number | undefined
  /** How many step-ups there had been. */
  stepUps: number
  client: string
  settlements: number
  runs: number
  tokens: Set<string>
  /** How often it was sent with a token that carries no step-up, and with one that the kit got by a step-up. */
  plainRuns: number
  grantRuns: number
  /** It was sent, and its answer is still to come. */
  isSent: boolean
  /** It was refused after a step-up. */
  isOver: boolean
  /** The server said meanwhile that there is no factor. */
  lacksFactor: boolean
  controller: AbortController
}

/** One random life of a store, with a server and a host whose answers come late, never or in another order. */
async function live(commands: readonly Command[], keepsTokens: boolean): Promise<void> {
  vi.clearAllTimers()
  const clock = createTestClock()
  const monotonic = () => clock.monotonic?.() ?? 0
  let user = 0
  let setBacks = 0
  let refresh: keyof typeof refreshed = 'nothing'
  /** Every token that carries a step-up. */
  const stepped = new Map<string, SteppedUp & { setBacks: number }>()
  const refusedTokens = new Set<string>()
  /** The grants of who has signed out, where the kit could know who that was. */
  const ofTheGone = new Set<string>()
  let challenges = 0
  let newestChallenge: string | undefined
  let intents = 0
  const unhandled: unknown[] = []
  const onUnhandled = (error: unknown) => void unhandled.push(error)
  process.on('unhandledRejection', onUnhandled)

  /** What was wrong in the midst of something: thrown there, it would be but the failure of that call. */
  const broken: string[] = []
  const expectHeld = (holds: boolean, what: string) => {
    if (!holds) broken.push(what)
  }

  /** Whose each token of the host’s was. */
  const hostTokens = new Map<string, number>()
  const plainToken = () => {
    const token = makeToken({ sub: `user-${user}`, issuedAt: clock.now() })
    hostTokens.set(token, user)
    return token
  }
  const steppedUpToken = (client: string, isHosts: boolean) => {
    const token = makeToken({ sub: `user-${user}`, amr: ['mfa'], issuedAt: clock.now() })
    stepped.set(token, { user, client, at: monotonic(), isHosts, setBacks })
    if (isHosts || keepsTokens) hostTokens.set(token, user)
    return token
  }
  let hostToken: string | undefined = plainToken()
  const clients: StubClient[] = []
  const addClient = (id: string) => {
    const client = createStubClient(clock, id)
    for (const line of [client.start, client.send, client.verify]) line.held = true
    client.getAccessTokenOf = async () => hostToken
    client.refreshOf = async () => {
      if (refresh === 'failure') throw new NetworkError('No answer.', 'offline')
      if (refresh === 'plain') hostToken = plainToken()
      if (refresh === 'steppedUp') hostToken = steppedUpToken(client.id, true)
      if (refresh === 'nothing') return undefined
      // Whoever had signed out is there again.
      if (hostToken !== undefined) ofTheGone.clear()
      return hostToken
    }
    client.onAccept = ({ accessToken }) => {
      const token = stepped.get(accessToken)
      expectHeld(token?.user === user, 'who has signed in at the host is not replaced')
      expectHeld(token?.client === current.id, 'the tokens of one client are not given to another’s host')
      if (keepsTokens) hostToken = accessToken
    }
    clients.push(client)
    return client
  }
  let current = addClient('client-0')

  const store = createStepUpStore({ client: current, clock })
  let disconnect = store.connect()
  const calls: Call[] = []
  const edits: {
    call: Call
    accessToken: string
    resolve(): void
    reject(error: unknown): void
    done: boolean
  }[] = []

  /** Whether a step-up that ended after the call had begun gave the token. */
  const isNewer = (call: Call, accessToken: string) =>
    [...stepped.keys()].indexOf(accessToken) >= call.stepUps
  const expectSendable = (call: Call, accessToken: string) => {
    const { kind, lacksFactor } = call
    const grant = stepped.get(accessToken)
    expectHeld(!call.tokens.has(accessToken), 'no call is sent twice with one token')
    expectHeld(
      call.runs > 1 || !refusedTokens.has(accessToken) || kind === 'whenRefused' || lacksFactor,
      'a token that was refused is no grant',
    )
    const mayBeHosts = kind === 'whenRefused' || (kind === 'ifPossible' && lacksFactor)
    if (mayBeHosts && hostTokens.has(accessToken)) {
      if (lacksFactor && kind === 'ifPossible') tally['sent since there is no factor'] += 1
    } else {
      expectHeld(grant !== undefined, 'rule 1: a guarded call has a grant')
      const age = monotonic() - (grant?.at ?? 0)
      // How old a token of the host’s is can't be known once the clock was set back.
      expectHeld(
        age < 300_000 || (grant?.isHosts === true && grant.setBacks !== setBacks),
        'rule 1: the grant is fresh',
      )
      if (grant?.isHosts) tally['sent with a token of the host’s'] += 1
    }
    if (grant === undefined) {
      call.plainRuns += 1
      const owner = hostTokens.get(accessToken)
      expectHeld([owner, undefined].includes(call.user), 'no call is sent as somebody else’s')
      return
    }
    if (!grant.isHosts) call.grantRuns += 1
    expectHeld(
      call.user !== undefined || !ofTheGone.has(accessToken),
      'rule 1: a grant is of no use once its person has signed out',
    )
    expectHeld(
      [grant.user, undefined].includes(call.user),
      'rule 1: the grant is of the person whose call it is',
    )
    expectHeld(grant.client === call.client, 'rule 1: the grant is of the client whose call it is')
  }

  const guard = (kind: StepUpRequirement) => {
    const call: Call = {
      kind,
      user: hostToken === undefined ? undefined : user,
      stepUps: stepped.size,
      client: current.id,
      settlements: 0,
      runs: 0,
      tokens: new Set(),
      plainRuns: 0,
      grantRuns: 0,
      isSent: false,
      isOver: false,
      lacksFactor: false,
      controller: new AbortController(),
    }
    calls.push(call)
    runGuarded({
      store,
      requirement: kind,
      request: {},
      signal: call.controller.signal,
      run: ({ accessToken }) => {
        call.runs += 1
        tally.sent += 1
        expectSendable(call, accessToken)
        call.tokens.add(accessToken)
        call.isSent = true
        return new Promise<void>((resolve, reject) => {
          edits.push({ call, accessToken, resolve, reject, done: false })
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

  const asked = () =>
    clients.flatMap((client) => [
      ...client.start.calls.map((call) => ({
        call,
        refuse: call.refuse,
        again: () => call.answer({ factors: ['sms'] }),
        accept({ factors }: { factors: Factor[] }) {
          if (factors.length === 1 && !call.signal?.aborted) intents += 1
          if (factors.length === 0) for (const each of calls) each.lacksFactor = true
          call.answer({ factors })
        },
      })),
      ...client.send.calls.map((call) => ({
        call,
        refuse(error: unknown) {
          // A step-up that has expired is begun anew, and the code is asked for once more.
          if (!call.signal?.aborted) intents += 1
          call.refuse(error)
        },
        again: () => call.answer({ challengeId: 'challenge-again' }),
        accept() {
          const challengeId = `challenge-${(challenges += 1)}`
          if (!call.signal?.aborted) newestChallenge = challengeId
          call.answer({ challengeId })
        },
      })),
      ...client.verify.calls.map((call) => ({
        call,
        refuse: call.refuse,
        again: () =>
          call.answer({ accessToken: makeToken({ sub: `user-${user}`, amr: ['mfa'] }), tokenType: 'Bearer' }),
        accept: () => call.answer({ accessToken: steppedUpToken(client.id, false), tokenType: 'Bearer' }),
      })),
    ])
  const { awaited, take, answerAgain } = createDesk(asked)

  const answer = (given: Extract<Command, { do: 'answer' }>) => {
    const chosen = take(given.which)
    if (!chosen) return
    if (given.how === 'good') return chosen.accept(given)
    if (given.how === 'noFactor') for (const call of calls) call.lacksFactor = true
    chosen.refuse(refusals[given.how]())
  }

  const reply = ({ which, how }: Extract<Command, { do: 'reply' }>) => {
    const waiting = edits.filter((edit) => !edit.done)
    const edit = waiting.at(-1 - which) ?? waiting.at(-1)
    if (!edit) return
    const { call, accessToken } = edit
    edit.done = true
    call.isSent = false
    if (how === 'good') return edit.resolve()
    if (how === 'lost') return edit.reject(new NetworkError('No answer.', 'timeout'))
    tally.refused += 1
    refusedTokens.add(accessToken)
    if (stepped.get(accessToken)?.isHosts === false && isNewer(call, accessToken) && !call.lacksFactor) {
      call.isOver = true
    }
    edit.reject(new StepUpRequiredError('401', how))
  }

  const act = (given: Command) => {
    switch (given.do) {
      case 'guard':
        return guard(given.kind)
      case 'answer':
        return answer(given)
      case 'again':
        if (answerAgain(given.which)) tally['answered twice'] += 1
        return
      case 'reply':
        return reply(given)
      case 'choose':
        intents += 1
        return store.chooseFactor(given.factor)
      case 'withdraw':
        return calls.at(given.which)?.controller.abort(unmounted())
      case 'advance':
        return clock.advance(given.ms)
      case 'refresh':
        refresh = given.to
        return
      case 'swap':
        if (Object.hasOwn(pending, store.getState().status)) tally['clients swapped in a step-up'] += 1
        current = addClient(given.to === 'same' ? current.id : `client-${clients.length}`)
        if (given.to === 'other') hostToken = plainToken()
        return store.configure({ client: current, clock })
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
          case 'setBack':
            setBacks += 1
            return clock.setBack(600_000)
          case 'signIn':
            user += 1
            hostToken = plainToken()
            return
          case 'signOut':
            if (hostToken !== undefined && calls.some((call) => call.user === user)) {
              for (const [token, grant] of stepped) if (grant.user === user) ofTheGone.add(token)
            }
            hostToken = undefined
            return
          case 'stepUpElsewhere':
            hostToken = steppedUpToken(current.id, true)
            return
          default:
            return store[given.act]()
        }
    }
  }

  /** All that can be told from outside. */
  const told = () =>
    JSON.stringify([
      store.getState(),
      store.getDraft(),
      store.getGrantStatus(),
      asked().length,
      edits.length,
      calls.map(({ settlements }) => settlements),
    ])

  const waiting = () => calls.filter((call) => call.settlements === 0 && !call.isSent).length

  const holds = () => {
    ensure(broken.length === 0, broken.join(', '))
    const sends = clients.reduce((sum, { send }) => sum + send.calls.length, 0)
    ensure(sends <= intents, 'rule 3: one intent, one code')
    for (const { call } of awaited()) {
      if (!('challengeId' in call.input)) continue
      ensure(call.input.challengeId === newestChallenge, 'rule 9: only the newest challenge is verified')
    }
    for (const call of calls) {
      ensure(call.settlements <= 1, 'rule 6: each call is settled once')
      ensure(!call.isOver || call.settlements === 1, 'rule 5: a refusal after a step-up is the last word')
      ensure(call.grantRuns <= 2, 'rule 5: each call is replayed once after a step-up')
      ensure(call.plainRuns <= 2, 'the host’s token is renewed once for a call')
    }
    const { status } = store.getState()
    const shown = JSON.stringify([store.getState(), store.getGrantStatus()])
    ensure(!shown.includes('secretSignature'), 'rule 10: no token is shown')
    if (Object.hasOwn(pending, status)) ensure(awaited().length === 1, `${status} waits for one answer`)
    if (waiting() > 0) ensure(status !== 'idle' && status !== 'verified', 'no call waits for nothing')
    ensure(status !== 'checking', 'a host that answers at once is not waited for')
  }

  try {
    for (const given of commands) {
      const before = told()
      const isFinal =
        given.do === 'answer' && given.which === 0 && awaited().length > 0 && finals.includes(given.how)
      act(given)
      await settled()
      holds()
      if (isFinal) ensure(waiting() === 0, 'nobody waits for what could not help')
      if (given.do === 'again') ensure(told() === before, 'a second answer changes nothing')
      if (given.do === 'swap' && given.to === 'same')
        ensure(told() === before, 'nor a client of the same name')
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

/** What the person can't do anything about. */
const finals: ('good' | Refusal)[] = ['blocked', 'suspended', 'noFactor']
/** The states that wait for the server. */
const pending = { starting: true, sendingCode: true, verifyingCode: true }

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
      await fc.assert(fc.asyncProperty(sequence, fc.boolean(), live), {
        ...printed(),
        numRuns: runs(600),
      })
      tell('random sequences of up to 60 steps through the store and its clocks', runs(600))
    },
    patience(60_000),
  )

  afterAll(() => {
    // The sequences would prove nothing if they never got anywhere.
    for (const [what, count] of Object.entries(tally)) ensure(count > 30, `${what} happens often (${count})`)
  })
})
