import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import {
  EmailEditor,
  MfaCredentialManager,
  PasswordLogin,
  PhoneNumberEditor,
  TrustedDeviceManager,
} from '../../src/index.js'
import { type EndpointName, requestLines } from '../../src/testing/index.js'
import { createWorld, pageOf, type World, type WorldOptions } from '../components/account.world.js'
import { type Call, calls } from '../faults/cases.js'
import { createPerson } from '../faults/person.js'
import { widgets } from '../faults/widgets.js'
import '../../src/styles/index.css'
import {
  type HostileText,
  hostileTexts,
  problemsOf,
  textsIn,
  turnsOthers,
  withPrototypeKeys,
  withTexts,
} from './hostile.js'
import { linesOfTheClient } from './wire.js'

const kinds = Object.keys(hostileTexts).filter((name): name is HostileText =>
  Object.hasOwn(hostileTexts, name),
)

const complaints: string[] = []
const complain = (...input: unknown[]) => void complaints.push(input.map(String).join(' ').slice(0, 300))
const onError = ({ message }: ErrorEvent) => complain(message)
const onRejection = ({ reason }: PromiseRejectionEvent) => complain(reason)

beforeEach(async () => {
  await page.viewport(360, 800)
  vi.spyOn(console, 'error').mockImplementation(complain)
  vi.spyOn(console, 'warn').mockImplementation(complain)
  window.addEventListener('error', onError)
  window.addEventListener('unhandledrejection', onRejection)
})
afterEach(() => {
  vi.restoreAllMocks()
  window.removeEventListener('error', onError)
  window.removeEventListener('unhandledrejection', onRejection)
  complaints.length = 0
})

/** Changes the JSON of an answer; `line` names the call and how it was answered, such as `POST mfa/stepup 200`. */
type Change = (json: string, line: string) => string

interface Scene {
  options?: WorldOptions
  /** What was before the page, told as it is. */
  prepare?: (world: World) => Promise<void>
  /** Calls without which nothing was shown. */
  reaches: readonly string[]
  show: (world: World) => React.ReactNode
  /** What a person does, as far as the page lets them. */
  act: (world: World, look: () => Promise<void>) => Promise<void>
}

let pending = 0
let isPreparing = false

/** A world whose answers are changed on their way. */
function changedWorld(options: WorldOptions, change: Change): World {
  let world: World | undefined
  const fetch: typeof globalThis.fetch = async (input, init) => {
    pending += 1
    try {
      const answer = await (world ?? created).fake.fetch(input, init)
      const text = await answer.text()
      const { status, headers } = answer
      const { pathname } = new URL(input instanceof Request ? input.url : input)
      const line = `${init?.method ?? 'GET'} ${pathname.replace(/^\/(identity\/v1\/)?/, '')} ${status}`
      const changed = isPreparing ? text : change(text, line)
      return new Response(text === '' ? null : changed, { status, headers })
    } finally {
      pending -= 1
    }
  }
  const created = createWorld({ ...options, clientOptions: { fetch } })
  world = created
  return created
}

/** Until nothing is under way any more, no part of the kit is still loaded, and React has shown it. */
async function settled(): Promise<void> {
  const underWay = '[aria-busy="true"], [data-part="skeleton"], [data-part="busy"]'
  const quiet = () => pending === 0 && document.querySelector(underWay) === null
  await vi.waitUntil(
    async () => {
      if (!quiet()) return false
      await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
      return quiet()
    },
    { timeout: 10_000, interval: 5 },
  )
}

/** Plays a scene with changed answers, and tells what was wrong with the page at any time. */
async function play(
  { options = {}, prepare, show, act }: Scene,
  change: Change,
  hostile = '',
): Promise<string[]> {
  const problems = new Set<string>()
  complaints.length = 0
  const world = changedWorld(options, change)
  isPreparing = true
  await prepare?.(world)
  isPreparing = false
  const view = await render(
    pageOf(
      <main>
        <h1>Still here</h1>
        {show(world)}
      </main>,
      world,
      { trustDevice: 'offer', resendCooldownSeconds: 0, onLoginRequired: () => {} },
    ),
  )
  const look = async () => {
    await settled()
    for (const problem of problemsOf(document, hostile)) problems.add(problem)
    if (page.getByRole('heading', { name: 'Still here', includeHidden: true }).query() === null)
      problems.add('the page is gone')
  }
  try {
    await look()
    await act(world, look)
  } finally {
    await view.unmount()
  }
  return [...problems, ...complaints]
}

