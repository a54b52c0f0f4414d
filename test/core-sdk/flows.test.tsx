import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode, type ReactNode } from 'react'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  EmailEditor,
  MfaCredentialManager,
  PasswordLogin,
  PhoneNumberEditor,
  StepUpProvider,
  TrustedDeviceManager,
  useEnrollCredential,
  useRemoveCredential,
  useUpdateEmail,
  useUpdatePhoneNumber,
} from '../../src/index.js'
import type { StepUpClient } from '../../src/client/index.js'
import { en } from '../../src/messages/locales/en.js'
import {
  assertRequests,
  completeStepUp,
  createFakeReachFive,
  type FakeReachFive,
  type FakeReachFiveOptions,
} from '../../src/testing/index.js'
import { clients, forgetBrowser, part } from './support.js'

const newEmail = 'bea@example.org'
const newNumber = '+33639980099'
const stepUpCalls = [
  'POST mfa/stepup',
  'POST passwordless/start',
  'POST passwordless/verify',
  'POST oauth/token',
]

interface Save {
  mutate: () => void
  error: Error | null
  isSuccess: boolean
}

function Edit({ mutate, error, isSuccess }: Save) {
  return (
    <>
      <button onClick={mutate}>Save</button>
      <output aria-label="Outcome">{isSuccess ? 'saved' : error?.name}</output>
    </>
  )
}

function UpdateEmail() {
  const update = useUpdateEmail()
  return <Edit {...update} mutate={() => update.mutate({ email: newEmail })} />
}
function UpdatePhoneNumber() {
  const update = useUpdatePhoneNumber()
  return <Edit {...update} mutate={() => update.mutate({ phoneNumber: newNumber })} />
}
function RemoveEmail({ fake }: { fake: FakeReachFive }) {
  const remove = useRemoveCredential()
  const { email } = fake.currentPersona
  return <Edit {...remove} mutate={() => remove.mutate({ type: 'email', email })} />
}
function RemovePhoneNumber({ fake }: { fake: FakeReachFive }) {
  const remove = useRemoveCredential()
  const { phoneNumber = '' } = fake.currentPersona
  return <Edit {...remove} mutate={() => remove.mutate({ type: 'sms', phoneNumber })} />
}
function EnrollPhoneNumber() {
  const enroll = useEnrollCredential()
  return <Edit {...enroll} mutate={() => enroll.mutate({ factor: 'sms', phoneNumber: newNumber })} />
}

const credentialsOf = (fake: FakeReachFive) => fake.state.currentUser.credentials
const expectSaved = () =>
  waitFor(() => expect(screen.getByRole('status', { name: 'Outcome' })).toHaveTextContent('saved'))
const save = () => screen.getByRole('button', { name: 'Save' })
const button = (name: string | RegExp) => screen.findByRole('button', { name })

beforeEach(() => forgetBrowser)

