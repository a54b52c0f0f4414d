import type { Page } from '@playwright/test'
import { readAccessTokenClaims } from '../../src/client/index.js'
import type { LoggedRequest, PersonaName } from '../../src/testing/index.js'
import {
  EmailEditorPage,
  fakeApi,
  MfaCredentialManagerPage,
  PasswordLoginPage,
  PhoneNumberEditorPage,
  StepUpDialogPage,
  type StepUpPromptPage,
} from '../../src/testing/playwright.js'
import { expect, test } from './demo-page.js'
import { field, type } from './support.js'

/** The ways to start: A the session cookie, B the `tkn` of a login, C the access token. */
type Way = 'A' | 'B' | 'C'

interface Operation {
  /** The row of DESIGN, section 1. */
  row: 1 | 2 | 3 | 4 | 5 | 6
  what: string
  persona: PersonaName
  /** The ways that exist, or why one does not. */
  ways: Readonly<Record<Way, true | string>>
  /** Until the step-up is asked for. */
  act(page: Page): Promise<void>
  /** After the step-up, until the widget shows that it is done. */
  finish(page: Page): Promise<void>
  /** Calls that change something, before and after those of the step-up; the guarded one is the first of `after`. */
  before?: readonly string[]
  after: readonly string[]
  /** What the fake knows of the person afterwards. */
  state: Record<string, unknown>
}

const onlyAtLogin = 'a tkn is the answer of a password login, and is used up by that login'
const atEdit = { A: true, B: onlyAtLogin, C: true } as const

const email = (page: Page) => new EmailEditorPage(page.getByRole('region', { name: 'Email address' }))
const phone = (page: Page) => new PhoneNumberEditorPage(page.getByRole('region', { name: 'Phone number' }))
const manager = (page: Page) => new MfaCredentialManagerPage(page)
const login = (page: Page) => new PasswordLoginPage(page)

const operations: readonly Operation[] = [
  {
    row: 1,
    what: 'update an email that is a credential',
    persona: 'smsAndEmail',
    ways: atEdit,
    act: async (page) => {
      await type(email(page).field, 'bea.new@example.com')
      await email(page).save.click()
    },
    finish: async (page) => {
      // The old address is verified, so it stays until the link is followed.
      await expect(email(page).root.getByText('bea.new@example.com')).toBeVisible()
      expect(await userOf(page, 'smsAndEmail')).toMatchObject({
        email: 'bea.lindqvist@example.com',
        pendingEmail: 'bea.new@example.com',
      })
      await fakeApi(page.request).followEmailLink('bea.new@example.com')
    },
    after: ['POST update-email'],
    state: {
      email: 'bea.new@example.com',
      emailVerified: true,
      credentials: [
        { type: 'email', value: 'bea.new@example.com' },
        { type: 'sms', value: '+33639980004' },
      ],
    },
  },
  {
    row: 2,
    what: 'delete an email that is a credential',
    persona: 'smsAndEmail',
    ways: atEdit,
    act: (page) => manager(page).remove('email'),
    finish: (page) => expect(manager(page).items).toHaveCount(1),
    after: ['DELETE mfa/credentials/emails'],
    state: {
      email: 'bea.lindqvist@example.com',
      credentials: [{ type: 'sms', value: '+33639980004' }],
    },
  },
  {
    row: 3,
    what: 'update a phone number that is a credential',
    persona: 'smsAndEmail',
    ways: atEdit,
    act: async (page) => {
      await type(phone(page).field, '06 39 98 42 42')
      await phone(page).save.click()
    },
    finish: async (page) => {
      await expect(phone(page).code.input).toBeVisible()
      await type(phone(page).code.input, await newestCode(page, 2))
      await phone(page).confirm.click()
      await expect(phone(page).success).toBeVisible()
    },
    after: ['POST update-phone-number', 'POST verify-phone-number'],
    state: {
      phoneNumber: '+33639984242',
      phoneNumberVerified: true,
      credentials: [
        { type: 'email', value: 'bea.lindqvist@example.com' },
        { type: 'sms', value: '+33639984242' },
      ],
    },
  },
  {
    row: 4,
    what: 'delete a phone number that is a credential',
    persona: 'smsAndEmail',
    ways: atEdit,
    act: (page) => manager(page).remove('sms'),
    finish: (page) => expect(manager(page).items).toHaveCount(1),
    after: ['DELETE mfa/credentials/phone-numbers'],
    state: {
      phoneNumber: '+33639980004',
      credentials: [{ type: 'email', value: 'bea.lindqvist@example.com' }],
    },
  },
  {
    row: 5,
    what: 'add a phone number where a credential exists',
    persona: 'emailOnly',
    ways: atEdit,
    act: async (page) => {
      await manager(page).addPhoneNumber.click()
      await type(manager(page).phoneNumber, '06 39 98 42 43')
      await manager(page).add.click()
    },
    finish: async (page) => {
      await expect(manager(page).code.input).toBeVisible()
      await type(manager(page).code.input, await newestCode(page, 2))
      await manager(page).confirm.click()
      await expect(manager(page).items).toHaveCount(2)
    },
    after: ['POST mfa/credentials/phone-numbers', 'POST mfa/credentials/phone-numbers/verify'],
    state: {
      credentials: [
        { type: 'email', value: 'emil.hart@example.com' },
        { type: 'sms', value: '+33639984243' },
      ],
    },
  },
  {
    row: 5,
    what: 'add an email where a credential exists',
    persona: 'smsOnly',
    ways: atEdit,
    act: async (page) => {
      await manager(page).addEmail.click()
      await manager(page).add.click()
    },
    finish: (page) => expect(manager(page).items).toHaveCount(2),
    after: ['POST mfa/credentials/emails'],
    state: {
      credentials: [
        { type: 'sms', value: '+33639980003' },
        { type: 'email', value: 'sami.okoro@example.com' },
      ],
    },
  },
  {
    row: 6,
    what: 'log in with a password',
    persona: 'smsAndEmail',
    ways: {
      A: 'who logs in has no session yet; the step-up of a login is bound to its tkn',
      B: true,
      C: 'who logs in has no access token yet',
    },
    act: async (page) => {
      await page.getByRole('button', { name: 'Sign-in page' }).click()
      await type(login(page).identifier, 'bea.lindqvist@example.com')
      await type(login(page).password, 'Meadow-Signal-74')
      await login(page).submit.click()
    },
    finish: (page) => expect(page.getByRole('heading', { name: 'Account security' })).toBeVisible(),
    before: ['POST password/login'],
    after: [],
    state: {
      credentials: [
        { type: 'email', value: 'bea.lindqvist@example.com' },
        { type: 'sms', value: '+33639980004' },
      ],
    },
  },
]

