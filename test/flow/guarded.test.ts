import { describe, expect, it } from 'vitest'
import {
  ApiError,
  isStepUpRefusedError,
  NetworkError,
  StepUpCancelledError,
  StepUpRequiredError,
} from '../../src/client/errors.js'
import { type GuardedCallContext, runGuarded, type StepUpRequirement } from '../../src/flow/guarded.js'
import { createStepUpStore, type StepUpStore } from '../../src/flow/store.js'
import {
  createStubClient,
  createTestClock,
  makeToken,
  noon,
  outcomeOf,
  settled,
  stepUp,
  withheld,
} from './support.js'

const refusal = () =>
  new StepUpRequiredError('POST /identity/v1/update-phone-number answered 401.', 'mfa', {
    support: { errorId: 'e-7' },
  })

function setUp() {
  const clock = createTestClock()
  const client = createStubClient(clock)
  const store = createStepUpStore({ client, clock })
  const disconnect = store.connect()
  /** Every guarded call that left, with its token. */
  const sent: { name: string; accessToken: string }[] = []
  /** What the server does with a token. */
  let server: (accessToken: string, name: string) => Promise<string> = async (_, name) => `${name} done`
  const guard = (
    name: string,
    {
      requirement = 'always',
      signal,
      prepare,
    }: { requirement?: StepUpRequirement; signal?: AbortSignal; prepare?: () => Promise<void> } = {},
  ) =>
    outcomeOf(
      runGuarded({
        store,
        requirement,
        request: { reason: { operation: 'updatePhoneNumber' } },
        signal: signal ?? new AbortController().signal,
        prepare,
        run: ({ accessToken }: GuardedCallContext) => {
          sent.push({ name, accessToken })
          return server(accessToken, name)
        },
      }),
    )
  return {
    clock,
    client,
    store,
    disconnect,
    sent,
    guard,
    serve(next: typeof server) {
      server = next
    },
  }
}

