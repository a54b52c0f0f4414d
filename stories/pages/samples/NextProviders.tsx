'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { createReachFiveClient } from '../../../src/client/index.js'
import { type Messages, StepUpProvider } from '../../../src/index.js'

interface ProvidersProps {
  /** Chosen on the server: a catalogue is plain data, so only one language reaches the browser. */
  messages: Messages
  locale: string
  domain: string
  clientId: string
  children: ReactNode
}

export function Providers({ messages, locale, domain, clientId, children }: ProvidersProps) {
  const [queryClient] = useState(() => new QueryClient())
  // Way A: the SSO session's cookies start the step-up; no token is kept in the page.
  const [client] = useState(() =>
    createReachFiveClient({
      domain,
      clientId,
      redirectUri: 'https://app.example.com/callback',
      getAccessToken: () => undefined,
    }),
  )
  return (
    <QueryClientProvider client={queryClient}>
      <StepUpProvider client={client} messages={messages} locale={locale}>
        {children}
      </StepUpProvider>
    </QueryClientProvider>
  )
}
