import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  ApiError,
  isStepUpCancelledError,
  NetworkError,
  NoUsableFactorError,
  RateLimitedError,
  ResponseShapeError,
  StepUpCancelledError,
  StepUpRequiredError,
} from '../../src/client/errors.js'
import { runQuietly } from '../../src/flow/guarded.js'
import { createStepUpStore, type StepUpStore, unmounted } from '../../src/flow/store.js'
import { nameOfState, type StepUpKitEvent } from '../../src/flow/types.js'
import {
  createStubClient,
  createTestClock,
  makeToken,
  noon,
  outcomeOf,
  rightCode,
  settled,
  stepUp,
  withheld,
} from './support.js'

afterEach(() => {
  vi.useRealTimers()
})

function setUp() {
  const clock = createTestClock()
  const client = createStubClient(clock)
  const events: StepUpKitEvent[] = []
  const onEvent = (event: StepUpKitEvent) => void events.push(event)
  const store = createStepUpStore({ client, clock, onEvent })
  const disconnect = store.connect()
  return { clock, client, events, onEvent, store, disconnect }
}

const apiError = (status: number, body: ApiError['body'] = {}) =>
  new ApiError(`POST /identity/v1/passwordless/start answered ${status}.`, status, {
    body,
    support: { errorId: 'e-1' },
  })
const nameOf = (store: StepUpStore) => nameOfState(store.getState())

