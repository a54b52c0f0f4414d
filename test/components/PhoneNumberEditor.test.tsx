import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { PhoneNumberEditor } from '../../src/components/PhoneNumberEditor/index.js'
import { assertRequests, completeStepUp, requestLines, requestsTo } from '../../src/testing/index.js'
import { setup, type SetupOptions } from './forms.support.js'

const number = () => screen.findByRole('textbox', { name: 'Phone number' })
const save = () => screen.getByRole('button', { name: 'Save number' })
const code = () => screen.findByRole('textbox', { name: 'Code' })
const confirm = () => screen.getByRole('button', { name: 'Confirm number' })
const prompt = () => screen.findByRole('dialog', { name: 'Confirm it’s you' })

async function open(options: SetupOptions = {}, onUpdated = vi.fn<(phoneNumber: string) => void>()) {
  const page = setup(<PhoneNumberEditor defaultCountry="FR" onUpdated={onUpdated} />, options)
  await screen.findByRole('combobox', { name: 'Country' })
  return { ...page, onUpdated }
}

type Page = Awaited<ReturnType<typeof open>>

/** Types another number and asks for it to be saved. */
async function change({ user }: Page, to = '0639987654') {
  await user.clear(await number())
  await user.type(await number(), to)
  await user.click(save())
}

