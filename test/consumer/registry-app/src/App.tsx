import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { StepUpProvider, useGuardedMutation } from 'stepup-kit'
import { createReachFiveClient, type ReachFiveClient, type ReachFiveClientOptions } from 'stepup-kit/client'
import { en } from 'stepup-kit/locales/en'
import { StepUpDialog } from '~/parts/step-up-dialog'

export function App({ options }: { options: ReachFiveClientOptions }) {
  const [client] = useState(() => createReachFiveClient(options))
  const [queryClient] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={queryClient}>
      <StepUpProvider client={client} messages={en} dialog={false} codeLength={6}>
        <ChangeNumber client={client} />
        <StepUpDialog />
      </StepUpProvider>
    </QueryClientProvider>
  )
}

function ChangeNumber({ client }: { client: ReachFiveClient }) {
  const change = useGuardedMutation({
    mutationFn: (phoneNumber: string, call) => client.updatePhoneNumber({ phoneNumber }, call),
    stepUp: { reason: { operation: 'updatePhoneNumber' } },
  })
  return (
    <main className="grid gap-4 p-6">
      <h1 className="text-2xl font-semibold">Account</h1>
      <button
        type="button"
        className="min-h-11 justify-self-start rounded-lg bg-primary px-4 text-primary-foreground"
        onClick={() => change.mutate('+33612345678')}
      >
        Change number
      </button>
      <output>{change.data?.phoneNumber}</output>
      {change.isError && <p>{change.error.name}</p>}
    </main>
  )
}
