import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createReachFiveClient } from '../../../src/client/index.js'
import { PhoneNumberEditor, StepUpProvider } from '../../../src/index.js'
import { en } from '../../../src/messages/locales/en.js'

let accessToken: string | undefined

const queryClient = new QueryClient()
const client = createReachFiveClient({
  domain: 'account.example.com',
  clientId: 'YOUR_CLIENT_ID',
  redirectUri: 'https://app.example.com/callback',
  getAccessToken: () => accessToken,
  onTokens: (tokens) => {
    accessToken = tokens.accessToken
  },
})

export function AccountSecurity() {
  return (
    <QueryClientProvider client={queryClient}>
      <StepUpProvider client={client} locale="en" messages={en} codeLength={6}>
        <PhoneNumberEditor />
      </StepUpProvider>
    </QueryClientProvider>
  )
}