const promptOf = (page: Page, { row }: Operation): StepUpPromptPage =>
  row === 6 ? login(page).prompt : new StepUpDialogPage(page)

const stepUp = ['POST mfa/stepup', 'POST passwordless/start', 'POST passwordless/verify', 'POST oauth/token']

test.beforeEach(async ({ page }) => {
  await fakeApi(page.request).clearFaults()
  await fakeApi(page.request).reset()
})

for (const operation of operations) {
  for (const way of ['A', 'B', 'C'] as const) {
    const exists = operation.ways[way]
    // A combination that does not exist has its reason in the table.
    if (exists !== true) continue
    test(`row ${operation.row}, way ${way}: ${operation.what}`, async ({ page }) => {
      await open(page, operation.persona, way)
      await operation.act(page)
      await pass(page, promptOf(page, operation))
      await operation.finish(page)
      await expectLog(page, way, operation, stepUp)
      expect(await userOf(page, operation.persona)).toMatchObject({ trustedDevices: [], ...operation.state })
    })
  }
}

test('row 5: the first credential needs no step-up', async ({ page }) => {
  await open(page, 'noCredential', 'A')
  await manager(page).addEmail.click()
  await manager(page).add.click()
  await expect(manager(page).items).toHaveCount(1)
  expect(await changes(page)).toEqual(['POST mfa/credentials/emails'])
  expect(await userOf(page, 'noCredential')).toMatchObject({
    credentials: [{ type: 'email', value: 'nora.quist@example.com' }],
  })
})

test('row 6: a login without a credential needs no step-up', async ({ page }) => {
  await open(page, 'noCredential', 'A')
  await page.getByRole('button', { name: 'Sign-in page' }).click()
  await type(login(page).identifier, 'nora.quist@example.com')
  await type(login(page).password, 'Willow-Bridge-41')
  await login(page).submit.click()
  await expect(page.getByRole('heading', { name: 'Account security' })).toBeVisible()
  expect(await changes(page)).toEqual(['POST password/login', 'POST oauth/token'])
})

test('row 6, way B: the device is trusted where the person wants that, and the next login asks no code', async ({
  page,
}) => {
  const row6 = operations.find(({ row }) => row === 6)
  if (!row6) throw new Error('There is no row 6.')
  await open(page, row6.persona, 'B')
  await row6.act(page)
  await pass(page, login(page).prompt, { trust: true })
  await row6.finish(page)
  const { trustedDevices } = await userOf(page, row6.persona)
  expect(trustedDevices).toHaveLength(1)
  await row6.act(page)
  await row6.finish(page)
  expect(await changes(page)).toEqual([
    'POST password/login',
    ...stepUp,
    'POST password/login',
    'POST oauth/token',
  ])
})

