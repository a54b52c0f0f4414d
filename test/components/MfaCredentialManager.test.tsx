import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import {
  MfaCredentialManager,
  type MfaCredentialManagerProps,
} from '../../src/components/MfaCredentialManager/index.js'
import type { StepUpProviderProps } from '../../src/components/StepUpProvider/index.js'
import {
  cancelStepUp,
  createWorld,
  passStepUp,
  show,
  stepUpDialog,
  type World,
  type WorldOptions,
} from './account.support.js'

function open(
  options: WorldOptions = {},
  props: MfaCredentialManagerProps = {},
  provider: Partial<StepUpProviderProps> = {},
) {
  const world = createWorld(options)
  return { world, ...show(<MfaCredentialManager {...props} />, world, provider) }
}

const textsOf = (container: HTMLElement = document.body) =>
  within(container)
    .queryAllByRole('listitem')
    .map((item) => [...item.querySelectorAll('p')].map((line) => line.textContent))
const credentialsOf = ({ fake }: World) => fake.state.currentUser.credentials.map(({ value }) => value)
const button = (name: RegExp | string) => screen.findByRole('button', { name })
const confirmation = (name: RegExp) => screen.findByRole('dialog', { name })

describe('the list', () => {
  it('names each kind, hides most of the identifier and writes dates as the reader does', async () => {
    const { world } = open({ seed: 'smsAndEmail' }, {}, { locale: 'de' })
    await button(/^Remove the email address/)
    const createdAt = world.fake.state.currentUser.credentials[0]?.createdAt ?? ''
    const date = new Intl.DateTimeFormat('de', { dateStyle: 'medium', timeZone: 'UTC' }).format(
      new Date(createdAt),
    )
    expect(date).toMatch(/^\d\d\.\d\d\.\d{4}$/)
    expect(textsOf()).toEqual([
      ['Email', 'b•••@example.com', `Added on ${date}`],
      ['Text message', '••• ••• 04', `Added on ${date}`],
    ])
    expect(document.body.textContent).not.toMatch(/lindqvist|639980004/)
  })

  it('shows a name that somebody gave, and a date that is none as it is', async () => {
    const { world } = open({ seed: 'noCredential' })
    world.fake.clearFaults()
    await screen.findByText(/^Nothing here yet/)
    world.fake.failNext('mfa/credentials', {
      status: 200,
      body: JSON.stringify({
        credentials: [
          { type: 'sms', phone_number: '+33639980001', friendly_name: 'Work', created_at: 'last spring' },
          { type: 'sms', phone_number: '+33639980009', friendly_name: '+33 6 39 98 00 09' },
        ],
      }),
    })
    act(() => void window.dispatchEvent(new Event('visibilitychange')))
    await screen.findByText('Work')
    expect(textsOf()).toEqual([
      ['Text message · Work', '••• ••• 01', 'Added on \u2068last spring\u2069'],
      ['Text message', '••• ••• 09'],
    ])
  })

  it('says that it is loading, and then that it is empty', async () => {
    open({ seed: 'noCredential', latencyMs: 20 })
    const region = screen.getByRole('region', { name: 'Two-step verification' })
    expect(region).toHaveAttribute('aria-busy', 'true')
    expect(region).toHaveTextContent('Loading your email addresses')
    await screen.findByText(/^Nothing here yet/)
    expect(region).toHaveAttribute('aria-busy', 'false')
  })

  it('gives the reference for support when it can’t be loaded, and loads again on request', async () => {
    const world = createWorld()
    world.fake.fail('mfa/credentials', { status: 502, html: true })
    const { user } = show(<MfaCredentialManager />, world)
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Something went wrong on our side.*Reference for support: /,
    )
    world.fake.clearFaults()
    await user.click(await button('Try again'))
    expect(await screen.findAllByRole('listitem')).toHaveLength(2)
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('opens no prompt by itself where the token is stale: a button does', async () => {
    const { user, world } = open({ ageSeconds: 400 })
    await button('Show my email addresses and phone numbers')
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(world.calls()).not.toContain('POST mfa/stepup')
    await user.click(await button('Show my email addresses and phone numbers'))
    await passStepUp(user, world)
    expect(await screen.findAllByRole('listitem')).toHaveLength(2)
  })

  it('renews a stale token silently where the host can', async () => {
    const { world } = open({ ageSeconds: 400, refreshes: true })
    expect(await screen.findAllByRole('listitem')).toHaveLength(2)
    expect(world.calls().filter((call) => call === 'GET mfa/credentials')).toHaveLength(1)
  })

  it('is loaded once for two managers, and a change shows in both', async () => {
    const world = createWorld({ seed: 'noCredential' })
    const { user } = show(
      <>
        <MfaCredentialManager />
        <MfaCredentialManager />
      </>,
      world,
    )
    const [first] = await screen.findAllByRole('button', { name: 'Add email address' })
    expect(world.calls().filter((call) => call === 'GET mfa/credentials')).toHaveLength(1)
    if (first) await user.click(first)
    await user.click(await button('Add'))
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(2))
    expect(world.calls().filter((call) => call === 'POST mfa/credentials/emails')).toHaveLength(1)
  })

  it('is right in another tab as well, and tells it nothing but which list changed', async () => {
    const world = createWorld({ amr: ['pwd', 'mfa'] })
    const here = show(<MfaCredentialManager />, world)
    const there = show(<MfaCredentialManager />, world)
    const heard: unknown[] = []
    const channel = new BroadcastChannel(`stepup-kit:${world.client.id}`)
    channel.onmessage = ({ data }) => heard.push(data)
    const inHere = within(here.container)
    await waitFor(() => expect(textsOf(there.container)).toHaveLength(2))
    await here.user.click(await inHere.findByRole('button', { name: /^Remove the email/ }))
    await here.user.click(inHere.getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(textsOf(there.container)).toHaveLength(1))
    expect(heard).toEqual(['credentials'])
    channel.close()
  })
})

