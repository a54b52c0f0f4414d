import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { StepUpProvider, useStepUpStatus } from '../../src/index.js'
import { GuardedButton } from '../support/GuardedButton.js'
import { scene } from '../support/play.js'
import type { StageParameters } from '../support/stage.js'

function Status() {
  const { fresh } = useStepUpStatus()
  return <p>{fresh ? 'A grant is held.' : 'No grant is held.'}</p>
}

/** Holds the client, the step-up and the texts, and renders the one dialog. Every story here stands in one. */
const meta = {
  title: 'Prompt/StepUpProvider',
  component: StepUpProvider,
  parameters: { controls: { disable: true } },
} satisfies Meta<typeof StepUpProvider>

export default meta

type Story = StoryObj<Record<never, never>>

const render = () => (
  <div className="story-stack">
    <Status />
    <GuardedButton
      label="Change the limit"
      reason={{ operation: 'custom', text: 'Change your card limit' }}
    />
  </div>
)

/** A guarded action asks for a step-up first. From then on a grant is held. */
export const Default: Story = {
  render,
  play: scene(async ({ canvas, userEvent, fake, passStepUp }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Change the limit' }))
    await passStepUp()
    await waitFor(() => expect(canvas.getByText('A grant is held.')).toBeVisible())
    await expect(fake.inbox).toHaveLength(1)
  }),
}

export const Playground: Story = { render }

const onEvent = fn()
const withEvents: StageParameters = { provider: { onEvent } }

/** What happened goes to the host’s analytics, without identifiers, codes or tokens. */
export const Events: Story = {
  render,
  parameters: withEvents,
  play: scene(async ({ canvas, userEvent, passStepUp }) => {
    onEvent.mockClear()
    await userEvent.click(canvas.getByRole('button', { name: 'Change the limit' }))
    await passStepUp({ factor: 'sms' })
    await waitFor(() =>
      expect(onEvent).toHaveBeenCalledWith(
        expect.objectContaining({ type: 'stepup.verified', factor: 'sms' }),
      ),
    )
  }),
}
