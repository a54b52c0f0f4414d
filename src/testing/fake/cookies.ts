export const trustedDeviceCookie = '__Host-trusted-device-id'

/** A cookie that an answer sets; without a lifetime it is deleted. */
export interface OutgoingCookie {
  /** What it is called. */
  name: string
  /** What it says. */
  value: string
  /** How long it lives; `0` deletes it. */
  maxAgeSeconds: number
}

/**
 * Browsers take `__Host-` and `Secure` cookies over HTTPS alone (some also from localhost). Over plain HTTP the
 * fake therefore leaves both away, so that a local page in any browser gets its cookies.
 */
export const cookieNameFor = (name: string, secure: boolean): string =>
  secure ? name : name.replace('__Host-', '')

export function serializeCookie({ name, value, maxAgeSeconds }: OutgoingCookie, secure: boolean): string {
  const site = secure ? 'Secure; SameSite=None' : 'SameSite=Lax'
  return `${cookieNameFor(name, secure)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; ${site}`
}

export function parseCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0) cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim())
  }
  return cookies
}

/** The browser's side of cookies, for `fake.fetch`. */
export interface CookieJar {
  read(now: number): Map<string, string>
  store(cookie: OutgoingCookie, now: number): void
  clear(): void
}

export function createCookieJar(): CookieJar {
  const cookies = new Map<string, { value: string; expiresAt: number }>()
  return {
    read: (now) =>
      new Map(
        [...cookies].filter(([, { expiresAt }]) => expiresAt > now).map(([name, { value }]) => [name, value]),
      ),
    store({ name, value, maxAgeSeconds }, now) {
      if (maxAgeSeconds <= 0) cookies.delete(name)
      else cookies.set(name, { value, expiresAt: now + maxAgeSeconds * 1000 })
    },
    clear: () => cookies.clear(),
  }
}
