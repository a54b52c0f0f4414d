import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { EmailEditor } from '../../src/components/EmailEditor/index.js'
import { assertRequests, completeStepUp, requestLines, requestsTo } from '../../src/testing/index.js'
import { setup, type SetupOptions } from './forms.support.js'

const newEmail = 'bea@harbour.example'
const email = () => screen.findByRole('textbox', { name: 'Email address' })
const save = () => screen.getByRole('button', { name: 'Save address' })
const confirm = () => screen.getByRole('button', { name: 'Confirm address' })
const code = () => screen.findByRole('textbox', { name: 'Code' })
const prompt = () => screen.findByRole('dialog', { name: 'Confirm it’s you' })

async function open(options: SetupOptions = {}) {
  const onUpdated = vi.fn<(email: string) => void>()
  const onLinkSent = vi.fn<(email: string) => void>()
  const page = setup(<EmailEditor onUpdated={onUpdated} onLinkSent={onLinkSent} />, options)
  await waitFor(async () => expect(await email()).not.toHaveValue(''))
  return { ...page, onUpdated, onLinkSent }
}

type Page = Awaited<ReturnType<typeof open>>

async function change({ user }: Page, to = newEmail) {
  await user.clear(await email())
  await user.type(await email(), to)
  await user.click(save())
}

