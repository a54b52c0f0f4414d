import { onlineManager } from '@tanstack/react-query'
import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { NetworkError } from '../../src/client/errors.js'
import type { StepUpClient } from '../../src/client/types.js'
import { PasswordLogin, type PasswordLoginProps } from '../../src/components/PasswordLogin/index.js'
import { completeStepUp, requestLines, requestsTo, type RefusalName } from '../../src/testing/index.js'
import { setup, type SetupOptions } from './forms.support.js'

const password = () => screen.findByLabelText('Password')
const identifier = (name = 'Email or phone number') => screen.findByRole('textbox', { name })
const signIn = () => screen.getByRole('button', { name: 'Sign in' })
const prompt = () => screen.findByRole('group', { name: 'Confirm it’s you' })

interface OpenOptions extends SetupOptions {
  props?: PasswordLoginProps
}

function open({ props, ...options }: OpenOptions = {}) {
  const onSuccess = vi.fn<NonNullable<PasswordLoginProps['onSuccess']>>()
  const page = setup(<PasswordLogin onSuccess={onSuccess} {...props} />, { signedOut: true, ...options })
  return { ...page, onSuccess, bea: page.fake.personas.smsAndEmail }
}

type Page = ReturnType<typeof open>

async function enter({ user, bea }: Page, who: string = bea.email, secret: string = bea.password) {
  await user.type(await identifier(), who)
  await user.type(await password(), secret)
  await user.click(signIn())
}

const only = (allowed: { email?: boolean; phoneNumber?: boolean; customIdentifier?: boolean }) => ({
  fake: { loginTypeAllowed: { email: false, phoneNumber: false, customIdentifier: false, ...allowed } },
})

afterEach(() => onlineManager.setOnline(true))

