import { QueryClient } from '@tanstack/react-query'
import { act, configure, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { describe, expect, it } from 'vitest'
import type { StepUpClient } from '../../src/client/types.js'
import { EmailEditor } from '../../src/components/EmailEditor/index.js'
import { MfaCredentialManager } from '../../src/components/MfaCredentialManager/index.js'
import { PasswordLogin } from '../../src/components/PasswordLogin/index.js'
import { PhoneNumberEditor } from '../../src/components/PhoneNumberEditor/index.js'
import { TrustedDeviceManager } from '../../src/components/TrustedDeviceManager/index.js'
import { createWorld, passStepUp, type World, type WorldOptions } from './account.support.js'
import { pageOf } from './account.world.js'

// A busy machine takes its time.
configure({ asyncUtilTimeout: 5000 })

function open(
  ui: ReactNode,
  options: WorldOptions = {},
  client: (own: World['client']) => Partial<StepUpClient> = () => ({}),
) {
  const world = createWorld(options)
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const page = { ...world, client: { ...world.client, ...client(world.client) } }
  const view = render(pageOf(ui, page, { resendCooldownSeconds: 0 }, queryClient))
  /** All that was sent is answered. */
  const quiet = () => waitFor(() => expect(queryClient.isMutating()).toBe(0))
  /** How often that was sent. */
  const times = (call: string) => world.calls().filter((made) => made === call).length
  return { ...view, world, quiet, times, user: userEvent.setup() }
}

type Page = ReturnType<typeof open>

const button = (name: RegExp | string) => screen.findByRole('button', { name })
const box = (name: RegExp | string) => screen.findByRole('textbox', { name })
const resend = () => button('Send a new code')
/** Before the first click is drawn, which takes React Query a task. */
const clickTwice = (element: HTMLElement) =>
  act(() => {
    element.click()
    element.click()
  })

async function fill({ user }: Page, name: RegExp | string, text: string) {
  await user.clear(await box(name))
  await user.paste(text)
}

async function sendToNewNumber(page: Page, phoneNumber = '0639987654') {
  await fill(page, 'Phone number', phoneNumber)
  await page.user.click(await button('Save number'))
  await box('Code')
}

async function sendToNewEmail(page: Page) {
  await fill(page, 'Email address', 'new@harbour.example')
  await page.user.click(await button('Save address'))
  await box('Code')
}

async function enroll(page: Page) {
  await page.user.click(await button('Add phone number'))
  await fill(page, 'Phone number', '+33639980077')
  await page.user.click(await button('Add'))
  await box('Code')
}

const emailEditor = <EmailEditor />
const manager = <MfaCredentialManager />
const phoneEditor = <PhoneNumberEditor defaultCountry="FR" />
const noCredential: WorldOptions = { seed: 'noCredential' }

describe('rule 3: two clicks in one task send one message', () => {
  it.each<[what: string, ui: ReactNode, begin: (page: Page) => Promise<void>, call: string]>([
    ['to the new number', phoneEditor, sendToNewNumber, 'POST send-phone-number-verification'],
    ['to the new address', emailEditor, sendToNewEmail, 'POST send-email-verification'],
    ['of an enrollment', manager, enroll, 'POST mfa/credentials/phone-numbers'],
  ])('when the message %s is sent again', async (_, ui, begin, call) => {
    const page = open(ui, noCredential)
    await begin(page)
    page.world.forgetCalls()
    clickTwice(await resend())
    await page.quiet()
    expect(page.times(call)).toBe(1)
    expect(page.world.fake.inbox).toHaveLength(2)
  })

  it.each([
    ['number', phoneEditor, 'Phone number', '0639987654', 'POST update-phone-number'],
    ['address', emailEditor, 'Email address', 'new@harbour.example', 'POST update-email'],
  ])('when a new %s is saved', async (what, ui, field, text, call) => {
    const page = open(ui, noCredential)
    await fill(page, field, text)
    clickTwice(await button(`Save ${what}`))
    await box('Code')
    await page.quiet()
    expect(page.times(call)).toBe(1)
  })

  it('but a click after the answer, or after a failure, sends another', async () => {
    const page = open(phoneEditor, noCredential)
    await sendToNewNumber(page)
    page.world.fake.failNext('send-phone-number-verification', { network: 'offline' })
    await page.user.click(await resend())
    await screen.findByRole('alert')
    for (const messages of [2, 3]) {
      await page.user.click(await resend())
      await waitFor(() => expect(page.world.fake.inbox).toHaveLength(messages))
      await page.quiet()
    }
  })
})

describe('rule 11: two clicks in one task', () => {
  it.each<[what: string, ui: ReactNode, begin: (page: Page) => Promise<void>, confirm: string, call: string]>(
    [
      ['a new number', phoneEditor, sendToNewNumber, 'Confirm number', 'POST verify-phone-number'],
      ['a new address', emailEditor, sendToNewEmail, 'Confirm address', 'POST verify-email'],
      ['an enrollment', manager, enroll, 'Confirm', 'POST mfa/credentials/phone-numbers/verify'],
    ],
  )('check the code of %s once', async (_, ui, begin, confirm, call) => {
    const page = open(ui, noCredential)
    await begin(page)
    await fill(page, 'Code', '000000')
    page.world.forgetCalls()
    clickTwice(await button(confirm))
    await waitFor(async () => expect(await box('Code')).toBeInvalid())
    await page.quiet()
    expect(page.times(call)).toBe(1)
  })

  it('sign in once', async () => {
    const page = open(<PasswordLogin />, { seed: 'smsOnly' })
    const { email } = page.world.fake.currentPersona
    await page.user.type(await box(/Email/), email)
    await page.user.type(screen.getByLabelText('Password'), 'wrong')
    clickTwice(await button('Sign in'))
    await screen.findByRole('alert')
    await page.quiet()
    expect(page.times('POST password/login')).toBe(1)
  })

  it('remove a credential once', async () => {
    const page = open(manager, { seed: 'smsAndEmail' })
    await page.user.click(await button(/^Remove the email/))
    const dialog = within(await screen.findByRole('dialog', { name: /^Remove the email/ }))
    clickTwice(dialog.getByRole('button', { name: 'Remove' }))
    await passStepUp(page.user, page.world)
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    await page.quiet()
    expect(page.world.calls().filter((made) => made.startsWith('DELETE'))).toHaveLength(1)
  })

  it('take the trust from a device once', async () => {
    const page = open(<TrustedDeviceManager />, noCredential, () => ({
      listTrustedDevices: async () => [{ id: 'device', userId: 'bea', metadata: { deviceName: 'Desk' } }],
    }))
    await page.user.click(await button(/^Stop trusting .Desk.$/))
    clickTwice(await button('Stop trusting'))
    await page.quiet()
    expect(page.world.calls().filter((made) => made.startsWith('DELETE'))).toHaveLength(1)
  })

  it('load a list once', async () => {
    const page = open(manager, { seed: 'smsAndEmail', ageSeconds: 400 })
    const show = await button('Show my email addresses and phone numbers')
    page.world.forgetCalls()
    clickTwice(show)
    await passStepUp(page.user, page.world)
    expect(await screen.findAllByRole('listitem')).toHaveLength(2)
    await page.quiet()
    expect(page.times('GET mfa/credentials')).toBe(1)
  })
})

describe('a check that is not answered', () => {
  it('does not hold the code of another number', async () => {
    let checks = 0
    const page = open(phoneEditor, noCredential, (client) => ({
      verifyPhoneNumber: (...given) =>
        (checks += 1) === 1 ? new Promise(() => {}) : client.verifyPhoneNumber(...given),
    }))
    await sendToNewNumber(page)
    await fill(page, 'Code', '000000')
    await page.user.click(await button('Confirm number'))
    await page.user.click(await button('Use a different number'))
    await sendToNewNumber(page, '0639987655')
    await fill(page, 'Code', page.world.fake.lastCode('sms'))
    await page.user.click(await button('Confirm number'))
    expect(await screen.findByText(/Your phone number is now .*\+33 6 39 98 76 55/)).toBeVisible()
  })

  it('says nothing once its form is gone', async () => {
    const page = open(phoneEditor, noCredential)
    await sendToNewNumber(page)
    page.world.fake.failNext('verify-phone-number', { status: 500, delayMs: 20 })
    await fill(page, 'Code', '000000')
    await page.user.click(await button('Confirm number'))
    page.unmount()
    // An unhandled rejection fails the run.
    await page.quiet()
    expect(page.times('POST verify-phone-number')).toBe(1)
  })
})
