import { QueryClient } from '@tanstack/react-query'
import { type ReachFiveClient, createReachFiveClient } from '../../src/client/index.js'
import type { Clock } from '../../src/index.js'
import {
  createFakeReachFive,
  type FakeReachFive,
  type FakeReachFiveOptions,
  type Fault,
} from '../../src/testing/index.js'
import type { Network } from './look.js'

export interface WorldOptions extends FakeReachFiveOptions {
  /** Nobody is signed in. @default false */
  signedOut?: boolean
  /** The `amr` of the host's token; `['mfa']` for one that a step-up has just given. @default ['pwd'] */
  amr?: readonly string[]
}

const faults: Record<Exclude<Network, 'normal'>, Fault> = {
  slow: { delayMs: 2500 },
  offline: { network: 'offline' },
  limited: { status: 429, retryAfter: 30 },
  broken: { status: 500 },
  html: { status: 502, html: true },
}

/** Everything that a connected story runs in: a fake ReachFive, a person who is signed in, and the host's client. */
export class World {
  readonly fake: FakeReachFive
  readonly client: ReachFiveClient
  readonly queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  #accessToken: string | undefined
  #listeners = new Set<() => void>()
  #clock: Clock
  #network: Network = 'normal'
  #endFault = () => {}

  constructor({ signedOut = false, amr, ...options }: WorldOptions) {
    this.fake = createFakeReachFive(options)
    this.#clock = this.#createClock()
    if (!signedOut) {
      this.fake.openSession()
      this.#accessToken = this.fake.issueTokens(undefined, amr && { amr }).accessToken
    }
    this.client = createReachFiveClient({
      ...this.fake.clientOptions,
      getAccessToken: () => this.#accessToken,
      onTokens: ({ accessToken }) => {
        this.#accessToken = accessToken
      },
    })
  }

  /** A new object after each move back: what has run out then starts afresh. */
  readonly getClock = (): Clock => this.#clock

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Sets the fake's clock and the page's. */
  moveTo(instant: number): void {
    const isBack = instant < this.fake.clock.now()
    this.fake.clock.set(instant)
    if (isBack) this.#clock = this.#createClock()
    for (const listener of this.#listeners) listener()
  }

  setNetwork(network: Network): void {
    if (network === this.#network) return
    const wasOffline = this.#network === 'offline'
    this.#network = network
    this.#endFault()
    this.#endFault = network === 'normal' ? () => {} : this.fake.fail('*', faults[network])
    const isOffline = network === 'offline'
    if (isOffline === wasOffline) return
    if (isOffline) Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })
    else Reflect.deleteProperty(navigator, 'onLine')
    window.dispatchEvent(new Event(isOffline ? 'offline' : 'online'))
  }

  #createClock(): Clock {
    return { now: () => this.fake.clock.now(), subscribe: (onJump) => this.subscribe(onJump) }
  }
}
