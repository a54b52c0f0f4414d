import { describe, expect, it } from 'vitest'
import { isStepUpRefusedError, StepUpRequiredError } from '../../src/client/errors.js'
import { runGuarded, type StepUpRequirement } from '../../src/flow/guarded.js'
import { createStepUpStore } from '../../src/flow/store.js'
import { createStubClient, createTestClock, makeToken, outcomeOf, settled, stepUp } from './support.js'

const refusal = (reason: 'mfa' | 'freshness') =>
  new StepUpRequiredError('POST /identity/v1/mfa/credentials/emails answered 401.', reason)

function setUp() {
  const clock = createTestClock()
  const client = createStubClient(clock)
  const store = createStepUpStore({ client, clock })
  const disconnect = store.connect()
  /** The tokens of the calls that left. */
  const sent: (string | undefined)[] = []
  /** What the host was asked for a new token with. */
  const refreshes: (AbortSignal | undefined)[] = []
  client.refreshOf = async (signal) => {
    refreshes.push(signal)
    return 'renewed'
  }
  let server: (accessToken: string) => Promise<string> = async () => 'done'
  const guard = (requirement: StepUpRequirement) =>
    outcomeOf(
      runGuarded({
        store,
        requirement,
        request: {},
        signal: new AbortController().signal,
        run: ({ accessToken }) => {
          sent.push(accessToken)
          return server(accessToken)
        },
      }),
    )
  return {
    client,
    store,
    disconnect,
    sent,
    refreshes,
    guard,
    serve(next: typeof server) {
      server = next
    },
  }
}

describe('rule 11: a new token of the host’s', () => {
  it('is not asked for while the one that it has is fresh', async () => {
    const { client, sent, refreshes, guard } = setUp()
    guard('whenRefused')
    await settled()
    expect(sent).toEqual([client.hostToken])
    expect(refreshes).toEqual([])
  })

  it('is asked for where it has none, until the provider is gone', async () => {
    const { client, disconnect, sent, refreshes, guard } = setUp()
    client.hostToken = undefined
    client.refreshOf = (signal) => {
      refreshes.push(signal)
      return new Promise(() => {})
    }
    guard('whenRefused')
    await settled()
    expect(refreshes.map((signal) => signal?.aborted)).toEqual([false])
    disconnect()
    expect(refreshes[0]?.aborted).toBe(true)

    const other = setUp()
    other.client.hostToken = undefined
    const edit = other.guard('whenRefused')
    await settled()
    expect(edit.value).toBe('done')
    expect(other.sent).toEqual(['renewed'])
    expect(sent).toEqual([])
  })

  it('is not asked for after a refusal that it could not mend', async () => {
    const { client, store, refreshes, guard, serve } = setUp()
    serve((token) => (token === client.hostToken ? Promise.reject(refusal('mfa')) : Promise.resolve('done')))
    const edit = guard('whenRefused')
    await stepUp(store)
    expect(edit.value).toBe('done')
    expect(refreshes).toEqual([])
  })

  it('rule 1: does not stand in for a grant that was refused as stale', async () => {
    const { client, store, sent, refreshes, guard, serve } = setUp()
    guard('always')
    await stepUp(store)
    serve((token) =>
      token === client.accepted[0]?.accessToken
        ? Promise.reject(refusal('freshness'))
        : Promise.resolve('done'),
    )
    const edit = guard('always')
    await stepUp(store)
    expect(edit.value).toBe('done')
    expect(refreshes).toEqual([])
    expect(sent.at(-1)).toBe(client.accepted[1]?.accessToken)
  })

  it('is asked for once where there is no factor either', async () => {
    const { client, sent, guard, serve } = setUp()
    client.factors = []
    serve((token) => (token === 'renewed' ? Promise.resolve('done') : Promise.reject(refusal('freshness'))))
    const edit = guard('ifPossible')
    await settled()
    expect(edit.value).toBe('done')
    expect(sent).toEqual([client.hostToken, 'renewed'])
  })

  it('rule 5: where none is given and there is no factor, nobody is asked again', async () => {
    const { client, sent, guard, serve } = setUp()
    client.factors = []
    client.refreshOf = async () => undefined
    serve(() => (sent.length === 1 ? Promise.reject(refusal('freshness')) : Promise.resolve('done')))
    const edit = guard('ifPossible')
    await settled()
    expect(edit.error).toMatchObject({ code: 'no_usable_factor' })
    expect(sent).toHaveLength(1)
    expect(client.start.calls).toHaveLength(1)
  })

  it('rule 11: the token that was refused is not sent again where there is no factor and the host has kept it', async () => {
    const { client, store, sent, guard, serve } = setUp()
    guard('always')
    await stepUp(store)
    client.hostToken = client.accepted[0]?.accessToken
    client.factors = []
    serve(() => Promise.reject(refusal('mfa')))
    const edit = guard('ifPossible')
    await settled()
    expect(edit.error).toMatchObject({ code: 'no_usable_factor' })
    expect(sent).toEqual([client.hostToken, client.hostToken])
    expect(client.start.calls).toHaveLength(2)
  })
})

