import fc from 'fast-check'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import { NetworkError, StepUpRequiredError } from '../../src/client/errors.js'
import type { Factor } from '../../src/client/types.js'
import { runGuarded, type StepUpRequirement } from '../../src/flow/guarded.js'
import { patienceMs } from '../../src/flow/patience.js'
import { createStepUpStore, unmounted } from '../../src/flow/store.js'
import { createCountdown } from '../../src/internal/countdown.js'
import {
  answerings,
  createDesk,
  createWaitBook,
  ensure,
  expectOften,
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

/** What a good answer of the server's holds. */
interface Good {
  factors: Factor[]
  lives: keyof typeof lifetimes
}

type Command =
  | { do: 'guard'; kind: StepUpRequirement; captcha: boolean }
  /** A captcha is solved: the one that was shown first or last. */
  | { do: 'captcha'; newest: boolean }
  /** Answers a request: `which` 0 is the one that is waited for, the others may be late. */
  | ({ do: 'answer'; which: number; how: 'good' | Refusal } & Good)
  /** Answers once more what was answered. */
  | { do: 'again'; which: number }
  | { do: 'reply'; which: number; how: 'good' | 'mfa' | 'freshness' | 'lost' }
  | { do: 'choose'; factor: Factor }
  | { do: 'withdraw'; which: number }
  | { do: 'advance'; ms: number }
  | { do: 'refresh'; to: keyof typeof refreshed }
  | { do: 'swap'; to: 'same' | 'other' }
  /** How the host answers from now on when it is asked for its token, or is given one. */
  | { do: 'host'; is: keyof typeof hosts }
  /** A host that is slow answers what it was asked first or last. */
  | { do: 'hostAnswer'; newest: boolean }
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
        | 'login'
        | 'patience'
    }

/** What the host's silent refresh gives, from now on. */
const refreshed = { nothing: true, same: true, plain: true, steppedUp: true, failure: true }

const hosts = { prompt: true, slow: true, failing: true }

/** How long the token of a step-up is of use, in milliseconds. */
const lifetimes = { long: 86_400_000, short: 60_000, none: 0 }

const factor = fc.constantFrom<Factor>('sms', 'email')
const which = fc.nat({ max: 7 }).map((n) => Math.max(0, n - 4))
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('guard' as const),
      kind: fc.constantFrom('always', 'always', 'whenRefused', 'ifPossible'),
      captcha: fc.nat({ max: 3 }).map((n) => n === 0),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('captcha' as const), newest: fc.boolean() }) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which,
      how: answerings,
      factors: fc.uniqueArray(factor, { maxLength: 2 }),
      lives: fc.constantFrom('long', 'long', 'long', 'long', 'long', 'long', 'short', 'none'),
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
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('host' as const),
      is: fc.constantFrom('prompt', 'prompt', 'prompt', 'slow', 'slow', 'failing'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('hostAnswer' as const), newest: fc.boolean() }),
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
        'login',
        'patience',
      ),
    }),
  },
)