const button = (name: string | RegExp) => page.getByRole('button', { name })
function press(name: string | RegExp): boolean {
  const found = button(name).elements()[0]
  if (!(found instanceof HTMLElement)) return false
  found.click()
  return true
}
/** As autofill does. */
function write(name: string, text: string): boolean {
  const box = page.getByRole('textbox', { name }).elements().at(-1)
  if (!(box instanceof HTMLInputElement)) return false
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, text)
  box.dispatchEvent(new Event('input', { bubbles: true }))
  return true
}

const lists: Scene = {
  options: { amr: ['pwd', 'mfa'] },
  // So that there is a trusted device.
  async prepare({ client, fake }) {
    const handle = await client.startStepUp({})
    const { challengeId } = await client.sendCode({ stepUp: handle, factor: 'sms' })
    await client.verifyCode({ stepUp: handle, challengeId, code: fake.lastCode(), trustDevice: true })
  },
  reaches: ['GET config 200', 'GET userinfo 200', 'GET mfa/credentials 200', 'GET mfa/trusteddevices 200'],
  show: () => (
    <>
      <PhoneNumberEditor />
      <EmailEditor />
      <MfaCredentialManager />
      <TrustedDeviceManager />
    </>
  ),
  async act(_world, look) {
    for (const name of [/^Remove the email/, /^Remove the phone/, /^Stop trusting/]) {
      if (!press(name)) continue
      await look()
      press('Close')
      await look()
    }
  },
}

const stepUp: Scene = {
  options: { ageSeconds: 600 },
  reaches: [
    'POST mfa/stepup 200',
    'POST passwordless/start 200',
    'POST passwordless/verify 200',
    'POST oauth/token 200',
    'POST update-phone-number 200',
  ],
  show: () => <PhoneNumberEditor />,
  async act({ fake }, look) {
    write('Phone number', '+33639984242')
    press('Save number')
    await look()
    if (press('Send code')) await look()
    if (fake.inbox.length > 0 && write('Code', fake.lastCode())) {
      press('Verify')
      await look()
    }
  },
}

const login: Scene = {
  reaches: [
    'GET config 200',
    'POST password/login 200',
    'POST mfa/stepup 200',
    'POST passwordless/start 200',
  ],
  show: () => <PasswordLogin />,
  async act({ fake }, look) {
    write('Email or phone number', fake.currentPersona.email)
    const password = page.getByLabelText('Password').elements()[0]
    if (password instanceof HTMLInputElement) password.value = fake.currentPersona.password
    press('Sign in')
    await look()
    if (press('Send code')) await look()
  },
}

const scenes = { lists, 'a step-up': stepUp, 'a login': login }

const unchanged: Change = (json) => json
/** By scene. */
const known = new Map<Scene, Promise<string[]>>()
/** Every text of every answer of a scene: call, way through the JSON. */
function textsOf(scene: Scene): Promise<string[]> {
  const texts = known.get(scene) ?? findTexts(scene)
  known.set(scene, texts)
  return texts
}
async function findTexts(scene: Scene): Promise<string[]> {
  const found = new Set<string>()
  const problems = await play(scene, (json, line) => {
    for (const path of textsIn(JSON.parse(json))) found.add(`${line} ${path.join('.')}`)
    return json
  })
  expect(problems).toEqual([])
  const calls = new Set([...found].map((name) => name.replace(/ \S+$/, '')))
  for (const call of scene.reaches) expect(calls).toContain(call)
  return [...found]
}

const changing =
  (text: string, isMeant: (name: string) => boolean): Change =>
  (json, line) =>
    JSON.stringify(
      withTexts(JSON.parse(json), (path, was) => (isMeant(`${line} ${path.join('.')}`) ? text : was)),
    )

