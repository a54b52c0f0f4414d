function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '')
}

const random = (size: number) => crypto.getRandomValues(new Uint8Array(size))

/** A PKCE pair (RFC 7636, S256). */
export async function createPkce(): Promise<{ verifier: string; challenge: string }> {
  if (!globalThis.crypto?.subtle)
    throw new Error(
      'stepup-kit needs crypto.subtle for PKCE, which browsers offer in secure contexts alone. Serve the page over https or from localhost.',
    )
  const verifier = base64Url(random(32))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return { verifier, challenge: base64Url(new Uint8Array(digest)) }
}

function uuid(): string {
  // Missing outside secure contexts.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = random(16)
  return Array.from(bytes, (byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte
    return (/^(4|6|8|10)$/.test(`${index}`) ? '-' : '') + value.toString(16).padStart(2, '0')
  }).join('')
}

/** The id that ReachFive's SDK shares between all calls of one browser. Not a secret. */
export function correlationId(): string {
  const key = 'correlationId'
  let id: string | null = null
  try {
    id = localStorage.getItem(key)
  } catch {}
  if (id && /^[\w-]{8,64}$/.test(id)) return id
  id = uuid()
  try {
    localStorage.setItem(key, id)
  } catch {}
  return id
}
