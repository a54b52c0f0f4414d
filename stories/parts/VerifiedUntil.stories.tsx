import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { useStepUp, VerifiedUntil } from '../../src/index.js'
import { scene } from '../support/play.js'

function Start() {
  const { request } = useStepUp()
  return (
    <button type="button" className="story-button" onClick={() => void request().catch(() => {})}>
      Confirm now
    </button>
  )
}

/** Shows how long the grant still holds. */
const meta = {
  title: 'Parts/VerifiedUntil',
  component: VerifiedUntil,
  render: (args) => (
    <div className="story-stack">
      <VerifiedUntil {...args} />
      <Start />
    </div>
  ),
} satisfies Meta<typeof VerifiedUntil>

export default meta

type Story = StoryObj<typeof meta>

/** Without a grant. */
export const Default: Story = {
  play: scene(async ({ canvas, t }) => {
    await expect(canvas.getByText(t('verified.lapsed'))).toBeVisible()
  }),
}

export const Playground: Story = {}

/** Until when, without a timer. */
export const Held: Story = {
  play: scene(async ({ canvas, userEvent, passStepUp, part }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Confirm now' }))
    await passStepUp()
    await expect(await canvas.findByText(part('verified.until'))).toBeVisible()
  }),
}

/** How much is left, each second. */
export const Countdown: Story = {
  args: { format: 'countdown' },
  play: scene(async ({ canvas, userEvent, passStepUp, part }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Confirm now' }))
    await passStepUp()
    await expect(await canvas.findByText(part('verified.remaining'))).toBeVisible()
  }),
}

/** The grant has run out while the page was open. */
export const Lapsed: Story = {
  play: scene(async ({ canvas, userEvent, passStepUp, stage, part, t }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Confirm now' }))
    await passStepUp()
    await canvas.findByText(part('verified.until'))
    stage.world.moveTo(stage.world.fake.clock.now() + 360_000)
    await waitFor(() => expect(canvas.getByText(t('verified.lapsed'))).toBeVisible())
  }),
}
