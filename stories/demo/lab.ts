/** The demo's side of the fake's control endpoint, and a network that can be made to fail. */

export interface SentMessage {
  channel: 'sms' | 'email'
  to: string
  code?: string
  link?: string
  sentAt: number
}

export type NetworkMode = 'normal' | 'slow' | 'offline'

let network: NetworkMode = 'normal'

export function setNetwork(mode: NetworkMode): void {
  network = mode
}

const slowMs = 2_500

/** What the client of the demo sends its requests with. */
export const labFetch: typeof fetch = async (input, init) => {
  if (network === 'offline') throw new TypeError('The lab is offline.')
  if (network === 'slow') {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, slowMs)
      init?.signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(new DOMException('Aborted', 'AbortError'))
      })
    })
  }
  return fetch(input, init)
}

async function control(path: string, method = 'GET', body?: unknown): Promise<unknown> {
  const response = await fetch(`/__fake/${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  })
  if (!response.ok) throw new Error(`The lab answered ${String(response.status)} to ${path}.`)
  const text = await response.text()
  return text === '' ? undefined : JSON.parse(text)
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function message(value: unknown): SentMessage[] {
  const { channel, to, code, link, sentAt } = record(value)
  if ((channel !== 'sms' && channel !== 'email') || typeof to !== 'string') return []
  return [
    {
      channel,
      to,
      sentAt: typeof sentAt === 'number' ? sentAt : 0,
      ...(typeof code === 'string' && { code }),
      ...(typeof link === 'string' && { link }),
    },
  ]
}

export const lab = {
  /** Everything that was sent, newest first. */
  inbox: async () =>
    list(await control('inbox'))
      .flatMap(message)
      .reverse(),
  requests: async () => list(await control('requests')),
  openSession: (persona: string) => control('session', 'POST', { persona }),
  issueTokens: async (persona: string) => record(await control('tokens', 'POST', { persona, amr: ['pwd'] })),
  advance: (milliseconds: number) => control('clock', 'POST', { advanceMs: milliseconds }),
  failNext: (endpoint: string, fault: Readonly<Record<string, unknown>>) =>
    control('faults', 'POST', { endpoint, fault, times: 1 }),
  clearFaults: () => control('faults', 'DELETE'),
  followLink: (email: string) => control('email-link', 'POST', { email }),
}
