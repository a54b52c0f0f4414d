const random = (size: number) => crypto.getRandomValues(new Uint8Array(size))

const base64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes)).replace(/\W/g, (char) => (char === '+' ? '-' : char === '/' ? '_' : ''))

/** A PKCE pair (RFC 7636, S256). */
export async function createPkce(): Promise<{ verifier: string; challenge: string }> {
  if (!globalThis.crypto?.subtle)
    throw new Error(
      'PKCE needs crypto.subtle, which browsers offer over https and on localhost alone: use one of them.',
    )
  const verifier = base64Url(random(32))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return { verifier, challenge: base64Url(new Uint8Array(digest)) }
}

/** A UUID v4. Unlike `crypto.randomUUID`, also outside secure contexts. */
const uuid = () =>
  Array.from(random(16), (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/(.{8})(.{4}).(.{3}).(.{3})(.*)/, '$1-$2-4$3-a$4-$5')

/** The id that ReachFive's SDK shares between all calls of one browser. Not a secret. */
export function readCorrelationId(): string {
  const key = 'correlationId'
  let id = uuid()
  try {
    const stored = localStorage.getItem(key) ?? ''
    if (/^[\w-]{8,64}$/.test(stored)) id = stored
    else localStorage.setItem(key, id)
  } catch {
    // No storage here, or it is blocked: the id lives as long as the client.
  }
  return id
}
