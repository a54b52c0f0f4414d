import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { StepUpPrompt } from '../../src/index.js'
import { scene } from '../support/play.js'
import { stage } from '../support/stage.js'

/** The step-up as a part of the page, connected to a ReachFive in memory. Sent codes are in the panel below. */
const meta = {
  title: 'Prompt/StepUpPrompt',
  component: StepUpPrompt,
} satisfies Meta<typeof StepUpPrompt>

export default meta

type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: scene(async ({ canvas, userEvent, t }) => {
    await userEvent.click(canvas.getByRole('button', { name: t('prompt.start') }))
    await expect(await canvas.findByRole('group', { name: t('prompt.chooseFactor') })).toBeVisible()
  }),
}

export const Playground: Story = {}

/** The whole way: start, choose, type the code, done. */
export const FromStartToEnd: Story = {
  args: { reason: { operation: 'custom', text: 'See your recovery codes' } },
  play: scene(async ({ canvas, fake, passStepUp, t }) => {
    await passStepUp({ factor: 'email' })
    await expect(await canvas.findByRole('heading', { name: t('prompt.verifiedTitle') })).toBeVisible()
    await expect(fake.inbox).toHaveLength(1)
  }),
}

/** Somebody with one factor goes straight to the code. */
export const OneFactor: Story = {
  parameters: stage({ fake: { seed: 'smsOnly' } }),
  play: scene(async ({ canvas, userEvent, t }) => {
    await userEvent.click(canvas.getByRole('button', { name: t('prompt.start') }))
    await expect(await canvas.findByRole('textbox', { name: t('prompt.code') })).toBeVisible()
  }),
}

/** A wrong code: what was typed stays, selected, so that typing replaces it. */
export const WrongCode: Story = {
  parameters: stage({ fake: { seed: 'smsOnly' } }),
  play: scene(async ({ canvas, userEvent, fake, t }) => {
    await userEvent.click(canvas.getByRole('button', { name: t('prompt.start') }))
    const box = await canvas.findByRole('textbox', { name: t('prompt.code') })
    const wrong = fake.lastCode() === '000000' ? '111111' : '000000'
    await userEvent.type(box, wrong)
    await userEvent.click(canvas.getByRole('button', { name: t('prompt.verify') }))
    await expect(await canvas.findByText(t('problem.codeRejected'))).toBeVisible()
    await expect(box).toHaveValue(wrong)
  }),
}

/** The account has no way to receive a code. */
export const NoFactor: Story = {
  parameters: stage({ fake: { seed: 'noCredential' } }),
  play: scene(async ({ canvas, userEvent, t }) => {
    await userEvent.click(canvas.getByRole('button', { name: t('prompt.start') }))
    await expect(await canvas.findByRole('alert')).toHaveTextContent(t('problem.noFactor'))
  }),
}

/** The account is locked. */
export const LockedOut: Story = {
  parameters: stage({ fake: { seed: 'lockedOut' } }),
  play: scene(async ({ canvas, userEvent, t }) => {
    await userEvent.click(canvas.getByRole('button', { name: t('prompt.start') }))
    await expect(await canvas.findByRole('alert')).toHaveTextContent(t('problem.locked'))
  }),
}

/** Where the tenant has trusted devices and the host offers them. */
export const TrustedDevice: Story = {
  parameters: stage({ fake: { seed: 'smsOnly' }, provider: { trustDevice: 'offer' } }),
  play: scene(async ({ canvas, userEvent, t }) => {
    await userEvent.click(canvas.getByRole('button', { name: t('prompt.start') }))
    await expect(
      await canvas.findByRole('checkbox', { name: t('prompt.trustDevice', { count: 90 }) }),
    ).not.toBeChecked()
  }),
}
