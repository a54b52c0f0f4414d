import { expect, it, vi } from 'vitest'
import { readAccessTokenClaims } from '../../src/client/index.js'
import { parseTokens } from '../../src/client/step-up.js'
import { freshnessMs } from '../../src/flow/grants.js'
import { createStepUpStore } from '../../src/flow/store.js'
import { createStubClient, createTestClock, noon, outcomeOf, settled, stepUp } from '../flow/support.js'
import { asJson, hostileValues } from './hostile.js'

const encoded = (claims: object) => `e30.${Buffer.from(asJson(claims)).toString('base64url')}.x`
const known = { sub: 'jo', amr: ['pwd', 'mfa'], iat: noon / 1000, exp: noon / 1000 + 86_400 }

/** Each place of a number in what `oauth/token` answers, with each hostile value in it. */
const answers = hostileValues.flatMap(([kind, value]) =>
  [
    { name: `expires_in, ${kind}`, claims: known, answer: { expires_in: value } },
    { name: `iat, ${kind}`, claims: { ...known, iat: value }, answer: {} },
    { name: `exp, ${kind}`, claims: { ...known, exp: value }, answer: {} },
    { name: `all, ${kind}`, claims: { ...known, iat: value, exp: value }, answer: { expires_in: value } },
    { name: `sub, ${kind}`, claims: { ...known, sub: value }, answer: {} },
    { name: `amr, ${kind}`, claims: { ...known, amr: value }, answer: {} },
  ].map(({ name, claims, answer }) => {
    const accessToken = encoded(claims)
    const body: unknown = JSON.parse(asJson({ ...answer, access_token: accessToken }))
    return { name, accessToken, tokens: parseTokens(body) }
  }),
)

function setUp() {
  vi.useFakeTimers({ now: noon })
  const clock = createTestClock()
  const client = createStubClient(clock)
  const store = createStepUpStore({ client, clock })
  const disconnect = store.connect()
  const end = () => {
    disconnect()
    const timers = vi.getTimerCount()
    vi.useRealTimers()
    return timers
  }
  return { clock, client, store, end }
}

/** What is wrong with until when a grant is said to hold. */
function problemsOf({ store, clock }: ReturnType<typeof setUp>): string[] {
  const { fresh, expiresAt } = store.getGrantStatus()
  const problems: string[] = []
  if (fresh !== (expiresAt !== null)) problems.push(`fresh is ${fresh}, and expiresAt ${expiresAt}`)
  if (expiresAt !== null && !(expiresAt >= clock.now() && expiresAt <= clock.now() + freshnessMs))
    problems.push(`holds until ${expiresAt - clock.now()} from now`)
  return problems
}

it('rule 1: a verified step-up holds for five minutes at most, whatever the answer says', async () => {
  const wrong: string[] = []
  for (const { name, tokens } of answers) {
    const world = setUp()
    const { client, store, clock } = world
    client.verify.held = true
    const asked = outcomeOf(store.request())
    await stepUp(store)
    client.verify.last().answer(tokens)
    await settled()
    const { status } = store.getState()
    if (asked.settlements + Number(status === 'enteringCode' || status === 'failed') === 0)
      wrong.push(`${name}: is stuck in ${status}`)
    const state = store.getState()
    // A person reads it as a time.
    if (state.status === 'verified' && Number.isNaN(new Date(state.expiresAt).getTime()))
      wrong.push(`${name}: is said to hold until ${state.expiresAt}`)
    wrong.push(...problemsOf(world).map((problem) => `${name}: ${problem}`))
    clock.advance(freshnessMs)
    if (store.getGrantStatus().fresh || (await store.currentGrant()) !== null)
      wrong.push(`${name}: holds for more than five minutes`)
    if (world.end() > 0) wrong.push(`${name}: leaves a timer`)
  }
  expect(wrong).toEqual([])
})

it('rule 1: a token of the host is no grant unless it says that it is fresh and stepped up', async () => {
  const wrong: string[] = []
  for (const { name, accessToken } of answers) {
    const world = setUp()
    const { client, store, clock } = world
    client.hostToken = accessToken
    const asked = outcomeOf(store.request())
    await settled()
    if (asked.value) {
      const { issuedAt = 0, amr = [] } = readAccessTokenClaims(accessToken) ?? {}
      if (!(Math.abs(clock.now() - issuedAt) < freshnessMs) || !amr.includes('mfa'))
        wrong.push(`${name}: is taken for a grant`)
    }
    wrong.push(...problemsOf(world).map((problem) => `${name}: ${problem}`))
    clock.advance(freshnessMs)
    if (store.getGrantStatus().fresh) wrong.push(`${name}: holds for more than five minutes`)
    store.cancel()
    await settled()
    if (world.end() > 0) wrong.push(`${name}: leaves a timer`)
  }
  expect(wrong).toEqual([])
})