/** Ways that matter, and that chance would seldom find. Each sequence starts with a part of one. */
const good: Command = { do: 'answer', which: 0, how: 'good', factors: ['sms'], lives: 'long' }
const guard: Command = { do: 'guard', kind: 'always', captcha: false }
const withCaptcha: Command = { ...guard, captcha: true }
const solved: Command = { do: 'captcha', newest: false }
const submit: Command = { do: 'plain', act: 'submit' }
const elsewhere: Command = { do: 'plain', act: 'stepUpElsewhere' }
const refuse: Command = { do: 'reply', which: 0, how: 'mfa' }
const stale: Command = { do: 'reply', which: 0, how: 'freshness' }
const signIn: Command = { do: 'plain', act: 'signIn' }
const signOut: Command = { do: 'plain', act: 'signOut' }
const login: Command = { do: 'plain', act: 'login' }
const limit: Command = { ...good, how: 'limited' }
const slow: Command = { do: 'host', is: 'slow' }
const told: Command = { do: 'hostAnswer', newest: false }
const whenRefused: Command = { ...guard, kind: 'whenRefused' }
const granted: readonly Command[] = [guard, good, good, submit, good]
const asShort: Command = { ...good, lives: 'short' }
const halfAMinute: Command = { do: 'advance', ms: 31_000 }
const straight = fc.constantFrom<readonly Command[]>(
  [guard, good, good, submit, asShort, slow, guard, halfAMinute, halfAMinute, told, told, told],
  [guard, good, good, submit, { ...good, lives: 'none' }, { do: 'plain', act: 'retry' }, good, submit],
  [guard, good, good, submit, good, guard],
  [guard, good, good, submit, good, guard],
  [elsewhere, guard],
  [elsewhere, guard, refuse, good, good, submit, good, refuse, guard],
  [
    { ...guard, kind: 'ifPossible' },
    { ...good, factors: [] },
  ],
  [guard, good, good, submit, good, { do: 'plain', act: 'signOut' }, guard],
  [whenRefused, { do: 'plain', act: 'signIn' }, refuse, good, good, submit, good],
  // Somebody comes or goes, or a token is refused, while a captcha is solved.
  [...granted, withCaptcha, signIn, solved, good, good, submit, good],
  [...granted, withCaptcha, signOut, solved, good, good],
  [{ ...whenRefused, captcha: true }, signIn, solved],
  [guard, withCaptcha, good, good, submit, good, refuse, solved],
  [withCaptcha, good, good, submit, good, { do: 'advance', ms: 299_000 }, halfAMinute, solved, good, good],
  // Somebody comes or goes while a code is asked for or checked.
  [guard, good, good, submit, signIn, good],
  [guard, good, good, signIn, submit, good],
  [guard, good, good, submit, signOut, good],
  [signOut, guard, good, good, submit, signIn, good],
  [guard, good, limit, { do: 'plain', act: 'cancel' }, guard, good],
  [guard, good, limit, { do: 'plain', act: 'cancel' }, guard, good],
  [guard, limit, { do: 'plain', act: 'retry' }],
  [guard, login, good, good, submit, good, guard],
  [login, guard, good, good, submit, good],
  [
    guard,
    good,
    good,
    submit,
    good,
    slow,
    guard,
    { do: 'advance', ms: 299_000 },
    { do: 'advance', ms: 1_000 },
    told,
    told,
  ],
  // The grant of a call lapses while the host is asked whose it is, and another call is granted meanwhile.
  [
    ...granted,
    slow,
    guard,
    { do: 'hostAnswer', newest: true },
    { do: 'advance', ms: 299_000 },
    { do: 'advance', ms: 1_000 },
    { do: 'host', is: 'prompt' },
    ...granted,
    told,
  ],
  [slow, guard, told, told, told, good, good, submit, told, good, told, told],
  [slow, guard, { do: 'plain', act: 'patience' }, good, good, submit, { do: 'plain', act: 'patience' }, good],
  [{ do: 'refresh', to: 'same' }, whenRefused, stale],
  [{ do: 'refresh', to: 'plain' }, whenRefused, stale, stale, stale],
  [{ do: 'refresh', to: 'plain' }, whenRefused, slow, stale, signIn, told, told, told],
  // The host's token was stepped up once, and a slow refresh may bring one that is fresh.
  [
    elsewhere,
    { do: 'advance', ms: 299_000 },
    { do: 'advance', ms: 31_000 },
    { do: 'refresh', to: 'steppedUp' },
    slow,
    guard,
    told,
    told,
    told,
    told,
  ],
)
const sequence = fc
  .tuple(straight, fc.nat({ max: 18 }), fc.array(command, { maxLength: 42, size: 'max' }))
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
  'held back by a wait of an earlier step-up': 0,
  'codes that came after the person had left': 0,
  'logins in the midst of a step-up': 0,
  'logins that ended well': 0,
  'tokens that are not of use for long': 0,
  'waited for the host': 0,
  'given up on the host': 0,
  'captchas solved': 0,
  'captchas solved for who was gone': 0,
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
  hasSlowHost: boolean
  /** Its captcha is still to be solved. */
  isHeld: boolean
  controller: AbortController
}

