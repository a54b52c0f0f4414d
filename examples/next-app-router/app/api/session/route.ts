import { readAccessToken, writeAccessToken } from '../../session'

/** What the page calls ReachFive with. */
export async function GET(): Promise<Response> {
  const accessToken = await readAccessToken()
  return Response.json({ accessToken: accessToken ?? null }, { headers: { 'Cache-Control': 'no-store' } })
}

/** The token of a step-up becomes that of the session. */
export async function PUT(request: Request): Promise<Response> {
  const body: unknown = await request.json()
  if (typeof body !== 'object' || body === null || !('accessToken' in body)) return refused()
  if (typeof body.accessToken !== 'string') return refused()
  await writeAccessToken(body.accessToken)
  return new Response(null, { status: 204 })
}

function refused(): Response {
  return new Response(null, { status: 400 })
}
