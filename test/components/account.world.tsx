import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode } from 'react'
import { createReachFiveClient } from '../../src/client/index.js'
import type { ReachFiveClientOptions } from '../../src/client/types.js'
import { StepUpProvider, type StepUpProviderProps } from '../../src/components/StepUpProvider/index.js'
import type { StepUpKitEvent } from '../../src/flow/types.js'
import { en } from '../../src/messages/locales/en.js'
import {
  createFakeReachFive,
  type FakeReachFive,
  type FakeReachFiveOptions,
} from '../../src/testing/index.js'

export interface World {
  fake: FakeReachFive
  events: StepUpKitEvent[]
  /** Signs this person in with a token of this age and `amr`. */
  token: { current: string | undefined }
  client: ReturnType<typeof createReachFiveClient>
  /** The calls so far, such as `POST mfa/stepup`. */
  calls(): string[]
  forgetCalls(): void
}

export interface WorldOptions extends FakeReachFiveOptions {
  /** Age of the host's token in seconds. @default 0 */
  ageSeconds?: number
  amr?: readonly string[]
  /** The host can refresh silently. @default false */
  refreshes?: boolean
  clientOptions?: Partial<ReachFiveClientOptions>
}

/** A fake, a signed-in person, and the host's client for it. */
export function createWorld({
  ageSeconds = 0,
  amr,
  refreshes = false,
  clientOptions,
  ...options
}: WorldOptions = {}): World {
  const fake = createFakeReachFive(options)
  const token: World['token'] = {
    current: fake.issueTokens(undefined, { ageSeconds, ...(amr && { amr }) }).accessToken,
  }
  fake.openSession()
  let seen = 0
  return {
    fake,
    token,
    events: [],
    client: createReachFiveClient({
      ...fake.clientOptions,
      getAccessToken: () => token.current,
      onTokens: (tokens) => {
        token.current = tokens.accessToken
      },
      ...(refreshes && { refreshAccessToken: () => fake.issueTokens().accessToken }),
      ...clientOptions,
    }),
    calls: () =>
      fake.requests
        .slice(seen)
        .filter(({ method }) => method !== 'OPTIONS')
        .map(({ method, path }) => `${method} ${path.replace(/^\/(identity\/v1\/)?/, '')}`),
    forgetCalls: () => {
      seen = fake.requests.length
    },
  }
}

/** The host's page, with a cache of its own. */
export function pageOf(
  ui: ReactNode,
  world: World,
  props: Partial<StepUpProviderProps> = {},
  queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } }),
) {
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <StepUpProvider
          client={world.client}
          messages={en}
          onEvent={(event) => world.events.push(event)}
          {...props}
        >
          {ui}
        </StepUpProvider>
      </QueryClientProvider>
    </StrictMode>
  )
}
