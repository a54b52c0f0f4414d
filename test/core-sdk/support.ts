import { createClient } from '@reachfive/identity-core'
import { vi } from 'vitest'
import {
  createReachFiveClient,
  type ReachFiveClientOptions,
  type StepUpClient,
} from '../../src/client/index.js'
import { fromCoreSdk } from '../../src/client/core-sdk/index.js'
import type { FakeReachFive } from '../../src/testing/index.js'

/** The SDK's keys in the browser's storages would reach the next test. */
export function forgetBrowser(): void {
  localStorage.clear()
  sessionStorage.clear()
  vi.unstubAllGlobals()
}

export type HostOptions = Partial<ReachFiveClientOptions>

/** ReachFive's SDK as it comes, which knows no `fetch` but the page's. */
export function coreOver(fake: FakeReachFive) {
  vi.stubGlobal('fetch', fake.fetch)
  const { domain, clientId } = fake.clientOptions
  return createClient({ domain, clientId })
}

export function sdkClientOver(fake: FakeReachFive, options: HostOptions = {}): StepUpClient {
  const { domain, clientId, redirectUri } = fake.clientOptions
  return fromCoreSdk(coreOver(fake), { domain, clientId, redirectUri, ...options })
}

/** Both ways to a client, for suites that hold on each. */
export const clients = [
  {
    name: 'createReachFiveClient',
    create: (fake: FakeReachFive, options: HostOptions): StepUpClient =>
      createReachFiveClient({ ...fake.clientOptions, ...options }),
  },
  { name: 'fromCoreSdk', create: sdkClientOver },
]

/** One field of a logged body. */
export const part = (body: unknown, name: string): unknown => Reflect.get(Object(body), name)
