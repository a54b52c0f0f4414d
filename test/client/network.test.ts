import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isNetworkError, type ReachFiveClient } from '../../src/client/index.js'
import { json, rejection, setUp, type Answer } from './support.js'

/** Never answers; rejects as `fetch` does when it is aborted. */
const silence: Answer = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })

/** Answers at once, but its body never ends. */
const slowBody: Answer = () =>
  new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([123])) }))

async function ready(answers: Answer[], options = {}) {
  const made = setUp(answers, options)
  await made.client.getAccessToken()
  return made
}

function countListeners(signal: AbortSignal) {
  let count = 0
  const { addEventListener, removeEventListener } = signal
  vi.spyOn(signal, 'addEventListener').mockImplementation((...input: Parameters<typeof addEventListener>) => {
    if (input[0] === 'abort') count += 1
    addEventListener.apply(signal, input)
  })
  vi.spyOn(signal, 'removeEventListener').mockImplementation(
    (...input: Parameters<typeof removeEventListener>) => {
      if (input[0] === 'abort') count -= 1
      removeEventListener.apply(signal, input)
    },
  )
  return () => count
}

describe('the time limit', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const cases: [string, Answer][] = [
    ['an answer that never comes', silence],
    ['a fetch that does not heed its signal', () => new Promise(() => {})],
    ['a body that never ends', slowBody],
  ]
  it.each(cases)('ends %s after 15 seconds', async (_, answer) => {
    const { client } = await ready([answer])
    const settled = vi.fn<(error: unknown) => void>()
    const call = rejection(client.listCredentials()).then(settled)
    await vi.advanceTimersByTimeAsync(14_999)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await call
    const error = settled.mock.calls[0]?.[0]
    expect(isNetworkError(error)).toBe(true)
    expect(error).toMatchObject({ reason: 'timeout', support: { correlationId: expect.any(String) } })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is the one that the host sets, and aborts the request', async () => {
    const { client, last } = await ready([silence], { timeoutMs: 200 })
    const call = rejection(client.listCredentials())
    await vi.advanceTimersByTimeAsync(200)
    expect(await call).toMatchObject({ reason: 'timeout' })
    expect(last()?.signal.aborted).toBe(true)
  })

  it('may be more than a timer holds', async () => {
    const { client } = await ready([silence], { timeoutMs: Infinity })
    const controller = new AbortController()
    const call = rejection(client.listCredentials({ signal: controller.signal }))
    await vi.advanceTimersByTimeAsync(3_600_000)
    controller.abort('at last')
    expect(await call).toBe('at last')
  })

  it('leaves no timer behind when the answer comes, or an error', async () => {
    const { client } = await ready([json({ credentials: [] }), new TypeError('down'), json({}, 500)])
    await client.listCredentials()
    await rejection(client.listCredentials())
    await rejection(client.listCredentials())
    expect(vi.getTimerCount()).toBe(0)
  })

  it('holds for the callbacks of the host, too', async () => {
    const { client } = await ready([], { refreshAccessToken: () => new Promise(() => {}) })
    const call = rejection(client.refreshAccessToken())
    await vi.advanceTimersByTimeAsync(15_000)
    expect(await call).toMatchObject({ code: 'network', reason: 'timeout' })
  })

  const never = () => new Promise<never>(() => {})
  it.each([
    ['getConfig', (client) => client.getConfig()],
    ['getAccessToken', (client) => client.getAccessToken()],
    ['refreshAccessToken', (client) => client.refreshAccessToken()],
  ] satisfies [string, (client: ReachFiveClient) => Promise<unknown>][])(
    'names what it ends: %s',
    async (name, call) => {
      const { client } = setUp([silence], { getAccessToken: never, refreshAccessToken: never })
      await client.acceptTokens({ accessToken: 'loads the calls', tokenType: 'Bearer' })
      const error = rejection(call(client))
      await vi.advanceTimersByTimeAsync(15_000)
      expect(await error).toMatchObject({ message: `${name} got no answer (timeout).` })
    },
  )

  it('holds for the code of the calls, which is then loaded anew', async () => {
    vi.resetModules()
    const { client } = setUp([json({ credentials: [] })])
    const call = rejection(client.listCredentials())
    vi.advanceTimersByTime(15_000)
    expect(await call).toMatchObject({ message: 'Loading stepup-kit got no answer (timeout).' })
    expect(await client.listCredentials()).toEqual([])
  })

  it('comes after the signal of the caller, also while the code of the calls is loading', async () => {
    const { client } = setUp([])
    const controller = new AbortController()
    const call = rejection(client.listCredentials({ signal: controller.signal }))
    controller.abort('closed')
    vi.advanceTimersByTime(15_000)
    expect(await call).toBe('closed')
  })
})

describe('the signal of the caller', () => {
  it.each([
    ['silence', silence],
    ['a slow body', slowBody],
  ] as const)('edge 13: ends %s with its own reason', async (_, answer) => {
    const { client, last } = await ready([answer])
    const controller = new AbortController()
    const call = rejection(client.listCredentials({ signal: controller.signal }))
    await vi.waitUntil(() => last(), { timeout: 10_000 })
    const reason = new Error('closed')
    controller.abort(reason)
    expect(await call).toBe(reason)
    expect(last()?.signal.aborted).toBe(true)
  })

  it('that is aborted already sends nothing', async () => {
    const { client, requests } = await ready([json({ credentials: [] })])
    const reason = new Error('closed')
    expect(await rejection(client.listCredentials({ signal: AbortSignal.abort(reason) }))).toBe(reason)
    expect(requests).toHaveLength(0)
  })

  it('counts also when it comes while the host is asked for its token', async () => {
    const controller = new AbortController()
    const { client, requests } = setUp([], {
      getAccessToken: () => {
        controller.abort('closed')
        return new Promise<string>(() => {})
      },
    })
    expect(await rejection(client.listCredentials({ signal: controller.signal }))).toBe('closed')
    expect(requests).toHaveLength(0)
  })

  it('keeps no listener, whether the call succeeds or fails', async () => {
    const { client } = await ready([json({ credentials: [] }), new TypeError('down')])
    const { signal } = new AbortController()
    const listeners = countListeners(signal)
    await client.listCredentials({ signal })
    await rejection(client.listCredentials({ signal }))
    expect(listeners()).toBe(0)
  })

  it('ends the wait for the token of the host', async () => {
    const { client, requests } = await ready([])
    const slow = setUp([], { getAccessToken: () => new Promise<string>(() => {}) })
    const controller = new AbortController()
    const call = rejection(slow.client.listCredentials({ signal: controller.signal }))
    await client.getAccessToken()
    controller.abort('enough')
    expect(await call).toBe('enough')
    expect(requests).toHaveLength(0)
  })
})

describe('no answer at all', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('edge 13: is a failed network, with what fetch said', async () => {
    const cause = new TypeError('Failed to fetch')
    const { client } = await ready([cause])
    const error = await rejection(client.listCredentials())
    expect(isNetworkError(error)).toBe(true)
    expect(error).toMatchObject({ reason: 'failed', cause, support: { correlationId: expect.any(String) } })
  })

  it('is offline where the browser says so', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    const { client } = await ready([new TypeError('Failed to fetch')])
    expect(await rejection(client.listCredentials())).toMatchObject({ reason: 'offline' })
  })

  it('includes a body that breaks off', async () => {
    const broken = new ReadableStream({
      start: (controller) => controller.error(new TypeError('terminated')),
    })
    const { client } = await ready([new Response(broken)])
    expect(await rejection(client.listCredentials())).toMatchObject({ code: 'network', reason: 'failed' })
  })
})
