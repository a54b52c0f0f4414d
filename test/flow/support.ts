import { CodeRejectedError } from '../../src/client/errors.js'
import type { Factor, StepUpClient, StepUpHandle, StepUpStart, TokenSet } from '../../src/client/types.js'
import type { StepUpStore } from '../../src/flow/store.js'
import type { Clock } from '../../src/internal/clock.js'

/** Noon of some day, in epoch milliseconds. */
export const noon = 1_770_000_000_000
export const rightCode = '501028'

export interface TestClock extends Clock {
  advance(ms: number): void
  /** Sets the wall clock alone, as a person or a time server would. */
  setBack(ms: number): void
}

/** A clock that stands still until it is moved. */
export function createTestClock(): TestClock {
  let wall = noon
  let monotonic = 0
  const listeners = new Set<() => void>()
  const jumped = () => listeners.forEach((listener) => listener())
  return {
    now: () => wall,
    monotonic: () => monotonic,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    advance(ms) {
      wall += ms
      monotonic += ms
      jumped()
    },
    setBack(ms) {
      wall -= ms
      jumped()
    },
  }
}

export interface TokenClaims {
  sub?: string
  amr?: readonly string[]
  /** Epoch milliseconds. */
  issuedAt?: number
  /** Epoch milliseconds. @default none */
  expiresAt?: number
}

let issued = 0

/** An access token as ReachFive makes it: a JWT that nothing here verifies. */
export function makeToken({
  sub = 'jo',
  amr = ['pwd'],
  issuedAt = noon,
  expiresAt,
}: TokenClaims = {}): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  issued += 1
  return [
    encode({ alg: 'none' }),
    encode({
      sub,
      amr,
      iat: issuedAt / 1000,
      ...(expiresAt !== undefined && { exp: expiresAt / 1000 }),
      jti: issued,
    }),
    'secretSignature',
  ].join('.')
}

type Answer<Value> = (value: Value) => void

/** A call that waits for the test to answer it. */
interface Asked<Input, Value> {
  input: Input
  signal: AbortSignal | undefined
  answer: Answer<Value>
  refuse(error: unknown): void
}

interface Line<Input, Value> {
  /** Every call so far, oldest first. */
  calls: Asked<Input, Value>[]
  /** The newest call. */
  last(): Asked<Input, Value>
  /** Rejects the next call that is answered of itself. */
  refuseNext(error: unknown): void
  /** Whether calls wait for the test (`false`: they are answered of themselves). */
  held: boolean
}

interface StubLine<Input, Value> extends Line<Input, Value> {
  ask(input: Input, signal: AbortSignal | undefined): Promise<Value>
}

function createLine<Input, Value>(answerTo: (input: Input) => Value): StubLine<Input, Value> {
  const calls: Asked<Input, Value>[] = []
  const refusals: unknown[] = []
  return {
    calls,
    held: false,
    last() {
      const call = calls.at(-1)
      if (!call) throw new Error('This call was not made.')
      return call
    },
    refuseNext: (error) => void refusals.push(error),
    ask(input, signal) {
      return new Promise((resolve, reject) => {
        calls.push({ input, signal, answer: resolve, refuse: reject })
        if (this.held) return
        if (refusals.length > 0) reject(refusals.shift())
        else {
          try {
            resolve(answerTo(input))
          } catch (error) {
            reject(error)
          }
        }
      })
    },
  }
}

export interface StubClient extends StepUpClient {
  /** What the server says can be used. */
  factors: readonly Factor[]
  /** The person for whom the server verifies. */
  serverSubject: string
  hostToken: string | undefined
  getAccessTokenOf: () => Promise<string | undefined>
  refreshOf: (signal: AbortSignal | undefined) => Promise<string | undefined>
  accepted: TokenSet[]
  onAccept: (tokens: TokenSet) => void | Promise<void>
  start: Line<{ start?: StepUpStart; action?: string }, StepUpHandle>
  send: Line<{ stepUp: StepUpHandle; factor: Factor }, { challengeId: string }>
  verify: Line<{ stepUp: StepUpHandle; challengeId: string; code: string; trustDevice?: boolean }, TokenSet>
}

