import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, waitFor } from 'storybook/test'
import { EmailEditor, MfaCredentialManager, PasswordLogin, PhoneNumberEditor } from '../../src/index.js'
import { requestLines } from '../../src/testing/index.js'
import { scene } from '../support/play.js'
import { stage } from '../support/stage.js'

/** The six operations that ReachFive puts behind a step-up, from the first click to the end. */
const meta = {
  title: 'Flows/Behind a step-up',
  parameters: { ...stage({ width: 'wide' }), controls: { disable: true } },
} satisfies Meta

export default meta

type Story = StoryObj<typeof meta>

const stepUp = ['POST mfa/stepup', 'POST passwordless/start', 'POST passwordless/verify', 'POST oauth/token']

/** Row 1: update an email that is an MFA credential. */
export const UpdateEmail: Story = {
  render: () => <EmailEditor />,
  play: scene(async ({ canvas, userEvent, fake, passStepUp, step, part, t }) => {
    await step('A new address is typed and saved', async () => {
      const box = await canvas.findByRole('textbox', { name: t('email.label') })
      await waitFor(() => expect(box).not.toHaveValue(''))
      await userEvent.clear(box)
      await userEvent.type(box, 'bea@harbour.example')
      await userEvent.click(canvas.getByRole('button', { name: t('email.save') }))
    })
    await step('A code by text message confirms it', () => passStepUp({ factor: 'sms' }))
    await step('The code of the new address finishes it', async () => {
      await userEvent.type(
        await canvas.findByRole('textbox', { name: t('prompt.code') }),
        fake.lastCode('email'),
      )
      await userEvent.click(canvas.getByRole('button', { name: t('email.confirm') }))
      await expect(await canvas.findByText(part('email.changed'))).toBeVisible()
    })
    await expect(fake.state.currentUser.email).toBe('bea@harbour.example')
    await expect(requestLines(fake)).toEqual(expect.arrayContaining([...stepUp, 'POST update-email']))
  }),
}

/** Row 2: delete an email that is an MFA credential. */
export const RemoveEmail: Story = {
  render: () => <MfaCredentialManager defaultCountry="FR" />,
  play: scene(async ({ canvas, userEvent, fake, passStepUp, part, t }) => {
    await userEvent.click(await canvas.findByRole('button', { name: part('credentials.removeEmail') }))
    await userEvent.click(await screen.findByRole('button', { name: t('credentials.remove') }))
    await passStepUp({ factor: 'sms' })
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(1))
    await expect(fake.state.currentUser.credentials.map(({ type }) => type)).toEqual(['sms'])
  }),
}

/** Row 3: update a phone number that is an MFA credential. */
export const UpdatePhoneNumber: Story = {
  render: () => <PhoneNumberEditor defaultCountry="FR" />,
  play: scene(async ({ canvas, userEvent, fake, passStepUp, part, t }) => {
    const box = await canvas.findByRole('textbox', { name: t('phone.label') })
    await waitFor(() => expect(box).not.toHaveValue(''))
    await userEvent.clear(box)
    await userEvent.type(box, '0639980042')
    await userEvent.click(canvas.getByRole('button', { name: t('phone.save') }))
    await passStepUp({ factor: 'email' })
    await userEvent.type(await canvas.findByRole('textbox', { name: t('prompt.code') }), fake.lastCode('sms'))
    await userEvent.click(canvas.getByRole('button', { name: t('phone.confirm') }))
    await expect(await canvas.findByText(part('phone.changed'))).toBeVisible()
    await expect(fake.state.currentUser.phoneNumber).toBe('+33639980042')
  }),
}

/** Row 4: delete a phone number that is an MFA credential. */
export const RemovePhoneNumber: Story = {
  render: () => <MfaCredentialManager defaultCountry="FR" />,
  play: scene(async ({ canvas, userEvent, fake, passStepUp, part, t }) => {
    await userEvent.click(await canvas.findByRole('button', { name: part('credentials.removePhoneNumber') }))
    await userEvent.click(await screen.findByRole('button', { name: t('credentials.remove') }))
    await passStepUp({ factor: 'email' })
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(1))
    await expect(fake.state.currentUser.credentials.map(({ type }) => type)).toEqual(['email'])
  }),
}

/** Row 5: add a phone number, where the person has a credential already. */
export const AddPhoneNumber: Story = {
  render: () => <MfaCredentialManager defaultCountry="FR" />,
  parameters: stage({ fake: { seed: 'emailOnly' } }),
  play: scene(async ({ canvas, userEvent, fake, passStepUp, t }) => {
    await userEvent.click(await canvas.findByRole('button', { name: t('credentials.addPhoneNumber') }))
    await userEvent.type(await canvas.findByRole('textbox', { name: t('phone.label') }), '0639980042')
    await userEvent.click(canvas.getByRole('button', { name: t('credentials.add') }))
    await passStepUp()
    await userEvent.type(await canvas.findByRole('textbox', { name: t('prompt.code') }), fake.lastCode('sms'))
    await userEvent.click(canvas.getByRole('button', { name: t('credentials.confirm') }))
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(2))
    await expect(fake.state.currentUser.credentials).toHaveLength(2)
  }),
}

/** Row 6: log in with a password, where a second factor is always required. */
export const LogIn: Story = {
  render: () => <PasswordLogin />,
  parameters: stage({ fake: { signedOut: true } }),
  play: scene(async ({ canvas, userEvent, fake, passStepUp, t }) => {
    const { email, password } = fake.currentPersona
    await userEvent.type(await canvas.findByRole('textbox', { name: t('login.emailOrPhoneNumber') }), email)
    await userEvent.type(canvas.getByLabelText(t('login.password')), password)
    await userEvent.click(canvas.getByRole('button', { name: t('login.submit') }))
    await passStepUp({ factor: 'sms' })
    await expect(await canvas.findByText(t('login.done'))).toBeVisible()
    await expect(requestLines(fake)).toEqual(['POST password/login', ...stepUp])
  }),
}