describe('a token that was refused', () => {
  it('rule 11: is not sent again for the next call when the one of the step-up was refused after it', async () => {
    const { client, store, sent, guard, serve } = setUp()
    client.hostToken = makeToken({ amr: ['mfa'] })
    serve(() => Promise.reject(refusal('mfa')))
    const edit = guard('always')
    await stepUp(store)
    expect(edit.error).toMatchObject({ code: 'step_up_refused' })
    expect(sent).toHaveLength(2)
    guard('always')
    await settled()
    expect(sent).toHaveLength(2)
    expect(store.getState().status).toBe('enteringCode')
  })
})

describe('a grant that is held', () => {
  it('is used also where the host’s token might do', async () => {
    const { client, store, sent, guard } = setUp()
    guard('always')
    await stepUp(store)
    guard('whenRefused')
    await settled()
    expect(sent[1]).toBe(client.accepted[0]?.accessToken)
  })

  it('rule 5: of another call’s step-up that ended meanwhile is a step-up: its refusal is the last word', async () => {
    const { client, store, sent, guard, serve } = setUp()
    guard('always')
    await stepUp(store)
    const refusals: (() => void)[] = []
    serve(() => new Promise((_, reject) => refusals.push(() => reject(refusal('mfa')))))
    guard('always')
    const slow = guard('always')
    await settled()
    refusals[0]?.()
    await stepUp(store)
    refusals[1]?.()
    await settled()
    expect(sent.at(-1)).toBe(client.accepted[1]?.accessToken)
    refusals.at(-1)?.()
    await settled()
    expect(isStepUpRefusedError(slow.error)).toBe(true)
    // The likeliest reason is a call that was sent with another token.
    expect(slow.error).toMatchObject({ message: expect.stringContaining('accessToken') })
    expect(client.start.calls).toHaveLength(2)
  })
})

describe('a person without a factor', () => {
  it('rule 1: sends nothing where a step-up is asked for of everybody', async () => {
    const { client, sent, guard } = setUp()
    client.factors = []
    const edit = guard('always')
    await settled()
    expect(edit.error).toMatchObject({ code: 'no_usable_factor' })
    expect(sent).toEqual([])
  })

  it('sends nothing where the host has no token either', async () => {
    const { client, sent, guard } = setUp()
    client.factors = []
    client.hostToken = undefined
    client.refreshOf = async () => undefined
    const edit = guard('ifPossible')
    await settled()
    expect(edit.error).toMatchObject({ code: 'no_usable_factor' })
    expect(sent).toEqual([])
  })

  it('does not end a step-up that began in the same moment', async () => {
    const { client, store, guard } = setUp()
    client.factors = []
    let other: ReturnType<typeof outcomeOf> | undefined
    store.subscribe(() => {
      if (store.getState().status !== 'failed' || other) return
      client.factors = ['sms']
      other = outcomeOf(store.request())
    })
    const edit = guard('ifPossible')
    await stepUp(store)
    expect(edit.value).toBe('done')
    expect(other?.value).toMatchObject({ prompted: true })
  })
})
