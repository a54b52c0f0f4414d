import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { ResendCountdown } from '../../src/index.js'
import { scene } from '../support/play.js'
import type { StageParameters } from '../support/stage.js'
import { at } from '../support/states.js'

const waiting: StageParameters = {
  fake: { clock: 'manual', startAt: at },
  deadlines: { resendAt: at + 22_000 },
}

/** The button for a new code, with the wait before it. It takes a deadline, so that it is right after any pause. */
const meta = {
  title: 'Parts/ResendCountdown',
  component: ResendCountdown,
  args: { deadline: at + 22_000, windowSeconds: 30, onResend: fn() },
  argTypes: { deadline: { control: false } },
  // A literal, since Storybook adds its description to it.
  parameters: { ...waiting },
  render: (args) => (
    <div data-stepup-kit="">
      <ResendCountdown {...args} />
    </div>
  ),
} satisfies Meta<typeof ResendCountdown>

export default meta

type Story = StoryObj<typeof meta>

/** Pressed too early it stays focused, and a screen reader hears how long it takes. */
export const Default: Story = {
  play: scene(async ({ canvas, userEvent, args, t }) => {
    const button = canvas.getByRole('button', { name: t('resend.action') })
    await expect(canvas.getByText(t('resend.in', { time: '0:22' }))).toBeVisible()
    await userEvent.click(button)
    await expect(args.onResend).not.toHaveBeenCalled()
    await expect(canvas.getByRole('status')).toHaveTextContent(t('resend.remaining', { count: 22 }))
  }),
}

export const Playground: Story = {}

/** The moment after the wait: the same button, usable. */
export const Ready: Story = {
  play: scene(async ({ canvas, userEvent, args, stage, t }) => {
    stage.world.moveTo(at + 22_000)
    const button = canvas.getByRole('button', { name: t('resend.action') })
    await waitFor(() => expect(button).not.toHaveAttribute('aria-disabled', 'true'))
    await userEvent.click(button)
    await expect(args.onResend).toHaveBeenCalledOnce()
  }),
}

/** After a laptop has slept, the time is right at once. */
export const AfterSleep: Story = {
  play: scene(async ({ canvas, stage, t }) => {
    stage.world.moveTo(at + 17_000)
    await expect(await canvas.findByText(t('resend.in', { time: '0:05' }))).toBeVisible()
  }),
}

export const Pending: Story = {
  args: { deadline: null, pending: true },
  play: scene(async ({ canvas, t }) => {
    await expect(canvas.getByRole('button', { name: t('resend.pending') })).toBeVisible()
  }),
}

/** Ten minutes, as the server may say after too many codes. */
export const LongWait: Story = {
  args: { deadline: at + 600_000, windowSeconds: 600 },
  parameters: { ...waiting, deadlines: { resendAt: at + 600_000 } },
  play: scene(async ({ canvas, t }) => {
    // Once to be seen, and once for the width.
    await expect(canvas.getAllByText(t('resend.in', { time: '10:00' }))).not.toHaveLength(0)
  }),
}

/** Words of your own, without a provider’s. */
export const OwnWords: Story = {
  args: {
    labels: {
      resend: 'Ring me again',
      resendIn: (time) => `Ring me again in ${time}`,
      pending: 'Ringing…',
      sent: 'Your phone rings.',
      remaining: (seconds) => `${seconds} seconds left.`,
      possible: 'You can be rung again now.',
    },
    locale: 'en',
  },
  play: scene(async ({ canvas }) => {
    await expect(canvas.getByRole('button', { name: 'Ring me again' })).toBeVisible()
  }),
}