describe('a guarded call', () => {
  it('rule 1: does not leave before there is a grant, and then leaves with it', async () => {
    const { client, store, sent, guard } = setUp()
    const edit = guard('edit')
    await settled()
    expect(store.getState().status).toBe('enteringCode')
    expect(sent).toEqual([])
    await stepUp(store)
    expect(edit.value).toBe('edit done')
    expect(sent).toEqual([{ name: 'edit', accessToken: client.accepted[0]?.accessToken }])
  })

  it('rule 11: leaves before the end of the step-up is drawn, which React does in a microtask', async () => {
    const { store, sent, guard } = setUp()
    const sentWhenDrawn: number[] = []
    store.subscribe(() => {
      if (store.getState().status === 'verified') queueMicrotask(() => sentWhenDrawn.push(sent.length))
    })
    guard('edit')
    await stepUp(store)
    expect(sentWhenDrawn[0]).toBe(1)
  })

  it('rule 1: is not sent with a grant that lapsed while the host was asked who is signed in', async () => {
    const { clock, client, store, sent, guard } = setUp()
    guard('first')
    await stepUp(store)
    clock.advance(299_000)
    const slow = withheld<string | undefined>()
    const { hostToken } = client
    let asked = 0
    client.getAccessTokenOf = () => ((asked += 1) === 1 ? slow.promise : Promise.resolve(hostToken))
    const second = guard('second')
    await settled()
    clock.advance(2_000)
    slow.answer(hostToken)
    await settled()
    expect(sent).toHaveLength(1)
    await stepUp(store)
    expect(second.value).toBe('second done')
    expect(sent).toHaveLength(2)
    expect(client.start.calls).toHaveLength(2)
  })

  it('rule 1: goes out with the grant of now where the one it began with has lapsed', async () => {
    const { clock, client, store, sent, guard } = setUp()
    guard('first')
    await stepUp(store)
    const captcha = withheld<void>()
    const slow = guard('slow', { prepare: () => captcha.promise })
    await settled()
    clock.advance(300_000)
    guard('second')
    await stepUp(store)
    captcha.answer()
    await settled()
    expect(slow.value).toBe('slow done')
    expect(sent.at(-1)?.accessToken).toBe(client.accepted.at(-1)?.accessToken)
    expect(client.start.calls).toHaveLength(2)
  })

  it('rule 1: is not sent with a grant that lapsed while it was prepared; it is prepared anew', async () => {
    const { clock, client, store, sent, guard } = setUp()
    const captchas = [withheld<void>(), withheld<void>()]
    let prepared = 0
    const prepare = () => captchas[prepared++]?.promise ?? Promise.resolve()
    const edit = guard('edit', { prepare })
    await stepUp(store)
    clock.advance(300_000)
    captchas[0]?.answer()
    await settled()
    expect(sent).toEqual([])
    await stepUp(store)
    captchas[1]?.answer()
    await settled()
    expect(edit.value).toBe('edit done')
    expect(prepared).toBe(2)
    expect(client.send.calls).toHaveLength(2)
  })

  it('rule 1: goes out with the newest grant where its own was refused to another call meanwhile', async () => {
    const { client, store, sent, guard } = setUp()
    const captcha = withheld<void>()
    const slow = guard('slow', { prepare: () => captcha.promise })
    await stepUp(store)
    store.refuseToken(client.accepted[0]?.accessToken ?? '')
    guard('second')
    await stepUp(store)
    captcha.answer()
    await settled()
    expect(slow.value).toBe('slow done')
    expect(client.accepted).toHaveLength(2)
    expect(sent.map(({ accessToken }) => accessToken)).toEqual(
      sent.map(() => client.accepted[1]?.accessToken),
    )
  })

  it('asks for a step-up where the grant that it was to go out with was refused to another call', async () => {
    const { client, store, guard } = setUp()
    guard('first')
    await stepUp(store)
    const captcha = withheld<void>()
    const edit = guard('edit', { prepare: () => captcha.promise })
    await settled()
    store.refuseToken(client.accepted[0]?.accessToken ?? '')
    captcha.answer()
    await stepUp(store)
    expect(edit.value).toBe('edit done')
    expect(client.accepted).toHaveLength(2)
  })

  it('rule 5: is refused without a second prompt where another call of its step-up was refused meanwhile', async () => {
    const { client, store, sent, guard, serve } = setUp()
    serve(() => Promise.reject(refusal()))
    const captcha = withheld<void>()
    guard('first')
    const slow = guard('slow', { prepare: () => captcha.promise })
    await stepUp(store)
    captcha.answer()
    await settled()
    expect(slow.error).toSatisfy(isStepUpRefusedError)
    expect(sent.map(({ name }) => name)).toEqual(['first'])
    expect(client.send.calls).toHaveLength(1)
  })

  it('rule 4: asks again where the clock was set back and the grant lapsed while it was prepared', async () => {
    const { clock, client, store, guard } = setUp()
    const captcha = withheld<void>()
    const edit = guard('edit', { prepare: () => captcha.promise })
    await stepUp(store)
    clock.setBack(60_000)
    clock.advance(300_000)
    captcha.answer()
    await stepUp(store)
    expect(edit.value).toBe('edit done')
    expect(client.send.calls).toHaveLength(2)
  })

  it.each([
    { requirement: 'always' as const, next: 'somebody else', hostToken: makeToken({ sub: 'kim' }) },
    { requirement: 'whenRefused' as const, next: 'somebody else', hostToken: makeToken({ sub: 'kim' }) },
    { requirement: 'always' as const, next: 'nobody', hostToken: undefined },
    { requirement: 'whenRefused' as const, next: 'nobody', hostToken: undefined },
  ])(
    'rules 1, 3: where $next is signed in when its captcha is solved, a call of kind $requirement sends neither itself nor a code',
    async ({ requirement, hostToken }) => {
      const { client, store, sent, guard } = setUp()
      guard('first')
      await stepUp(store)
      const captcha = withheld<void>()
      const edit = guard('edit', { requirement, prepare: () => captcha.promise })
      await settled()
      client.hostToken = hostToken
      captcha.answer()
      await settled()
      expect(edit.error).toMatchObject({ reason: 'userChanged' })
      expect(sent.map(({ name }) => name)).toEqual(['first'])
      expect(client.send.calls).toHaveLength(1)
    },
  )

  it('rule 1: is not sent with a token that was had silently once its person has left', async () => {
    const { client, store, sent, guard } = setUp()
    await store.hostSubject()
    client.hostToken = undefined
    client.refreshOf = async () => makeToken()
    const captcha = withheld<void>()
    const edit = guard('edit', { requirement: 'whenRefused', prepare: () => captcha.promise })
    await settled()
    captcha.answer()
    await settled()
    expect(edit.error).toMatchObject({ reason: 'userChanged' })
    expect(sent).toEqual([])
  })

  it.each([
    [
      'a sign-out',
      async (store: StepUpStore) => {
        store.dropGrant()
      },
    ],
    [
      'a login',
      async (store: StepUpStore) => {
        void store.request({ start: { via: 'tkn', tkn: 'one-time' } })
        await stepUp(store)
      },
    ],
  ])('rule 1: %s ends it also where the host’s tokens say nothing', async (_, change) => {
    const { client, store, sent, guard } = setUp()
    client.hostToken = 'opaque'
    const captcha = withheld<void>()
    const edit = guard('edit', { prepare: () => captcha.promise })
    await stepUp(store)
    await change(store)
    const codes = client.send.calls.length
    captcha.answer()
    await settled()
    expect(edit.error).toMatchObject({ reason: 'userChanged' })
    expect(sent).toEqual([])
    expect(client.send.calls).toHaveLength(codes)
  })

  it('rule 1: a host’s token that was seen stale is not made young by a clock that is set back', async () => {
    const { clock, client, store, sent, guard } = setUp()
    client.hostToken = makeToken({ amr: ['mfa'], issuedAt: noon })
    clock.advance(360_000)
    clock.setBack(300_000)
    guard('edit')
    await settled()
    expect(store.getState().status).toBe('enteringCode')
    expect(sent).toEqual([])
  })

  it('rule 1: nor is one that was a grant before the one that lapsed last', async () => {
    const { clock, client, store, sent, guard } = setUp()
    client.hostToken = makeToken({ amr: ['mfa'], issuedAt: noon })
    guard('first')
    await settled()
    clock.advance(360_000)
    guard('second')
    await stepUp(store)
    clock.advance(360_000)
    clock.setBack(720_000)
    guard('third')
    await settled()
    expect(sent.map(({ name }) => name)).toEqual(['first', 'second'])
  })

  it('goes on with the host’s token where it waits for the server’s word and the grant has lapsed', async () => {
    const { clock, client, store, sent, guard } = setUp()
    guard('first')
    await stepUp(store)
    const captcha = withheld<void>()
    const edit = guard('edit', { requirement: 'whenRefused', prepare: () => captcha.promise })
    await settled()
    clock.advance(300_000)
    captcha.answer()
    await settled()
    expect(edit.value).toBe('edit done')
    expect(sent.at(-1)?.accessToken).toBe(client.hostToken)
  })

  it('rule 6: is not sent once its component is gone, whatever it was preparing', async () => {
    const { store, sent, guard } = setUp()
    const captcha = withheld<void>()
    const owner = new AbortController()
    const edit = guard('edit', { signal: owner.signal, prepare: () => captcha.promise })
    await stepUp(store)
    owner.abort()
    captcha.answer()
    await settled()
    expect(edit.error).toMatchObject({ reason: 'unmounted' })
    expect(sent).toEqual([])
  })

  it.each([
    ['is not sent', makeToken({ sub: 'kim' })],
    ['asks for no step-up', undefined],
  ])('rule 6: %s by a provider that is there again after it was gone', async (_, renewed) => {
    const { client, store, disconnect, sent, guard } = setUp()
    const asked = withheld<string | undefined>()
    client.getAccessTokenOf = () => asked.promise
    const edit = guard('edit', { requirement: 'whenRefused' })
    await settled()
    disconnect()
    store.connect()
    client.refreshOf = async () => renewed
    await settled()
    expect(edit.error).toMatchObject({ reason: 'unmounted' })
    expect(sent).toEqual([])
    expect(client.start.calls).toEqual([])
  })

  it('rule 6: nor once the provider is gone', async () => {
    const { store, disconnect, sent, guard } = setUp()
    const captcha = withheld<void>()
    const edit = guard('edit', { prepare: () => captcha.promise })
    await stepUp(store)
    disconnect()
    captcha.answer()
    await settled()
    expect(edit.error).toMatchObject({ reason: 'unmounted' })
    expect(sent).toEqual([])
  })

  it('rule 5: opens no second prompt for who signs out as soon as the code is right', async () => {
    const { client, store, sent, guard } = setUp()
    const edit = guard('edit', {
      prepare: async () => {
        client.hostToken = undefined
        store.dropGrant()
      },
    })
    await stepUp(store)
    expect(edit.error).toMatchObject({ reason: 'userChanged' })
    expect(sent).toEqual([])
    expect(client.start.calls).toHaveLength(1)
  })

  it('rule 1: asks nobody while a grant holds, and asks again when it has lapsed', async () => {
    const { clock, client, store, guard } = setUp()
    guard('first')
    await stepUp(store)
    const second = guard('second')
    await settled()
    expect(second.value).toBe('second done')
    expect(client.start.calls).toHaveLength(1)
    clock.advance(300_000)
    guard('third')
    await settled()
    expect(client.start.calls).toHaveLength(2)
  })

  it('rule 1: where the host can’t be asked who is signed in, the grant is not used', async () => {
    const { client, store, sent, guard } = setUp()
    guard('first')
    await stepUp(store)
    client.getAccessTokenOf = () => Promise.reject(new NetworkError('getAccessToken failed.', 'failed'))
    guard('second')
    await settled()
    expect(sent).toHaveLength(1)
    expect(client.start.calls).toHaveLength(2)
  })

  it('rejects with what the call itself failed of, and is not sent again', async () => {
    const { client, store, sent, guard, serve } = setUp()
    const error = new ApiError('POST /identity/v1/update-email answered 400.', 400)
    serve(() => Promise.reject(error))
    const edit = guard('edit')
    await stepUp(store)
    expect(edit.error).toBe(error)
    expect(sent).toHaveLength(1)
    expect(client.start.calls).toHaveLength(1)
  })

  it('rule 6: is not sent after a cancel', async () => {
    const { store, sent, guard } = setUp()
    const edit = guard('edit')
    await settled()
    store.cancel()
    await settled()
    expect(edit.error).toBeInstanceOf(StepUpCancelledError)
    expect(sent).toEqual([])
  })

  it('rule 11: leaves in the same task as the token answer', async () => {
    const { client, store, sent, guard } = setUp()
    client.verify.held = true
    guard('edit')
    await stepUp(store)
    let otherTask = false
    setImmediate(() => {
      otherTask = true
    })
    client.verify.last().answer({ accessToken: makeToken({ amr: ['mfa'] }), tokenType: 'Bearer' })
    await settled()
    expect(otherTask).toBe(false)
    expect(sent).toHaveLength(1)
  })

  it('leaves after the host has taken the new tokens', async () => {
    const { client, store, sent, guard } = setUp()
    let taken = () => {}
    client.onAccept = () =>
      new Promise((resolve) => {
        taken = resolve
      })
    guard('edit')
    await stepUp(store)
    expect(sent).toEqual([])
    taken()
    await settled()
    expect(sent).toHaveLength(1)
  })
})

