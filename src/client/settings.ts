import type { ReachFiveClientOptions } from './types.js'

/**
 * Checks what a client cannot do without, also for callers without types, and gives the API's origin: `https://`
 * before a host name, plain http for loopback hosts alone, since tokens travel over it.
 */
export function resolveOrigin(options: ReachFiveClientOptions): string {
  for (const name of ['domain', 'clientId', 'redirectUri'] as const)
    if (!options[name])
      throw new TypeError(`createReachFiveClient: ${name} is missing; the ReachFive console shows it.`)
  const { domain } = options
  let url: URL | undefined
  try {
    url = new URL(/^https?:\/\//.test(domain) ? domain : `https://${domain}`)
  } catch {
    // Reported below.
  }
  if (
    url?.href !== `${url?.origin}/` ||
    (url.protocol === 'http:' && !/^(localhost|.+\.localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname))
  )
    throw new TypeError(
      `createReachFiveClient: domain is "${domain}", not a host such as account.example.com or an https origin (http on localhost alone).`,
    )
  return url.origin
}
