import { describe, expect, it } from 'vitest'
import { ApiError, NetworkError, StepUpRequiredError } from '../../src/client/errors.js'
import type { AuthorizedCallOptions } from '../../src/client/types.js'
import { runQuietly } from '../../src/flow/guarded.js'
import { createStepUpStore } from '../../src/flow/store.js'
import {
  createStubClient,
  createTestClock,
  makeToken,
  outcomeOf,
  settled,
  stepUp,
  withheld,
} from './support.js'

const stale = () => new StepUpRequiredError('GET /identity/v1/mfa/credentials answered 401.', 'freshness')
const unproven = () => new StepUpRequiredError('GET /identity/v1/mfa/credentials answered 401.', 'mfa')

function setUp() {
  const clock = createTestClock()
  const client = createStubClient(clock)
  const store = createStepUpStore({ client, clock })
  store.connect()
  const { signal } = new AbortController()
  /** Every read that left. */
  const sent: AuthorizedCallOptions[] = []
  /** What the host was asked for a new token with. */
  const refreshes: (AbortSignal | undefined)[] = []
  let renewed: () => Promise<string | undefined> = async () => undefined
  client.refreshOf = (given) => {
    refreshes.push(given)
    return renewed()
  }
  let server: (options: AuthorizedCallOptions) => Promise<string> = async () => 'the list'
  const read = () =>
    outcomeOf(
      runQuietly(store, client, signal, (options) => {
        sent.push(options)
        return server(options)
      }),
    )
  return {
    client,
    store,
    signal,
    sent,
    refreshes,
    read,
    renew(next: typeof renewed) {
      renewed = next
    },
    serve(next: typeof server) {
      server = next
    },
  }
}

describe('a read', () => {
  it('is sent with the host’s token, and with its own signal', async () => {
    const { client, store, signal, sent, refreshes, read } = setUp()
    const list = read()
    await settled()
    expect(list.value).toBe('the list')
    expect(sent).toStrictEqual([{ signal, accessToken: client.hostToken }])
    expect(sent[0]?.signal).toBe(signal)
    expect(refreshes).toEqual([])
    expect(store.getState().status).toBe('idle')
  })

  it('is sent with a grant where one is held', async () => {
    const { client, store, sent, read } = setUp()
    void store.request()
    await stepUp(store)
    read()
    await settled()
    expect(sent.map(({ accessToken }) => accessToken)).toEqual([client.accepted[0]?.accessToken])
  })

  it('is not kept where its person has signed out meanwhile', async () => {
    const { client, read, serve } = setUp()
    const answer = withheld<string>()
    serve(() => answer.promise)
    const list = read()
    await settled()
    client.hostToken = undefined
    answer.answer('the list')
    await settled()
    expect(list.error).toMatchObject({ reason: 'userChanged' })
  })

  it.each([
    ['that refreshes silently', false],
    ['whose person has stepped up', true],
  ])('is kept for a host %s and never names anybody', async (_, hasGrant) => {
    const { client, store, read, renew } = setUp()
    client.hostToken = undefined
    renew(async () => makeToken())
    if (hasGrant) {
      void store.request()
      await stepUp(store)
    }
    const list = read()
    await settled()
    expect(list.value).toBe('the list')
  })

  it('is kept where the host does not say who is signed in by then', async () => {
    const { client, read, serve } = setUp()
    const answer = withheld<string>()
    serve(() => answer.promise)
    const list = read()
    await settled()
    client.getAccessTokenOf = () => Promise.reject(new NetworkError('No answer.', 'offline'))
    answer.answer('the list')
    await settled()
    expect(list.value).toBe('the list')
  })

  it('is sent without a token where the host has none', async () => {
    const { client, signal, sent, read } = setUp()
    client.hostToken = undefined
    const list = read()
    await settled()
    expect(list.value).toBe('the list')
    expect(sent).toStrictEqual([{ signal }])
  })
})

