import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode } from 'react'
import { createReachFiveClient } from '../../src/client/index.js'
import type { StepUpClient, TokenSet } from '../../src/client/types.js'
import { StepUpProvider, type StepUpProviderProps } from '../../src/components/StepUpProvider/index.js'
import { en } from '../../src/messages/locales/en.js'
import { createFakeReachFive, type FakeReachFiveOptions } from '../../src/testing/index.js'

export interface HostOptions {
  fake?: FakeReachFiveOptions
  provider?: Partial<Omit<StepUpProviderProps, 'client' | 'children'>>
  client?: Partial<StepUpClient>
  /** Nobody is signed in. */
  signedOut?: boolean
}

/** A page of the host's over the fake, under StrictMode. */
export function createHost({ fake: fakeOptions, provider, client, signedOut }: HostOptions = {}) {
  const fake = createFakeReachFive({ random: 7, ...fakeOptions })
  const received: TokenSet[] = []
  let tokens = signedOut ? undefined : fake.issueTokens()
  if (!signedOut) fake.openSession()
  const reachFive = createReachFiveClient({
    ...fake.clientOptions,
    getAccessToken: () => tokens?.accessToken,
    onTokens(next) {
      tokens = next
      received.push(next)
    },
  })
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const page = (content: ReactNode) => (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <StepUpProvider client={{ ...reachFive, ...client }} messages={en} codeLength={6} {...provider}>
          {content}
        </StepUpProvider>
      </QueryClientProvider>
    </StrictMode>
  )
  return { fake, queryClient, received, page }
}
