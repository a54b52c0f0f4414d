import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, waitFor } from 'storybook/test'
import { MfaCredentialManager } from '../../src/index.js'
import { scene } from '../support/play.js'
import { stage } from '../support/stage.js'

/** The email addresses and phone numbers that receive codes: listed, added, changed and removed. */
const meta = {
  title: 'Account/MfaCredentialManager',
  component: MfaCredentialManager,
  args: { mfaRequired: 'always', defaultCountry: 'FR' },
  // A literal, since Storybook adds its description to it.
  parameters: { ...stage({ width: 'wide' }) },
} satisfies Meta<typeof MfaCredentialManager>

export default meta

type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: scene(async ({ canvas }) => {
    await expect(await canvas.findAllByRole('listitem')).toHaveLength(2)
  }),
}

export const Playground: Story = {}

export const Empty: Story = {
  parameters: stage({ fake: { seed: 'noCredential' } }),
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByText(t('credentials.empty'))).toBeVisible()
  }),
}

export const OnlyOne: Story = {
  parameters: stage({ fake: { seed: 'smsOnly' } }),
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByRole('button', { name: t('credentials.addEmail') })).toBeVisible()
    await expect(canvas.getAllByRole('listitem')).toHaveLength(1)
  }),
}

export const Loading: Story = {
  parameters: stage({ prepare: (fake) => void fake.fail('mfa/credentials', { hang: true }) }),
  play: scene(async ({ canvas, t }) => {
    await expect(canvas.getByRole('region', { name: t('credentials.title') })).toHaveAttribute(
      'aria-busy',
      'true',
    )
  }),
}

/** The list could not be loaded. It can be tried again. */
export const Failed: Story = {
  parameters: stage({ prepare: (fake) => void fake.fail('mfa/credentials', { status: 500 }) }),
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByRole('button', { name: t('prompt.tryAgain') })).toBeVisible()
  }),
}

/** The first one needs no step-up: its code goes to the new number. */
export const AddsAPhoneNumber: Story = {
  parameters: stage({ fake: { seed: 'noCredential' } }),
  play: scene(async ({ canvas, userEvent, t }) => {
    await userEvent.click(await canvas.findByRole('button', { name: t('credentials.addPhoneNumber') }))
    await expect(await canvas.findByRole('textbox', { name: t('phone.label') })).toBeVisible()
  }),
}

/** The question before a removal. */
export const AsksBeforeRemoval: Story = {
  play: scene(async ({ canvas, userEvent, t, part }) => {
    await userEvent.click(await canvas.findByRole('button', { name: part('credentials.removePhoneNumber') }))
    await expect(await screen.findByRole('button', { name: t('credentials.keep') })).toBeVisible()
  }),
}

/** The last one is warned about where every sign-in asks for a second factor. */
export const AsksBeforeRemovalOfTheLast: Story = {
  parameters: stage({ fake: { seed: 'smsOnly' } }),
  play: scene(async ({ canvas, userEvent, t, part }) => {
    await userEvent.click(await canvas.findByRole('button', { name: part('credentials.removePhoneNumber') }))
    await expect(await screen.findByText(t('credentials.removeLast'))).toBeVisible()
  }),
}

export const Removed: Story = {
  play: scene(async ({ canvas, userEvent, fake, t, part, passStepUp }) => {
    await userEvent.click(await canvas.findByRole('button', { name: part('credentials.removePhoneNumber') }))
    await userEvent.click(await screen.findByRole('button', { name: t('credentials.remove') }))
    await passStepUp({ factor: 'email' })
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(1))
    await expect(fake.state.currentUser.credentials).toHaveLength(1)
  }),
}

/** Markup and behaviour alone; the frame is the page’s own CSS. */
export const Unstyled: Story = {
  args: { unstyled: true, className: 'story-own-look' },
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByRole('button', { name: t('credentials.addPhoneNumber') })).toBeVisible()
  }),
}
