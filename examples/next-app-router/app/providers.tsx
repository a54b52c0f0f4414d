'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { type Messages, StepUpProvider } from 'stepup-kit'
import { createReachFiveClient } from 'stepup-kit/client'

interface ProvidersProps {
  /** Chosen on the server. */
  locale: string
  messages: Messages
  clientId: string
  redirectUri: string
  children: ReactNode
}

export function Providers({ locale, messages, clientId, redirectUri, children }: ProvidersProps) {
  const [queryClient] = useState(() => new QueryClient())
  const [client] = useState(() =>
    createReachFiveClient({
      // No request leaves a server: there the name alone is needed.
      domain: typeof location === 'undefined' ? 'localhost' : location.origin,
      clientId,
      redirectUri,
      locale,
      getAccessToken: readAccessToken,
      onTokens: ({ accessToken }) => writeAccessToken(accessToken),
    }),
  )
  return (
    <QueryClientProvider client={queryClient}>
      <StepUpProvider client={client} locale={locale} messages={messages} codeLength={6}>
        {children}
      </StepUpProvider>
    </QueryClientProvider>
  )
}

async function readAccessToken(): Promise<string | undefined> {
  const response = await fetch('/api/session')
  const { accessToken }: { accessToken: string | null } = await response.json()
  return accessToken ?? undefined
}

async function writeAccessToken(accessToken: string): Promise<void> {
  await fetch('/api/session', { method: 'PUT', body: JSON.stringify({ accessToken }) })
}
