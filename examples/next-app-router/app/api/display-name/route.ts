import { createReachFiveClient, isApiError, readAccessTokenClaims } from 'stepup-kit/client'
import { clientId, reachFiveOrigin, redirectUri } from '../../reachfive'

const freshSeconds = 5 * 60

/** An edit of your own that asks for a step-up, as those of ReachFive do. */
export async function PUT(request: Request): Promise<Response> {
  const accessToken = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? ''
  const reachFive = createReachFiveClient({
    domain: reachFiveOrigin,
    clientId,
    redirectUri,
    getAccessToken: () => accessToken,
  })
  try {
    // ReachFive accepts the token, so what it says is true.
    await reachFive.getProfile({ accessToken })
  } catch (error) {
    return new Response(null, { status: isApiError(error) ? 401 : 502 })
  }
  const { amr = [], issuedAt = 0 } = readAccessTokenClaims(accessToken) ?? {}
  if (!amr.includes('mfa') || Date.now() - issuedAt > freshSeconds * 1000) {
    return new Response(null, { status: 403 })
  }
  const { name }: { name?: unknown } = Object(await request.json())
  return typeof name === 'string' ? Response.json({ name }) : new Response(null, { status: 400 })
}
