/** Your ReachFive domain; without one, what `npm run fake` serves. */
export const reachFiveOrigin = process.env['REACHFIVE_ORIGIN'] ?? 'http://127.0.0.1:4010'

export const clientId = process.env['REACHFIVE_CLIENT_ID'] ?? 'fake-client'

/** One of the allowed callback URLs of your client. */
export const redirectUri = process.env['REACHFIVE_REDIRECT_URI'] ?? 'https://app.example.com/callback'
