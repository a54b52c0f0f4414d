import { afterEach, describe, expect, it, vi } from 'vitest'
import { createReachFiveClient, isLoginRequiredError, type TokenSet } from '../../src/client/index.js'
import { json, rejection, setUp, tokenAnswer } from './support.js'

const tokens: TokenSet = { accessToken: 'new-token', tokenType: 'Bearer' }

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('the access token of the host', () => {
  it.each([() => 'a', async () => 'a'])('may come at once or later', async (getAccessToken) => {
    expect(await setUp([], { getAccessToken }).client.getAccessToken()).toBe('a')
  })

  it.each([() => undefined, () => '', async () => undefined])(
    'that is missing is an error without a request',
    async (getAccessToken) => {
      const { client, requests } = setUp([], { getAccessToken })
      const error = await rejection(client.listCredentials())
      expect(error).toMatchObject({
        code: 'api',
        status: 401,
        endpoint: 'GET /identity/v1/mfa/credentials',
        body: { messageKey: 'error.accessToken.missing' },
      })
      expect(String(error)).toContain('getAccessToken')
      expect(isLoginRequiredError(error)).toBe(true)
      expect(requests).toHaveLength(0)
    },
  )

  it('that the host fails to give is a failed network, with its cause', async () => {
    const cause = new Error('the host is at fault')
    const { client } = setUp([], {
      getAccessToken: () => {
        throw cause
      },
    })
    expect(await rejection(client.listCredentials())).toMatchObject({
      code: 'network',
      reason: 'failed',
      cause,
    })
  })

  it('that no header can hold is sent without what is wrong with it, and never quoted', async () => {
    const { client, last } = setUp([json({ credentials: [] })], { getAccessToken: () => 'token-1\n' })
    await client.listCredentials()
    expect(last()?.headers['authorization']).toBe('Bearer token-1')
  })
})

describe('a host that gives no callback', () => {
  it('has no token, and hears of none', async () => {
    const reported = vi.fn<(error: unknown) => void>()
    vi.stubGlobal('reportError', reported)
    const client = createReachFiveClient({
      domain: 'account.example.com',
      clientId: 'client-1',
      redirectUri: 'https://app.example.com/callback',
    })
    expect(await client.getAccessToken()).toBeUndefined()
    expect(await client.refreshAccessToken()).toBeUndefined()
    await client.acceptTokens(tokens)
    expect(reported).not.toHaveBeenCalled()
  })
})

describe('the refresh', () => {
  it('is nothing where the host gave none', async () => {
    expect(await setUp([]).client.refreshAccessToken()).toBeUndefined()
  })

  it('runs once for all who ask at once, and again later', async () => {
    let count = 0
    const { client } = setUp([], { refreshAccessToken: async () => `token-${(count += 1)}` })
    expect(await Promise.all([client.refreshAccessToken(), client.refreshAccessToken()])).toEqual([
      'token-1',
      'token-1',
    ])
    expect(await client.refreshAccessToken()).toBe('token-2')
  })

  it('still comes to the others when one of them aborts', async () => {
    let give = (_: string) => {}
    const refreshAccessToken = vi.fn<() => Promise<string>>(
      () =>
        new Promise((resolve) => {
          give = resolve
        }),
    )
    const { client } = setUp([], { refreshAccessToken })
    await client.getAccessToken()
    const controller = new AbortController()
    const one = rejection(client.refreshAccessToken({ signal: controller.signal }))
    const other = client.refreshAccessToken()
    controller.abort('enough')
    expect(await one).toBe('enough')
    give('token-1')
    expect(await other).toBe('token-1')
    expect(refreshAccessToken).toHaveBeenCalledOnce()
  })

  it('that fails is tried anew', async () => {
    const refreshAccessToken = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValueOnce('token-1')
    const { client } = setUp([], { refreshAccessToken })
    await rejection(client.refreshAccessToken())
    expect(await client.refreshAccessToken()).toBe('token-1')
  })

  it('that never ends is not joined by those who ask after the time limit', async () => {
    const refreshAccessToken = vi
      .fn<() => Promise<string>>()
      .mockReturnValueOnce(new Promise(() => {}))
      .mockResolvedValueOnce('token-1')
    const { client } = setUp([], { refreshAccessToken, timeoutMs: 20 })
    expect(await rejection(client.refreshAccessToken())).toMatchObject({ code: 'network', reason: 'timeout' })
    expect(await client.refreshAccessToken()).toBe('token-1')
  })

  it('can be made of refreshTokens, whose errors then stay as they are', async () => {
    const { client } = setUp([tokenAnswer(), json({ error: 'invalid_grant' }, 401)], {
      refreshAccessToken: async () => (await client.refreshTokens({ refreshToken: 'r' })).accessToken,
    })
    expect(await client.refreshAccessToken()).toBe('new-token')
    expect(await rejection(client.refreshAccessToken())).toMatchObject({ code: 'api', status: 401 })
  })
})

describe('the tokens that the host receives', () => {
  it('are waited for', async () => {
    const steps: string[] = []
    const { client } = setUp([], {
      onTokens: async (received) => {
        await Promise.resolve()
        steps.push(received.accessToken)
      },
    })
    await client.acceptTokens(tokens)
    expect(steps).toEqual(['new-token'])
  })

  it('may go nowhere', async () => {
    await expect(setUp([]).client.acceptTokens(tokens)).resolves.toBeUndefined()
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('host')
      },
    ],
    ['rejects', () => Promise.reject(new Error('host'))],
  ])('by a callback that %s: reported, never in the way', async (_, onTokens) => {
    const reported = vi.fn<(error: unknown) => void>()
    vi.stubGlobal('reportError', reported)
    await setUp([], { onTokens }).client.acceptTokens(tokens)
    expect(reported.mock.calls).toEqual([[new Error('host')]])
  })

  it('are reported to the console where there is no reportError, without the tokens', async () => {
    vi.stubGlobal('reportError', undefined)
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    await setUp([], { onTokens: () => Promise.reject(new Error('host')) }).client.acceptTokens(tokens)
    expect(log.mock.calls).toEqual([[new Error('host')]])
  })
})