describe('adding', () => {
  it('edge 10: the first one needs no step-up, and no code where the email is verified', async () => {
    const { world, user } = open({ seed: 'noCredential' })
    await user.click(await button('Add email address'))
    expect(screen.getByRole('heading', { name: 'Add email address' })).toHaveFocus()
    expect(screen.getByText(/n•••@example.com/)).toBeVisible()
    world.forgetCalls()
    await user.click(await button('Add'))
    await waitFor(() => expect(textsOf()).toHaveLength(1))
    expect(world.calls()[0]).toBe('POST mfa/credentials/emails')
    expect(world.calls()).not.toContain('POST mfa/stepup')
    expect(screen.getByRole('heading', { name: 'Two-step verification' })).toHaveFocus()
    expect(screen.getByText('Added. It can receive codes from now on.')).toBeInTheDocument()
    expect(world.events).toEqual([
      {
        type: 'credential.enrolled',
        operation: 'enrollEmail',
        factor: 'email',
        durationMs: expect.any(Number),
      },
    ])
    expect(screen.queryByRole('button', { name: 'Add email address' })).not.toBeInTheDocument()
  })

  it('asks for the code where one was sent, keeps a wrong one and takes the right one', async () => {
    const { world, user } = open({ seed: 'unverifiedEmail' })
    await user.click(await button('Add email address'))
    await user.click(await button('Add'))
    const code = await screen.findByRole('textbox', { name: 'Code' })
    await waitFor(() => expect(code).toHaveFocus())
    await user.type(code, '000000')
    await user.click(await button('Confirm'))
    expect(await screen.findByText('That code isn’t right. Check it and try again.')).toBeVisible()
    expect(code).toHaveValue('000000')
    await user.clear(code)
    await user.type(code, world.fake.lastCode('email'))
    await user.click(await button('Confirm'))
    await waitFor(() => expect(textsOf()).toHaveLength(1))
    expect(world.events).toEqual([
      {
        type: 'credential.enrolled',
        operation: 'enrollEmail',
        factor: 'email',
        durationMs: expect.any(Number),
      },
    ])
  })

  it('sends a new code by enrolling again, after the wait', async () => {
    const { world, user } = open({ seed: 'unverifiedEmail' }, {}, { resendCooldownSeconds: 0 })
    await user.click(await button('Add email address'))
    await user.click(await button('Add'))
    await user.click(await button('Send a new code'))
    await waitFor(() => expect(world.fake.inbox).toHaveLength(2))
    await user.type(await screen.findByRole('textbox', { name: 'Code' }), world.fake.lastCode('email'))
    await user.click(await button('Confirm'))
    await waitFor(() => expect(credentialsOf(world)).toEqual(['uma.castell@example.com']))
  })

  it('a further one asks for one step-up and then goes on by itself', async () => {
    const { world, user } = open({ seed: 'emailOnly' })
    await user.click(await button('Add phone number'))
    await user.type(await screen.findByRole('textbox', { name: 'Phone number' }), '+33639980077')
    world.forgetCalls()
    await user.click(await button('Add'))
    await passStepUp(user, world)
    // Until then the box is the prompt's.
    await waitFor(() => expect(world.fake.inbox.map(({ channel }) => channel)).toContain('sms'))
    await user.type(await screen.findByRole('textbox', { name: 'Code' }), world.fake.lastCode('sms'))
    await user.click(await button('Confirm'))
    await waitFor(() => expect(textsOf()).toHaveLength(2))
    expect(world.calls().slice(0, 6)).toEqual([
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
      'POST mfa/credentials/phone-numbers',
      'POST mfa/credentials/phone-numbers/verify',
    ])
  })

  it('says what is wrong with the number on its field and keeps what was typed', async () => {
    const { world, user } = open({ seed: 'noCredential' })
    await user.click(await button('Add phone number'))
    const field = await screen.findByRole('textbox', { name: 'Phone number' })
    expect(field).toHaveFocus()
    await user.click(await button('Add'))
    expect(field).toHaveAccessibleDescription(/Enter your phone number/)
    await user.type(field, '+33639980077')
    world.fake.failNext('mfa/credentials/phone-numbers', { status: 409, userMessage: 'It is here already.' })
    await user.click(await button('Add'))
    await waitFor(() => expect(field).toHaveAccessibleDescription(/It is here already/))
    expect(field).toBeInvalid()
    expect(field).toHaveFocus()
    expect(field).toHaveDisplayValue(/77$/)
    world.fake.failNext('mfa/credentials/phone-numbers', { network: 'offline' })
    await user.click(await button('Add'))
    expect(await screen.findByRole('alert')).toHaveTextContent('We couldn’t reach the server.')
    expect(field).toHaveDisplayValue(/77$/)
    await user.click(await button('Add'))
    await screen.findByRole('textbox', { name: 'Code' })
  })

  it('can be left again, and the focus goes back to where it was', async () => {
    const { user } = open({ seed: 'noCredential' })
    await user.click(await button('Add phone number'))
    await user.click(await button('Cancel'))
    expect(await button('Add phone number')).toHaveFocus()
  })

  it('sends one request for an impatient person', async () => {
    const { world, user } = open({ seed: 'unverifiedEmail' })
    await user.click(await button('Add email address'))
    const add = await button('Add')
    act(() => {
      add.click()
      add.click()
    })
    await screen.findByRole('textbox', { name: 'Code' })
    expect(world.calls().filter((call) => call === 'POST mfa/credentials/emails')).toHaveLength(1)
  })

  it('edge 10: trusts the device if the person wants it, where both sides offer that', async () => {
    const { world, user } = open({ seed: 'noCredential' }, {}, { trustDevice: 'offer' })
    await user.click(await button('Add email address'))
    await user.click(await screen.findByRole('checkbox', { name: 'Trust this device for 90 days' }))
    await user.click(await button('Add'))
    await waitFor(() => expect(world.fake.state.currentUser.trustedDevices).toHaveLength(1))
    expect(world.events).toContainEqual({
      type: 'device.trusted',
      operation: 'enrollEmail',
      factor: 'email',
      durationMs: expect.any(Number),
    })
  })

  it.each<[string, WorldOptions, Partial<StepUpProviderProps>]>([
    ['the tenant', { rbaEnabled: false }, { trustDevice: 'offer' }],
    ['the host', {}, {}],
  ])('edge 23: offers no trusted device where %s does not', async (_, options, provider) => {
    const { user } = open({ seed: 'noCredential', ...options }, {}, provider)
    await user.click(await button('Add email address'))
    await button('Add')
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument()
  })

  it.each<[WorldOptions, boolean, boolean]>([
    [{ mfaSmsEnabled: false }, true, false],
    [{ sms: false }, true, false],
    [{ mfaEmailEnabled: false }, false, true],
    [{ mfaEmailEnabled: false, mfaSmsEnabled: false }, false, false],
  ])('edge 2: offers what the tenant has on: %o', async (options, email, sms) => {
    open({ seed: 'noCredential', ...options })
    await (email || sms
      ? button(/^Add /)
      : screen.findByText('Adding an email address or a phone number isn’t available here.'))
    expect(screen.queryAllByRole('button', { name: 'Add email address' })).toHaveLength(email ? 1 : 0)
    expect(screen.queryAllByRole('button', { name: 'Add phone number' })).toHaveLength(sms ? 1 : 0)
  })
})

