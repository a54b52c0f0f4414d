const random = (size: number) => crypto.getRandomValues(new Uint8Array(size))

const base64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes)).replace(/\W/g, (char) => (char === '+' ? '-' : char === '/' ? '_' : ''))

/** A PKCE pair (RFC 7636, S256). */
export async function createPkce(): Promise<{ verifier: string; challenge: string }> {
  if (!globalThis.crypto?.subtle)
    throw new Error('PKCE needs crypto.subtle: serve the page over https or from localhost.')
  const verifier = base64Url(random(32))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return { verifier, challenge: base64Url(new Uint8Array(digest)) }
}

/** The UUID v4 that ReachFive's SDK shares between all calls of one browser. Not a secret. */
export function readCorrelationId(): string {
  const key = 'correlationId'
  // crypto.randomUUID is missing outside secure contexts.
  const fresh = Array.from(random(16), (byte) => (byte + 256).toString(16).slice(1))
    .join('')
    .replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-a$4-')
  try {
    const stored = localStorage.getItem(key)
    // Anybody may have written it: what no header can hold would fail every call.
    if (stored && /^[\w-]{1,64}$/.test(stored)) return stored
    localStorage.setItem(key, fresh)
  } catch {
    // No storage here, or it is blocked: the id lives as long as the client.
  }
  return fresh
}
