import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, waitFor } from 'storybook/test'
import { StepUpDialog } from '../../src/index.js'
import { GuardedButton } from '../support/GuardedButton.js'
import { scene } from '../support/play.js'
import { stage } from '../support/stage.js'

/** The step-up in a modal. The provider renders one; here it stands alone, so that its props can be tried. */
const meta = {
  title: 'Prompt/StepUpDialog',
  component: StepUpDialog,
  // A literal, since Storybook adds its description to it.
  parameters: { ...stage({ provider: { dialog: false } }) },
  render: (args) => (
    <>
      <GuardedButton
        label="Change the limit"
        reason={{ operation: 'custom', text: 'Change your card limit' }}
      />
      <StepUpDialog {...args} />
    </>
  ),
} satisfies Meta<typeof StepUpDialog>

export default meta

type Story = StoryObj<typeof meta>

/** Opens when something asks for a step-up, and leads to the choice. */
export const Default: Story = {
  play: scene(async ({ canvas, userEvent, dialog, t }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Change the limit' }))
    const within = await dialog(t('prompt.title'))
    await expect(await within.findByRole('button', { name: t('prompt.sendCode') })).toBeVisible()
    await expect(within.getByText('Change your card limit')).toBeVisible()
  }),
}

export const Playground: Story = {}

/** After the right code the dialog goes, and the waiting call is made. */
export const Verified: Story = {
  play: scene(async ({ canvas, userEvent, passStepUp }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Change the limit' }))
    await passStepUp({ factor: 'sms' })
    await waitFor(() =>
      expect(canvas.getByRole('status', { name: 'Change the limit' })).toHaveTextContent('Done.'),
    )
    await expect(screen.queryByRole('dialog')).toBeNull()
  }),
}

/** Cancel ends the waiting call, once. */
export const Cancelled: Story = {
  play: scene(async ({ canvas, userEvent, dialog, t }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Change the limit' }))
    const within = await dialog(t('prompt.title'))
    await userEvent.click(await within.findByRole('button', { name: t('prompt.cancel') }))
    await waitFor(() =>
      expect(canvas.getByRole('status', { name: 'Change the limit' })).toHaveTextContent(
        'Nothing was changed.',
      ),
    )
    await expect(screen.queryByRole('dialog')).toBeNull()
  }),
}

/** With one factor the code is sent at once. */
export const AsksForTheCode: Story = {
  parameters: stage({ fake: { seed: 'smsOnly' } }),
  play: scene(async ({ canvas, userEvent, dialog, t }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Change the limit' }))
    const within = await dialog(t('prompt.title'))
    await expect(await within.findByRole('textbox', { name: t('prompt.code') })).toHaveFocus()
  }),
}
