import type { ReachFiveClientOptions } from './types.js'

const fail = (problem: string): never => {
  throw new TypeError(`createReachFiveClient: ${problem}`)
}

/** `https://` before a host name; plain http for loopback hosts alone, since tokens travel over it. */
export function resolveOrigin(domain: string): string {
  let url: URL | undefined
  try {
    url = new URL(/^https?:\/\//.test(domain) ? domain : `https://${domain}`)
  } catch {}
  if (!url || url.href !== `${url.origin}/`)
    return fail(`\`domain\` must be a host such as account.example.com, or an origin; it is "${domain}".`)
  if (url.protocol === 'http:' && !/^(localhost|.+\.localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname))
    return fail('`domain` may use http:// on localhost alone; use https://.')
  return url.origin
}

/** Also for callers without types: says which option is missing and where to find it. */
export function checkOptions(options: ReachFiveClientOptions): void {
  for (const name of ['domain', 'clientId', 'redirectUri'] as const)
    if (!options[name] || typeof options[name] !== 'string')
      fail(`\`${name}\` is missing; copy it from the client's settings in the ReachFive console.`)
}
