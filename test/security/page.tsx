import { dehydrate, MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createReachFiveClient, type TokenSet } from '../../src/client/index.js'
import {
  EmailEditor,
  MfaCredentialManager,
  PasswordLogin,
  PhoneNumberEditor,
  StepUpGuard,
  StepUpProvider,
  TrustedDeviceManager,
  useGuardedMutation,
  useStepUp,
  VerifiedUntil,
} from '../../src/index.js'
import { en } from '../../src/messages/locales/en.js'
import '../../src/styles/index.css'

declare global {
  interface Window {
    queryClient: QueryClient
  }
}

/** A host with every widget, which tells `traces` all that the kit gives it, but for what it must keep secret. */
const { traces } = window
const { searchParams: given } = new URL(window.location.href)

let tokens: TokenSet | undefined
const client = createReachFiveClient({
  domain: given.get('domain') ?? '',
  clientId: 'fake-client',
  redirectUri: `${window.location.origin}/callback`,
  scope: 'openid profile email phone mfa full_write offline_access',
  locale: 'en-GB',
  getAccessToken: () => tokens?.accessToken,
  refreshAccessToken: async () => {
    if (tokens?.refreshToken === undefined) return undefined
    tokens = { ...tokens, ...(await client.refreshTokens({ refreshToken: tokens.refreshToken })) }
    return tokens.accessToken
  },
  onTokens: (fresh) => {
    tokens = fresh
  },
})

const onError = (error: unknown) => traces.note('error', error)
const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false } },
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
})
window.queryClient = queryClient
const noteDehydrated = () =>
  traces.note(
    'dehydrated cache',
    JSON.stringify(
      dehydrate(queryClient, { shouldDehydrateMutation: () => true, shouldDehydrateQuery: () => true }),
    ),
  )
queryClient.getQueryCache().subscribe(({ query: { queryKey, state, meta } }) => {
  traces.note('query cache', [queryKey, state, meta])
  noteDehydrated()
})
queryClient.getMutationCache().subscribe(({ mutation }) => {
  if (mutation) traces.note('mutation cache', [mutation.options.mutationKey, mutation.state, mutation.meta])
  noteDehydrated()
})

function Account({ onSignOut }: { onSignOut: () => void }) {
  const stepUp = useStepUp()
  const rename = useGuardedMutation({
    mutationFn: async (name: string) => `Renamed to ${name}`,
    stepUp: { reason: { operation: 'custom', text: 'Rename the account' } },
  })
  return (
    <main>
      <h1>Account security</h1>
      <VerifiedUntil format="countdown" />
      <button type="button" onClick={() => rename.mutate('Jo')}>
        Rename
      </button>
      <output aria-label="Renaming">{rename.data ?? rename.error?.name}</output>
      <button
        type="button"
        onClick={() => {
          stepUp.forget()
          tokens = undefined
          queryClient.clear()
          onSignOut()
        }}
      >
        Sign out
      </button>
      <section aria-label="Phone number">
        <PhoneNumberEditor defaultCountry="FR" />
      </section>
      <section aria-label="Email address">
        <EmailEditor />
      </section>
      <MfaCredentialManager mfaRequired="always" defaultCountry="FR" />
      <TrustedDeviceManager />
      <section aria-label="Recovery codes">
        <StepUpGuard reason={{ operation: 'custom', text: 'See the recovery codes' }}>
          <p>Behind the guard</p>
        </StepUpGuard>
      </section>
    </main>
  )
}

function Host() {
  const [isSignedIn, setSignedIn] = useState(false)
  return isSignedIn ? (
    <Account onSignOut={() => setSignedIn(false)} />
  ) : (
    <main>
      <h1>Sign in</h1>
      <PasswordLogin onSuccess={() => setSignedIn(true)} />
    </main>
  )
}

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <StepUpProvider
          client={client}
          messages={en}
          locale="en-GB"
          trustDevice="offer"
          resendCooldownSeconds={0}
          onEvent={(event) => traces.note('event', event)}
          onLoginRequired={() => {}}
          {...(given.get('code') === 'slots' && { codeLength: 8, codeType: 'alphanumeric' as const })}
        >
          <Host />
        </StepUpProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}