describe('several guarded calls', () => {
  it('rule 2: share one step-up and are replayed in order, each once, with its own arguments', async () => {
    const { client, store, sent, guard } = setUp()
    const edits = ['a', 'b', 'c'].map((name) => guard(name))
    await stepUp(store)
    expect(sent.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(edits.map((edit) => edit.value)).toEqual(['a done', 'b done', 'c done'])
    expect([client.start, client.send, client.verify].map((line) => line.calls.length)).toEqual([1, 1, 1])
  })

  it('rule 2: are not awaited one by one: one that hangs holds up no other', async () => {
    const { store, guard, serve } = setUp()
    serve((_, name) => (name === 'a' ? new Promise(() => {}) : Promise.resolve('done')))
    guard('a')
    const second = guard('b')
    await stepUp(store)
    expect(second.value).toBe('done')
  })

  it('rule 2: refused together with a grant that was held, they share one step-up', async () => {
    const { client, store, sent, guard, serve } = setUp()
    guard('first')
    await stepUp(store)
    const old = sent[0]?.accessToken
    serve((token, name) => (token === old ? Promise.reject(refusal()) : Promise.resolve(`${name} done`)))
    const edits = ['a', 'b', 'c'].map((name) => guard(name))
    await stepUp(store)
    expect(edits.map((edit) => edit.value)).toEqual(['a done', 'b done', 'c done'])
    expect(client.send.calls).toHaveLength(2)
  })

  it('rule 2: one whose refusal arrives after the step-up of another uses that step-up', async () => {
    const { client, store, sent, guard, serve } = setUp()
    guard('first')
    await stepUp(store)
    const old = sent[0]?.accessToken
    let refuseSlow = () => {}
    serve((token, name) => {
      if (token !== old) return Promise.resolve(`${name} done`)
      if (name === 'quick') return Promise.reject(refusal())
      return new Promise((_, reject) => {
        refuseSlow = () => reject(refusal())
      })
    })
    const quick = guard('quick')
    const slow = guard('slow')
    await stepUp(store)
    expect(quick.value).toBe('quick done')
    refuseSlow()
    await settled()
    expect(slow.value).toBe('slow done')
    expect(client.send.calls).toHaveLength(2)
  })
})

describe('a refusal', () => {
  it('rule 5: after a step-up is a StepUpRefusedError: no value, no second prompt, no loop', async () => {
    const { client, store, sent, guard, serve } = setUp()
    const error = refusal()
    serve(() => Promise.reject(error))
    const edit = guard('edit')
    await stepUp(store)
    expect(isStepUpRefusedError(edit.error)).toBe(true)
    expect(edit.error).toMatchObject({ cause: error, support: { errorId: 'e-7' } })
    expect(edit.settlements).toBe(1)
    expect(sent).toHaveLength(1)
    expect(client.start.calls).toHaveLength(1)
  })

  it('rule 5: of a grant that was held leads to one step-up and one replay, then to a StepUpRefusedError', async () => {
    const { client, store, sent, guard, serve } = setUp()
    guard('first')
    await stepUp(store)
    serve(() => Promise.reject(refusal()))
    const edit = guard('edit')
    await stepUp(store)
    expect(isStepUpRefusedError(edit.error)).toBe(true)
    expect(sent.filter(({ name }) => name === 'edit')).toHaveLength(2)
    expect(client.start.calls).toHaveLength(2)
  })

  it('rule 5: of a token that was had silently leads to a prompt, not to another silent one', async () => {
    const { client, store, sent, guard, serve } = setUp()
    client.hostToken = makeToken({ amr: ['mfa'] })
    client.refreshOf = async () => makeToken({ amr: ['mfa'] })
    serve((token, name) =>
      client.accepted.some(({ accessToken }) => accessToken === token)
        ? Promise.resolve(`${name} done`)
        : Promise.reject(refusal()),
    )
    const edit = guard('edit')
    await stepUp(store)
    expect(edit.value).toBe('edit done')
    expect(sent).toHaveLength(2)
    expect(client.send.calls).toHaveLength(1)
  })

  it('rule 5: leaves no grant behind', async () => {
    const { store, guard, serve } = setUp()
    serve(() => Promise.reject(refusal()))
    guard('edit')
    await stepUp(store)
    expect(store.getGrantStatus().fresh).toBe(false)
  })
})

describe('where a step-up is asked for only of those who have a factor', () => {
  it('rule 1: without one, the call is sent with the host’s token, and the prompt is closed', async () => {
    const { client, store, sent, guard } = setUp()
    client.factors = []
    const edit = guard('edit', { requirement: 'ifPossible' })
    await settled()
    expect(edit.value).toBe('edit done')
    expect(sent).toEqual([{ name: 'edit', accessToken: client.hostToken }])
    expect(store.getState().status).toBe('idle')
  })

  it('rule 5: and a refusal then is no reason to ask', async () => {
    const { client, guard, serve } = setUp()
    client.factors = []
    serve(() => Promise.reject(refusal()))
    const edit = guard('edit', { requirement: 'ifPossible' })
    await settled()
    expect(edit.error).toMatchObject({ code: 'no_usable_factor' })
    expect(client.start.calls).toHaveLength(1)
  })

  it('any other failure of the step-up is one', async () => {
    const { client, sent, guard } = setUp()
    client.start.refuseNext(new ApiError('POST /identity/v1/mfa/stepup answered 401.', 401))
    const edit = guard('edit', { requirement: 'ifPossible' })
    await settled()
    expect(edit.error).toMatchObject({ code: 'api', status: 401 })
    expect(sent).toEqual([])
  })
})

describe('where only the server knows whether a step-up is needed', () => {
  it('rule 1: the call is sent with the host’s token, and nobody is asked', async () => {
    const { client, sent, guard } = setUp()
    const edit = guard('enroll', { requirement: 'whenRefused' })
    await settled()
    expect(edit.value).toBe('enroll done')
    expect(sent).toEqual([{ name: 'enroll', accessToken: client.hostToken }])
    expect(client.start.calls).toEqual([])
  })

  it('a host’s token that is known to be stale is refreshed first', async () => {
    const { client, sent, guard } = setUp()
    client.hostToken = makeToken({ issuedAt: noon - 300_000 })
    client.refreshOf = async () => 'refreshed'
    guard('enroll', { requirement: 'whenRefused' })
    await settled()
    expect(sent).toEqual([{ name: 'enroll', accessToken: 'refreshed' }])
  })

  it('a token that only the server knows to be stale is refreshed before anybody is asked', async () => {
    const { client, sent, guard, serve } = setUp()
    client.hostToken = 'opaque'
    client.refreshOf = async () => 'refreshed'
    serve((token, name) =>
      token === 'opaque'
        ? Promise.reject(new StepUpRequiredError('401', 'freshness'))
        : Promise.resolve(`${name} done`),
    )
    const edit = guard('enroll', { requirement: 'whenRefused' })
    await settled()
    expect(edit.value).toBe('enroll done')
    expect(sent.map(({ accessToken }) => accessToken)).toEqual(['opaque', 'refreshed'])
    expect(client.start.calls).toEqual([])
  })

  it('rule 11, edge 6: a refresh that gives the same token again leads to the prompt, not to the same call', async () => {
    const { client, store, sent, guard, serve } = setUp()
    client.hostToken = 'opaque'
    client.refreshOf = async () => 'opaque'
    serve((token, name) =>
      token === 'opaque'
        ? Promise.reject(new StepUpRequiredError('401', 'freshness'))
        : Promise.resolve(`${name} done`),
    )
    const edit = guard('enroll', { requirement: 'whenRefused' })
    await settled()
    expect(sent).toHaveLength(1)
    await stepUp(store)
    expect(edit.value).toBe('enroll done')
    expect(sent).toHaveLength(2)
  })

  it('rule 5, edge 6: a refreshed token that is refused as stale again leads to the prompt, not to another refresh', async () => {
    const { client, store, sent, guard, serve } = setUp()
    client.hostToken = 'opaque'
    let refreshes = 0
    client.refreshOf = async () => `refreshed-${(refreshes += 1)}`
    serve((token, name) =>
      token.startsWith('ey')
        ? Promise.resolve(`${name} done`)
        : Promise.reject(new StepUpRequiredError('401', 'freshness')),
    )
    const edit = guard('enroll', { requirement: 'whenRefused' })
    await stepUp(store)
    expect(edit.value).toBe('enroll done')
    expect(refreshes).toBe(1)
    expect(sent).toHaveLength(3)
    expect(client.send.calls).toHaveLength(1)
  })

  it('a refresh that fails leaves the decision to the server', async () => {
    const { client, sent, guard } = setUp()
    client.hostToken = makeToken({ issuedAt: noon - 300_000 })
    client.refreshOf = () => Promise.reject(new NetworkError('refresh failed', 'failed'))
    const edit = guard('enroll', { requirement: 'whenRefused' })
    await settled()
    expect(edit.value).toBe('enroll done')
    expect(sent).toEqual([{ name: 'enroll', accessToken: client.hostToken }])
  })

  it('rule 5, edge 5: a refusal leads to one step-up and one replay', async () => {
    const { client, store, sent, guard, serve } = setUp()
    serve((token, name) =>
      token === client.hostToken ? Promise.reject(refusal()) : Promise.resolve(`${name} done`),
    )
    const edit = guard('enroll', { requirement: 'whenRefused' })
    await stepUp(store)
    expect(edit.value).toBe('enroll done')
    expect(sent).toHaveLength(2)
    expect(client.start.calls).toHaveLength(1)
  })
})

describe('a call is of the person and the client that it was made with', () => {
  const others = { code: 'step_up_cancelled', reason: 'userChanged' }

  /** A call that is on its way with Jo's grant; gives how the server refuses it. */
  async function onItsWay(world: ReturnType<typeof setUp>) {
    world.guard('first')
    await stepUp(world.store)
    let refuse = () => {}
    world.serve(
      (_, name) =>
        new Promise((resolve, reject) => {
          refuse = () => reject(refusal())
          if (name !== 'edit') resolve(`${name} done`)
        }),
    )
    const edit = world.guard('edit')
    await settled()
    expect(world.sent).toHaveLength(2)
    return {
      edit,
      async refuse() {
        refuse()
        await settled()
      },
    }
  }

  it('rule 1: refused after another person has signed in, it asks nobody and is not sent as theirs', async () => {
    const world = setUp()
    const { edit, refuse } = await onItsWay(world)
    world.client.hostToken = makeToken({ sub: 'kim' })
    await refuse()
    expect(edit.error).toMatchObject(others)
    expect(world.client.start.calls).toHaveLength(1)
    expect(world.sent).toHaveLength(2)
  })

  it('rule 1: refused after another person has signed in with a code, it is not sent with their grant', async () => {
    const world = setUp()
    const { client, store, sent } = world
    const { edit, refuse } = await onItsWay(world)
    client.serverSubject = 'kim'
    const login = outcomeOf(store.request({ start: { via: 'tkn', tkn: 'one-time' } }))
    await stepUp(store)
    expect(login.value?.subject).toBe('kim')
    client.hostToken = login.value?.accessToken
    await refuse()
    expect(edit.error).toMatchObject(others)
    expect(sent).toHaveLength(2)
  })

  it('rule 1: without a factor, it is not sent with the token of somebody who has signed in meanwhile', async () => {
    const { client, sent, guard } = setUp()
    client.start.held = true
    const edit = guard('edit', { requirement: 'ifPossible' })
    await settled()
    client.hostToken = makeToken({ sub: 'kim' })
    client.start.last().answer({ factors: [] })
    await settled()
    expect(edit.error).toMatchObject(others)
    expect(sent).toEqual([])
  })

  it('rule 1: a grant that another person got while the host was asked is not taken', async () => {
    const { client, store, sent, guard } = setUp()
    guard('first')
    await stepUp(store)
    const tokens: (() => void)[] = []
    const jo = client.hostToken
    client.getAccessTokenOf = () => new Promise((resolve) => tokens.push(() => resolve(jo)))
    const edit = guard('edit')
    await settled()
    client.serverSubject = 'kim'
    const login = store.request({ start: { via: 'tkn', tkn: 'one-time' } })
    await stepUp(store)
    const kim = (await login).accessToken
    client.getAccessTokenOf = async () => kim
    for (const answer of tokens) answer()
    await settled()
    expect(sent.filter(({ name }) => name === 'edit')).toEqual([])
    store.cancel()
    await settled()
    expect(edit.error).toMatchObject({ code: 'step_up_cancelled' })
  })

  it('rule 1: is not sent before the host has said whose it is, though the host says it again sooner', async () => {
    const { client, store, sent, guard } = setUp()
    guard('first')
    await stepUp(store)
    const jo = client.hostToken
    let first: ((token: string) => void) | undefined
    client.getAccessTokenOf = () => {
      if (first) return Promise.resolve(jo)
      return new Promise((resolve) => (first = resolve))
    }
    const edit = guard('edit')
    await settled()
    expect(sent.filter(({ name }) => name === 'edit')).toEqual([])
    first?.(makeToken({ sub: 'kim' }))
    await settled()
    expect(edit.error).toMatchObject(others)
    expect(sent.filter(({ name }) => name === 'edit')).toEqual([])
  })

  it('rule 1: refused after the client was changed, it is not sent to the one with the grant of the other', async () => {
    const world = setUp()
    const { clock, sent, store } = world
    const { edit, refuse } = await onItsWay(world)
    const other = Object.assign(createStubClient(clock), { id: 'account.example.com/other' })
    store.configure({ client: other, clock })
    await refuse()
    expect(edit.error).toMatchObject(others)
    expect(other.start.calls).toEqual([])
    expect(sent).toHaveLength(2)
  })
})
