import { describe, expect, it } from 'vitest'
import { createReachFiveClient, type ReachFiveClientOptions } from '../../src/client/index.js'
import { fromCoreSdk } from '../../src/client/core-sdk/index.js'
import { json, setUp } from './support.js'

const options: ReachFiveClientOptions = {
  domain: 'account.example.com',
  clientId: 'client-1',
  redirectUri: 'https://app.example.com/callback',
}

const stepUp = () => json({ amr: ['sms'], token: 'step-up-token' })

/** What a developer can do wrong, what the error has to name, and what it has to tell to do. */
const mistakes: Record<string, [make: () => unknown, names: RegExp, cure: RegExp]> = {
  'no client id': [
    () => createReachFiveClient({ ...options, clientId: '' }),
    /createReachFiveClient: clientId is missing/,
    /console shows it/,
  ],
  'no redirect URI': [
    () => createReachFiveClient({ ...options, redirectUri: '' }),
    /createReachFiveClient: redirectUri is missing/,
    /allowed callback URLs/,
  ],
  'an address as domain': [
    () => createReachFiveClient({ ...options, domain: 'account.example.com/path' }),
    /createReachFiveClient: domain must be a host/,
    /such as account\.example\.com/,
  ],
  'http for a real host': [
    () => createReachFiveClient({ ...options, domain: 'http://account.example.com' }),
    /domain may start with http:\/\/ for localhost alone/,
    /tokens would travel in the clear/,
  ],
  'an old Core SDK': [
    (): unknown => Reflect.apply(fromCoreSdk, undefined, [{ remoteSettings: Promise.resolve({}) }, options]),
    /fromCoreSdk: the client has no getMfaStepUpToken/,
    /Pass what createClient of @reachfive\/identity-core 1\.41 or later gave/,
  ],
  'a step-up of another client': [
    async () => {
      const handle = await setUp([stepUp()]).client.startStepUp({ start: { via: 'session' } })
      return setUp([]).client.sendCode({ stepUp: handle, factor: 'sms' })
    },
    /started by another client/,
    /Pass the handle to that one/,
  ],
  'no id of a device': [
    () => setUp([]).client.removeTrustedDevice({ id: '..' }),
    /removeTrustedDevice: the id would lead to another address/,
    /Pass the id of an entry of listTrustedDevices/,
  ],
  'a login on a server': [
    () => setUp([]).client.completeLogin({ tkn: 't' }),
    /completeLogin needs a browser: it opens a frame/,
    /Call it from the page/,
  ],
  'no access token': [
    () => setUp([], { getAccessToken: () => undefined }).client.getProfile(),
    /userinfo needs an access token: getAccessToken gave none/,
    /Let it give the one of the signed-in person/,
  ],
  'an origin that is not allowed': [
    () => setUp([new TypeError('Failed to fetch')], { sso: true }).client.getProfile(),
    /userinfo got no answer \(failed\)/,
    /origin of the page allowed \(CORS\) in the ReachFive console/,
  ],
}

describe('an error for developers says what, why and how to mend it', () => {
  it.each(Object.entries(mistakes))('%s', async (_, [make, names, cure]) => {
    const error: unknown = await Promise.resolve()
      .then(make)
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toMatch(names)
    expect(String(error)).toMatch(cure)
  })

  it('a timeout is not blamed on the console', async () => {
    const { client } = setUp([() => new Promise<Response>(() => {})], { timeoutMs: 5, sso: true })
    await expect(client.getProfile()).rejects.toThrow(/got no answer \(timeout\)\.$/)
  })
})