function unused(): never {
  throw new Error('The step-up makes no such call.')
}

/** A client that is a script: it counts what is asked of it, and the test may hold back any answer. */
export function createStubClient(
  clock: Clock = { now: () => noon },
  id = 'account.example.com/stub',
): StubClient {
  let challenges = 0
  const start = createLine<{ start?: StepUpStart; action?: string }, StepUpHandle>(() => ({
    factors: stub.factors,
  }))
  const send = createLine<{ stepUp: StepUpHandle; factor: Factor }, { challengeId: string }>(() => ({
    challengeId: `challenge-${(challenges += 1)}`,
  }))
  const verify = createLine<
    { stepUp: StepUpHandle; challengeId: string; code: string; trustDevice?: boolean },
    TokenSet
  >(({ code, challengeId }) => {
    if (code !== rightCode || challengeId !== `challenge-${challenges}`) {
      throw new CodeRejectedError('POST /identity/v1/passwordless/verify answered 401.', 'wrong')
    }
    return {
      accessToken: makeToken({ sub: stub.serverSubject, amr: ['pwd', 'mfa'], issuedAt: clock.now() }),
      tokenType: 'Bearer',
    }
  })
  const stub: StubClient = {
    id,
    redirectUri: 'https://shop.example.com/callback',
    factors: ['sms'],
    serverSubject: 'jo',
    hostToken: makeToken(),
    accepted: [],
    onAccept: () => {},
    getAccessTokenOf: async () => stub.hostToken,
    refreshOf: async () => undefined,
    start,
    send,
    verify,
    getAccessToken: () => stub.getAccessTokenOf(),
    refreshAccessToken: ({ signal } = {}) => stub.refreshOf(signal),
    acceptTokens(tokens) {
      stub.accepted.push(tokens)
      return stub.onAccept(tokens)
    },
    startStepUp: (input, { signal } = {}) => start.ask(input, signal),
    sendCode: (input, { signal } = {}) => send.ask(input, signal),
    verifyCode: (input, { signal } = {}) => verify.ask(input, signal),
    getConfig: unused,
    loginWithPassword: unused,
    completeLogin: unused,
    listCredentials: unused,
    enrollEmail: unused,
    enrollPhoneNumber: unused,
    verifyEnrollment: unused,
    removeEmailCredential: unused,
    removePhoneNumberCredential: unused,
    listTrustedDevices: unused,
    removeTrustedDevice: unused,
    getProfile: unused,
    updateEmail: unused,
    verifyEmail: unused,
    sendEmailVerification: unused,
    updatePhoneNumber: unused,
    verifyPhoneNumber: unused,
    sendPhoneNumberVerification: unused,
  }
  return stub
}

/** Lets every promise that can settle now settle; no timer and no other task runs meanwhile. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
}

/** An answer that stays out until it is given. */
export function withheld<T>(): { promise: Promise<T>; answer: (value: T) => void } {
  let answer: (value: T) => void = () => {}
  const promise = new Promise<T>((resolve) => {
    answer = resolve
  })
  return { promise, answer }
}

/** What became of a promise, readable at any time. */
export function outcomeOf<T>(promise: Promise<T>): { value?: T; error?: unknown; settlements: number } {
  const outcome: { value?: T; error?: unknown; settlements: number } = { settlements: 0 }
  promise.then(
    (value) => {
      outcome.value = value
      outcome.settlements += 1
    },
    (error: unknown) => {
      outcome.error = error
      outcome.settlements += 1
    },
  )
  return outcome
}

/** Lets the person prove who they are: from wherever the step-up is to its end. */
export async function stepUp(store: StepUpStore, code = rightCode): Promise<void> {
  await settled()
  if (store.getState().status === 'choosingFactor') store.chooseFactor('sms')
  await settled()
  store.setCode(code)
  store.submitCode()
  await settled()
}
