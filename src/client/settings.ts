import type { ReachFiveClientOptions } from './types.js'

const loopback = /^http:\/\/(localhost|[\w.-]+\.localhost|127\.[\d.]+|\[::1\])(:\d+)?$/

/**
 * The API's origin: https, but plain http for loopback hosts that ask for it, since tokens travel over it. Checks
 * what a client cannot do without, also for callers without types.
 */
export function readOrigin(
  { domain, clientId, redirectUri }: Pick<ReachFiveClientOptions, 'domain' | 'clientId' | 'redirectUri'>,
  caller = 'createReachFiveClient',
): string {
  const fail = (problem: string): never => {
    throw new TypeError(`${caller}: ${problem}`)
  }
  if (!clientId) fail('clientId is missing; the ReachFive console shows it on the page of your client.')
  if (!redirectUri)
    fail('redirectUri is missing; it must be one of the allowed callback URLs of your client.')
  const [, scheme = 'https://', host] = /^(https?:\/\/)?([^\s/?#@\\]+)\/?$/i.exec(domain) ?? []
  if (!host) return fail('domain must be a host, such as account.example.com, or an origin.')
  const origin = (scheme + host).toLowerCase()
  if (origin.startsWith('http:') && !loopback.test(origin))
    fail('domain may start with http:// for localhost alone; elsewhere tokens would travel in the clear.')
  return origin
}