describe('removing', () => {
  it('edge 31: asks first, by name, and proposes the other factor; five requests do it', async () => {
    const { world, user } = open({ seed: 'smsAndEmail' })
    await user.click(await button(/^Remove the phone number ending in .04.$/))
    const dialog = await confirmation(/^Remove the phone number ending in .04.\?$/)
    world.forgetCalls()
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }))
    const prompt = within(await stepUpDialog())
    expect(await prompt.findByRole('radio', { name: /Email/ })).toBeChecked()
    expect(prompt.getByText(/Remove the phone number ending in .04/)).toBeVisible()
    await passStepUp(user, world)
    await waitFor(() => expect(textsOf()).toHaveLength(1))
    expect(world.calls().slice(0, 5)).toEqual([
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
      'DELETE mfa/credentials/phone-numbers',
    ])
    expect(credentialsOf(world)).toEqual(['bea.lindqvist@example.com'])
    expect(screen.getByText('Removed. It no longer receives codes.')).toBeInTheDocument()
    expect(screen.getByRole('heading', { name: 'Two-step verification' })).toHaveFocus()
    expect(world.events).toContainEqual({
      type: 'credential.removed',
      operation: 'removePhoneNumber',
      factor: 'sms',
      durationMs: expect.any(Number),
    })
    expect(world.calls().filter((call) => call === 'GET mfa/credentials')).toHaveLength(1)
  })

  it('removes the one that was confirmed: each row has its own dialog', async () => {
    const { world, user } = open({ seed: 'smsAndEmail', amr: ['pwd', 'mfa'] })
    await user.click(await button(/^Remove the phone/))
    await user.click(await button('Keep it'))
    await user.click(await button(/^Remove the email/))
    expect(screen.getAllByRole('dialog')).toHaveLength(1)
    const dialog = within(await confirmation(/^Remove the email address .b•••@example.com.\?$/))
    await user.click(dialog.getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(credentialsOf(world)).toEqual(['+33639980004']))
  })

  it('changes nothing when the step-up is left, and says nothing about it', async () => {
    const { world, user } = open({ seed: 'smsAndEmail' })
    await user.click(await button(/^Remove the phone/))
    const dialog = within(await confirmation(/^Remove the phone/))
    await user.click(dialog.getByRole('button', { name: 'Remove' }))
    await cancelStepUp(user)
    await waitFor(() =>
      expect(dialog.getByRole('button', { name: 'Remove' })).not.toHaveAttribute('aria-disabled'),
    )
    expect(dialog.queryByRole('alert')).not.toBeInTheDocument()
    expect(credentialsOf(world)).toHaveLength(2)
  })

  it('says why it failed, and can be tried again', async () => {
    const { world, user } = open({ seed: 'smsAndEmail', amr: ['pwd', 'mfa'] })
    world.fake.failNext('mfa/credentials/emails', { status: 500, method: 'DELETE' })
    await user.click(await button(/^Remove the email/))
    const dialog = within(await confirmation(/^Remove the email/))
    await user.click(dialog.getByRole('button', { name: 'Remove' }))
    expect(await dialog.findByRole('alert')).toHaveTextContent(/Something went wrong/)
    await user.click(dialog.getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(textsOf()).toHaveLength(1))
  })

  it('reads the list again when the answer got lost', async () => {
    const { world, user } = open({ seed: 'smsAndEmail', amr: ['pwd', 'mfa'] })
    world.fake.failNext('mfa/credentials/emails', { network: 'lost', method: 'DELETE' })
    await user.click(await button(/^Remove the email/))
    await user.click(await button('Remove'))
    await waitFor(() => expect(textsOf()).toHaveLength(1))
  })

  it.each([
    [404, 2],
    [409, 2],
    [500, 2],
    [502, 2],
    [400, 1],
    [403, 1],
  ])(
    'after a %i, that may or may not leave it as it was, has read the list %i times',
    async (status, times) => {
      const { world, user } = open({ seed: 'smsAndEmail', amr: ['pwd', 'mfa'] })
      world.fake.failNext('mfa/credentials/emails', { status, method: 'DELETE' })
      await user.click(await button(/^Remove the email/))
      const dialog = within(await confirmation(/^Remove the email/))
      await user.click(dialog.getByRole('button', { name: 'Remove' }))
      await dialog.findByRole('alert')
      expect(world.calls().filter((call) => call === 'GET mfa/credentials')).toHaveLength(times)
    },
  )

  it.each(['always', 'never'] as const)(
    'edge 28: of the last one, with MFA required %s',
    async (mfaRequired) => {
      const { user } = open({ seed: 'emailOnly' }, { mfaRequired })
      await user.click(await button(/^Remove the email/))
      const dialog = await confirmation(/^Remove the email/)
      const warning = /This is your last one/
      if (mfaRequired === 'always') expect(dialog).toHaveAccessibleDescription(warning)
      else expect(dialog).not.toHaveAccessibleDescription(warning)
    },
  )

  it('warns of nothing while there is another one', async () => {
    const { user } = open({ seed: 'smsAndEmail' })
    await user.click(await button(/^Remove the email/))
    expect(await confirmation(/^Remove the email/)).not.toHaveAccessibleDescription(/your last one/)
  })
})

