import { createReachFiveClient, type TokenSet } from '../../src/client/index.js'
import { lab, labFetch } from './lab.js'
import { type PersonaName, readAddress } from './settings.js'

/** The host's own token handling: in memory, as a product would do it. */
let tokens: TokenSet | undefined

export const client = createReachFiveClient({
  domain: window.location.origin,
  clientId: 'fake-client',
  redirectUri: 'https://app.example.com/callback',
  locale: 'en-GB',
  scope: 'openid profile email phone mfa full_write offline_access',
  stepUpStart: readAddress(window.location.search).start,
  fetch: labFetch,
  getAccessToken: () => tokens?.accessToken,
  refreshAccessToken: async () => {
    if (tokens?.refreshToken === undefined) return undefined
    const fresh = await client.refreshTokens({ refreshToken: tokens.refreshToken })
    tokens = { ...tokens, ...fresh }
    return fresh.accessToken
  },
  onTokens: (fresh) => {
    tokens = { ...tokens, ...fresh }
  },
})

/** Signs a persona in as a login of some time ago would have: a session cookie and tokens without a step-up. */
export async function signIn(persona: PersonaName): Promise<void> {
  await lab.openSession(persona)
  const issued = await lab.issueTokens(persona)
  const { accessToken, refreshToken } = issued
  if (typeof accessToken !== 'string') throw new Error('The lab gave no access token.')
  tokens = {
    accessToken,
    tokenType: 'Bearer',
    ...(typeof refreshToken === 'string' && { refreshToken }),
  }
}

export function signOut(): void {
  tokens = undefined
}
