import { cookies } from 'next/headers'

const name = 'access_token'

/** The access token that your login has left: it stays out of reach of scripts until a call needs it. */
export async function readAccessToken(): Promise<string | undefined> {
  return (await cookies()).get(name)?.value
}

export async function writeAccessToken(accessToken: string): Promise<void> {
  const secure = process.env['INSECURE_COOKIES'] === undefined
  ;(await cookies()).set(name, accessToken, { httpOnly: true, sameSite: 'strict', secure })
}
