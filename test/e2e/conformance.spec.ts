import { expect, type Page, test } from '@playwright/test'
import { serveFakeReachFive, type ServedFake } from '../../src/testing/node.js'
import { createFakeReachFive, type FakeReachFive, type LoggedRequest } from '../../src/testing/index.js'
import { differences, knownDifferences } from '../conformance/compare.js'
import type { PageInput } from '../conformance/page.js'
import { namesOfScenarios, scenarios, typesOf, type Scenario } from '../conformance/scenarios.js'
import type { Site } from '../listen.js'
import { serveSite } from '../conformance/site.js'

test.use({ ignoreHTTPSErrors: true })

const startAt = Date.now()
let site: Site
let served: ServedFake | undefined

test.beforeAll(async () => {
  site = await serveSite()
})
test.afterEach(async () => {
  await served?.close()
  served = undefined
})
test.afterAll(async () => {
  await site.close()
})

/** ReachFive with one person, a page of another origin, and what the person has. */
async function open(page: Page, { seed = 'smsAndEmail', options, token, session }: Partial<Scenario>) {
  const redirectUri = `${site.url}/callback`
  // Both sides at the same instant, so that their tokens are the same to the last character.
  const fake = createFakeReachFive({
    seed,
    redirectUris: [redirectUri],
    clock: 'manual',
    startAt,
    ...options,
  })
  served = await serveFakeReachFive({ fake, host: 'localhost', https: 'self-signed' })
  const { accessToken, refreshToken = '' } = fake.issueTokens(seed, token)
  const context = page.context()
  await context.clearCookies()
  if (session) {
    const { name, value } = fake.openSession()
    await context.addCookies([
      { name, value, domain: 'localhost', path: '/', secure: true, httpOnly: true, sameSite: 'None' },
    ])
  }
  const { email, phoneNumber = '', password } = fake.currentPersona
  const input: PageInput = {
    domain: served.domain,
    auth: { redirectUri, scope: 'openid profile email phone mfa full_write' },
    accessToken,
    refreshToken,
    email,
    phoneNumber,
    password,
  }
  return { fake, input }
}

async function letCodesArrive(page: Page, current: () => FakeReachFive | undefined) {
  await page.exposeFunction('lastCode', () => current()?.lastCode() ?? '')
}

const found = new Set<string>()

for (const name of namesOfScenarios) {
  const scenario: Scenario = scenarios[name]
  test(`the Core SDK gets what its types promise, and the kit asks for the same: ${name}`, async ({
    page,
  }) => {
    let fake: FakeReachFive | undefined
    await letCodesArrive(page, () => fake)
    const runOn = async (side: 'core' | 'kit') => {
      const opened = await open(page, scenario)
      fake = opened.fake
      await page.goto(site.url)
      const result = await page.evaluate(([called, by, input]) => window.run(called, by, input), [
        name,
        side,
        opened.input,
      ] as const)
      const requests: readonly LoggedRequest[] = opened.fake.requests.filter(
        ({ method }) => method !== 'OPTIONS',
      )
      await served?.close()
      served = undefined
      return { result, requests }
    }

    const core = await runOn('core')
    const received = typesOf(core.result)
    const { promised } = scenario
    if (promised === undefined) expect(received).toBeUndefined()
    else expect(received).toMatchObject(promised)
    expect(core.requests.filter(({ status = 0 }) => status >= 400)).toEqual([])

    if (!scenario.kit) return
    const kit = await runOn('kit')
    expect(kit.requests.filter(({ status = 0 }) => status >= 400)).toEqual([])
    const known = new Set(knownDifferences().map(({ difference }) => difference))
    const here = differences(core.requests, kit.requests)
    for (const one of here) found.add(one)
    expect(here.filter((one) => !known.has(one))).toEqual([])
  })
}

test('each difference that is listed is one, and has a reason', () => {
  test.skip(found.size === 0, 'needs the other tests of this file')
  const known = knownDifferences()
  expect(known.filter(({ difference }) => !found.has(difference))).toEqual([])
  expect(known.filter(({ reason }) => reason === '')).toEqual([])
})