describe('changing', () => {
  it('changes the profile’s phone number in a dialog of the row, behind the step-up', async () => {
    const { world, user } = open({ seed: 'smsAndEmail' })
    await user.click(await button(/^Change the phone number ending in .04.$/))
    const dialog = within(await screen.findByRole('dialog', { name: /^Change the phone number/ }))
    const field = await dialog.findByRole('textbox', { name: 'Phone number' })
    await user.clear(field)
    await user.type(field, '+33639980088')
    await user.click(dialog.getByRole('button', { name: 'Save number' }))
    await passStepUp(user, world)
    await user.type(await dialog.findByRole('textbox', { name: 'Code' }), world.fake.lastCode('sms'))
    await user.click(dialog.getByRole('button', { name: 'Confirm number' }))
    await waitFor(() => expect(textsOf()[1]?.[1]).toBe('••• ••• 88'))
    expect(credentialsOf(world)).toEqual(['bea.lindqvist@example.com', '+33639980088'])
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(screen.getByRole('heading', { name: 'Two-step verification' })).toHaveFocus()
  })

  it('edge 27: leaves out what ReachFive can’t change: a number that is not the profile’s', async () => {
    const { world, user } = open({ seed: 'smsOnly', amr: ['pwd', 'mfa'] })
    await user.click(await button('Add phone number'))
    await user.type(await screen.findByRole('textbox', { name: 'Phone number' }), '+33639980077')
    await user.click(await button('Add'))
    await user.type(await screen.findByRole('textbox', { name: 'Code' }), world.fake.lastCode('sms'))
    await user.click(await button('Confirm'))
    await waitFor(() => expect(textsOf()).toHaveLength(2))
    expect(screen.getAllByRole('button', { name: /^Change/ })).toHaveLength(1)
    expect(screen.getAllByRole('button', { name: /^Remove/ })).toHaveLength(2)
  })
})