describe('PhoneNumberEditor', () => {
  it('changes a number that protects the account: step-up, code to the new number, done', async () => {
    const page = await open()
    const { fake, user, onUpdated } = page
    expect(await number()).toHaveValue('06 39 98 00 04')
    await change(page)
    await completeStepUp(user, fake, { factor: 'email' })
    expect(await code()).toHaveFocus()
    expect(screen.getByText(/text message with a code to .*\+33 6 39 98 76 54/)).toBeVisible()
    await user.type(await code(), fake.lastCode('sms'))
    await user.click(confirm())

    const done = await screen.findByText(/Your phone number is now .*\+33 6 39 98 76 54/)
    expect(done.closest('[role="status"]')).toHaveFocus()
    expect(await number()).toHaveValue('06 39 98 76 54')
    expect(onUpdated.mock.calls).toEqual([['+33639987654']])
    expect(fake.state.currentUser).toMatchObject({ phoneNumber: '+33639987654', phoneNumberVerified: true })
    expect(screen.queryByRole('button', { name: 'Cancel' })).not.toBeInTheDocument()
  })

  it('sends nothing twice', async () => {
    const page = await open()
    await page.user.clear(await number())
    await page.user.type(await number(), '0639987654')
    await page.user.dblClick(save())
    await completeStepUp(page.user, page.fake, { factor: 'email' })
    await code()
    assertRequests(page.fake, [
      'GET userinfo',
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
      'POST update-phone-number',
      'GET userinfo',
    ])
  })

  it('asks for no step-up where no credential exists', async () => {
    const page = await open({ fake: { seed: 'noCredential' } })
    await change(page)
    await code()
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(page.fake.inbox).toHaveLength(1)
  })

  it('keeps the number, and that it was changed, when the step-up is cancelled', async () => {
    const page = await open()
    await change(page)
    await within(await prompt()).findByRole('button', { name: /^(Send code|Verify)$/ })
    await page.user.click(within(await prompt()).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(save()).toHaveFocus())
    expect(await number()).toHaveValue('06 39 98 76 54')
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
    await page.user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(await number()).toHaveValue('06 39 98 00 04')
    expect(await number()).toHaveFocus()
  })

  it.each([
    ['', 'Enter your phone number.'],
    ['0639', 'This number is too short. Check that no digit is missing.'],
    ['06399876543210', 'This number is too long. Check that there is no digit too many.'],
    ['+', 'This doesn’t look like a phone number. Check the country and the digits.'],
    ['06 39 98 00 04', 'This is your phone number already. Enter a different one.'],
  ])('says what is wrong with "%s" without asking the server', async (typed, text) => {
    const page = await open()
    const { user, fake } = page
    await user.clear(await number())
    if (typed) await user.type(await number(), typed)
    await user.click(save())
    await waitFor(async () => expect(await number()).toHaveAccessibleDescription(text))
    expect(await number()).toBeInvalid()
    expect(await number()).toHaveFocus()
    expect(requestLines(fake)).toEqual(['GET userinfo'])
  })

  it('shows the server’s refusal at the field until that is edited', async () => {
    const page = await open({ fake: { seed: 'noCredential' } })
    await change(page, '0639980004')
    await waitFor(async () =>
      expect(await number()).toHaveAccessibleDescription(
        'This phone number is already used by another account.',
      ),
    )
    expect(await number()).toHaveFocus()
    await page.user.type(await number(), '{Backspace}5')
    expect(await number()).toBeValid()
    expect(screen.queryByText(/already used/)).not.toBeInTheDocument()
  })

  it('keeps a wrong code for correction, and takes the right one', async () => {
    const page = await open({ fake: { seed: 'noCredential' } })
    const { user, fake } = page
    await change(page)
    await user.type(await code(), '000000')
    await user.click(confirm())
    await waitFor(async () =>
      expect(await code()).toHaveAccessibleDescription(/That code isn’t right. Check it and try again.$/),
    )
    expect(await code()).toHaveValue('000000')
    expect(await code()).toHaveFocus()
    await user.clear(await code())
    await user.type(await code(), fake.lastCode('sms'))
    expect(await code()).toBeValid()
    await user.click(confirm())
    await screen.findByText(/Your phone number is now/)
    expect(requestsTo(fake, 'verify-phone-number')).toHaveLength(2)
  })

  it('asks for the whole code before it asks the server', async () => {
    const page = await open({ fake: { seed: 'noCredential' } })
    await change(page)
    await code()
    await page.user.click(confirm())
    expect(await code()).toHaveAccessibleDescription(/Enter the code that we sent you.$/)
    await page.user.type(await code(), '123')
    await page.user.click(confirm())
    expect(await code()).toHaveAccessibleDescription(/Enter all 6 characters of your code.$/)
    expect(requestsTo(page.fake, 'verify-phone-number')).toHaveLength(0)
  })

  it('sends a new code after the wait, and says when the server wants a longer one', async () => {
    const page = await open({ fake: { seed: 'noCredential' }, provider: { resendCooldownSeconds: 0 } })
    const { user, fake } = page
    await change(page)
    await code()
    await user.click(screen.getByRole('button', { name: /Send a new code/ }))
    await waitFor(() => expect(fake.inbox).toHaveLength(2))
    expect(requestsTo(fake, 'send-phone-number-verification')).toHaveLength(1)

    fake.failNext('send-phone-number-verification', { status: 429, retryAfter: 90 })
    await user.click(screen.getByRole('button', { name: /Send a new code/ }))
    expect(await screen.findByRole('alert')).toHaveTextContent(/too many attempts/)
    expect(screen.getAllByText(/Send a new code in 1:(30|29)/)).not.toHaveLength(0)
    await user.type(await code(), fake.lastCode('sms'))
    await user.click(confirm())
    await screen.findByText(/Your phone number is now/)
  })

  it('goes back to the number, which is still there', async () => {
    const page = await open({ fake: { seed: 'noCredential', phoneNumberChange: 'whenVerified' } })
    await change(page)
    await code()
    await page.user.click(screen.getByRole('button', { name: 'Use a different number' }))
    expect(await number()).toHaveFocus()
    expect(await number()).toHaveValue('06 39 98 76 54')
    await page.user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(await number()).toHaveValue('06 39 98 00 01')
  })

  it('loses nothing offline: the number and the code stay, and a second try goes through', async () => {
    const page = await open({ fake: { seed: 'noCredential' } })
    const { user, fake } = page
    fake.failNext('update-phone-number', { network: 'offline' })
    await change(page)
    expect(await screen.findByRole('alert')).toHaveTextContent(/couldn’t reach the server/)
    expect(await number()).toHaveValue('06 39 98 76 54')
    await user.click(save())
    await user.type(await code(), fake.lastCode('sms'))
    fake.failNext('verify-phone-number', { network: 'offline' })
    await user.click(confirm())
    expect(await screen.findByRole('alert')).toHaveTextContent(/couldn’t reach the server/)
    expect(await code()).toHaveValue(fake.lastCode('sms'))
    await user.click(confirm())
    await screen.findByText(/Your phone number is now/)
  })

  it('notices that the code was right where the answer is lost on its way', async () => {
    const page = await open({ fake: { seed: 'noCredential' } })
    const { user, fake } = page
    await change(page)
    await user.type(await code(), fake.lastCode('sms'))
    fake.failNext('verify-phone-number', { network: 'lost' })
    await user.click(confirm())
    expect(await screen.findByText(/Your phone number is now .*\+33 6 39 98 76 54/)).toBeVisible()
    expect(screen.queryByRole('textbox', { name: 'Code' })).not.toBeInTheDocument()
    await waitFor(() => expect(page.onUpdated.mock.calls).toEqual([['+33639987654']]))
    await user.type(await number(), '1')
    expect(screen.queryByText(/Your phone number is now/)).not.toBeInTheDocument()
    expect(requestsTo(fake, 'verify-phone-number')).toHaveLength(1)
  })

  it('gives the support handle for what it can’t explain', async () => {
    const page = await open({ fake: { seed: 'noCredential' } })
    page.fake.failNext('update-phone-number', { status: 503 })
    await change(page)
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Something went wrong.*Reference for support: \S+/,
    )
  })

  it('edge 4: asks again for the step-up when the grant has lapsed at the code, and keeps the code', async () => {
    const page = await open({ fake: { verificationNeedsFreshToken: true } })
    const { user, fake } = page
    await change(page)
    await completeStepUp(user, fake, { factor: 'email' })
    await user.type(await code(), fake.lastCode('sms'))
    const typed = fake.lastCode('sms')
    fake.clock.advance(240_000)
    fake.failNext('verify-phone-number', {
      status: 401,
      error: 'invalid_grant',
      messageKey: 'error.accessToken.freshness',
    })
    await user.click(confirm())
    const dialog = await prompt()
    expect(dialog).toBeVisible()
    expect(screen.getByDisplayValue(typed)).toBeInTheDocument()
    await completeStepUp(user, fake, { factor: 'email' })
    await screen.findByText(/Your phone number is now/)
  })

  it('lets an unconfirmed number be confirmed', async () => {
    const page = await open({
      fake: { seed: 'noCredential', personas: { noCredential: { phoneNumberVerified: false } } },
    })
    await waitFor(async () =>
      expect(await number()).toHaveAccessibleDescription('This number isn’t confirmed yet.'),
    )
    await page.user.click(confirm())
    await page.user.type(await code(), page.fake.lastCode('sms'))
    await page.user.click(confirm())
    await screen.findByText(/Your phone number is now/)
    expect(page.fake.state.currentUser.phoneNumberVerified).toBe(true)
  })

  it('takes the current number from the host as well', async () => {
    const { fake } = setup(<PhoneNumberEditor currentPhoneNumber="+351912345678" />)
    await screen.findByRole('combobox', { name: 'Country' })
    expect(await number()).toHaveValue('912 345 678')
    expect(requestLines(fake)).toEqual([])
  })

  it('can be filled in where the profile could not be read', async () => {
    const fake: SetupOptions = { fake: { seed: 'emailOnly' } }
    const page = setup(<PhoneNumberEditor defaultCountry="FR" />, {
      ...fake,
      client: { getProfile: () => Promise.reject(new Error('broken')) },
    })
    expect(await number()).toHaveValue('')
    page.unmount()
  })

  it('gives its root the host’s attributes, class names and ref', async () => {
    const ref = vi.fn<(node: HTMLDivElement | null) => void>()
    const { container } = setup(
      <PhoneNumberEditor ref={ref} id="own" className="a" classNames={{ root: 'b', form: 'c' }} unstyled />,
    )
    const root = container.querySelector('[data-component="phone-number-editor"]')
    expect(root).toHaveAttribute('id', 'own')
    expect(root).toHaveClass('a', 'b')
    expect(root).not.toHaveAttribute('data-stepup-kit')
    expect(ref).toHaveBeenCalledWith(root)
    expect((await number()).closest('form')).toHaveClass('c')
  })
})
