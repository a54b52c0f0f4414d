import type { ReachFiveClientOptions } from './types.js'

/**
 * Checks, also for callers without types, what a client cannot do without. Gives the API's scheme and host:
 * https, but plain http for loopback hosts that ask for it.
 */
export function readSettings(options: ReachFiveClientOptions): { scheme: string; host: string } {
  const [, scheme = 'https://', host = ''] =
    /^(https:\/\/|http:\/\/(?=(?:(?:[\w-]+\.)*localhost|127[\d.]+|\[::1])(?::\d+)?\/?$))?([^\s/?#@\\]+)\/?$/i.exec(
      options.domain,
    ) ?? []
  const wrong = !host ? 'domain' : !options.clientId ? 'clientId' : !options.redirectUri && 'redirectUri'
  if (wrong)
    throw new TypeError(
      `createReachFiveClient: ${wrong} is missing or wrong. domain is a host (account.example.com) or an https origin; http is for localhost.`,
    )
  return { scheme, host }
}