describe('EmailEditor', () => {
  it('is an email field that browsers fill', async () => {
    await open()
    expect(await email()).toHaveAttribute('type', 'email')
    expect(await email()).toHaveAttribute('autocomplete', 'email')
    expect(await email()).toHaveValue('bea.lindqvist@example.com')
  })

  it('edge 11: says that the old address stays until the link is followed, and takes the code as well', async () => {
    const page = await open()
    const { user, fake, onUpdated, onLinkSent } = page
    await change(page)
    await completeStepUp(user, fake, { factor: 'sms' })
    expect(await code()).toHaveAccessibleDescription(
      `We sent an email to ${newEmail}. Follow the link in it, or enter the code from it here. ` +
        'Until then, bea.lindqvist@example.com stays your address.',
    )
    expect(onLinkSent.mock.calls).toEqual([[newEmail]])
    expect(onUpdated).not.toHaveBeenCalled()
    expect(fake.state.currentUser.email).toBe('bea.lindqvist@example.com')

    await user.type(await code(), fake.lastCode('email'))
    await user.click(confirm())
    expect(await screen.findByText(`Your email address is now ${newEmail}.`)).toBeVisible()
    expect(onUpdated.mock.calls).toEqual([[newEmail]])
    expect(fake.state.currentUser.email).toBe(newEmail)
    expect(await email()).toHaveValue(newEmail)
  })

  it.each([
    ['lost', 1],
    ['offline', 0],
  ] as const)('where the answer to the code is %s, tells the host of %i changes', async (network, times) => {
    const page = await open()
    const { user, fake, onUpdated } = page
    await change(page)
    await completeStepUp(user, fake, { factor: 'sms' })
    await user.type(await code(), fake.lastCode('email'))
    fake.failNext('verify-email', { network })
    await user.click(confirm())
    if (times === 1) expect(await screen.findByText(`Your email address is now ${newEmail}.`)).toBeVisible()
    else expect(await screen.findByRole('alert')).toBeVisible()
    await waitFor(() => expect(requestsTo(fake, 'userinfo').length).toBeGreaterThan(1))
    await waitFor(() => expect(onUpdated.mock.calls).toEqual(times === 1 ? [[newEmail]] : []))
  })

  it('sends nothing twice', async () => {
    const page = await open()
    await page.user.clear(await email())
    await page.user.type(await email(), newEmail)
    await page.user.dblClick(save())
    await completeStepUp(page.user, page.fake, { factor: 'sms' })
    await code()
    assertRequests(page.fake, [
      'GET userinfo',
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
      'POST update-email',
      'GET userinfo',
    ])
  })

  it('edge 9: notices that the link was followed elsewhere', async () => {
    const page = await open({ fake: { seed: 'noCredential' } })
    await change(page)
    await code()
    await page.fake.followEmailLink(newEmail)
    window.dispatchEvent(new Event('visibilitychange'))
    expect(await screen.findByText(`Your email address is now ${newEmail}.`)).toBeVisible()
    expect(screen.queryByRole('textbox', { name: 'Code' })).not.toBeInTheDocument()
    expect(await email()).toHaveValue(newEmail)
  })

  it('changes an unconfirmed address at once, and asks for the code of the new one', async () => {
    const page = await open({ fake: { seed: 'unverifiedEmail' } })
    const { user, fake, onUpdated } = page
    await change(page)
    expect(await code()).toHaveAccessibleDescription(/^We sent an email to/)
    expect(screen.queryByText(/stays your address/)).not.toBeInTheDocument()
    expect(onUpdated.mock.calls).toEqual([[newEmail]])
    await user.type(await code(), fake.lastCode('email'))
    await user.click(confirm())
    expect(await screen.findByText(`Your email address is now ${newEmail}.`)).toBeVisible()
    expect(onUpdated).toHaveBeenCalledOnce()
    expect(fake.state.currentUser).toMatchObject({ email: newEmail, emailVerified: true })
  })

  it('lets an unconfirmed address be confirmed without a change', async () => {
    const page = await open({ fake: { seed: 'unverifiedEmail' } })
    await waitFor(async () =>
      expect(await email()).toHaveAccessibleDescription('This address isn’t confirmed yet.'),
    )
    await page.user.click(confirm())
    await page.user.type(await code(), page.fake.lastCode('email'))
    await page.user.click(confirm())
    await screen.findByText(/Your email address is now/)
    expect(requestLines(page.fake)).not.toContain('POST update-email')
    expect(page.fake.state.currentUser.emailVerified).toBe(true)
  })

  it('says so where an address turns out to be confirmed already', async () => {
    const page = await open({ fake: { seed: 'unverifiedEmail' } })
    page.fake.failNext('send-email-verification', { status: 200, body: '{"verification_email_sent":false}' })
    await page.user.click(confirm())
    expect(await screen.findByText('Your email address is confirmed already.')).toBeVisible()
    expect(page.onUpdated).not.toHaveBeenCalled()
  })

  it.each([
    ['', 'Enter your email address.'],
    ['bea', 'Enter an email address such as name@example.com.'],
    ['BEA.Lindqvist@example.com', 'This is your email address already. Enter a different one.'],
  ])('says what is wrong with "%s" without asking the server', async (typed, text) => {
    const { user, fake } = await open()
    await user.clear(await email())
    if (typed) await user.type(await email(), typed)
    await user.click(save())
    await waitFor(async () => expect(await email()).toHaveAccessibleDescription(text))
    expect(await email()).toHaveFocus()
    expect(requestLines(fake)).toEqual(['GET userinfo'])
  })

  it.each([
    ['nora.quist@example.com', 'This email address is already used by another account.'],
    ['bea@localhost', 'Valid email required'],
  ])('shows the server’s refusal of %s at the field until that is edited', async (typed, text) => {
    const page = await open()
    const { user, fake } = page
    if (typed.endsWith('localhost'))
      fake.failNext('update-email', { status: 400, error: 'invalid_request', userMessage: text })
    await change(page, typed)
    await completeStepUp(user, fake, { factor: 'sms' })
    await waitFor(async () => expect(await email()).toHaveAccessibleDescription(text))
    expect(await email()).toHaveFocus()
    await user.type(await email(), 'x')
    expect(await email()).toBeValid()
    expect(screen.queryByText(text)).not.toBeInTheDocument()
  })

  it('shows a refusal to send the message at the field as well', async () => {
    const { user, fake } = await open({ fake: { seed: 'unverifiedEmail' } })
    fake.failNext('send-email-verification', { status: 400, userMessage: 'No template' })
    await user.click(confirm())
    await waitFor(async () => expect(await email()).toHaveAccessibleDescription(/No template/))
    await user.click(confirm())
    expect(await code()).toBeVisible()
  })

  it('forgets that a message could not be sent once another address is typed', async () => {
    const { user, fake } = await open({ fake: { seed: 'unverifiedEmail' } })
    fake.failNext('send-email-verification', { status: 503 })
    await user.click(confirm())
    await screen.findByRole('alert')
    await user.type(await email(), 'x')
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('keeps the address, and that it was changed, when the step-up is cancelled', async () => {
    const page = await open()
    await change(page)
    await within(await prompt()).findByRole('button', { name: /^(Send code|Verify)$/ })
    await page.user.click(within(await prompt()).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(save()).toHaveFocus())
    expect(await email()).toHaveValue(newEmail)
    await page.user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(await email()).toHaveValue('bea.lindqvist@example.com')
    expect(await email()).toHaveFocus()
  })

  it('sends the message again after the wait; the newest code counts', async () => {
    const page = await open({ fake: { seed: 'noCredential' }, provider: { resendCooldownSeconds: 0 } })
    const { user, fake } = page
    await change(page)
    await code()
    await user.click(screen.getByRole('button', { name: /Send a new code/ }))
    await waitFor(() => expect(fake.inbox).toHaveLength(2))
    expect(requestsTo(fake, 'send-email-verification')).toHaveLength(1)
    await user.type(await code(), fake.lastCode('email'))
    await user.click(confirm())
    await screen.findByText(`Your email address is now ${newEmail}.`)
  })

  it('asks for the change again where the server sends nothing for an address that only waits', async () => {
    const page = await open({ fake: { seed: 'noCredential' }, provider: { resendCooldownSeconds: 0 } })
    const { user, fake } = page
    await change(page)
    await code()
    fake.failNext('send-email-verification', { status: 200, body: '{"verification_email_sent":false}' })
    await user.click(screen.getByRole('button', { name: /Send a new code/ }))
    await waitFor(() => expect(fake.inbox).toHaveLength(2))
    expect(requestsTo(fake, 'update-email')).toHaveLength(2)
  })

  it('keeps a wrong code for correction', async () => {
    const page = await open({ fake: { seed: 'noCredential' } })
    await change(page)
    await page.user.type(await code(), '000000')
    await page.user.click(confirm())
    await waitFor(async () => expect(await code()).toHaveAccessibleDescription(/That code isn’t right/))
    expect(await code()).toHaveValue('000000')
    expect(await code()).toHaveFocus()
  })

  it('sends the host’s redirect URL and its captcha answer, a new one for each call', async () => {
    let answers = 0
    const { user, fake } = setup(
      <EmailEditor
        currentEmail="bea.lindqvist@example.com"
        redirectUrl="https://app.example.com/callback"
        getCaptcha={() => ({ captchaToken: `answer-${(answers += 1)}` })}
      />,
    )
    await user.clear(await email())
    await user.type(await email(), newEmail)
    await user.click(save())
    await completeStepUp(user, fake, { factor: 'sms' })
    await code()
    expect(requestsTo(fake, 'update-email')[0]?.body).toMatchObject({
      redirect_url: 'https://app.example.com/callback',
      captcha_token: 'answer-1',
    })
  })
})