// The retry: the same step-up token, a code of its own, and only the newest challenge is verified.
for (const [row, way] of [
  [2, 'A'],
  [2, 'C'],
  [6, 'B'],
] as const) {
  test(`retry, way ${way}: a code that did not come is sent again (row ${row})`, async ({ page }) => {
    const operation = operations.find((one) => one.row === row)
    if (!operation) throw new Error(`There is no row ${row}.`)
    await page.clock.install()
    await open(page, operation.persona, way)
    await operation.act(page)
    const prompt = promptOf(page, operation)
    await choose(prompt)
    await newestCode(page, 1)
    await expect(prompt.resend).toHaveAttribute('aria-disabled', 'true')
    await page.clock.fastForward(31_000)
    await expect(prompt.resend).not.toHaveAttribute('aria-disabled', 'true')
    await prompt.resend.click()
    await type(prompt.code.input, await newestCode(page, 2))
    await prompt.verify.click()
    await operation.finish(page)
    await expectLog(page, way, operation, stepUp.toSpliced(1, 0, 'POST passwordless/start'))
    const log = await changesLogged(page)
    const starts = log.filter(({ endpoint }) => endpoint === 'passwordless/start')
    expect(new Set(starts.map(({ body }) => field(body, 'step_up'))).size).toBe(1)
    const newest = (await fakeApi(page.request).inbox()).at(-1)
    const verify = log.find(({ endpoint }) => endpoint === 'passwordless/verify')
    expect(field(verify?.body, 'challenge_id')).toBe(newest?.challengeId)
    expect(await userOf(page, operation.persona)).toMatchObject(operation.state)
  })
}

test('a second edit within the window asks nothing', async ({ page }) => {
  await open(page, 'smsAndEmail', 'A')
  await manager(page).remove('email')
  await pass(page, new StepUpDialogPage(page))
  await expect(manager(page).items).toHaveCount(1)
  await manager(page).remove('sms')
  await expect(manager(page).items).toHaveCount(0)
  expect(await changes(page)).toEqual([
    ...stepUp,
    'DELETE mfa/credentials/emails',
    'DELETE mfa/credentials/phone-numbers',
  ])
})

async function open(page: Page, persona: PersonaName, way: Way): Promise<void> {
  const start = way === 'C' ? 'accessToken' : 'session'
  await page.goto(`/?persona=${persona}&start=${start}`)
  await expect(phone(page).field).toBeVisible()
  await expect(manager(page).addEmail.or(manager(page).items).first()).toBeVisible()
}

/** Chooses what is proposed, where there is a choice; goes on to the code. */
async function choose(prompt: StepUpPromptPage): Promise<void> {
  await prompt.sendCode.or(prompt.code.input).first().waitFor()
  if (await prompt.sendCode.isVisible()) await prompt.sendCode.click()
  await prompt.code.input.waitFor()
}

async function pass(page: Page, prompt: StepUpPromptPage, { trust = false } = {}): Promise<void> {
  await choose(prompt)
  if (trust) await prompt.trustDevice.check()
  await type(prompt.code.input, await newestCode(page, 1))
  await prompt.verify.click()
  await expect(prompt.code.input).toBeHidden()
}

/** The newest code, once exactly so many were sent. */
async function newestCode(page: Page, sent: number): Promise<string> {
  const fake = fakeApi(page.request)
  await expect.poll(async () => (await fake.inbox()).length).toBe(sent)
  return fake.lastCode()
}

async function userOf(page: Page, persona: PersonaName): Promise<Record<string, unknown>> {
  const response = await page.request.get('/__fake/state')
  const user = field(field(await response.json(), 'users'), persona)
  if (typeof user !== 'object' || user === null) throw new Error(`The fake does not know ${persona}.`)
  return { ...user }
}

/** The requests that change something, oldest first. */
async function changesLogged(page: Page): Promise<LoggedRequest[]> {
  const log = await fakeApi(page.request).requests()
  return log.filter(({ method }) => method !== 'GET' && method !== 'OPTIONS')
}

const lineOf = ({ method, path }: LoggedRequest) => `${method} ${path.replace(/^\/(identity\/v1\/)?/, '')}`

async function changes(page: Page): Promise<string[]> {
  return (await changesLogged(page)).map(lineOf)
}

/** Exactly these calls, each once and successful, started the way that was chosen, the edit with the fresh token. */
async function expectLog(
  page: Page,
  way: Way,
  { before = [], after }: Operation,
  calls: readonly string[],
): Promise<void> {
  const log = await changesLogged(page)
  expect(log.map(lineOf)).toEqual([...before, ...calls, ...after])
  expect(log.filter(({ status = 0 }) => status < 200 || status > 299)).toEqual([])

  const trigger = log.find(({ endpoint }) => endpoint === 'mfa/stepup')
  expect({
    hasCookie: Object.keys(trigger?.cookies ?? {}).length > 0,
    hasBearer: trigger?.headers['authorization'] !== undefined,
    hasTkn: field(trigger?.body, 'tkn') !== undefined,
  }).toEqual({ hasCookie: true, hasBearer: way === 'C', hasTkn: way === 'B' })

  // The edit leaves after the token answer, with a token that proves the step-up.
  const edit = log[before.length + calls.length]
  if (after.length === 0) return
  expect(readAccessTokenClaims(edit?.headers['authorization'])?.amr).toContain('mfa')
}
