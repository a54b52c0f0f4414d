import { createClient, type Client } from '@reachfive/identity-core'
import { createReachFiveClient } from '../../src/client/index.js'
import { fromCoreSdk } from '../../src/client/core-sdk/index.js'
import { scenarios, type Given, type Scenario, type ScenarioName } from './scenarios.js'

/** What the test says to the page. */
export interface PageInput extends Omit<Given, 'code'> {
  domain: string
}
export type Runner = (name: ScenarioName, side: 'core' | 'kit', input: PageInput) => Promise<unknown>

declare global {
  interface Window {
    lastCode: () => Promise<string>
    run: Runner
    stepUpOverSdk: (input: PageInput) => Promise<unknown>
    core: (domain: string) => Client
  }
}

const clientId = 'fake-client'

window.core = (domain) => createClient({ domain, clientId })
window.run = async (name, side, { domain, ...input }) => {
  const scenario: Scenario = scenarios[name]
  const given: Given = { ...input, code: window.lastCode }
  if (side === 'core') return scenario.core(window.core(domain), given)
  const { redirectUri, scope } = input.auth
  const kit = createReachFiveClient({
    domain,
    clientId,
    redirectUri,
    scope,
    getAccessToken: () => input.accessToken,
  })
  await kit.getConfig()
  return scenario.kit?.(kit, given)
}

/** A step-up by the kit over the SDK: by the session, to its end. */
window.stepUpOverSdk = async ({ domain, auth }) => {
  const client = fromCoreSdk(window.core(domain), { domain, clientId, ...auth })
  const stepUp = await client.startStepUp({ start: { via: 'session' } })
  const { challengeId } = await client.sendCode({ stepUp, factor: 'sms' })
  return client.verifyCode({ stepUp, challengeId, code: await window.lastCode() })
}
