import { createHash } from 'node:crypto'
import {
  createFakeReachFive,
  type FakeReachFive,
  type FakeReachFiveOptions,
} from '../../src/testing/index.js'

export const verifier = 'verifier-verifier-verifier-verifier-verifier-1'
export const challenge = createHash('sha256').update(verifier).digest('base64url')
export const redirectUri = 'https://app.example.com/callback'
export const fullScope = 'openid profile email phone mfa full_write offline_access'
export const authorization = {
  client_id: 'fake-client',
  response_type: 'code',
  redirect_uri: redirectUri,
  scope: fullScope,
  code_challenge: challenge,
  code_challenge_method: 'S256',
}

export interface Answer {
  status: number
  headers: Headers
  /** Parsed JSON, or `{}`. */
  body: Record<string, unknown>
  text: string
}

export interface SendOptions {
  token?: string | undefined
  body?: unknown
  headers?: Record<string, string>
  credentials?: RequestCredentials
}

/** One hand-written request, its path as ReachFive has it. */
export async function send(
  fake: FakeReachFive,
  method: string,
  path: string,
  { token, body, headers, credentials = 'include' }: SendOptions = {},
): Promise<Answer> {
  const response = await fake.fetch(path.startsWith('http') ? path : `https://account.example.com${path}`, {
    method,
    credentials,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return readAnswer(response)
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: parsed(text) }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

export const newFake = (options: FakeReachFiveOptions = {}): FakeReachFive =>
  createFakeReachFive({ clock: 'manual', startAt: Date.UTC(2026, 10, 2, 9), ...options })

const identity = (path: string) => `/identity/v1/${path}`
export const post = (fake: FakeReachFive, path: string, body?: unknown, token?: string): Promise<Answer> =>
  send(fake, 'POST', path.startsWith('/') ? path : identity(path), { body, token })
export const get = (fake: FakeReachFive, path: string, token?: string): Promise<Answer> =>
  send(fake, 'GET', path.startsWith('/') ? path : identity(path), { token })
export const remove = (fake: FakeReachFive, path: string, token?: string, body?: unknown): Promise<Answer> =>
  send(fake, 'DELETE', identity(path), { body, token })

export const textOf = (value: unknown): string => {
  if (typeof value !== 'string') throw new Error(`text expected, got ${JSON.stringify(value)}`)
  return value
}

/** Way A, B or C: by the session cookie, a `tkn`, or a bearer. */
export const startStepUp = async (
  fake: FakeReachFive,
  how: { tkn?: string; token?: string; body?: Record<string, unknown> } = {},
): Promise<string> => {
  const body = { ...authorization, ...(how.tkn === undefined ? {} : { tkn: how.tkn }), ...how.body }
  return textOf((await post(fake, 'mfa/stepup', body, how.token)).body['token'])
}

export const sendCode = async (fake: FakeReachFive, stepUp: string, factor: 'sms' | 'email' = 'sms') =>
  textOf(
    (await post(fake, 'passwordless/start', { auth_type: factor, step_up: stepUp })).body['challenge_id'],
  )

export const exchange = (
  fake: FakeReachFive,
  code: string,
  more: Record<string, unknown> = {},
): Promise<Answer> =>
  post(fake, '/oauth/token', {
    client_id: 'fake-client',
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...more,
  })

/** Steps 2 to 5 of a step-up; gives the new access token. */
export async function finishStepUp(fake: FakeReachFive, stepUp: string, factor: 'sms' | 'email' = 'sms') {
  const challengeId = await sendCode(fake, stepUp, factor)
  const verified = await post(fake, 'passwordless/verify', {
    challenge_id: challengeId,
    verification_code: fake.lastCode(factor),
  })
  return textOf((await exchange(fake, textOf(verified.body['code']))).body['access_token'])
}

/** A whole step-up by the session cookie. */
export async function stepUp(fake: FakeReachFive, factor: 'sms' | 'email' = 'sms'): Promise<string> {
  fake.openSession()
  return finishStepUp(fake, await startStepUp(fake), factor)
}
