import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StepUpProvider, useGuardedMutation } from 'stepup-kit'
import { createReachFiveClient } from 'stepup-kit/client'
import { en } from 'stepup-kit/locales/en'
import { createFakeReachFive } from 'stepup-kit/testing'

const redirectUri = 'https://app.example.com/callback'

/** All that a page needs, made when it is rendered and not when it is imported. */
export function createPage() {
  const fake = createFakeReachFive({ seed: 'smsAndEmail', sso: false, redirectUris: [redirectUri] })
  const { accessToken } = fake.issueTokens('smsAndEmail')
  const client = createReachFiveClient({
    domain: 'account.example.com',
    clientId: 'fake-client',
    redirectUri,
    getAccessToken: () => accessToken,
    fetch: fake.fetch,
  })
  const queryClient = new QueryClient()
  const page = (
    <QueryClientProvider client={queryClient}>
      <StepUpProvider client={client} locale="en" messages={en}>
        <ChangeNumber
          change={async (phoneNumber, accessToken, signal) => {
            const profile = await client.updatePhoneNumber({ phoneNumber }, { accessToken, signal })
            return profile.phoneNumber ?? phoneNumber
          }}
        />
      </StepUpProvider>
    </QueryClientProvider>
  )
  return { fake, page }
}

interface ChangeNumberProps {
  change: (phoneNumber: string, accessToken: string, signal: AbortSignal) => Promise<string>
}

function ChangeNumber({ change }: ChangeNumberProps) {
  const mutation = useGuardedMutation({
    mutationFn: (phoneNumber: string, { accessToken, signal }) => change(phoneNumber, accessToken, signal),
  })
  return (
    <main>
      <button type="button" onClick={() => mutation.mutate('+33612345678')}>
        Change number
      </button>
      <output>{mutation.data}</output>
    </main>
  )
}