describe.each(clients)('over $name', ({ create }) => {
  function open(
    page: ReactNode | ((fake: FakeReachFive) => ReactNode),
    { ageSeconds = 600, ...options }: FakeReachFiveOptions & { ageSeconds?: number } = {},
  ) {
    const fake = createFakeReachFive({ seed: 'smsAndEmail', ...options })
    let accessToken: string | undefined = fake.issueTokens(undefined, { ageSeconds }).accessToken
    fake.openSession()
    const client: StepUpClient = create(fake, {
      getAccessToken: () => accessToken,
      onTokens: (tokens) => {
        accessToken = tokens.accessToken
      },
    })
    render(
      <StrictMode>
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
          <StepUpProvider client={client} messages={en} codeLength={6} resendCooldownSeconds={0}>
            {typeof page === 'function' ? page(fake) : page}
          </StepUpProvider>
        </QueryClientProvider>
      </StrictMode>,
    )
    return { fake, user: userEvent.setup(), token: () => accessToken }
  }

  it.each([
    ['row 1: updates an email', 'POST update-email', () => <UpdateEmail />],
    ['row 2: removes an email', 'DELETE mfa/credentials/emails', (fake) => <RemoveEmail fake={fake} />],
    ['row 3: updates a phone number', 'POST update-phone-number', () => <UpdatePhoneNumber />],
    [
      'row 4: removes a phone number',
      'DELETE mfa/credentials/phone-numbers',
      (fake) => <RemovePhoneNumber fake={fake} />,
    ],
    ['row 5: adds a second credential', 'POST mfa/credentials/phone-numbers', () => <EnrollPhoneNumber />],
  ] satisfies [string, string, (fake: FakeReachFive) => ReactNode][])(
    '%s behind one step-up, in five requests',
    async (_, edit, page) => {
      // The credentials are not known to the page: where it may go without, the server asks for a step-up first.
      const { fake, user } = open(page)
      await user.click(save())
      await completeStepUp(user, fake)
      await expectSaved()
      const known = edit === 'POST mfa/credentials/phone-numbers'
      assertRequests(fake, [...(known ? [edit] : []), ...stepUpCalls, edit])
      expect(fake.requests.at(-1)).toMatchObject({ status: 200 + (edit.startsWith('DELETE') ? 4 : 0) })
    },
  )

  it('row 6: a password login with a second factor ends with the tokens at the host', async () => {
    const { fake, user, token } = open(<PasswordLogin prompt="page" />, { mfaRequired: 'always' })
    const before = token()
    fake.closeSession()
    await user.type(await screen.findByRole('textbox', { name: /email/i }), fake.currentPersona.email)
    await user.type(screen.getByLabelText('Password'), fake.currentPersona.password)
    await user.click(await button('Sign in'))
    await completeStepUp(user, fake, { factor: 'email' })
    await screen.findByText(en['login.done'])
    expect(token()).not.toBe(before)
    assertRequests(fake, ['POST password/login', ...stepUpCalls])
  })

  it('row 6: a wrong password is told as such', async () => {
    const { user, fake } = open(<PasswordLogin />)
    await user.type(await screen.findByRole('textbox', { name: /email/i }), fake.currentPersona.email)
    await user.type(screen.getByLabelText('Password'), 'not-this-one')
    await user.click(await button('Sign in'))
    expect(await screen.findByRole('alert')).toHaveTextContent(en['error.wrongPassword'])
  })

  it('sends a new code with the same step-up, and takes only the new one', async () => {
    const { fake, user } = open(<UpdatePhoneNumber />)
    await user.click(save())
    await user.click(await button('Send code'))
    await user.click(await button(/^Send a new code/))
    await waitFor(() => expect(fake.inbox).toHaveLength(2))
    await completeStepUp(user, fake)
    await expectSaved()
    const [stepUp, ...sends] = fake.requests.filter(({ endpoint }) => /stepup|start/.test(endpoint ?? ''))
    expect(stepUp?.endpoint).toBe('mfa/stepup')
    expect(new Set(sends.map(({ body }) => part(body, 'step_up'))).size).toBe(1)
  })

  it('keeps a wrong code in the field, says so, and goes on with the right one', async () => {
    const { fake, user } = open(<UpdatePhoneNumber />)
    await user.click(save())
    await user.click(await button('Send code'))
    const code = await screen.findByRole('textbox', { name: 'Code' })
    const right = fake.lastCode()
    await user.type(code, right === '000000' ? '000001{Enter}' : '000000{Enter}')
    await waitFor(() => expect(code).toBeInvalid())
    expect(code).toHaveAccessibleDescription(new RegExp(en['problem.codeRejected']))
    await user.clear(code)
    await user.type(code, `${right}{Enter}`)
    await expectSaved()
  })

  it('sends nothing after a cancel, and can be asked again', async () => {
    const { fake, user } = open(<UpdatePhoneNumber />)
    await user.click(save())
    await button('Send code')
    await user.click(await button('Cancel'))
    await waitFor(() =>
      expect(screen.getByRole('status', { name: 'Outcome' })).toHaveTextContent('StepUpCancelledError'),
    )
    expect(fake.requests.some(({ endpoint }) => endpoint === 'update-phone-number')).toBe(false)
    await user.click(save())
    await completeStepUp(user, fake)
    await expectSaved()
  })

  it('says that no further code can be sent, while the last one works', async () => {
    const { fake, user } = open(<UpdatePhoneNumber />, { sendLimit: 1 })
    await user.click(save())
    await user.click(await button('Send code'))
    await user.click(await button(/^Send a new code/))
    const dialog = within(await screen.findByRole('dialog'))
    await dialog.findAllByText(/can’t send another code/)
    await user.type(dialog.getByRole('textbox', { name: 'Code' }), fake.lastCode())
    await user.click(dialog.getByRole('button', { name: 'Verify' }))
    await expectSaved()
  })

  it('starts with the access token where no session is there', async () => {
    const { fake, user } = open(<UpdatePhoneNumber />, { ageSeconds: 0 })
    fake.closeSession()
    await user.click(save())
    await completeStepUp(user, fake)
    await expectSaved()
  })

  it('shows the credentials and the trusted devices of the account', async () => {
    const { fake, user } = open(
      <>
        <MfaCredentialManager />
        <TrustedDeviceManager />
      </>,
      { ageSeconds: 0 },
    )
    const credentials = within(await screen.findByRole('region', { name: en['credentials.title'] }))
    expect(await credentials.findAllByRole('listitem')).toHaveLength(credentialsOf(fake).length)
    const devices = within(await screen.findByRole('region', { name: en['devices.title'] }))
    await user.click(await devices.findByRole('button', { name: en['devices.show'] }))
    await completeStepUp(user, fake)
    expect(await devices.findByText(en['devices.empty'])).toBeVisible()
  })

  it('changes the email in its editor, up to the code that confirms it', async () => {
    const { fake, user } = open(<EmailEditor />)
    const email = await screen.findByRole('textbox', { name: en['email.label'] })
    await waitFor(() => expect(email).toHaveValue(fake.currentPersona.email))
    await user.clear(email)
    await user.type(email, newEmail)
    await user.click(await button(en['email.save']))
    await completeStepUp(user, fake, { factor: 'sms' })
    await user.type(await screen.findByRole('textbox', { name: en['prompt.code'] }), fake.lastCode('email'))
    await user.click(await button(en['email.confirm']))
    await waitFor(() =>
      expect(fake.state.currentUser).toMatchObject({ email: newEmail, emailVerified: true }),
    )
  })

  it('changes the phone number in its editor, up to the code that confirms it', async () => {
    const { fake, user } = open(<PhoneNumberEditor defaultCountry="FR" />)
    await screen.findByRole('combobox', { name: en['phone.country'] })
    const number = await screen.findByRole('textbox', { name: en['phone.label'] })
    await user.clear(number)
    await user.type(number, '0639980099')
    await user.click(await button(en['phone.save']))
    await completeStepUp(user, fake, { factor: 'email' })
    await user.type(await screen.findByRole('textbox', { name: en['prompt.code'] }), fake.lastCode('sms'))
    await user.click(await button(en['phone.confirm']))
    await waitFor(() =>
      expect(fake.state.currentUser).toMatchObject({ phoneNumber: newNumber, phoneNumberVerified: true }),
    )
  })
})
