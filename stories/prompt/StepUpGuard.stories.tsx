import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { StepUpGuard } from '../../src/index.js'
import { scene } from '../support/play.js'

/** Shows its children behind a grant. They stay mounted when it lapses, so that nothing typed is lost. */
const meta = {
  title: 'Prompt/StepUpGuard',
  component: StepUpGuard,
  args: {
    reason: { operation: 'custom', text: 'See your recovery codes' },
    children: (
      <div className="story-card">
        <label className="story-label" htmlFor="note">
          Note for your advisor
        </label>
        <input id="note" className="story-button" />
      </div>
    ),
  },
} satisfies Meta<typeof StepUpGuard>

export default meta

type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: scene(async ({ canvas, t }) => {
    await expect(canvas.getByRole('button', { name: t('prompt.start') })).toBeVisible()
    await expect(canvas.queryByRole('textbox')).toBeNull()
  }),
}

export const Playground: Story = {}

export const Opened: Story = {
  play: scene(async ({ canvas, passStepUp }) => {
    await passStepUp()
    await expect(await canvas.findByRole('textbox', { name: 'Note for your advisor' })).toBeVisible()
  }),
}

/** Six minutes later the grant has lapsed: the children are covered, and what was typed is still there. */
export const Lapsed: Story = {
  play: scene(async ({ canvas, canvasElement, userEvent, passStepUp, stage, t }) => {
    await passStepUp()
    await userEvent.type(await canvas.findByRole('textbox', { name: 'Note for your advisor' }), 'Call me')
    stage.world.moveTo(stage.world.fake.clock.now() + 360_000)
    await waitFor(() => expect(canvas.getByRole('button', { name: t('prompt.start') })).toBeVisible())
    await expect(canvasElement.querySelector('input[id=note]')).toHaveValue('Call me')
  }),
}

/** A prompt of your own design in the place of the kit’s. */
export const OwnPrompt: Story = {
  args: {
    fallback: (prompt) => (
      <div className="story-stack">
        <p>This is for your eyes only.</p>
        <button type="button" className="story-button" onClick={prompt.onStart}>
          Unlock
        </button>
      </div>
    ),
  },
  play: scene(async ({ canvas }) => {
    await expect(canvas.getByRole('button', { name: 'Unlock' })).toBeVisible()
  }),
}
