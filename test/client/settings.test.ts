import { afterEach, describe, expect, it, vi } from 'vitest'
import { createReachFiveClient, type ReachFiveClientOptions } from '../../src/client/index.js'
import { json, rejection, setUp } from './support.js'

const options: ReachFiveClientOptions = {
  domain: 'account.example.com',
  clientId: 'client-1',
  redirectUri: 'https://app.example.com/callback',
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the domain', () => {
  it.each([
    ['account.example.com', 'https://account.example.com', 'account.example.com'],
    ['Account.Example.com', 'https://account.example.com', 'account.example.com'],
    ['account.example.com:8443', 'https://account.example.com:8443', 'account.example.com:8443'],
    ['https://account.example.com/', 'https://account.example.com', 'account.example.com'],
    ['http://localhost:4010', 'http://localhost:4010', 'localhost:4010'],
    ['http://demo.localhost', 'http://demo.localhost', 'demo.localhost'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010', '127.0.0.1:4010'],
    ['http://[::1]:4010/', 'http://[::1]:4010', '[::1]:4010'],
    ['localhost:4010', 'https://localhost:4010', 'localhost:4010'],
  ])('%s is asked at %s', async (domain, origin, host) => {
    const asked: string[] = []
    const client = createReachFiveClient({
      ...options,
      domain,
      fetch: async (input) => {
        asked.push(input instanceof Request ? input.url : String(input))
        return json({ sso: true })
      },
    })
    await client.getConfig()
    expect(asked).toEqual([`${origin}/identity/v1/config?client_id=client-1`])
    expect(client.id).toBe(`${host}/client-1`)
    expect(client.redirectUri).toBe('https://app.example.com/callback')
  })

  it.each([
    'http://account.example.com',
    'HTTP://account.example.com',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://localhost@example.com',
    'ftp://account.example.com',
    'https://account.example.com/path',
    'account.example.com?x',
    'account.example.com#x',
    'account.example.com\\x',
    'user@account.example.com',
    'account example.com',
    'https://',
    'javascript:alert(1)//',
  ])('%s is refused', (domain) => {
    expect(() => createReachFiveClient({ ...options, domain })).toThrow(/createReachFiveClient: domain/)
  })
})

describe('what the client cannot do without', () => {
  it.each(['domain', 'clientId', 'redirectUri'] as const)('%s: the error says what is missing', (name) => {
    expect(() => createReachFiveClient({ ...options, [name]: '' })).toThrow(`createReachFiveClient: ${name}`)
  })

  it('makes no request by itself', async () => {
    const { client, requests } = setUp([])
    await client.getAccessToken()
    expect(requests).toHaveLength(0)
  })

  it('is a browser, for the one call that needs its frames', async () => {
    await expect(setUp([]).client.completeLogin({ tkn: 't' })).rejects.toThrow('needs a browser')
  })

  it('uses the fetch of the moment where the host gives none', async () => {
    const client = createReachFiveClient(options)
    vi.stubGlobal('fetch', async () => json({ sso: false }))
    expect(await client.getConfig()).toMatchObject({ sso: false })
  })
})

describe('the correlation id', () => {
  const storage = (items: Record<string, string>) => ({
    getItem: (key: string) => items[key] ?? null,
    setItem: (key: string, value: string) => {
      items[key] = value
    },
  })
  const idSent = async () => {
    const { client, last } = setUp([json({ sso: true })])
    await client.getConfig()
    return last()?.headers['x-r5-correlation-id']
  }

  it('is the one that ReachFive has stored in this browser', async () => {
    vi.stubGlobal('localStorage', storage({ correlationId: 'stored-id' }))
    expect(await idSent()).toBe('stored-id')
  })

  it.each(['a\nb', 'ключ', ' ', 'x'.repeat(65)])(
    'is another where %j is stored, which no header can hold',
    async (stored) => {
      vi.stubGlobal('localStorage', storage({ correlationId: stored }))
      expect(await idSent()).toMatch(/^[\da-f-]{36}$/)
    },
  )

  it('is stored for the others', async () => {
    const items: Record<string, string> = {}
    vi.stubGlobal('localStorage', storage(items))
    const id = await idSent()
    expect(items).toEqual({ correlationId: id })
    expect(await idSent()).toBe(id)
  })

  it('lives with the client where storage is blocked', async () => {
    const blocked = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    vi.stubGlobal('localStorage', { getItem: blocked, setItem: blocked })
    expect(await idSent()).toMatch(/^[\da-f-]{36}$/)
  })

  it('is in the error that tells the support', async () => {
    vi.stubGlobal('localStorage', storage({ correlationId: 'stored-id' }))
    const { client } = setUp([json({}, 500)])
    expect(await rejection(client.getConfig())).toMatchObject({ support: { correlationId: 'stored-id' } })
  })
})
