import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { createReachFiveClient, type StepUpStart } from '../../src/client/index.js'
import { StepUpProvider, useGuardedMutation } from '../../src/index.js'
import { en } from '../../src/messages/locales/en.js'

/** What the test says to the page. */
export interface AccountInput {
  domain: string
  redirectUri: string
  accessToken: string
  stepUpStart: Exclude<StepUpStart['via'], 'tkn'>
  /** The prompt checks the code by itself. */
  autoSubmit?: boolean
}

declare global {
  interface Window {
    showAccount: (input: AccountInput) => void
    logInTwice: (input: AccountInput, email: string, password: string) => Promise<string>
  }
}

const clientOf = ({ domain, redirectUri, accessToken, stepUpStart }: AccountInput) =>
  createReachFiveClient({
    domain,
    clientId: 'fake-client',
    redirectUri,
    scope: 'openid profile email phone mfa full_write',
    stepUpStart,
    getAccessToken: () => accessToken,
  })

/** A page whose first request is the one that triggers the step-up. */
window.showAccount = (input) => {
  const client = clientOf(input)
  function Account() {
    const change = useGuardedMutation({
      mutationFn: (phoneNumber: string, { accessToken }) =>
        client.updatePhoneNumber({ phoneNumber }, { ...(accessToken !== undefined && { accessToken }) }),
    })
    return (
      <main>
        <button type="button" onClick={() => change.mutate('+33639984242')}>
          Change
        </button>
        <output>{change.data?.phoneNumber ?? change.error?.name}</output>
      </main>
    )
  }
  createRoot(document.body.appendChild(document.createElement('div'))).render(
    <QueryClientProvider client={new QueryClient()}>
      <StepUpProvider
        client={client}
        messages={en}
        locale="en"
        codeLength={6}
        autoSubmit={input.autoSubmit ?? false}
      >
        <Account />
      </StepUpProvider>
    </QueryClientProvider>,
  )
}

/** A login without any widget, tried again once: how it ends. */
window.logInTwice = async (input, email, password) => {
  const client = clientOf(input)
  const login = () => client.loginWithPassword({ identifier: { email }, password })
  const { mfaRequired } = await login().catch(login)
  return mfaRequired ? 'second factor' : 'signed in'
}