describe('rule 1: a read that another person signs in during', () => {
  it('is not theirs', async () => {
    const { client, read, serve } = setUp()
    serve(async () => {
      client.hostToken = makeToken({ sub: 'kim' })
      return 'the list of jo'
    })
    const list = read()
    await settled()
    expect(list).toMatchObject({ error: { code: 'step_up_cancelled', reason: 'userChanged' } })
  })

  it('does not leave where the client was changed', async () => {
    const { client, store, sent, read } = setUp()
    const list = read()
    store.configure({ client: createStubClient(undefined, 'account.example.com/other') })
    await settled()
    expect(list).toMatchObject({ error: { code: 'step_up_cancelled', reason: 'userChanged' } })
    expect(sent).toEqual([])
    expect(client.id).not.toBe(store.client.id)
  })
})

describe('a read that is refused', () => {
  it('as stale, is sent once more with a renewed token', async () => {
    const { client, store, signal, sent, refreshes, read, renew, serve } = setUp()
    renew(async () => 'renewed')
    serve(({ accessToken }) =>
      accessToken === 'renewed' ? Promise.resolve('list') : Promise.reject(stale()),
    )
    const list = read()
    await settled()
    expect(list.value).toBe('list')
    expect(sent.map(({ accessToken }) => accessToken)).toEqual([client.hostToken, 'renewed'])
    expect(refreshes).toEqual([signal])
    expect(store.getState().status).toBe('idle')
  })

  it('as stale twice, is not sent a third time', async () => {
    const { sent, refreshes, read, renew, serve } = setUp()
    renew(async () => 'renewed')
    const errors = [stale(), stale()]
    serve(() => Promise.reject(errors[sent.length - 1] ?? new Error('sent too often')))
    const list = read()
    await settled()
    expect(list.error).toBe(errors[1])
    expect(sent).toHaveLength(2)
    expect(refreshes).toHaveLength(1)
  })

  it.each([
    ['none', async () => undefined],
    ['the same again', async () => 'opaque'],
    ['an error', () => Promise.reject(new NetworkError('refresh failed', 'failed'))],
  ])('as stale, fails as it is where the host gives for a new token %s', async (_, renewal) => {
    const { client, sent, refreshes, read, renew, serve } = setUp()
    client.hostToken = 'opaque'
    renew(renewal)
    const error = stale()
    serve(() => Promise.reject(error))
    const list = read()
    await settled()
    expect(list.error).toBe(error)
    expect(sent).toHaveLength(1)
    expect(refreshes).toHaveLength(1)
  })

  it.each([
    ['for want of a step-up', unproven()],
    ['for another reason', new ApiError('GET /identity/v1/mfa/credentials answered 400.', 400)],
  ])('%s, fails as it is, and no new token is asked for: a list opens no prompt', async (_, error) => {
    const { store, sent, refreshes, read, renew, serve } = setUp()
    renew(async () => 'renewed')
    serve(() => Promise.reject(error))
    const list = read()
    await settled()
    expect(list.error).toBe(error)
    expect(sent).toHaveLength(1)
    expect(refreshes).toEqual([])
    expect(store.getState().status).toBe('idle')
  })

  it.each([
    ['for want of a step-up, ends the grant', unproven(), false],
    ['for another reason, leaves the grant', new ApiError('answered 500.', 500), true],
  ])('%s', async (_, error, fresh) => {
    const { store, read, serve } = setUp()
    void store.request()
    await stepUp(store)
    serve(() => Promise.reject(error))
    read()
    await settled()
    expect(store.getGrantStatus().fresh).toBe(fresh)
  })

  it('rule 1: without a token, leaves a token that was refused before as it is: refused', async () => {
    const { client, store, read, serve } = setUp()
    const refused = makeToken({ amr: ['mfa'] })
    client.hostToken = refused
    serve(() => Promise.reject(unproven()))
    read()
    await settled()
    client.hostToken = undefined
    read()
    await settled()
    client.hostToken = refused
    void store.request()
    await settled()
    expect(client.start.calls).toHaveLength(1)
  })
})
