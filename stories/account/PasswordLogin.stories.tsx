import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { PasswordLogin } from '../../src/index.js'
import { type Scene, scene } from '../support/play.js'
import { stage } from '../support/stage.js'

/** Password login that goes on into the step-up where the tenant requires a second factor. */
const meta = {
  title: 'Account/PasswordLogin',
  component: PasswordLogin,
  args: { onSuccess: fn() },
  // A literal, since Storybook adds its description to it.
  parameters: { ...stage({ fake: { signedOut: true } }) },
} satisfies Meta<typeof PasswordLogin>

export default meta

type Story = StoryObj<typeof meta>

async function signIn<Args>({ canvas, userEvent, fake, t }: Scene<Args>, password?: string) {
  const { email, password: own } = fake.currentPersona
  await userEvent.type(await canvas.findByRole('textbox', { name: t('login.emailOrPhoneNumber') }), email)
  await userEvent.type(canvas.getByLabelText(t('login.password')), password ?? own)
  await userEvent.click(canvas.getByRole('button', { name: t('login.submit') }))
}

export const Default: Story = {
  play: scene(async ({ canvas, userEvent, t }) => {
    await userEvent.click(await canvas.findByRole('button', { name: t('login.submit') }))
    await expect(await canvas.findByText(t('login.passwordMissing'))).toBeVisible()
  }),
}

export const Playground: Story = {}

/** The step-up comes in the place of the form. */
export const GoesOnIntoTheStepUp: Story = {
  play: scene(async (it) => {
    await signIn(it)
    await expect(await it.canvas.findByRole('group', { name: it.t('prompt.title') })).toBeVisible()
  }),
}

export const SignedIn: Story = {
  play: scene(async (it) => {
    await signIn(it)
    await it.passStepUp()
    await waitFor(() => expect(it.canvas.getByText(it.t('login.done'))).toBeVisible())
    await expect(it.args.onSuccess).toHaveBeenLastCalledWith({ mfa: true })
  }),
}

export const WrongPassword: Story = {
  play: scene(async (it) => {
    await signIn(it, 'not the password')
    await expect(await it.canvas.findByText(it.t('error.wrongPassword'))).toBeVisible()
  }),
}

/** The code is asked for where the page shows any other step-up. */
export const PromptOfThePage: Story = {
  args: { prompt: 'page' },
  play: scene(async (it) => {
    await signIn(it)
    const within = await it.dialog(it.t('prompt.title'))
    await expect(await within.findByRole('button', { name: it.t('prompt.sendCode') })).toBeVisible()
  }),
}

/** What the person signed in with last time. */
export const FilledIn: Story = {
  args: { defaultIdentifier: 'bea.lindqvist@example.com' },
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByRole('textbox', { name: t('login.emailOrPhoneNumber') })).toHaveValue(
      'bea.lindqvist@example.com',
    )
  }),
}

export const WithUsername: Story = {
  parameters: stage({ fake: { signedOut: true, loginTypeAllowed: { email: false, phoneNumber: false } } }),
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByRole('textbox', { name: t('login.username') })).toBeVisible()
  }),
}

export const Loading: Story = {
  parameters: stage({ prepare: (fake) => void fake.fail('config', { hang: true }) }),
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByText(t('login.loading'))).toBeInTheDocument()
  }),
}

/** Markup and behaviour alone; the frame is the page’s own CSS. */
export const Unstyled: Story = {
  args: { unstyled: true, className: 'story-own-look' },
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByRole('button', { name: t('login.submit') })).toBeVisible()
  }),
}
