import { createReachFiveClient, type TokenSet } from 'stepup-kit/client'

/** In memory: a reload leads to the login, where ReachFive's session cookie knows the person. */
let tokens: TokenSet | undefined

export const isSignedIn = () => tokens !== undefined

export const client = createReachFiveClient({
  domain: location.origin,
  clientId: import.meta.env['VITE_REACHFIVE_CLIENT_ID'] ?? 'fake-client',
  redirectUri: import.meta.env['VITE_REACHFIVE_REDIRECT_URI'] ?? 'https://app.example.com/callback',
  getAccessToken: () => tokens?.accessToken,
  onTokens: (fresh) => {
    tokens = { ...tokens, ...fresh }
  },
})
