import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createReachFiveClient,
  isApiError,
  isNetworkError,
  isResponseShapeError,
} from '../../src/client/index.js'
import { askedInFrame } from './support.js'

// The frame loads whatever this origin answers at /oauth/authorize; the test then speaks from inside it.
const tkn = 'one-time-tkn'
let exchanges: unknown[] = []

const fetch: typeof globalThis.fetch = async (input, init) => {
  exchanges.push([
    input instanceof Request ? input.url : input.toString(),
    JSON.parse(typeof init?.body === 'string' ? init.body : '{}'),
  ])
  return new Response(JSON.stringify({ access_token: 'new-token', token_type: 'Bearer' }))
}

const newClient = (timeoutMs = 15_000) =>
  createReachFiveClient({
    domain: location.origin,
    clientId: 'client-1',
    redirectUri: 'https://app.example.com/callback',
    fetch,
    timeoutMs,
  })

const frames = () => [...document.querySelectorAll('iframe')]

async function openFrame(): Promise<HTMLIFrameElement> {
  return vi.waitUntil(
    () => {
      const [frame] = frames()
      const inside = frame?.contentDocument
      return (
        frame?.contentWindow?.location.pathname === '/oauth/authorize' &&
        inside?.readyState === 'complete' &&
        frame
      )
    },
    { timeout: 10_000 },
  )
}

/** Posts to this page from inside the frame, so that the frame is the source. */
function say(frame: HTMLIFrameElement, data: unknown) {
  const script = frame.contentDocument?.createElement('script')
  if (!script) throw new Error('The frame has no document.')
  script.textContent = `parent.postMessage(${JSON.stringify(data)}, '*')`
  frame.contentDocument?.documentElement.append(script)
}

async function settle(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: unknown) => error)
}

beforeEach(() => {
  exchanges = []
})
afterEach(() => {
  for (const frame of frames()) frame.remove()
})

describe('a login that needs no second factor ends without a navigation', () => {
  it('by a code from a hidden frame, exchanged with the verifier of its challenge', async () => {
    const tokens = newClient().completeLogin({ tkn })
    const frame = await openFrame()
    const asked = Object.fromEntries(new URL(frame.contentWindow?.location.href ?? '').searchParams)
    expect(asked).toEqual(askedInFrame(tkn))
    say(frame, { type: 'authorization_response', response: { code: 'authorization-code' } })

    expect(await tokens).toEqual({ accessToken: 'new-token', tokenType: 'Bearer' })
    expect(exchanges).toEqual([
      [
        `${location.origin}/oauth/token`,
        {
          client_id: 'client-1',
          grant_type: 'authorization_code',
          code: 'authorization-code',
          redirect_uri: 'https://app.example.com/callback',
          code_verifier: expect.stringMatching(/^[\w-]{43}$/),
        },
      ],
    ])
    expect(frames()).toEqual([])
  })

  it('and neither the document nor the history ever holds the tkn (rule 10)', async () => {
    const before = history.length
    const call = newClient().completeLogin({ tkn })
    const frame = await openFrame()
    expect(document.documentElement.outerHTML).not.toContain(tkn)
    expect(frame.hidden).toBe(true)
    expect(frame.getAttribute('style')).toBeNull()
    expect(history.length).toBe(before)
    say(frame, { type: 'authorization_response', response: { code: 'authorization-code' } })
    await call
    expect(
      performance
        .getEntriesByType('navigation')
        .map(({ name }) => name)
        .join(),
    ).not.toContain(tkn)
  })

  it('unless another window, another origin or another message speaks', async () => {
    const tokens = newClient().completeLogin({ tkn })
    const frame = await openFrame()
    const forged = { type: 'authorization_response', response: { code: 'forged' } }
    window.postMessage(forged, '*')
    window.dispatchEvent(
      new MessageEvent('message', {
        data: forged,
        origin: 'https://evil.example',
        source: frame.contentWindow,
      }),
    )
    for (const data of [null, 'authorization_response', { type: 'other', response: { code: 'forged' } }])
      say(frame, data)
    say(frame, { type: 'authorization_response', response: { code: 'authorization-code' } })
    await tokens
    expect(JSON.stringify(exchanges)).not.toContain('forged')
  })
})

describe('a login that fails', () => {
  it.each([
    {
      error: 'login_required',
      error_description: 'Login required',
      error_id: 'id-1',
      error_user_msg: 'Please log in',
    },
    {
      error: 'login_required',
      errorDescription: 'Login required',
      errorId: 'id-1',
      errorUserMsg: 'Please log in',
    },
  ])('by an error of ReachFive, in either spelling: %j', async (response) => {
    const call = settle(newClient().completeLogin({ tkn }))
    say(await openFrame(), { type: 'authorization_response', response })
    const error = await call
    expect(isApiError(error)).toBe(true)
    expect(error).toMatchObject({
      status: 401,
      endpoint: 'GET /oauth/authorize',
      body: { error: 'login_required', description: 'Login required', userMessage: 'Please log in' },
      support: { errorId: 'id-1' },
    })
    expect(frames()).toEqual([])
  })

  it.each([{}, { code: 7 }, 'text', null, undefined])(
    'by an answer of another shape: %j',
    async (response) => {
      const call = settle(newClient().completeLogin({ tkn }))
      say(await openFrame(), { type: 'authorization_response', response })
      expect(isResponseShapeError(await call)).toBe(true)
      expect(exchanges).toEqual([])
    },
  )

  it('by silence, within the time limit', async () => {
    const error = await settle(newClient(150).completeLogin({ tkn }))
    expect(isNetworkError(error)).toBe(true)
    expect(error).toMatchObject({ reason: 'timeout' })
    expect(frames()).toEqual([])
    expect(JSON.stringify(error) + String(error)).not.toContain(tkn)
  })

  it('by the signal of the caller, and a late answer changes nothing', async () => {
    const controller = new AbortController()
    const call = settle(newClient().completeLogin({ tkn }, { signal: controller.signal }))
    const frame = await openFrame()
    controller.abort('closed')
    expect(await call).toBe('closed')
    expect(frames()).toEqual([])
    window.dispatchEvent(
      new MessageEvent('message', {
        data: { type: 'authorization_response', response: { code: 'late' } },
        origin: location.origin,
        source: frame.contentWindow,
      }),
    )
    expect(exchanges).toEqual([])
  })
})
