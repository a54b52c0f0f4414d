import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { GuardedButton } from '../support/GuardedButton.js'
import { scene } from '../support/play.js'
import { stage } from '../support/stage.js'
import { OwnPrompt } from './samples/OwnDesign.js'
import { OwnDialog } from './samples/OwnDialog.js'

/** The recipes' samples, run. */
const meta = {
  title: 'Samples/Recipes',
  parameters: { ...stage({ provider: { dialog: false } }), controls: { disable: true } },
} satisfies Meta

export default meta

type Story = StoryObj<typeof meta>

/** Your own markup over `useStepUpController`. */
export const OwnDesign: Story = {
  render: () => <OwnPrompt />,
  play: scene(async ({ canvas, userEvent, fake }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Unlock' }))
    await userEvent.click(await canvas.findByRole('button', { name: /^Text message/ }))
    await userEvent.type(await canvas.findByRole('textbox', { name: 'Your code' }), fake.lastCode('sms'))
    await userEvent.click(canvas.getByRole('button', { name: 'Unlock' }))
    await waitFor(() => expect(fake.requests.at(-1)).toMatchObject({ endpoint: 'oauth/token', status: 200 }))
  }),
}

/** The kit’s prompt in a dialog of your own. */
export const OwnDialogAround: Story = {
  render: () => (
    <>
      <GuardedButton
        label="Change the limit"
        reason={{ operation: 'custom', text: 'Change your card limit' }}
      />
      <OwnDialog />
    </>
  ),
  play: scene(async ({ canvas, userEvent, dialog, t }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Change the limit' }))
    const within = await dialog(t('prompt.title'))
    await expect(await within.findByRole('button', { name: t('prompt.sendCode') })).toBeVisible()
  }),
}
