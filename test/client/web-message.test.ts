// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { receiveWebMessage } from '../../src/client/web-message.js'
import { askedInFrame, json, origin, rejection, setUp, tokenAnswer, type Answer } from './support.js'

// A message that is not taken would be awaited for long.
vi.setConfig({ testTimeout: 5_000 })

const tkn = 'one-time-tkn'
const address = new URL(`${origin}/oauth/authorize?tkn=${tkn}`)
const type = 'authorization_response'

/** Stands in for the window of the frame: this DOM can't navigate one. */
const replaced = vi.fn<(url: string) => void>()
const inside: Window = Object.create(window, { location: { value: { replace: replaced } } })

const frames = () => [...document.querySelectorAll('iframe')]

/** A message that reaches this page. */
function say(data: unknown, from: { origin?: string; source?: unknown } = {}) {
  window.dispatchEvent(Object.assign(new Event('message'), { origin, source: inside, data, ...from }))
}

beforeEach(() => {
  vi.spyOn(HTMLIFrameElement.prototype, 'contentWindow', 'get').mockReturnValue(inside)
})
afterEach(() => {
  vi.restoreAllMocks()
  replaced.mockClear()
  document.body.replaceChildren()
})

describe('the frame that a message is awaited from', () => {
  it('is hidden, has a title and shows its address nowhere (rule 10)', async () => {
    const message = receiveWebMessage(address, new AbortController().signal)
    const [frame, ...others] = frames()
    expect(others).toEqual([])
    expect(frame).toHaveProperty('hidden', true)
    expect(frame).toHaveProperty('title', 'ReachFive')
    expect(replaced.mock.calls).toEqual([[address.href]])
    expect(document.documentElement.outerHTML).not.toContain(tkn)
    say({ type, response: 1 })
    await message
  })

  it('is gone once the message is here', async () => {
    const message = receiveWebMessage(address, new AbortController().signal)
    say({ type, response: { code: 'authorization-code' } })
    expect(await message).toEqual({ code: 'authorization-code' })
    expect(frames()).toEqual([])
  })

  it('is gone when the caller aborts, whose reason is given', async () => {
    const controller = new AbortController()
    const message = rejection(receiveWebMessage(address, controller.signal))
    const reason = new Error('closed')
    controller.abort(reason)
    expect(await message).toBe(reason)
    expect(frames()).toEqual([])
  })

  it.each(['success', 'abort'])('leaves no listener behind: %s', async (end) => {
    const controller = new AbortController()
    const targets = [window, controller.signal]
    const added = targets.map((target) => vi.spyOn(target, 'addEventListener'))
    const removed = targets.map((target) => vi.spyOn(target, 'removeEventListener'))
    const message = receiveWebMessage(address, controller.signal).catch(() => {})
    if (end === 'success') say({ type })
    else controller.abort()
    await message
    const listeners = added.map(({ mock }) => mock.calls)
    expect(listeners).toEqual([[['message', expect.any(Function)]], [['abort', expect.any(Function)]]])
    expect(removed.map(({ mock }) => mock.calls)).toEqual(listeners)
  })
})

describe('a message', () => {
  it.each([
    ['of another origin', { type, response: 'forged' }, { origin: 'https://evil.example' }],
    ['of another window', { type, response: 'forged' }, { source: window }],
    ['of neither', { type, response: 'forged' }, { origin: 'https://evil.example', source: window }],
    ['of no window', { type, response: 'forged' }, { source: null }],
    ['of another type', { type: 'other', response: 'forged' }, {}],
    ['without a type', { response: 'forged' }, {}],
    ['that is null', null, {}],
    ['that is nothing', undefined, {}],
    ['that is a text', type, {}],
    ['that is a function', Object.assign(() => {}, { type, response: 'forged' }), {}],
  ])('%s is not the answer', async (_, data, from) => {
    const broken = vi.fn<(event: ErrorEvent) => void>((event) => event.preventDefault())
    window.addEventListener('error', broken)
    const message = receiveWebMessage(address, new AbortController().signal)
    say(data, from)
    window.removeEventListener('error', broken)
    say({ type, response: 'right' })
    expect(await message).toBe('right')
    expect(broken).not.toHaveBeenCalled()
  })

  it('without a response says nothing', async () => {
    const message = receiveWebMessage(address, new AbortController().signal)
    say({ type })
    expect(await message).toBeUndefined()
  })
})

describe('a login that needs no second factor', () => {
  async function complete(response: unknown, ...answers: Answer[]) {
    const made = setUp(answers)
    const call = made.client.completeLogin({ tkn }).catch((error: unknown) => error)
    await vi.waitUntil(() => replaced.mock.calls.length === 1, { timeout: 10_000 })
    say({ type, response })
    return { ...made, outcome: await call }
  }

  it('asks for a code in the frame and exchanges it', async () => {
    const { outcome, requests } = await complete({ code: 'authorization-code' }, tokenAnswer())
    expect(outcome).toMatchObject({ accessToken: 'new-token' })
    const asked = new URL(replaced.mock.calls[0]?.[0] ?? '')
    expect(asked.origin + asked.pathname).toBe(`${origin}/oauth/authorize`)
    expect(Object.fromEntries(asked.searchParams)).toEqual(askedInFrame(tkn))
    expect(requests).toMatchObject([
      { path: '/oauth/token', body: { grant_type: 'authorization_code', code: 'authorization-code' } },
    ])
  })

  it('is refused with what ReachFive says', async () => {
    const { outcome, requests } = await complete({ error: 'login_required', error_id: 'id-1' }, json({}))
    expect(outcome).toMatchObject({
      name: 'ApiError',
      status: 401,
      endpoint: 'GET /oauth/authorize',
      body: { error: 'login_required' },
      support: { errorId: 'id-1', correlationId: expect.any(String) },
    })
    expect(requests).toEqual([])
  })

  it('rule 10: is refused without what was asked with, also where ReachFive quotes it', async () => {
    const { outcome } = await complete({ error: 'access_denied', error_description: `no such login: ${tkn}` })
    expect(outcome).toMatchObject({ body: { description: 'no such login: •••' } })
  })

  it.each([{}, { code: 7 }, { code: '' }, 'text', null, undefined])(
    'is of a wrong shape: %j',
    async (response) => {
      const { outcome, requests } = await complete(response, tokenAnswer())
      expect(outcome).toMatchObject({
        name: 'ResponseShapeError',
        message: 'GET /oauth/authorize answered without a usable code.',
        support: { correlationId: expect.any(String) },
      })
      expect(requests).toEqual([])
    },
  )
})