describe('PasswordLogin', () => {
  it('goes on into the step-up in the form’s place, and gives the tokens to the host', async () => {
    const page = open()
    const { user, fake, received, onSuccess } = page
    await enter(page)
    const group = await prompt()
    expect(within(group).getByText('Sign in')).toBeVisible()
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Sign in' })).not.toBeInTheDocument()
    await completeStepUp(user, fake, { factor: 'sms' })
    await waitFor(() => expect(onSuccess).toHaveBeenCalledExactlyOnceWith({ mfa: true }))
    expect(received).toHaveLength(1)
    expect(screen.getByText('You’re signed in.')).toBeVisible()
    expect(requestLines(fake)).toEqual([
      'POST password/login',
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
    ])
  })

  it('shows the step-up in the page’s dialog where the host wants that', async () => {
    const page = open({ props: { prompt: 'page' } })
    await enter(page)
    expect(await screen.findByRole('dialog', { name: 'Confirm it’s you' })).toBeVisible()
    await completeStepUp(page.user, page.fake, { factor: 'sms' })
    await waitFor(() => expect(page.onSuccess).toHaveBeenCalledOnce())
  })

  it('ends without a step-up where none is required', async () => {
    const page = open({
      fake: { seed: 'noCredential' },
      client: { completeLogin: () => Promise.resolve({ accessToken: 'own', tokenType: 'Bearer' }) },
    })
    const { email, password: secret } = page.fake.personas.noCredential
    await enter(page, email, secret)
    await waitFor(() => expect(page.onSuccess).toHaveBeenCalledExactlyOnceWith({ mfa: false }))
    expect(page.received).toEqual([{ accessToken: 'own', tokenType: 'Bearer' }])
  })

  it.each([
    [
      'email',
      only({ email: true }),
      'Email address',
      'bea.lindqvist@example.com',
      { email: 'bea.lindqvist@example.com' },
    ],
    [
      'phone number',
      only({ phoneNumber: true }),
      'Phone number',
      '06 39 98 00 04',
      { phone_number: '+33639980004' },
    ],
    [
      'username',
      only({ customIdentifier: true }),
      'Username',
      'bea-lindqvist',
      { custom_identifier: 'bea-lindqvist' },
    ],
    [
      'email or username',
      only({ email: true, customIdentifier: true }),
      'Email or username',
      'bea-lindqvist',
      { custom_identifier: 'bea-lindqvist' },
    ],
    [
      'email or username',
      only({ email: true, customIdentifier: true }),
      'Email or username',
      ' bea.lindqvist@example.com',
      { email: 'bea.lindqvist@example.com' },
    ],
    [
      'email or phone number',
      only({ email: true, phoneNumber: true }),
      'Email or phone number',
      '06 39 98 00 04',
      { phone_number: '0639980004' },
    ],
    [
      'email or phone number',
      only({ email: true, phoneNumber: true }),
      'Email or phone number',
      '+33 6 39 98 00 04',
      { phone_number: '+33639980004' },
    ],
    [
      'email or phone number',
      only({ email: true, phoneNumber: true }),
      'Email or phone number',
      'bea.lindqvist@example.com',
      { email: 'bea.lindqvist@example.com' },
    ],
  ] as const)('takes the %s that the tenant allows: %j', async (_, options, label, typed, sent) => {
    const page = open(options)
    const { user, fake, bea } = page
    if (label === 'Phone number') await screen.findByRole('combobox', { name: 'Country' })
    await user.type(await identifier(label), typed)
    await user.type(await password(), bea.password)
    await user.click(signIn())
    await prompt()
    expect(requestsTo(fake, 'password/login')[0]?.body).toMatchObject(sent)
  })

  it('asks for a username apart, since it can look like a phone number', async () => {
    const page = open()
    const { user, fake, bea } = page
    await identifier()
    await user.click(screen.getByRole('button', { name: 'Use your username instead' }))
    await user.type(await identifier('Username'), 'bea-lindqvist')
    await user.type(await password(), bea.password)
    await user.click(signIn())
    await prompt()
    expect(requestsTo(fake, 'password/login')[0]?.body).toMatchObject({ custom_identifier: 'bea-lindqvist' })
  })

  it('is a form that password managers know, and that puts no password into an address', async () => {
    open()
    expect(await identifier()).toHaveAttribute('autocomplete', 'username')
    expect(await password()).toHaveAttribute('autocomplete', 'current-password')
    expect(await password()).toHaveAttribute('type', 'password')
    expect((await password()).closest('form')).toHaveAttribute('method', 'post')
  })

  it('shows the password on demand, and hides it when it is sent', async () => {
    const page = open()
    await page.user.type(await password(), 'Meadow')
    await page.user.click(screen.getByRole('button', { name: 'Show password' }))
    expect(await password()).toHaveAttribute('type', 'text')
    await page.user.click(screen.getByRole('button', { name: 'Hide password' }))
    expect(await password()).toHaveAttribute('type', 'password')
    await page.user.click(screen.getByRole('button', { name: 'Show password' }))
    await page.user.type(await identifier(), page.bea.email)
    await page.user.click(signIn())
    expect(await password()).toHaveAttribute('type', 'password')
  })

  it('reads what a password manager filled in without an event', async () => {
    const { user, fake, bea } = open()
    const [box, secret] = [await identifier(), await password()]
    if (!(box instanceof HTMLInputElement) || !(secret instanceof HTMLInputElement))
      throw new Error('no inputs')
    box.value = bea.email
    secret.value = bea.password
    await user.click(signIn())
    await prompt()
    expect(requestsTo(fake, 'password/login')[0]?.body).toMatchObject({
      email: bea.email,
      password: bea.password,
    })
  })

  it('says what is missing, at the field, without asking the server', async () => {
    const { user, fake } = open()
    await identifier()
    await user.click(signIn())
    expect(await identifier()).toHaveAccessibleDescription('Enter your email or phone number.')
    expect(await password()).toHaveAccessibleDescription('Enter your password.')
    expect(await identifier()).toHaveFocus()
    await user.keyboard('bea')
    expect(await identifier()).toBeValid()
    await user.click(signIn())
    expect(await identifier()).toBeInvalid()
    expect(requestLines(fake)).toEqual([])
  })

  it.each<[string, Parameters<Page['fake']['failNext']>[1], RegExp]>([
    [
      'wrong password',
      { status: 400, error: 'invalid_grant', messageKey: 'error.invalidEmailOrPassword' },
      /doesn’t match/,
    ],
    [
      'wrong password as 401',
      { status: 401, error: 'invalid_grant', messageKey: 'error.invalidEmailOrPassword' },
      /doesn’t match/,
    ],
    ['wrong password without a key', { status: 401, error: 'invalid_grant' }, /doesn’t match/],
    [
      'blocked account',
      { status: 403, messageKey: 'error.accountBlockedAfterMultipleLoginAttempts' },
      /locked for now/,
    ],
    [
      'suspended account',
      { status: 400, messageKey: 'error.account.temporarilySuspended.risk' },
      /locked for now/,
    ],
    [
      'unverified identifier',
      { status: 403, messageKey: 'error.unverifiedLogin' },
      /Confirm your email address or phone number first/,
    ],
    [
      'access control',
      { status: 403, messageKey: 'error.accessControl.login.forbidden' },
      /can’t sign in here/,
    ],
    ['login type', { status: 400, messageKey: 'error.invalidLoginType' }, /can’t sign in with this/],
    ['rate limit', { status: 429, retryAfter: 90 }, /too many attempts. Try again after \d/],
    [
      'captcha',
      { status: 400, error: 'invalid_request', userMessage: 'The captcha is not valid' },
      /The captcha is not valid/,
    ],
    ['offline', { network: 'offline' }, /couldn’t reach the server/],
    ['unknown', { status: 500, html: true }, /Something went wrong on our side.*Reference for support: \S+/],
  ])('edge 29: has a text for every refusal: %s', async (_, fault, text) => {
    const page = open()
    page.fake.failNext('password/login', fault)
    await enter(page)
    expect(await screen.findByRole('alert')).toHaveTextContent(text)
    expect(await identifier()).toHaveValue(page.bea.email)
    await waitFor(async () => expect(await password()).toHaveFocus())
    await page.user.keyboard('x')
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it.each<[RefusalName, number]>([
    ['tknExpired', 400_000],
    ['tknInvalid', 0],
  ])('leads a login that ran out (%s) back to the form, with the identifier kept', async (name, ms) => {
    const page = open()
    const { user, fake, bea } = page
    fake.failNext('mfa/stepup', { status: 401, error: 'invalid_grant', messageKey: `error.tkn.${name}` })
    await enter(page)
    // The prompt that ended may be there for a moment more.
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent(
        'That took too long, so we have to start again. Enter your password once more.',
      ),
    )
    expect(await identifier()).toHaveValue(bea.email)
    expect(await password()).toHaveValue('')
    expect(await password()).toHaveFocus()
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(screen.queryByRole('group', { name: 'Confirm it’s you' })).not.toBeInTheDocument()
    fake.clock.advance(ms)
    await user.keyboard(bea.password)
    await user.click(signIn())
    await completeStepUp(user, fake, { factor: 'sms' })
    await waitFor(() => expect(page.onSuccess).toHaveBeenCalledOnce())
  })

  it('is back with everything in it when the step-up is cancelled', async () => {
    const page = open()
    await enter(page)
    await within(await prompt()).findByRole('button', { name: /^(Send code|Verify)$/ })
    await page.user.click(within(await prompt()).getByRole('button', { name: 'Cancel' }))
    await waitFor(async () => expect(await password()).toHaveFocus())
    expect(await identifier()).toHaveValue(page.bea.email)
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
    await page.user.click(signIn())
    await prompt()
  })

  it('sends one login for a double click', async () => {
    const page = open()
    await page.user.type(await identifier(), page.bea.email)
    await page.user.type(await password(), page.bea.password)
    await page.user.dblClick(signIn())
    await prompt()
    expect(requestsTo(page.fake, 'password/login')).toHaveLength(1)
  })

  it('keeps the password out of React Query', async () => {
    const page = open()
    await enter(page)
    await prompt()
    const cached = JSON.stringify(
      page.queryClient
        .getMutationCache()
        .getAll()
        .map(({ state }) => state),
    )
    expect(cached).not.toContain(page.bea.password)
  })

  it('is an email login with a note where the tenant’s settings can’t be read', async () => {
    const page = open({ client: { getConfig: () => Promise.reject(new TypeError('broken')) } })
    expect(await identifier('Email address')).toBeVisible()
    expect(await screen.findByRole('alert')).toHaveTextContent(/Something went wrong/)
    page.unmount()
  })

  it('rule 13: is there for who is offline, and reads the settings when that is over', async () => {
    onlineManager.setOnline(false)
    const getConfig: StepUpClient['getConfig'] = async () => {
      if (!onlineManager.isOnline()) throw new NetworkError('offline', 'offline')
      return { sso: true, loginTypeAllowed: { email: true, phoneNumber: true, customIdentifier: false } }
    }
    open({ client: { getConfig } })
    expect(await identifier('Email address')).toBeVisible()
    expect(screen.getByRole('alert')).toHaveTextContent(/offline/)
    act(() => onlineManager.setOnline(true))
    expect(await identifier()).toBeVisible()
  })

  it('holds its place while the settings are loaded, and says so', () => {
    const page = open()
    expect(screen.getByText('Getting the sign-in form ready…')).toBeInTheDocument()
    expect(page.container.querySelectorAll('[data-part="skeleton"]')).toHaveLength(3)
  })

  it('starts with the identifier that the host knows, and sends its captcha answer', async () => {
    const page = open({
      props: { defaultIdentifier: 'bea.lindqvist@example.com', getCaptcha: () => ({ captchaToken: 'c1' }) },
    })
    expect(await identifier()).toHaveValue('bea.lindqvist@example.com')
    await page.user.type(await password(), page.bea.password)
    await page.user.click(signIn())
    await prompt()
    expect(requestsTo(page.fake, 'password/login')[0]?.body).toMatchObject({ captcha_token: 'c1' })
  })
})
