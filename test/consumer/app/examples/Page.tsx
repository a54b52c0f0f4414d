import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { StepUpProvider, useGuardedMutation } from 'stepup-kit'
import { createReachFiveClient, type ReachFiveClient, type ReachFiveClientOptions } from 'stepup-kit/client'
import { en } from 'stepup-kit/locales/en'

/** A page of a product team, with an edit behind a step-up. */
export function Page({ options }: { options: ReachFiveClientOptions }) {
  const [client] = useState(() => createReachFiveClient(options))
  const [queryClient] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={queryClient}>
      <StepUpProvider client={client} messages={en}>
        <ChangeNumber client={client} />
      </StepUpProvider>
    </QueryClientProvider>
  )
}

function ChangeNumber({ client }: { client: ReachFiveClient }) {
  const change = useGuardedMutation({
    mutationFn: (phoneNumber: string, call) => client.updatePhoneNumber({ phoneNumber }, call),
  })
  return (
    <main>
      <button type="button" onClick={() => change.mutate('+33612345678')}>
        Change number
      </button>
      <output>{change.data?.phoneNumber}</output>
    </main>
  )
}