/** What the next call or the choice of what is shown hangs on; all others can be hostile at once, and nothing stops. */
const carries = /\.(type|amr\.\d)$| (amr\.\d|token|tkn|code|challenge_id|access_token)$/

describe.each(Object.entries(scenes))('hostile values in %s', (_name, scene) => {
  it('has nothing to complain of where nothing is changed, and reaches what is to be shown', async () => {
    await expect(textsOf(scene)).resolves.not.toEqual([])
  })

  it.each(kinds.map((kind, turn) => [kind, turn] as const))(
    'every text: %s',
    async (kind, turn) => {
      const texts = await textsOf(scene)
      const reached = new Set<string>()
      const all = changing(hostileTexts[kind], (name) => !carries.test(name))
      const wrong = await play(scene, (json, line) => {
        reached.add(line)
        return all(json, line)
      })
      // What was not reached was not shown.
      for (const call of scene.reaches) expect(reached).toContain(call)
      const carriers = texts.filter((name) => carries.test(name))
      // One at a time, since nothing comes after it; here each meets one kind in the page, and every kind at the client.
      for (const name of carriers.filter((__, index) => (index + turn) % kinds.length === 0)) {
        const problems = await play(
          scene,
          changing(hostileTexts[kind], (other) => other === name),
        )
        wrong.push(...problems.map((problem) => `${name}: ${problem}`))
      }
      expect(wrong).toEqual([])
    },
    120_000,
  )

  it('keys that every object has', async () => {
    expect(await play(scene, withPrototypeKeys)).toEqual([])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})

/** Calls whose refusal is shown, and a key for which the kit has a sentence of its own. */
const refusals: readonly [EndpointName, Scene, status: number, key: string][] = [
  ['mfa/credentials', lists, 403, 'error.feature.notAvailable'],
  ['mfa/trusteddevices', lists, 500, 'error.accessToken.missing'],
  ['mfa/stepup', stepUp, 403, 'error.account.temporarilySuspended'],
  ['passwordless/start', stepUp, 429, 'error.tooManyAttempts'],
  ['passwordless/verify', stepUp, 401, 'error.invalidVerificationCode'],
  ['update-phone-number', stepUp, 400, 'error.phoneNumber.alreadyInUse'],
  ['password/login', login, 401, 'error.invalidEmailOrPassword'],
]

interface Journey {
  name: string
  /** Each is refused once on the way. */
  calls: Call[]
}

/** What is done in one page, with one token. */
const journeys: Journey[] = []
for (const call of calls) {
  // What a frame gets has no fetch; the others are told apart by the server alone.
  if (call.endpoint === 'oauth/authorize' || call.bySession || call.renews || call.turn) continue
  const name = `${call.task} of ${call.persona}${call.token ? ', stepped up' : ''}`
  const journey = journeys.find((one) => one.name === name)
  if (journey) journey.calls.push(call)
  else journeys.push({ name, calls: [call] })
}

/** A person who goes on to the end although each call is refused once. */
function sceneOf({ calls: refused }: Journey, status: number, body: string): Scene {
  const [first] = refused
  if (!first) throw new Error('Nothing is done.')
  const resends = refused.find((call) => call.resends)?.resends
  const call: Call = { ...first, ...(resends && { resends }) }
  let sentBefore = 0
  return {
    options: { seed: call.persona },
    async prepare(world) {
      const { fake, token } = world
      if (/Device/.test(call.task)) await lists.prepare?.(world)
      sentBefore = fake.inbox.length
      token.current =
        call.task === 'signIn' ? undefined : fake.issueTokens(call.persona, call.token).accessToken
      for (const { endpoint, method } of refused) fake.failNext(endpoint, { status, method, body })
    },
    reaches: [],
    show: () => widgets[call.task](call),
    async act({ fake }, look) {
      const { email, password } = fake.currentPersona
      const person = createPerson(call, { email, password }, async () => {})
      for (let step = 0; !person.seesSuccess(); step += 1) {
        const messages = fake.inbox
          .slice(sentBefore)
          .map(({ to, code, challengeId }) => ({ to, code, isStepUp: challengeId !== undefined }))
        const action = person.next({ log: requestLines(fake), messages, fired: true, done: true })
        if (!action || step > 30) {
          complain(`It is stuck at “${document.body.innerText.slice(0, 300)}”`)
          return
        }
        await action.run()
        await look()
      }
      for (const { endpoint, method } of refused)
        if (
          !fake.requests.some(
            (one) => one.endpoint === endpoint && one.method === method && one.status === status,
          )
        )
          complain(`${method} ${endpoint} was not refused`)
    },
  }
}

describe('hostile values in a refusal', () => {
  const playRefused = (
    scene: Scene,
    endpoint: EndpointName,
    status: number,
    body: { error_user_msg: string } & Record<string, unknown>,
  ) => {
    const seen: string[] = []
    const prepared: Scene = {
      ...scene,
      async prepare(world) {
        await scene.prepare?.(world)
        world.fake.fail(endpoint, { status, body: JSON.stringify(body) })
      },
      async act(world, look) {
        const read = async () => {
          await look()
          seen.push(document.body.textContent ?? '')
        }
        await read()
        await scene.act(world, read)
      },
    }
    return { seen, problems: play(prepared, unchanged, body.error_user_msg) }
  }

  it('meets every request of the client but that of a frame', () => {
    const lines = journeys.flatMap(({ calls }) =>
      calls.map(({ method, endpoint }) => `${method} ${endpoint}`),
    )
    expect(new Set([...lines, 'GET oauth/authorize'])).toEqual(new Set(linesOfTheClient))
  })

  // Each journey meets every third kind, and every kind a third of the journeys.
  it.each(kinds.map((kind, turn) => [kind, turn] as const))(
    'every field of every request’s refusal: %s',
    async (kind, turn) => {
      const text = hostileTexts[kind]
      const wrong: string[] = []
      for (const [index, journey] of journeys.entries()) {
        if ((index + turn) % 3 !== 0) continue
        const body = {
          error: text,
          error_id: text,
          error_description: text,
          error_user_msg: text,
          error_message_key: text,
          error_details: [{ field: text, message: text, code: text }],
        }
        // By turns one of which the server’s text is shown, and one with the reference for support.
        const status = Math.floor((index + turn) / 3) % 2 === 0 ? 400 : 500
        const problems = await play(sceneOf(journey, status, JSON.stringify(body)), unchanged, text)
        wrong.push(...problems.map((problem) => `${journey.name} ${status}: ${problem}`))
      }
      expect(wrong).toEqual([])
    },
    120_000,
  )

  it.each(refusals)(
    '%s: the server’s text is not shown where there is one of ours',
    async (endpoint, scene, status, key) => {
      const raw = 'Raw text of the server'
      const { seen, problems } = playRefused(scene, endpoint, status, {
        error: 'invalid_request',
        error_description: raw,
        error_user_msg: raw,
        error_message_key: key,
        error_details: [{ field: raw, message: raw, code: raw }],
      })
      expect(await problems).toEqual([])
      expect(seen.length).toBeGreaterThan(0)
      expect(seen.join()).not.toContain(raw)
    },
  )
})

describe('the check itself', () => {
  it.each([
    ['nothing special', false],
    ['a \u2068\u202Eb\u202C\u2069 c', false],
    ['a \u2068\u202Eb\u2069 c', false],
    ['a \u202Eb', true],
    ['a \u2067b', true],
    ['a \u2068b\u2069\u202Ec\u2069', true],
    ['a \u2069', true],
  ])('%j turns others: %s', (text, expected) => {
    expect(turnsOthers(text)).toBe(expected)
  })

  it('notices what a careless page would do', () => {
    const careless = document.createElement('div')
    document.body.append(careless)
    careless.innerHTML =
      '<p>from <span>file\u202Egnp</span> on</p><img alt=""><a href="#x">x</a><p style="width: 5000px" aria-label="a \u202Eb">x</p>'
    expect(problemsOf(document)).toEqual([
      'there is a <img>',
      '<a> has href',
      'aria-label turns what stands beside it',
      expect.stringContaining('<span> turns what stands beside it'),
      '<html> is wider than its place',
    ])
    careless.remove()
    expect(problemsOf(document)).toEqual([])
  })
})