/** One random life of a store, with a server and a host whose answers come late, never or in another order. */
async function live(commands: readonly Command[], keepsTokens: boolean): Promise<void> {
  vi.clearAllTimers()
  const clock = createTestClock()
  const monotonic = () => clock.monotonic?.() ?? 0
  let user = 0
  let users = 0
  let host: keyof typeof hosts = 'prompt'
  /** What the host was asked and has not answered yet. */
  let questions: { answer(): void; refuse(error: unknown): void }[] = []
  /** Whom the host named last: `null` for nobody, `undefined` where it did not answer. */
  let named: number | null | undefined
  /** The call whose person the host is asked for just now. */
  let asking: Call | undefined
  let refresh: keyof typeof refreshed = 'nothing'
  /** Every token that carries a step-up. */
  const stepped = new Map<string, SteppedUp & { lifetimeMs: number }>()
  const refusedTokens = new Set<string>()
  /** The grants of who has signed out, where the kit could know who that was. */
  const ofTheGone = new Set<string>()
  /** Who logs in by a `tkn`, and what became of each login. */
  const logins = new Map<number, { settlements: number }>()
  /** The host has answered at once all along: what the kit knows of it is certain. */
  let isCertain = true
  /** Whom the host named when the step-up began. */
  let begunBy: number | null = null
  /** The waits of this step-up; those that the server set for this person and client; that of a start. */
  const own = createWaitBook()
  const limits = createWaitBook()
  const ofStart = createWaitBook()
  const factorOf = new Map<string, Factor>()
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
  /** Whose each step-up is: the server knows that from its start on. */
  const owners = new Map<object, number>()
  const steppedUpToken = (client: string, isHosts: boolean, owner = user, lifetimeMs = lifetimes.long) => {
    const issuedAt = clock.now()
    const token = makeToken({
      sub: `user-${owner}`,
      amr: ['mfa'],
      issuedAt,
      expiresAt: issuedAt + lifetimeMs,
    })
    stepped.set(token, { user: owner, client, at: monotonic(), isHosts, lifetimeMs })
    if (isHosts || keepsTokens || logins.has(owner)) hostTokens.set(token, owner)
    return token
  }
  /** Asks the host, which answers by the state that it has then. */
  const askHost = <T>(reply: () => T): Promise<T> => {
    if (host === 'prompt') return Promise.resolve(reply())
    if (host === 'failing') return Promise.reject(new NetworkError('No answer.', 'offline'))
    tally['waited for the host'] += 1
    return new Promise((resolve, reject) => {
      questions.push({ answer: () => resolve(reply()), refuse: reject })
    })
  }
  let hostToken: string | undefined = plainToken()
  /** The call whose captcha has just been solved. */
  let solvedBy: Call | undefined
  const clients: StubClient[] = []
  const addClient = (id: string) => {
    const client = createStubClient(clock, id)
    for (const line of [client.start, client.send, client.verify]) line.held = true
    client.getAccessTokenOf = async () => {
      const its = asking
      asking = undefined
      named = undefined
      return askHost(() => {
        named = hostToken === undefined ? null : user
        if (its) its.user = named ?? undefined
        return hostToken
      })
    }
    client.refreshOf = async () => {
      if (refresh === 'failure') throw new NetworkError('No answer.', 'offline')
      return askHost(() => {
        if (refresh === 'nothing') return undefined
        // What comes for a client that is no more, its host no longer keeps.
        if (client !== current) return refresh === 'plain' ? plainToken() : steppedUpToken(client.id, true)
        if (refresh === 'plain') hostToken = plainToken()
        if (refresh === 'steppedUp') hostToken = steppedUpToken(client.id, true)
        // Whoever had signed out is there again.
        if (hostToken !== undefined) ofTheGone.clear()
        return hostToken
      })
    }
    client.onAccept = ({ accessToken }) => {
      const token = stepped.get(accessToken)
      const isLogin = token !== undefined && logins.has(token.user)
      if (isLogin) {
        user = token.user
        tally['logins that ended well'] += 1
      } else if (named !== undefined) {
        const isFree = hostToken === undefined
        expectHeld(isFree || token?.user === user, 'who has signed in at the host is not replaced')
        const isGone = isCertain && begunBy !== null && hostToken === undefined
        expectHeld(!isGone, 'who has signed out at the host is not signed in again')
      }
      expectHeld(token?.client === current.id, 'the tokens of one client are not given to another’s host')
      if (keepsTokens || isLogin) {
        hostToken = accessToken
        user = token?.user ?? user
      }
      if (host !== 'slow') return
      // How the host goes on with it is its own affair.
      if (token) token.isHosts = true
      return askHost(() => {})
    }
    clients.push(client)
    return client
  }
  let current = addClient('client-0')

  const store = createStepUpStore({ client: current, clock })
  let disconnect = store.connect()
  store.register('dialog', 'dialog')
  store.register('login', 'private')
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
      expectHeld(age < Math.min(300_000, grant?.lifetimeMs ?? 0), 'rule 1: the grant is fresh')
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
      call.user !== undefined || call.hasSlowHost || !ofTheGone.has(accessToken),
      'rule 1: a grant is of no use once its person has signed out',
    )
    expectHeld(
      [grant.user, undefined].includes(call.user),
      'rule 1: the grant is of the person whose call it is',
    )
    expectHeld(grant.client === call.client, 'rule 1: the grant is of the client whose call it is')
  }

  const captchas: { call: Call; solve(): void }[] = []
  const guard = (kind: StepUpRequirement, hasCaptcha: boolean) => {
    const call: Call = {
      kind,
      user: undefined,
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
      hasSlowHost: host === 'slow',
      isHeld: false,
      controller: new AbortController(),
    }
    calls.push(call)
    asking = call
    runGuarded({
      store,
      requirement: kind,
      request: {},
      signal: call.controller.signal,
      prepare: !hasCaptcha
        ? undefined
        : () => {
            call.isHeld = true
            return new Promise<void>((resolve) => {
              captchas.push({ call, solve: () => ((call.isHeld = false), resolve()) })
            })
          },
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
    asking = undefined
  }

  const asked = () =>
    clients.flatMap((client) => [
      ...client.start.calls.map((call) => ({
        call,
        refuse: call.refuse,
        again: () => call.answer({ factors: ['sms'] }),
        accept({ factors }: Good) {
          if (factors.length === 1 && !call.signal?.aborted) intents += 1
          if (factors.length === 0) for (const each of calls) each.lacksFactor = true
          const handle = { factors }
          const { start } = call.input
          owners.set(handle, start?.via === 'tkn' ? Number(start.tkn) : user)
          call.answer(handle)
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
          const { factor: to } = call.input
          factorOf.set(challengeId, to)
          if (!call.signal?.aborted) {
            newestChallenge = challengeId
            own.set(to, { from: clock.now(), until: clock.now() + 30_000 })
          }
          call.answer({ challengeId })
        },
      })),
      ...client.verify.calls.map((call) => ({
        call,
        refuse: call.refuse,
        again: () =>
          call.answer({ accessToken: makeToken({ sub: `user-${user}`, amr: ['mfa'] }), tokenType: 'Bearer' }),
        accept({ lives }: Good) {
          const owner = owners.get(call.input.stepUp) ?? user
          if (owner !== user && !logins.has(owner)) tally['codes that came after the person had left'] += 1
          const lifetimeMs = lifetimes[lives]
          if (lives !== 'long') tally['tokens that are not of use for long'] += 1
          call.answer({
            accessToken: steppedUpToken(client.id, false, owner, lifetimeMs),
            tokenType: 'Bearer',
            expiresIn: lifetimeMs / 1000,
          })
        },
      })),
    ])
  const { awaited, take, answerAgain } = createDesk(asked)

  /** The client counts the server's wait by a clock that goes on meanwhile: a second less is certain. */
  const noteLimit = (
    { input, signal }: { input: object; signal: AbortSignal | undefined },
    how: 'limited' | 'limitedForSomeTime',
  ) => {
    if (signal?.aborted) return
    const from = clock.now()
    const wait = { from, until: from + (how === 'limited' ? 39_000 : 30_000) }
    const to =
      'factor' in input
        ? input.factor
        : 'challengeId' in input
          ? factorOf.get(String(input.challengeId))
          : undefined
    if (to !== 'sms' && to !== 'email') {
      if (how === 'limited') ofStart.set('sms', wait)
      return
    }
    own.set(to, wait)
    if (!isLogin()) limits.set(to, wait)
  }
  /** Whether a login waits for its step-up. */
  const isLogin = () => {
    const state = store.getState()
    return 'reasons' in state && state.reasons[0]?.operation === 'login'
  }

  const answer = (given: Extract<Command, { do: 'answer' }>) => {
    const chosen = take(given.which)
    if (!chosen) return
    if (given.how === 'good') return chosen.accept(given)
    if (given.how === 'limited' || given.how === 'limitedForSomeTime') noteLimit(chosen.call, given.how)
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
    if (
      stepped.get(accessToken)?.isHosts === false &&
      isNewer(call, accessToken) &&
      !call.lacksFactor &&
      !call.hasSlowHost
    ) {
      call.isOver = true
    }
    edit.reject(new StepUpRequiredError('401', how))
  }

  const act = (given: Command) => {
    switch (given.do) {
      case 'guard':
        return guard(given.kind, given.captcha)
      case 'captcha': {
        const captcha = given.newest ? captchas.pop() : captchas.shift()
        if (captcha === undefined) return
        tally['captchas solved'] += 1
        solvedBy = captcha.call
        return captcha.solve()
      }
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
      case 'swap': {
        if (Object.hasOwn(pending, store.getState().status)) tally['clients swapped in a step-up'] += 1
        const hostThen = hostToken
        // What hosts give to a client that they make anew knows more than what they gave to the one before.
        current.getAccessTokenOf = async () => hostThen
        current.onAccept = () => expectHeld(false, 'the newest client’s host gets the tokens')
        current = addClient(given.to === 'same' ? current.id : `client-${clients.length}`)
        if (given.to === 'other') hostToken = plainToken()
        return store.configure({ client: current, clock })
      }
      case 'host':
        host = given.is
        if (host !== 'prompt') isCertain = false
        return
      case 'hostAnswer':
        return (given.newest ? questions.pop() : questions.shift())?.answer()
      case 'plain':
        switch (given.act) {
          case 'login': {
            const settled = { settlements: 0 }
            const count = () => void (settled.settlements += 1)
            logins.set((users += 1), settled)
            if (waiting() > 0) tally['logins in the midst of a step-up'] += 1
            store
              .request({
                start: { via: 'tkn', tkn: `${users}` },
                reason: { operation: 'login' },
                presenter: 'login',
              })
              .then(count, count)
            return
          }
          case 'patience':
            if (questions.length > 0) tally['given up on the host'] += 1
            questions = []
            vi.advanceTimersByTime(patienceMs)
            return
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
            return clock.setBack(600_000)
          case 'signIn':
            user = users += 1
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

  const waiting = () => calls.filter((call) => call.settlements === 0 && !call.isSent && !call.isHeld).length

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
    for (const login of logins.values()) ensure(login.settlements <= 1, 'rule 6: each login is settled once')
    expectWaits()
    if (isLogin() && status !== 'verified' && status !== 'failed') {
      ensure(store.getPresenter() === 'login', 'a login is shown by its own prompt')
    }
    // What the host has not answered yet holds up what comes after it.
    if (questions.length > 0) return
    if (Object.hasOwn(pending, status)) ensure(awaited().length === 1, `${status} waits for one answer`)
    if (waiting() > 0) ensure(status !== 'idle' && status !== 'verified', 'no call waits for nothing')
    ensure(status !== 'checking', 'a host that answers at once is not waited for')
  }

  /** Rule 7: what a countdown would show now. */
  const expectWaits = () => {
    const state = store.getState()
    if (!('waits' in state)) return
    for (const { from, until } of Object.values(state.waits)) {
      const left = createCountdown(clock, until, until - from).getRemaining()
      ensure(left >= 0 && left <= 40_000, 'rule 7: never less than nothing, never more than the window')
    }
  }

  /** What has been asked of the server so far. */
  const requests = () => asked().map(({ call }) => call)
  /** Rules 8 and 11, of what a command has led to. */
  const expectRequests = (given: Command, before: ReadonlySet<object>) => {
    const at = clock.now()
    const made = requests().filter((call) => !before.has(call))
    ensure(made.length <= 1, 'rule 11: one thing happens, one request follows')
    for (const { input } of made) {
      if ('code' in input) {
        const isAsked =
          given.do === 'hostAnswer' || (given.do === 'plain' && isOneOf(given.act, 'submit', 'patience'))
        ensure(isAsked, 'rule 11: a code is checked when it is submitted')
      } else if ('factor' in input) {
        ensure(!own.holds(input.factor, at), 'rule 8: nothing is sent before the wait is over')
        ensure(
          isLogin() || !limits.holds(input.factor, at),
          'rule 8: a wait of the server’s outlives a step-up',
        )
      } else if (given.do === 'plain' && given.act === 'retry') {
        ensure(!ofStart.holds('sms', at), 'rule 8: what must wait is not tried again')
      }
    }
    if (
      made.length === 0 &&
      given.do === 'answer' &&
      given.how === 'good' &&
      store.getState().status === 'choosingFactor'
    ) {
      if (given.factors.length === 1 && given.factors.some((each) => limits.holds(each, at))) {
        tally['held back by a wait of an earlier step-up'] += 1
      }
    }
  }
  /** A captcha that somebody has left behind is of no use to whoever is there now. */
  const expectCaptcha = (before: ReadonlySet<object>) => {
    const call = solvedBy
    solvedBy = undefined
    if (call?.user === undefined || host !== 'prompt' || (hostToken !== undefined && user === call.user))
      return
    tally['captchas solved for who was gone'] += 1
    ensure(call.settlements === 1 && !call.isSent, 'rule 1: a call ends with the session of its person')
    ensure(
      requests().every((each) => before.has(each)),
      'rule 3: nobody is sent a code for who was there before',
    )
  }
  /** Forgets the waits that are over, and those of a person or a client that is no more. */
  const keepBooks = (given: Command, wasUnderWay: boolean) => {
    for (const book of [own, limits, ofStart]) book.moved(clock.now())
    const { status } = store.getState()
    const isUnderWay = Object.hasOwn(pending, status) || isOneOf(status, 'choosingFactor', 'enteringCode')
    if (!isUnderWay || status === 'starting') own.clear()
    if (status !== 'failed') ofStart.clear()
    if (!wasUnderWay && isUnderWay) begunBy = hostToken === undefined ? null : user
    const isNewPerson =
      (given.do === 'plain' && isOneOf(given.act, 'forget', 'signIn', 'signOut', 'login')) ||
      (given.do === 'swap' && given.to === 'other')
    if (isNewPerson || host !== 'prompt') limits.clear()
    return isUnderWay || (status === 'failed' && waiting() > 0)
  }

  try {
    let isUnderWay = false
    for (const given of commands) {
      const before = told()
      const requestsBefore = new Set<object>(requests())
      const isFinal =
        given.do === 'answer' && given.which === 0 && awaited().length > 0 && finals.includes(given.how)
      act(given)
      await settled()
      holds()
      expectRequests(given, requestsBefore)
      expectCaptcha(requestsBefore)
      isUnderWay = keepBooks(given, isUnderWay)
      if (isFinal && questions.length === 0) ensure(waiting() === 0, 'nobody waits for what could not help')
      if (given.do === 'again') ensure(told() === before, 'a second answer changes nothing')
      if (given.do === 'swap' && given.to === 'same')
        ensure(told() === before, 'nor a client of the same name')
    }
    // The end of the page: whatever still waits is told.
    disconnect()
    await settled()
    for (const { solve } of captchas) solve()
    await settled()
    for (const edit of edits) edit.resolve()
    await settled()
    for (const call of [...calls, ...logins.values()]) {
      ensure(call.settlements === 1, 'each call is settled in the end')
    }
    ensure(store.getState().status === 'idle', 'nothing goes on after the end')
    ensure(vi.getTimerCount() === 0, 'no timer is left')
    ensure(unhandled.length === 0, 'rule 6: no unhandled rejection')
  } finally {
    process.off('unhandledRejection', onUnhandled)
  }
}

function isOneOf<Each>(given: Each, ...these: Each[]): boolean {
  return these.includes(given)
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
    'rules 1, 3, 5, 6, 7, 8, 9, 10, 11 hold',
    async () => {
      await fc.assert(fc.asyncProperty(sequence, fc.boolean(), live), {
        ...printed(),
        numRuns: runs(2_000),
      })
      expectOften(tally, 5)
      tell('random sequences of up to 60 steps through the store and its clocks', runs(2_000))
    },
    patience(60_000),
  )
})