describe('the grant', () => {
  it('rule 1: holds for five minutes and not a moment longer', async () => {
    const { store, clock } = setUp()
    void store.request()
    await stepUp(store)
    expect(await store.currentGrant()).toMatchObject({ prompted: true, expiresAt: noon + 300_000 })
    clock.advance(299_999)
    expect(await store.currentGrant()).not.toBeNull()
    clock.advance(1)
    expect(await store.currentGrant()).toBeNull()
    expect(store.getGrantStatus()).toEqual({ fresh: false, expiresAt: null })
    expect(store.getState().status).toBe('idle')
  })

  it('rule 1: counts from before the request, so that a slow answer prolongs nothing', async () => {
    const { store, clock, client } = setUp()
    client.verify.held = true
    const grant = store.request()
    await stepUp(store)
    clock.advance(12_000)
    client.verify.last().answer({ accessToken: makeToken({ amr: ['mfa'] }), tokenType: 'Bearer' })
    expect((await grant).expiresAt).toBe(noon + 300_000)
  })

  it.each([
    ['its token says', makeToken({ amr: ['mfa'], expiresAt: noon + 60_000 }), {}],
    ['the answer says', 'opaque', { expiresIn: 60 }],
  ])('rule 1: ends with a token that expires sooner, as %s', async (_, accessToken, rest) => {
    const { store, clock, client } = setUp()
    client.verify.held = true
    const grant = store.request()
    await stepUp(store)
    client.verify.last().answer({ accessToken, tokenType: 'Bearer', ...rest })
    expect((await grant).expiresAt).toBe(noon + 60_000)
    clock.advance(60_000)
    expect(await store.currentGrant()).toBeNull()
  })

  it('rule 1: a clock that is set back does not prolong it', async () => {
    const { store, clock } = setUp()
    void store.request()
    await stepUp(store)
    clock.setBack(3_600_000)
    expect(await store.currentGrant()).not.toBeNull()
    clock.advance(300_000)
    expect(await store.currentGrant()).toBeNull()
  })

  it('rule 1: a clock that has only the time of day and was set back means: not fresh', async () => {
    const { store, clock, client } = setUp()
    store.configure({ client, clock: { now: clock.now } })
    void store.request()
    await stepUp(store)
    expect(await store.currentGrant()).not.toBeNull()
    clock.setBack(1)
    expect(await store.currentGrant()).toBeNull()
  })

  it('rule 7: tells once that it lapsed, by one timer and without polling', async () => {
    vi.useFakeTimers()
    const store = createStepUpStore({ client: createStubClient({ now: () => Date.now() }) })
    const disconnect = store.connect()
    void store.request()
    await stepUp(store)
    expect(vi.getTimerCount()).toBe(1)
    const seen: boolean[] = []
    store.subscribe(() => seen.push(store.getGrantStatus().fresh))
    await vi.advanceTimersByTimeAsync(299_000)
    expect(seen).toEqual([])
    await vi.advanceTimersByTimeAsync(2_000)
    expect(seen.length).toBeGreaterThan(0)
    expect(seen).not.toContain(true)
    expect(vi.getTimerCount()).toBe(0)
    disconnect()
  })

  it('rule 1: lapses when it was counted to, also where the host has its token and the server’s clock is ahead', async () => {
    const { store, client, clock } = setUp()
    client.verify.held = true
    void store.request()
    await stepUp(store)
    const accessToken = makeToken({ amr: ['mfa'], issuedAt: noon + 50_000 })
    client.hostToken = accessToken
    client.verify.last().answer({ accessToken, tokenType: 'Bearer' })
    await settled()
    expect(await store.currentGrant()).toMatchObject({ accessToken })
    clock.advance(300_000)
    void store.request()
    await settled()
    expect(store.getState().status).toBe('enteringCode')
  })

  it('rule 1: is none where it lapses while the host is asked whose it is', async () => {
    const { store, client, clock } = setUp()
    void store.request()
    await stepUp(store)
    const asked = withheld<string | undefined>()
    client.getAccessTokenOf = () => asked.promise
    const grant = outcomeOf(store.currentGrant())
    await settled()
    clock.advance(300_000)
    asked.answer(makeToken({ sub: 'kim' }))
    await settled()
    expect(grant).toMatchObject({ value: null, settlements: 1 })
  })

  it('rule 1: one whose end is no number is none, and waits for nothing', async () => {
    vi.useFakeTimers()
    const { store, client } = setUp()
    client.verify.held = true
    void store.request()
    await stepUp(store)
    client.verify.last().answer({ accessToken: 'opaque', tokenType: 'Bearer', expiresIn: Number.NaN })
    await settled()
    expect(store.getGrantStatus()).toEqual({ fresh: false, expiresAt: null })
    expect(store.getState().status).toBe('failed')
    await vi.advanceTimersByTimeAsync(10)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('rule 1: a check that fails means: not fresh', async () => {
    const { store, client } = setUp()
    void store.request()
    await stepUp(store)
    client.getAccessTokenOf = () => Promise.reject(new NetworkError('getAccessToken failed.', 'failed'))
    expect(await store.currentGrant()).toBeNull()
  })

  it('rule 1: is dropped when somebody else is signed in', async () => {
    const { store, client } = setUp()
    void store.request()
    await stepUp(store)
    client.hostToken = makeToken({ sub: 'kim' })
    expect(await store.currentGrant()).toBeNull()
    expect(store.getGrantStatus().fresh).toBe(false)
    client.hostToken = makeToken({ sub: 'jo' })
    expect(await store.currentGrant()).toBeNull()
  })

  it('rule 1: is not used when nobody is signed in any more', async () => {
    const { store, client } = setUp()
    void store.request()
    await stepUp(store)
    client.hostToken = undefined
    expect(await store.currentGrant()).toBeNull()
  })

  it('rule 1: is not used for a new request either when nobody is signed in any more', async () => {
    const { store, client } = setUp()
    void store.request()
    await stepUp(store)
    client.hostToken = undefined
    const next = outcomeOf(store.request())
    await settled()
    expect(next.settlements).toBe(0)
    expect(client.start.calls).toHaveLength(2)
    store.cancel()
    expect(await store.currentGrant()).toBeNull()
  })

  it('rule 1: is used where the host never has a token that could be read', async () => {
    const { store, client } = setUp()
    client.hostToken = undefined
    void store.request()
    await stepUp(store)
    expect(await store.currentGrant()).not.toBeNull()
  })

  it('rule 1: is kept, and not used, while the host does not say who is signed in', async () => {
    const { store, client } = setUp()
    void store.request()
    await stepUp(store)
    client.getAccessTokenOf = () => Promise.reject(new NetworkError('No answer.', 'offline'))
    expect(await store.currentGrant()).toBeNull()
    client.getAccessTokenOf = async () => client.hostToken
    expect(await store.currentGrant()).toMatchObject({ subject: 'jo' })
  })

  it('rule 1: a token that the server has refused is no grant, neither held nor as the host’s', async () => {
    const { store, client } = setUp()
    client.hostToken = makeToken({ amr: ['mfa'] })
    const { accessToken } = await store.request()
    store.refuseToken(accessToken)
    expect(await store.currentGrant()).toBeNull()
    void store.request()
    await settled()
    expect(client.start.calls).toHaveLength(1)
  })

  it('sign-out drops it and cancels what waits', async () => {
    const { store } = setUp()
    void store.request()
    await stepUp(store)
    const next = outcomeOf(store.request({ skipSilent: true }))
    store.dropGrant()
    await settled()
    expect(store.getGrantStatus().fresh).toBe(false)
    expect(next.error).toMatchObject({ reason: 'userChanged' })
  })
})

describe('a grant without a prompt', () => {
  it('rule 1: is none where the host’s token has expired already', async () => {
    const { store, client, clock } = setUp()
    client.hostToken = makeToken({ amr: ['mfa'], expiresAt: noon + 60_000 })
    clock.advance(60_000)
    void store.request()
    await settled()
    expect(client.start.calls).toHaveLength(1)
  })

  it('rule 1: the host’s own token is one if it is fresh and stepped up', async () => {
    const { store, client, events } = setUp()
    client.hostToken = makeToken({ amr: ['pwd', 'mfa'], issuedAt: noon - 60_000 })
    const grant = await store.request()
    expect(grant).toMatchObject({
      accessToken: client.hostToken,
      prompted: false,
      expiresAt: noon + 240_000,
    })
    expect(client.start.calls).toEqual([])
    expect(events).toEqual([])
  })

  it.each([
    ['without a step-up', { amr: ['pwd'], issuedAt: noon }],
    ['five minutes old', { amr: ['mfa'], issuedAt: noon - 300_000 }],
    ['issued in the future: the clock was set back', { amr: ['mfa'], issuedAt: noon + 120_000 }],
  ])('rule 1: a token %s is none', async (_, claims) => {
    const { store, client } = setUp()
    client.hostToken = makeToken(claims)
    void store.request()
    await settled()
    expect(client.start.calls).toHaveLength(1)
  })

  it('rule 1: a token that can’t be read is none', async () => {
    const { store, client } = setUp()
    client.hostToken = 'opaque'
    void store.request()
    await settled()
    expect(client.start.calls).toHaveLength(1)
  })

  it('a stale token that was stepped up once is refreshed silently', async () => {
    const { store, client } = setUp()
    client.hostToken = makeToken({ amr: ['mfa'], issuedAt: noon - 600_000 })
    const refreshed = makeToken({ amr: ['mfa'] })
    client.refreshOf = async () => refreshed
    expect((await store.request()).accessToken).toBe(refreshed)
    expect(client.start.calls).toEqual([])
  })

  it('a refresh that gives no step-up, or fails, leads to the prompt', async () => {
    for (const refreshOf of [
      async () => makeToken({ amr: ['pwd'] }),
      async () => undefined,
      () => Promise.reject(new NetworkError('refresh failed', 'failed')),
    ]) {
      const { store, client } = setUp()
      client.hostToken = makeToken({ amr: ['mfa'], issuedAt: noon - 600_000 })
      client.refreshOf = refreshOf
      void store.request()
      await settled()
      expect(client.start.calls).toHaveLength(1)
    }
  })

  it('a host that keeps silent delays the prompt by five seconds at most, and is not listened to afterwards', async () => {
    vi.useFakeTimers()
    const client = createStubClient()
    client.hostToken = makeToken({ amr: ['mfa'], issuedAt: noon - 600_000 })
    const { promise, answer } = withheld<string>()
    let asked: AbortSignal | undefined
    client.refreshOf = (signal) => {
      asked = signal
      return promise
    }
    const store = createStepUpStore({ client, clock: { now: () => noon } })
    void store.request()
    await settled()
    expect(store.getState().status).toBe('checking')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(store.getState().status).toBe('enteringCode')
    expect(asked?.aborted).toBe(true)
    answer(makeToken({ amr: ['mfa'] }))
    await settled()
    expect(store.getGrantStatus().fresh).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('rule 6: a cancel during the check leaves no timer', async () => {
    vi.useFakeTimers()
    const client = createStubClient()
    client.getAccessTokenOf = () => new Promise(() => {})
    const store = createStepUpStore({ client })
    const grant = outcomeOf(store.request())
    store.cancel()
    await settled()
    expect(isStepUpCancelledError(grant.error)).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('several requests', () => {
  it('rule 2: share one prompt, one code and one verification, and settle in order', async () => {
    const { store, client } = setUp()
    const order: number[] = []
    const all = [1, 2, 3].map((n) => store.request().then(() => order.push(n)))
    await stepUp(store)
    await Promise.all(all)
    expect(order).toEqual([1, 2, 3])
    expect([client.start, client.send, client.verify].map((line) => line.calls.length)).toEqual([1, 1, 1])
  })

  it('rule 2: one that comes just after the step-up of another has ended asks nobody', async () => {
    const { store, client } = setUp()
    void store.request()
    await stepUp(store)
    expect((await store.request()).prompted).toBe(true)
    expect(client.start.calls).toHaveLength(1)
  })

  it('rule 2: withdrawing one leaves the others', async () => {
    const { store, client } = setUp()
    const controller = new AbortController()
    const first = outcomeOf(store.request({ signal: controller.signal }))
    const second = outcomeOf(store.request())
    await settled()
    controller.abort()
    await stepUp(store)
    expect(first.error).toMatchObject({ code: 'step_up_cancelled', reason: 'aborted' })
    expect(second.value?.accessToken).toBeDefined()
    expect(client.send.calls).toHaveLength(1)
  })
})

describe('one intent, one code', () => {
  it('rule 3, edge 15: mounting twice, as StrictMode does, sends nothing and loses nothing', async () => {
    const { store, client, disconnect } = setUp()
    disconnect()
    const again = store.connect()
    const grant = outcomeOf(store.request())
    await stepUp(store)
    expect(grant.value).toBeDefined()
    expect(client.send.calls).toHaveLength(1)
    again()
  })

  it('rule 3: impatient clicks send one code', async () => {
    const { store, client } = setUp()
    client.factors = ['email', 'sms']
    client.send.held = true
    void store.request()
    await settled()
    store.chooseFactor('email')
    store.chooseFactor('email')
    store.chooseFactor('sms')
    store.resend()
    expect(client.send.calls).toHaveLength(1)
    client.send.last().answer({ challengeId: 'challenge-1' })
    await settled()
    store.resend()
    store.resend()
    expect(client.send.calls).toHaveLength(1)
  })

  it('a host that cancels and asks again from its event callback gets the second step-up alone', async () => {
    const { client, clock } = setUp()
    let asked = 0
    const store = createStepUpStore({
      client,
      clock,
      onEvent: (event) => {
        if (event.type !== 'stepup.required' || (asked += 1) > 1) return
        store.cancel()
        void store.request({ skipSilent: true })
      },
    })
    client.start.held = true
    const grant = outcomeOf(store.request({ skipSilent: true }))
    await settled()
    expect(grant.error).toMatchObject({ reason: 'dismissed' })
    expect(client.start.calls).toHaveLength(1)
    expect(client.start.last().signal?.aborted).toBe(false)
  })

  it('rule 3: a host that cancels from its event callback causes no request', async () => {
    const { client, clock } = setUp()
    const store = createStepUpStore({
      client,
      clock,
      onEvent: (event) => event.type === 'stepup.required' && store.cancel(),
    })
    const grant = outcomeOf(store.request())
    await settled()
    expect(grant.error).toMatchObject({ reason: 'dismissed' })
    expect(client.start.calls).toEqual([])
    expect(store.getState().status).toBe('idle')
  })
})

describe('what the person typed', () => {
  it('rule 4: the code survives a wrong code, an offline spell and a resend', async () => {
    const { store, client, clock } = setUp()
    void store.request()
    await settled()
    store.setCode('111111')
    store.setTrustDevice(true)
    store.submitCode()
    await settled()
    expect(nameOf(store)).toBe('codeRejected')
    expect(store.getDraft()).toEqual({ code: '111111', trustDevice: true })

    client.verify.refuseNext(new NetworkError('offline', 'offline'))
    store.submitCode()
    await settled()
    expect(nameOf(store)).toBe('offline')
    expect(store.getDraft().code).toBe('111111')

    clock.advance(30_000)
    store.resend()
    await settled()
    expect(nameOf(store)).toBe('enteringCode')
    expect(store.getDraft().code).toBe('111111')
  })

  it('rule 10: the code is forgotten when the step-up ends, however it ends', async () => {
    const ends: ((store: StepUpStore) => unknown)[] = [
      (store) => stepUp(store),
      (store) => store.cancel(),
      (store) => store.request({ start: { via: 'tkn', tkn: 'of-somebody-else' } }),
    ]
    for (const end of ends) {
      const { store } = setUp()
      void store.request()
      await settled()
      store.setCode('111111')
      void end(store)
      for (let turn = 0; turn < 5; turn += 1) await settled()
      expect(store.getDraft().code).toBe('')
    }
  })

  it('edge 20: white space that came with a pasted code is not sent', async () => {
    const { store, client } = setUp()
    void store.request()
    await stepUp(store, ` 501 028\n`)
    expect(client.verify.last().input.code).toBe(rightCode)
    expect(store.getState().status).toBe('verified')
  })

  it('rule 4: an edit of the code takes the problem away and keeps what is there', async () => {
    const { store } = setUp()
    void store.request()
    await stepUp(store, '111111')
    store.setCode('11111')
    expect(nameOf(store)).toBe('enteringCode')
    expect(store.getDraft().code).toBe('11111')
  })
})

describe('cancel', () => {
  type SetUp = ReturnType<typeof setUp>
  const ways: [name: string, cancel: (given: SetUp, controller: AbortController) => void, reason: string][] =
    [
      ['the person', ({ store }) => store.cancel(), 'dismissed'],
      ['an unmount of the caller', (_, controller) => controller.abort(unmounted()), 'unmounted'],
      ['the caller’s signal', (_, controller) => controller.abort(), 'aborted'],
      ['an unmount of the provider', ({ disconnect }) => disconnect(), 'unmounted'],
      ['sign-out', ({ store }) => store.dropGrant(), 'userChanged'],
      [
        'another client',
        ({ store, client, clock, onEvent }) =>
          store.configure({ client: { ...client, id: 'other.example.com/stub' }, clock, onEvent }),
        'userChanged',
      ],
    ]
  const stages = ['check', 'start', 'send', 'code', 'verify'] as const

  for (const [name, cancel, reason] of ways) {
    it.each(stages)(`rule 6: by ${name} gives one rejection, at the stage %s`, async (stage) => {
      const unhandled = vi.fn<(error: unknown) => void>()
      process.on('unhandledRejection', unhandled)
      const given = setUp()
      const { store, client, events } = given
      if (stage === 'check') client.getAccessTokenOf = () => new Promise(() => {})
      client.start.held = stage === 'start'
      client.send.held = stage === 'send'
      client.verify.held = stage === 'verify'
      const controller = new AbortController()
      const grant = outcomeOf(store.request({ signal: controller.signal }))
      // Nobody looks at this one.
      void store.request({ signal: controller.signal })
      if (stage === 'verify') await stepUp(store)
      else await settled()

      cancel(given, controller)
      cancel(given, controller)
      await settled()
      await new Promise((resolve) => setImmediate(resolve))

      expect(grant.settlements).toBe(1)
      expect(grant.error).toBeInstanceOf(StepUpCancelledError)
      expect(grant.error).toMatchObject({ reason })
      expect(store.getState()).toEqual({ status: 'idle' })
      expect(unhandled).not.toHaveBeenCalled()
      const cancelled = events.filter((event) => event.type === 'stepup.cancelled')
      expect(cancelled).toHaveLength(stage === 'check' ? 0 : 1)
      process.off('unhandledRejection', unhandled)
    })
  }

  it('rule 6: aborts the request, and an answer that arrives afterwards changes nothing', async () => {
    const { store, client } = setUp()
    client.verify.held = true
    const grant = outcomeOf(store.request())
    await stepUp(store)
    const { signal, answer } = client.verify.last()
    store.cancel()
    expect(signal?.aborted).toBe(true)
    answer({ accessToken: makeToken({ amr: ['mfa'] }), tokenType: 'Bearer' })
    await settled()
    expect(grant.error).toMatchObject({ reason: 'dismissed' })
    expect(store.getState()).toEqual({ status: 'idle' })
    expect(store.getGrantStatus().fresh).toBe(false)
    expect(client.accepted).toEqual([])
  })

  it('rule 6: a cancel while the host takes the tokens gives no grant', async () => {
    const { store, client } = setUp()
    let accepted = () => {}
    client.onAccept = () =>
      new Promise((resolve) => {
        accepted = resolve
      })
    const grant = outcomeOf(store.request())
    await stepUp(store)
    store.cancel()
    accepted()
    await settled()
    expect(grant.settlements).toBe(1)
    expect(store.getGrantStatus().fresh).toBe(false)
  })

  it('a host that never comes back from taking the tokens holds up the call by five seconds at most', async () => {
    vi.useFakeTimers()
    const { store, client } = setUp()
    client.onAccept = () => new Promise(() => {})
    const grant = outcomeOf(store.request())
    await stepUp(store)
    expect(grant.settlements).toBe(0)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(grant.value?.accessToken).toBe(client.accepted[0]?.accessToken)
    expect(store.getState().status).toBe('verified')
  })

  it('rule 1: who signs out while the host takes the tokens has no grant', async () => {
    const { store, client } = setUp()
    const taken = withheld<void>()
    client.onAccept = () => taken.promise
    const grant = outcomeOf(store.request())
    await stepUp(store)
    client.hostToken = undefined
    taken.answer()
    await settled()
    expect(grant.error).toMatchObject({ reason: 'userChanged' })
    expect(store.getGrantStatus().fresh).toBe(false)
  })

  it('rule 1: a token that the host has sent and was refused with while it took it is no grant', async () => {
    const { store, client } = setUp()
    const taken = withheld<void>()
    client.onAccept = () => taken.promise
    const grant = outcomeOf(store.request())
    await stepUp(store)
    store.refuseToken(client.accepted[0]?.accessToken ?? '')
    taken.answer()
    await settled()
    expect(store.getState()).toMatchObject({ status: 'failed' })
    expect(grant.settlements).toBe(0)
    expect(store.getGrantStatus().fresh).toBe(false)
    store.retry()
    await stepUp(store)
    expect(grant.value?.accessToken).toBe(client.accepted[1]?.accessToken)
  })

  it('rule 6: after the provider is gone, a request is rejected instead of waiting for ever', async () => {
    const { store, client, disconnect } = setUp()
    disconnect()
    await expect(store.request()).rejects.toMatchObject({ reason: 'unmounted' })
    expect(client.start.calls).toEqual([])
  })

  it('rule 6: a signal that was aborted before says why', async () => {
    const { store } = setUp()
    await expect(store.request({ signal: AbortSignal.abort(unmounted()) })).rejects.toMatchObject({
      reason: 'unmounted',
    })
  })

  it('rule 6: a settled request listens to its signal no more', async () => {
    const { store } = setUp()
    const { signal } = new AbortController()
    const removed = vi.spyOn(signal, 'removeEventListener')
    void store.request({ signal })
    await stepUp(store)
    expect(removed).toHaveBeenCalledWith('abort', expect.any(Function))
  })
})

describe('another person', () => {
  it('rule 1, edge 19: when somebody else signs in during the step-up, the code is not even checked', async () => {
    const { store, client } = setUp()
    const grant = outcomeOf(store.request())
    await settled()
    client.hostToken = makeToken({ sub: 'kim' })
    await stepUp(store)
    expect(nameOf(store)).toBe('userChanged')
    expect(grant.error).toMatchObject({ reason: 'userChanged' })
    expect(client.verify.calls).toEqual([])
  })

  it('rule 1, edge 19: a token of somebody else is no grant, and the host does not get it', async () => {
    const { store, client } = setUp()
    client.serverSubject = 'kim'
    const grant = outcomeOf(store.request())
    await stepUp(store)
    expect(nameOf(store)).toBe('userChanged')
    expect(grant.error).toMatchObject({ reason: 'userChanged' })
    expect(client.accepted).toEqual([])
    expect(store.getGrantStatus().fresh).toBe(false)
  })

  it('rule 1: when somebody else signs in while the code is checked, their session and calls are left alone', async () => {
    const { store, client } = setUp()
    client.verify.held = true
    void store.request()
    await stepUp(store)
    client.hostToken = makeToken({ sub: 'kim' })
    const ofKim = outcomeOf(store.request())
    client.verify.last().answer({ accessToken: makeToken({ amr: ['mfa'] }), tokenType: 'Bearer' })
    await settled()
    expect(ofKim.error).toMatchObject({ reason: 'userChanged' })
    expect(client.accepted).toEqual([])
  })

  it('rule 1: that holds also where the silent check was left out', async () => {
    const { store, client } = setUp()
    client.serverSubject = 'kim'
    void store.request({ skipSilent: true })
    await stepUp(store)
    expect(nameOf(store)).toBe('userChanged')
  })

  it('rule 1: nor where the new token does not say whose it is', async () => {
    const { store, client } = setUp()
    client.verify.held = true
    const grant = outcomeOf(store.request({ skipSilent: true }))
    await stepUp(store)
    client.hostToken = makeToken({ sub: 'kim' })
    client.verify.last().answer({ accessToken: 'opaque', tokenType: 'Bearer' })
    await settled()
    expect(grant.error).toMatchObject({ reason: 'userChanged' })
    expect(client.accepted).toEqual([])
  })

  it('rule 1: nor where the host said only when the step-up started whose it is', async () => {
    const { store, client } = setUp()
    client.getAccessTokenOf = async () => {
      if (store.getState().status !== 'starting') throw new NetworkError('No answer.', 'offline')
      return client.hostToken
    }
    client.serverSubject = 'kim'
    const grant = outcomeOf(store.request())
    await stepUp(store)
    expect(grant.error).toMatchObject({ reason: 'userChanged' })
    expect(client.accepted).toEqual([])
  })

  it('rule 1, edge 19: nor is it one where that person has signed in meanwhile', async () => {
    const { store, client } = setUp()
    client.verify.held = true
    const grant = outcomeOf(store.request())
    await stepUp(store)
    client.hostToken = makeToken({ sub: 'kim' })
    client.verify.last().answer({ accessToken: makeToken({ sub: 'kim', amr: ['mfa'] }), tokenType: 'Bearer' })
    await settled()
    expect(grant.error).toMatchObject({ reason: 'userChanged' })
    expect(client.accepted).toEqual([])
  })

  it.each([
    ['somebody else', makeToken({ sub: 'kim' })],
    ['nobody', undefined],
  ])(
    'rule 1: where the host keeps silent about the code, what it said meanwhile counts: %s',
    async (_, token) => {
      vi.useFakeTimers()
      const { store, client } = setUp()
      client.verify.held = true
      const grant = outcomeOf(store.request())
      await stepUp(store)
      client.getAccessTokenOf = () => new Promise(() => {})
      client.verify.last().answer({ accessToken: makeToken({ amr: ['mfa'] }), tokenType: 'Bearer' })
      await settled()
      client.getAccessTokenOf = async () => token
      await store.hostSubject()
      await vi.advanceTimersByTimeAsync(5_000)
      expect(grant.error).toMatchObject({ reason: 'userChanged' })
      expect(client.accepted).toEqual([])
    },
  )

  it('rule 1, edge 19: a call that comes later changes nothing about whose step-up it is', async () => {
    const { store, client } = setUp()
    void store.request()
    await settled()
    client.serverSubject = 'kim'
    client.hostToken = makeToken({ sub: 'kim' })
    const second = outcomeOf(store.request())
    await stepUp(store)
    expect(second.error).toMatchObject({ reason: 'userChanged' })
    expect(client.accepted).toEqual([])
  })

  it('a person is not compared with whoever did an earlier step-up', async () => {
    const { store, client } = setUp()
    void store.request()
    await stepUp(store)
    client.hostToken = makeToken({ sub: 'kim' })
    client.serverSubject = 'kim'
    const grant = outcomeOf(store.request({ skipSilent: true }))
    await stepUp(store)
    expect(grant.value).toMatchObject({ subject: 'kim' })
  })

  it('a login may be anybody’s', async () => {
    const { store, client } = setUp()
    client.serverSubject = 'kim'
    const grant = outcomeOf(store.request({ start: { via: 'tkn', tkn: 'one-time' } }))
    await stepUp(store)
    expect(grant.value).toMatchObject({ subject: 'kim' })
    expect(client.start.last().input.start).toEqual({ via: 'tkn', tkn: 'one-time' })
  })
})

describe('a login', () => {
  it('is done once the host gets the tokens, whatever becomes of who asked, and is heard of when the host has them', async () => {
    const { store, client } = setUp()
    const taken = withheld<void>()
    const form = new AbortController()
    client.onAccept = () => taken.promise
    const grant = outcomeOf(store.request({ start: { via: 'tkn', tkn: 'one-time' }, signal: form.signal }))
    await stepUp(store)
    expect(store.getState().status).toBe('verified')
    form.abort(unmounted())
    await settled()
    expect(grant.settlements).toBe(0)
    taken.answer()
    await settled()
    expect(grant.value).toMatchObject({ prompted: true })
  })

  it('rule 1: its grant is that of who is signed in while the host takes the tokens, and compared after that', async () => {
    const { store, client } = setUp()
    const taken = withheld<void>()
    client.serverSubject = 'kim'
    client.onAccept = () => taken.promise
    await store.hostSubject()
    void store.request({ start: { via: 'tkn', tkn: 'one-time' } })
    await stepUp(store)
    expect(await store.currentGrant()).toMatchObject({ subject: 'kim' })
    expect(await store.hostSubject()).toBe('kim')
    client.hostToken = makeToken({ sub: 'kim' })
    taken.answer()
    await settled()
    expect(await store.currentGrant()).toMatchObject({ subject: 'kim' })
    client.hostToken = makeToken()
    expect(await store.hostSubject()).toBe('jo')
    expect(await store.currentGrant()).toBeNull()
  })

  it('whose token does not say whose it is is done, too', async () => {
    const { store, client } = setUp()
    client.verify.held = true
    client.onAccept = async () => {}
    const grant = outcomeOf(store.request({ start: { via: 'tkn', tkn: 'one-time' } }))
    await stepUp(store)
    client.verify.last().answer({ accessToken: 'opaque', tokenType: 'Bearer' })
    await settled()
    expect(grant.value).toMatchObject({ accessToken: 'opaque', subject: undefined })
  })

  it('waits for no host that waits for the kit', async () => {
    vi.useFakeTimers()
    const { store, client } = setUp()
    client.serverSubject = 'kim'
    const { signal } = new AbortController()
    client.onAccept = async ({ accessToken }) => {
      await Promise.resolve()
      await runQuietly(store, client, signal, async () => 'the list')
      client.hostToken = accessToken
    }
    const grant = outcomeOf(store.request({ start: { via: 'tkn', tkn: 'one-time' } }))
    await stepUp(store)
    expect(grant.value).toMatchObject({ subject: 'kim' })
    expect(client.hostToken).toBe(client.accepted[0]?.accessToken)
  })

  it('rule 1: with a token that was refused while the host took it gives nobody’s grant, not the last person’s', async () => {
    const { store, client } = setUp()
    void store.request()
    await stepUp(store)
    client.serverSubject = 'kim'
    client.onAccept = ({ accessToken }) => store.refuseToken(accessToken)
    const grant = outcomeOf(store.request({ start: { via: 'tkn', tkn: 'one-time' } }))
    await stepUp(store)
    expect(grant.settlements).toBe(0)
    expect(store.getState().status).toBe('failed')
  })
})

describe('what hosts are given', () => {
  it('rule 3: written to, lets no code be sent before its time', async () => {
    const { store, client } = setUp()
    void store.request()
    await settled()
    const state = store.getState()
    const waits = 'waits' in state ? state.waits : {}
    expect(Object.keys(waits)).toEqual(['sms'])
    for (const part of [...Object.values(waits), waits])
      for (const name of Object.keys(part)) Reflect.set(part, name, 0)
    store.resend()
    await settled()
    expect(client.send.calls).toHaveLength(1)
  })

  it.each(['enteringCode', 'failed'])('is frozen to its parts: %s', async (status) => {
    const { store, client } = setUp()
    if (status === 'failed') client.start.refuseNext(new RateLimitedError('429', Date.now() + 60_000))
    void store.request()
    await settled()
    const state = store.getState()
    expect(state).toMatchObject({ status })
    expect('challenge' in state ? state.challenge : 'wait' in state && state.wait).toSatisfy(Object.isFrozen)
  })
})

describe('another configuration', () => {
  it('rule 1: a client that is made anew asks its own host who is signed in, also during a step-up', async () => {
    const { store, client, clock } = setUp()
    const grant = outcomeOf(store.request())
    await settled()
    const anew = createStubClient(clock)
    anew.hostToken = makeToken({ sub: 'kim' })
    store.configure({ client: anew, clock })
    await stepUp(store)
    expect(grant.error).toMatchObject({ reason: 'userChanged' })
    expect([...client.accepted, ...anew.accepted]).toEqual([])
  })

  it('a client that is made anew gives the tokens to its own host', async () => {
    const { store, client, clock } = setUp()
    void store.request()
    await settled()
    const anew = createStubClient(clock)
    store.configure({ client: anew, clock })
    await stepUp(store)
    expect(client.accepted).toEqual([])
    expect(anew.accepted).toHaveLength(1)
  })

  it('another clock is not measured by the one before', async () => {
    const { store, client } = setUp()
    const issuedAt = noon - 3_600_000
    store.configure({ client, clock: { now: () => issuedAt } })
    client.hostToken = makeToken({ amr: ['mfa'], issuedAt })
    const grant = outcomeOf(store.request())
    await settled()
    expect(grant.value).toMatchObject({ prompted: false })
  })

  it('rule 1: the same clock is measured on, whatever else is new', async () => {
    const { store, client, clock } = setUp()
    client.hostToken = makeToken({ amr: ['mfa'], issuedAt: noon })
    clock.advance(360_000)
    clock.setBack(300_000)
    store.configure({ client, clock, resendCooldownSeconds: 40 })
    void store.request()
    await settled()
    expect(store.getState().status).toBe('enteringCode')
  })

  it('what the host of the client before says late counts no more', async () => {
    vi.useFakeTimers()
    const { store, client, clock } = setUp()
    const late = withheld<string | undefined>()
    client.getAccessTokenOf = () => late.promise
    void store.hostSubject()
    const next = createStubClient(clock, 'account.example.com/other')
    next.serverSubject = 'kim'
    next.hostToken = makeToken({ sub: 'kim' })
    store.configure({ client: next, clock })
    const grant = outcomeOf(store.request())
    await settled()
    late.answer(makeToken({}))
    next.getAccessTokenOf = () => new Promise(() => {})
    await stepUp(store)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(grant.value).toMatchObject({ subject: 'kim' })
  })

  it('is told of where it brings another client, and only there', () => {
    const { store, client, clock } = setUp()
    const listener = vi.fn()
    store.subscribe(listener)
    store.configure({ client, clock })
    expect(listener).not.toHaveBeenCalled()
    store.configure({ client: createStubClient(clock, 'account.example.com/other'), clock })
    expect(listener).toHaveBeenCalled()
    expect(store.client.id).toBe('account.example.com/other')
  })

  it('what the host of the client before said counts no more where that of the next keeps silent', async () => {
    vi.useFakeTimers()
    const { store, client, clock } = setUp()
    await store.hostSubject()
    const next = createStubClient(clock, 'account.example.com/other')
    next.serverSubject = 'kim'
    next.hostToken = makeToken({ sub: 'kim' })
    store.configure({ client: next, clock })
    const grant = outcomeOf(store.request())
    await settled()
    next.getAccessTokenOf = () => new Promise(() => {})
    await stepUp(store)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(client.start.calls).toEqual([])
    expect(grant.value).toMatchObject({ subject: 'kim' })
  })
})

describe('limits', () => {
  it('rule 8: outlive a step-up that is left', async () => {
    const { store, client } = setUp()
    client.send.refuseNext(new RateLimitedError('429', Date.now() + 3_600_000))
    void store.request()
    await settled()
    store.cancel()
    void store.request()
    await settled()
    expect(store.getState()).toMatchObject({ status: 'choosingFactor' })
    expect(client.send.calls).toHaveLength(1)
  })

  it('rule 8: are not the next person’s, whom the host names', async () => {
    const { store, client } = setUp()
    client.send.refuseNext(new RateLimitedError('429', Date.now() + 3_600_000))
    void store.request()
    await settled()
    expect(store.getState()).toMatchObject({ status: 'choosingFactor' })
    store.cancel()
    client.hostToken = makeToken({ sub: 'kim' })
    void store.request()
    await settled()
    expect(store.getState()).toMatchObject({ status: 'enteringCode' })
  })

  it('rule 8: the server’s wait is told in the time of the store’s clock', async () => {
    vi.useFakeTimers({ now: noon + 86_400_000 })
    const { store, client, clock } = setUp()
    void store.request()
    await settled()
    clock.advance(30_000)
    client.send.refuseNext(new RateLimitedError('429', Date.now() + 40_000))
    store.resend()
    await settled()
    expect(store.getState()).toMatchObject({
      status: 'enteringCode',
      problem: { kind: 'sendLimit', retryAt: noon + 70_000 },
      challenge: { challengeId: 'challenge-1', resendAvailableAt: noon + 70_000 },
    })
  })

  it('rule 8: the code that was sent before the limit still works', async () => {
    const { store, client, clock } = setUp()
    const grant = outcomeOf(store.request())
    await settled()
    clock.advance(30_000)
    client.send.refuseNext(new RateLimitedError('429', undefined))
    store.resend()
    await stepUp(store)
    expect(grant.value).toBeDefined()
  })

  it('the host’s cooldown is used where the server says nothing', async () => {
    const { client, clock } = setUp()
    const store = createStepUpStore({ client, clock, resendCooldownSeconds: 45 })
    void store.request()
    await settled()
    expect(store.getState()).toMatchObject({ challenge: { resendAvailableAt: noon + 45_000 } })
  })
})

describe('an expired step-up token', () => {
  it.each([
    ['401', apiError(401, { error: 'invalid_grant' })],
    ['400', apiError(400)],
    ['404', apiError(404)],
    ['a demand for a step-up', new StepUpRequiredError('401', 'mfa')],
  ])('rule 9: told by %s, is replaced without losing the waiting call', async (_, error) => {
    const { store, client, clock } = setUp()
    const grant = outcomeOf(store.request())
    await settled()
    clock.advance(30_000)
    client.send.refuseNext(error)
    store.resend()
    await stepUp(store)
    expect(client.start.calls).toHaveLength(2)
    expect(client.send.calls).toHaveLength(3)
    expect(client.send.calls[2]?.input.stepUp).not.toBe(client.send.calls[0]?.input.stepUp)
    expect(grant.value).toBeDefined()
  })

  it('rule 9, edge 15: an answer to a step-up that was cancelled does not reach the next one', async () => {
    const { store, client } = setUp()
    client.send.held = true
    void store.request()
    await settled()
    const late = client.send.last()
    store.cancel()
    void store.request()
    await settled()
    late.answer({ challengeId: 'late' })
    await settled()
    expect(store.getState().status).toBe('sendingCode')
    client.send.last().answer({ challengeId: 'challenge-1' })
    await settled()
    expect(store.getState()).toMatchObject({ challenge: { challengeId: 'challenge-1' } })
  })
})

describe('secrets', () => {
  it('rule 10: no token, code, step-up token or tkn is in the state, an event or an error', async () => {
    const { store, client, events } = setUp()
    client.hostToken = makeToken()
    const states: unknown[] = []
    store.subscribe(() => states.push(store.getState(), store.getGrantStatus()))
    const first = outcomeOf(store.request({ start: { via: 'tkn', tkn: 'tknOfTheLogin' } }))
    await stepUp(store, '999999')
    await stepUp(store)
    const second = outcomeOf(store.request({ skipSilent: true }))
    store.cancel()
    await settled()
    const secrets = [
      rightCode,
      '999999',
      'tknOfTheLogin',
      'secretSignature',
      first.value?.accessToken ?? 'no token',
    ]
    const errors = [second.error].map((error) => (error instanceof Error ? error.message + error.stack : ''))
    const shown = JSON.stringify([states, events, second.error, errors])
    expect(events.map((event) => event.type)).toContain('stepup.verified')
    for (const secret of secrets) expect(shown).not.toContain(secret)
  })

  it('a callback of the host’s that throws stops nobody', async () => {
    const logged = vi.spyOn(console, 'error').mockReturnValue()
    const { client, clock } = setUp()
    const store = createStepUpStore({
      client,
      clock,
      onEvent: () => {
        throw new Error('analytics are down')
      },
    })
    const grant = outcomeOf(store.request())
    await stepUp(store)
    expect(grant.value).toBeDefined()
    expect(logged).toHaveBeenCalled()
    logged.mockRestore()
  })
})

describe('rule 13: every answer has its own state', () => {
  const locked = apiError(403, { messageKey: 'error.account.temporarilySuspendedByAdmin' })
  const common: [Error, string][] = [
    [new NetworkError('x', 'offline'), 'offline'],
    [new NetworkError('x', 'timeout'), 'timeout'],
    [new NetworkError('x', 'failed'), 'network'],
    [new ResponseShapeError('x', { support: { correlationId: 'c-1' } }), 'unexpected'],
    [apiError(502), 'unexpected'],
    [locked, 'locked'],
    [apiError(400, { messageKey: 'error.accountBlockedAfterMultipleLoginAttempts' }), 'locked'],
    [new TypeError('a defect of ours'), 'unexpected'],
  ]

  it.each([
    ...common,
    [apiError(401), 'loginRequired'],
    [apiError(400, { error: 'login_required' }), 'loginRequired'],
    [apiError(401, { error: 'invalid_client' }), 'unexpected'],
    [new StepUpRequiredError('x', 'freshness'), 'loginRequired'],
    [new RateLimitedError('x', undefined), 'rateLimited'],
    [new NoUsableFactorError('x'), 'noFactor'],
  ] as [Error, string][])('of the start: %s is %s', async (error, name) => {
    const { store, client } = setUp()
    client.start.refuseNext(error)
    void store.request()
    await settled()
    expect(nameOf(store)).toBe(name)
  })

  it.each([...common, [new RateLimitedError('x', undefined), 'sendLimit']] as [Error, string][])(
    'of the sending: %s is %s',
    async (error, name) => {
      const { store, client } = setUp()
      client.send.refuseNext(error)
      void store.request()
      await settled()
      expect(nameOf(store)).toBe(name)
    },
  )

  it.each([
    ...common,
    [apiError(400), 'codeExpired'],
    [new StepUpRequiredError('x', 'mfa'), 'codeExpired'],
    [new RateLimitedError('x', undefined), 'rateLimited'],
  ] as [Error, string][])('of the check of a code: %s is %s', async (error, name) => {
    const { store, client } = setUp()
    client.verify.refuseNext(error)
    void store.request()
    await stepUp(store)
    expect(nameOf(store)).toBe(name)
  })

  it('edge 1: no factor that the kit can use', async () => {
    const { store, client } = setUp()
    client.factors = []
    const grant = outcomeOf(store.request())
    await settled()
    expect(nameOf(store)).toBe('noFactor')
    expect(grant.error).toBeInstanceOf(NoUsableFactorError)
  })

  it('the unexpected ones keep the handle for support and the server’s own sentence', async () => {
    const { store, client } = setUp()
    client.start.refuseNext(apiError(400, { userMessage: 'Diese Funktion ist abgeschaltet.' }))
    void store.request()
    await settled()
    expect(store.getState()).toMatchObject({
      problem: {
        kind: 'unexpected',
        support: { errorId: 'e-1', status: 400 },
        userMessage: 'Diese Funktion ist abgeschaltet.',
      },
    })
  })

  it('after what only this attempt suffered from, trying again goes on', async () => {
    const { store, client } = setUp()
    client.start.refuseNext(new NetworkError('x', 'offline'))
    const grant = outcomeOf(store.request())
    await settled()
    store.retry()
    await stepUp(store)
    expect(grant.value).toBeDefined()
  })
})

describe('its surroundings', () => {
  it('a running step-up keeps its client, the next one takes the new one', async () => {
    const { store, client, clock } = setUp()
    const next = createStubClient(clock)
    const grant = outcomeOf(store.request())
    await settled()
    store.configure({ client: next, clock })
    await stepUp(store)
    expect(grant.value).toBeDefined()
    expect(client.verify.calls).toHaveLength(1)
    void store.request({ skipSilent: true })
    await settled()
    expect(next.start.calls).toHaveLength(1)
  })

  it('leaves no timer and no listener when its owner unmounts', async () => {
    vi.useFakeTimers()
    const { store, clock, disconnect } = setUp()
    const unsubscribed = vi.fn<() => void>()
    store.configure({
      client: store.client,
      clock: { ...clock, subscribe: () => unsubscribed },
    })
    void store.request()
    await stepUp(store)
    expect(vi.getTimerCount()).toBe(1)
    disconnect()
    expect(vi.getTimerCount()).toBe(0)
    expect(unsubscribed).toHaveBeenCalledTimes(1)
  })

  it('a login that takes the place of an edit brings its own prompt', async () => {
    const { store } = setUp()
    store.register('guard', 'private')
    store.register('login', 'private')
    store.register('dialog', 'dialog')
    void store.request({ presenter: 'guard' })
    await settled()
    void store.request({ start: { via: 'tkn', tkn: 'one-time' }, presenter: 'login' })
    expect(store.getPresenter()).toBe('login')
  })

  it('one prompt shows the step-up: the asked one, else an inline one, else the dialog', async () => {
    const { store } = setUp()
    const removeDialog = store.register('dialog', 'dialog')
    store.register('guard', 'private')
    expect(store.getPresenter()).toBe('dialog')
    const removeInline = store.register('inline', 'inline')
    expect(store.getPresenter()).toBe('inline')
    void store.request({ presenter: 'guard' })
    expect(store.getPresenter()).toBe('guard')
    store.cancel()
    expect(store.getPresenter()).toBe('inline')
    removeInline()
    expect(store.getPresenter()).toBe('dialog')
    removeDialog()
    expect(store.getPresenter()).toBeNull()
  })
})

describe('what is sent', () => {
  it('to start: what the host asked for, and nothing else', async () => {
    const { store, client } = setUp()
    void store.request({ action: 'change-phone', skipSilent: true })
    await settled()
    store.cancel()
    void store.request({ skipSilent: true })
    await settled()
    expect(client.start.calls.map(({ input }) => input)).toStrictEqual([{ action: 'change-phone' }, {}])
  })

  it('to the first factor: another one than the one that is being changed', async () => {
    const { store, client } = setUp()
    client.factors = ['sms', 'email']
    void store.request({ avoidFactor: 'sms', skipSilent: true })
    await settled()
    expect(store.getState()).toMatchObject({ suggestedFactor: 'email' })
  })

  it('rule 6: and what a cancel takes back', async () => {
    const { store, client } = setUp()
    client.send.held = true
    void store.request()
    await settled()
    store.cancel()
    expect(client.send.last().signal?.aborted).toBe(true)
  })

  it('rule 8: a limit without a wait is told without one', async () => {
    const { store, client, clock } = setUp()
    void store.request()
    await settled()
    clock.advance(30_000)
    client.send.refuseNext(new RateLimitedError('429', undefined))
    store.resend()
    await settled()
    expect(store.getState()).toMatchObject({ challenge: { resendAvailableAt: noon + 60_000 } })
    expect(store.getState()).toHaveProperty('problem', { kind: 'sendLimit' })
    expect(store.getState()).not.toHaveProperty('problem.retryAt')
  })
})

describe('an answer that comes too late for what it grants', () => {
  it.each([
    ['after the five minutes of a grant', 301_000, 86_400],
    ['with no life left', 0, 0],
  ])('rule 1: %s sends nothing, and the person can try again', async (_, elapsedMs, expiresIn) => {
    const { client, clock, store } = setUp()
    client.verify.held = true
    const grant = outcomeOf(store.request())
    await stepUp(store)
    clock.advance(elapsedMs)
    client.verify.last().answer({
      accessToken: makeToken({ amr: ['mfa'], issuedAt: clock.now() }),
      tokenType: 'Bearer',
      expiresIn,
    })
    await settled()
    expect(nameOf(store)).toBe('timeout')
    expect(grant.settlements).toBe(0)
    expect(store.getGrantStatus()).toEqual({ fresh: false, expiresAt: null })
    client.verify.held = false
    store.retry()
    await stepUp(store)
    expect(grant.value).toMatchObject({ prompted: true })
  })
})

describe('who is signed in', () => {
  /** Counts how often the host is asked. */
  function counted(accessToken: string | undefined) {
    const world = setUp()
    let asked = 0
    world.client.getAccessTokenOf = async () => {
      asked += 1
      return accessToken
    }
    return { ...world, asked: () => asked }
  }
  /** The host answers when the test says so, to each question by itself. */
  function held(world: ReturnType<typeof setUp>) {
    const answers: ((accessToken: string | undefined) => void)[] = []
    world.client.getAccessTokenOf = () => new Promise((resolve) => answers.push(resolve))
    return answers
  }

  it('is not asked for at a login, and no token of whoever was there before stands in for it', async () => {
    const { store, client, asked } = counted(makeToken({ amr: ['mfa'] }))
    const grant = outcomeOf(store.request({ start: { via: 'tkn', tkn: 'one-time' } }))
    expect(store.getState().status).toBe('starting')
    await stepUp(store)
    expect(grant.value).toMatchObject({ prompted: true })
    expect(client.start.calls).toHaveLength(1)
    expect(asked()).toBe(0)
  })

  it('is asked for at the beginning and at the end, also where the host does not say', async () => {
    const { store, asked } = counted('opaque')
    const grant = outcomeOf(store.request())
    await stepUp(store)
    expect(grant.value).toMatchObject({ prompted: true })
    expect(asked()).toBe(2)
  })

  it('rule 1, edge 19: is whoever was when the step-up began, also after a new try', async () => {
    const { store, client } = setUp()
    client.start.refuseNext(new NetworkError('x', 'offline'))
    void store.request()
    await settled()
    client.hostToken = makeToken({ sub: 'kim' })
    client.serverSubject = 'kim'
    store.retry()
    await stepUp(store)
    expect(nameOf(store)).toBe('userChanged')
  })

  it('rule 1: is compared with the new token where the host could not say so when the step-up began', async () => {
    const { store, client } = setUp()
    client.getAccessTokenOf = () => Promise.reject(new NetworkError('getAccessToken failed.', 'failed'))
    client.start.refuseNext(new NetworkError('x', 'offline'))
    const grant = outcomeOf(store.request({ skipSilent: true }))
    await settled()
    client.getAccessTokenOf = async () => makeToken({ sub: 'kim' })
    store.retry()
    await stepUp(store)
    expect(nameOf(store)).toBe('userChanged')
    expect(grant.error).toMatchObject({ reason: 'userChanged' })
    expect(client.accepted).toEqual([])
  })

  it('rule 1: is not replaced by whoever the code belongs to, also where nobody was there before', async () => {
    const { store, client } = setUp()
    client.hostToken = undefined
    const grant = outcomeOf(store.request())
    await settled()
    client.hostToken = makeToken({ sub: 'kim' })
    await stepUp(store)
    expect(grant.error).toMatchObject({ reason: 'userChanged' })
    expect(client.accepted).toEqual([])
  })

  it('rule 1: is not signed in again by a code after signing out', async () => {
    const { store, client } = setUp()
    const grant = outcomeOf(store.request())
    await settled()
    client.hostToken = undefined
    await stepUp(store)
    expect(grant.error).toMatchObject({ reason: 'userChanged' })
    expect(client.accepted).toEqual([])
    expect(client.verify.calls).toEqual([])
  })

  it('is the same person as before where the host gives no answer at the end', async () => {
    const { store, client } = setUp()
    const grant = outcomeOf(store.request())
    await settled()
    client.getAccessTokenOf = () => Promise.reject(new NetworkError('getAccessToken failed.', 'failed'))
    await stepUp(store)
    expect(grant.value).toMatchObject({ subject: 'jo' })
  })

  it('does not matter to a login that takes the place of another person’s edit', async () => {
    const { store, client } = setUp()
    void store.request()
    await settled()
    client.serverSubject = 'kim'
    const login = outcomeOf(store.request({ start: { via: 'tkn', tkn: 'one-time' } }))
    await stepUp(store)
    expect(login.value).toMatchObject({ subject: 'kim' })
  })

  it('rule 6: the host’s answer to a step-up that was cancelled starts nothing', async () => {
    const world = setUp()
    held(world)
    void world.store.request({ skipSilent: true })
    await settled()
    world.store.cancel()
    await settled()
    expect(world.client.start.calls).toEqual([])
  })

  it('rule 6: a code is not sent for a step-up that was cancelled while the host was asked', async () => {
    const world = setUp()
    const { store, client } = world
    void store.request()
    await settled()
    held(world)
    await stepUp(store)
    expect(store.getState().status).toBe('verifyingCode')
    store.cancel()
    await settled()
    expect(client.verify.calls).toEqual([])
  })

  it('rule 6: nor are tokens given to the host then', async () => {
    const world = setUp()
    const { store, client } = world
    client.verify.held = true
    void store.request()
    await stepUp(store)
    const asked = held(world)
    client.verify.last().answer({ accessToken: makeToken({ amr: ['mfa'] }), tokenType: 'Bearer' })
    await settled()
    expect(asked).toHaveLength(1)
    store.cancel()
    await settled()
    expect(client.accepted).toEqual([])
  })

  it('rule 9: a late answer does not change who the next step-up is of', async () => {
    const world = setUp()
    const { store, client } = world
    void store.request()
    await stepUp(store)
    const grant = await store.currentGrant()
    const asked = held(world)
    void store.request()
    await settled()
    store.cancel()
    const next = outcomeOf(store.request({ skipSilent: true }))
    await settled()
    const [first, second] = asked
    second?.(undefined)
    await settled()
    first?.(grant?.accessToken)
    await settled()
    client.getAccessTokenOf = async () => undefined
    client.serverSubject = 'kim'
    await stepUp(store)
    expect(next.value).toMatchObject({ subject: 'kim' })
  })
})

describe('a token of the host’s', () => {
  it.each(['getAccessTokenOf', 'refreshOf'] as const)(
    'rule 6: is no grant when the request was cancelled in the moment of the answer: %s',
    async (question) => {
      const { store, client } = setUp()
      client.hostToken = makeToken({ amr: ['mfa'], issuedAt: noon - 600_000 })
      const { promise: answered, answer } = withheld<string>()
      client[question] = () => answered
      const grant = outcomeOf(store.request())
      await settled()
      void answered.then(() => store.cancel())
      answer(makeToken({ amr: ['mfa'] }))
      await settled()
      expect(grant.error).toMatchObject({ reason: 'dismissed' })
      expect(store.getGrantStatus().fresh).toBe(false)
    },
  )

  it('rule 1: is no grant once the server has refused it, also when it never was one', async () => {
    const { store, client } = setUp()
    client.hostToken = makeToken({ amr: ['mfa'] })
    store.refuseToken(client.hostToken)
    void store.request()
    await settled()
    expect(client.start.calls).toHaveLength(1)
  })

  it('rule 1: that has lapsed as a grant is none again when the clock is set back', async () => {
    const { store, client, clock } = setUp()
    client.hostToken = makeToken({ amr: ['mfa'] })
    await store.request()
    clock.advance(300_000)
    clock.setBack(300_000)
    void store.request()
    await settled()
    expect(client.start.calls).toHaveLength(1)
  })

  it('may come from a server whose clock is a minute ahead', async () => {
    const { store, client } = setUp()
    client.hostToken = makeToken({ amr: ['mfa'], issuedAt: noon + 60_000 })
    expect((await store.request()).accessToken).toBe(client.hostToken)
  })

  it('rule 1: that cannot be had means: not fresh, also where the host never had one', async () => {
    const { store, client } = setUp()
    client.getAccessTokenOf = () => Promise.reject(new NetworkError('getAccessToken failed.', 'failed'))
    void store.request()
    await stepUp(store)
    expect(store.getGrantStatus().fresh).toBe(true)
    expect(await store.currentGrant()).toBeNull()
  })

  it('of another person does not end the grant that this person got meanwhile', async () => {
    const { store, client } = setUp()
    void store.request()
    await stepUp(store)
    const { promise, answer } = withheld<string>()
    client.getAccessTokenOf = () => promise
    const grant = store.currentGrant()
    client.serverSubject = 'kim'
    void store.request({ start: { via: 'tkn', tkn: 'one-time' } })
    await stepUp(store)
    answer(makeToken({ sub: 'kim' }))
    expect(await grant).toBeNull()
    expect(store.getGrantStatus().fresh).toBe(true)
  })

  it('of another person finds nothing to end where the grant has lapsed meanwhile', async () => {
    const { store, client, clock } = setUp()
    void store.request()
    await stepUp(store)
    const { promise, answer } = withheld<string>()
    client.getAccessTokenOf = () => promise
    const grant = store.currentGrant()
    clock.advance(300_000)
    answer(makeToken({ sub: 'kim' }))
    expect(await grant).toBeNull()
  })

  it('rule 11: taken by the host at once, holds up no call, not even for a moment', async () => {
    const { store, client } = setUp()
    client.onAccept = () => queueMicrotask(() => store.cancel())
    const grant = outcomeOf(store.request())
    await stepUp(store)
    expect(grant.value).toMatchObject({ prompted: true })
  })
})

describe('what is told', () => {
  it('what changes nothing is told to nobody', () => {
    const { store } = setUp()
    const told = vi.fn<() => void>()
    const unsubscribe = store.subscribe(told)
    store.resend()
    expect(told).not.toHaveBeenCalled()
    store.setTrustDevice(true)
    expect(told).toHaveBeenCalledTimes(1)
    unsubscribe()
    store.setTrustDevice(false)
    expect(told).toHaveBeenCalledTimes(1)
  })

  it('a host without an event callback finds nothing in its console', async () => {
    const logged = vi.spyOn(console, 'error').mockReturnValue()
    const { client, clock } = setUp()
    const store = createStepUpStore({ client, clock })
    void store.request()
    await stepUp(store)
    expect(logged).not.toHaveBeenCalled()
    logged.mockRestore()
  })

  it('a request that does not say what it is for is for something of the host’s own', () => {
    const { store } = setUp()
    void store.request()
    expect(store.getState()).toEqual({ status: 'checking', reasons: [{ operation: 'custom' }] })
  })
})

describe('rule 4: what was entered', () => {
  it('is not the next person’s', () => {
    const { store } = setUp()
    store.setCode('501028')
    store.dropGrant()
    expect(store.getDraft()).toEqual({ code: '', trustDevice: false })
  })

  it('is nothing at first, and what is entered before the step-up begins stays', () => {
    const { store } = setUp()
    expect(store.getDraft()).toEqual({ code: '', trustDevice: false })
    store.setTrustDevice(true)
    void store.request()
    expect(store.getDraft().trustDevice).toBe(true)
  })

  it('stays when one of several calls is withdrawn', async () => {
    const { store } = setUp()
    const controller = new AbortController()
    void store.request({ signal: controller.signal })
    void store.request()
    await settled()
    store.setCode('5010')
    controller.abort()
    expect(store.getDraft().code).toBe('5010')
  })

  it('stays on the way to another factor and back', async () => {
    const { store, client } = setUp()
    client.factors = ['sms', 'email']
    void store.request()
    await settled()
    store.chooseFactor('sms')
    await settled()
    store.setCode('5010')
    store.changeFactor()
    expect(nameOf(store)).toBe('choosingFactor')
    store.back()
    expect(nameOf(store)).toBe('enteringCode')
    expect(store.getDraft().code).toBe('5010')
  })
})

describe('a prompt that leaves', () => {
  async function failed(error: Error) {
    const { store, client } = setUp()
    const leave = store.register('inline', 'inline')
    const leaveOther = store.register('dialog', 'dialog')
    client.start.refuseNext(error)
    void store.request()
    await settled()
    return { store, leave, leaveOther }
  }

  it('takes the failure along that nothing waits on any more', async () => {
    const { store, leave } = await failed(new NoUsableFactorError('x'))
    expect(nameOf(store)).toBe('noFactor')
    leave()
    await settled()
    expect(nameOf(store)).toBe('idle')
  })

  it('does not end what began in its place', async () => {
    const { store, leave } = await failed(new NoUsableFactorError('x'))
    leave()
    const grant = outcomeOf(store.request())
    await stepUp(store)
    expect(grant.value).toMatchObject({ prompted: true })
  })

  it('leaves a failure that can be tried again to the next prompt', async () => {
    const { store, leave } = await failed(new NetworkError('x', 'offline'))
    leave()
    await settled()
    expect(nameOf(store)).toBe('offline')
    expect(store.getPresenter()).toBe('dialog')
  })

  it('leaves a failure alone that another prompt shows', async () => {
    const { store, leaveOther } = await failed(new NoUsableFactorError('x'))
    leaveOther()
    await settled()
    expect(nameOf(store)).toBe('noFactor')
  })

  it('leaves a step-up alone that has just succeeded', async () => {
    const { store } = setUp()
    const leave = store.register('inline', 'inline')
    void store.request()
    await stepUp(store)
    leave()
    await settled()
    expect(nameOf(store)).toBe('verified')
  })
})

describe('its owner', () => {
  it('may give another client between two step-ups: the next one uses it', async () => {
    const { store, client, clock } = setUp()
    const next = createStubClient(clock)
    store.configure({ client: next, clock })
    expect(store.client).toBe(next)
    void store.request()
    await settled()
    expect(client.start.calls).toEqual([])
    expect(next.start.calls).toHaveLength(1)
  })

  it('ends with its unmount what was begun before its mount', () => {
    const { client, clock } = setUp()
    const store = createStepUpStore({ client, clock })
    const { signal } = store
    store.connect()()
    expect(signal.aborted).toBe(true)
  })
})

describe('what a developer reads', () => {
  it('of a cancel: why', async () => {
    const { store } = setUp()
    const grant = outcomeOf(store.request())
    store.cancel()
    await settled()
    expect(grant.error).toMatchObject({ message: expect.stringContaining('(dismissed)') })
    expect(unmounted().message).toMatch(/unmounted/i)
  })

  it('of a step-up that no factor could be used for: what to do', async () => {
    const { store, client } = setUp()
    client.factors = []
    const grant = outcomeOf(store.request())
    await settled()
    expect(grant.error).toMatchObject({ message: expect.stringMatching(/factor.+enroll/i) })
  })
})
