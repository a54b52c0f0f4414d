import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn } from 'storybook/test'
import { StepUpPromptView } from '../../src/index.js'
import { scene } from '../support/play.js'
import { at, challenge, states, still, viewOf } from '../support/states.js'

/** The step-up as a pure view: props in, events out, no network. The story beside it shows it connected. */
const meta = {
  title: 'Prompt/StepUpPromptView',
  component: StepUpPromptView,
  args: {
    ...viewOf('enteringCode'),
    onCodeChange: fn(),
    onTrustDeviceChange: fn(),
    onSubmit: fn(),
    onResend: fn(),
    onCancel: fn(),
    onChangeFactor: fn(),
    onChooseFactor: fn(),
    onBack: fn(),
  },
  // A literal, since Storybook adds its description to it.
  parameters: { ...still(states.enteringCode) },
} satisfies Meta<typeof StepUpPromptView>

export default meta

type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: scene(async ({ canvas, userEvent, args, t }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: t('prompt.code') }), '4')
    await expect(args.onCodeChange).toHaveBeenCalledWith('4')
    await userEvent.click(canvas.getByRole('button', { name: t('prompt.changeFactor') }))
    await expect(args.onChangeFactor).toHaveBeenCalledOnce()
    await userEvent.click(canvas.getByRole('button', { name: t('prompt.cancel') }))
    await expect(args.onCancel).toHaveBeenCalledOnce()
  }),
}

export const Playground: Story = {}

/** Both ways to receive a code, with the masked destination of each. */
export const ChoiceOfFactor: Story = {
  args: { state: states.choosingFactor },
  play: scene(async ({ canvas, userEvent, args, part, t }) => {
    await userEvent.click(canvas.getByRole('radio', { name: part('prompt.factorEmailTo') }))
    await userEvent.click(canvas.getByRole('button', { name: t('prompt.sendCode') }))
    await expect(args.onChooseFactor).toHaveBeenCalledWith('email')
  }),
}

/** One of the two has to wait. The other stays usable, and so does a code that was sent already. */
export const OneFactorWaits: Story = {
  args: { state: states.sendLimit },
  parameters: still(states.sendLimit),
  play: scene(async ({ canvas, part }) => {
    await expect(canvas.getByRole('radio', { name: part('prompt.factorSmsTo') })).toBeDisabled()
    await expect(canvas.getByRole('radio', { name: part('prompt.factorEmailTo') })).toBeChecked()
  }),
}

/** Where there is one factor, there is nothing to choose. */
export const OneFactor: Story = {
  args: {
    state: {
      ...states.enteringCode,
      status: 'enteringCode',
      challenge,
      problem: null,
      reasons: [],
      factors: ['sms'],
      suggestedFactor: 'sms',
      waits: {},
    },
  },
  play: scene(async ({ canvas, t }) => {
    await expect(canvas.queryByRole('button', { name: t('prompt.changeFactor') })).toBeNull()
  }),
}

export const TrustedDevice: Story = {
  args: { offersTrustDevice: true },
  play: scene(async ({ canvas, userEvent, args }) => {
    await userEvent.click(canvas.getByRole('checkbox'))
    await expect(args.onTrustDeviceChange).toHaveBeenCalledWith(true)
  }),
}

/** Where the kit is not told how long codes are, the field takes a code of any length. */
export const CodeOfAnyLength: Story = {
  args: { code: 'A7-44219' },
  render: ({ codeLength: _, ...args }) => <StepUpPromptView {...args} />,
  play: scene(async ({ canvas, t }) => {
    await expect(canvas.getByRole('textbox', { name: t('prompt.code') })).toHaveValue('A7-44219')
  }),
}

/** The code is checked as soon as it is complete. The hint says so beforehand. */
export const ChecksByItself: Story = {
  args: { autoSubmit: true },
  play: scene(async ({ canvas, t }) => {
    await expect(canvas.getByText(t('prompt.autoSubmit'), { exact: false })).toBeVisible()
  }),
}

/** Several calls wait for the same step-up: the prompt names the first and counts the others. */
export const SeveralReasons: Story = {
  args: {
    state: {
      status: 'enteringCode',
      challenge: { ...challenge, sentAt: at, resendAvailableAt: at + 30_000 },
      problem: null,
      factors: ['sms', 'email'],
      suggestedFactor: 'sms',
      waits: {},
      reasons: [
        { operation: 'updateEmail' },
        { operation: 'updatePhoneNumber' },
        { operation: 'removeTrustedDevice' },
      ],
    },
  },
  play: scene(async ({ canvas, t }) => {
    await expect(canvas.getByText(t('reason.more', { count: 2 }), { exact: false })).toBeVisible()
  }),
}

/** The server’s own sentence, for what the kit has no sentence for, and the reference that support asks for. */
export const ServerSentence: Story = {
  args: {
    state: {
      status: 'failed',
      reasons: [],
      problem: {
        kind: 'unexpected',
        userMessage: 'This service is being maintained until noon.',
        support: { errorId: '2hNBbvYecw' },
      },
    },
  },
  play: scene(async ({ canvas, part }) => {
    await expect(canvas.getByText('This service is being maintained until noon.')).toBeVisible()
    await expect(canvas.getByText(part('prompt.supportId'))).toBeVisible()
  }),
}

/** Markup and behaviour alone; the frame is the page’s own CSS. */
export const Unstyled: Story = {
  args: { unstyled: true, className: 'story-own-look' },
  play: scene(async ({ canvas, t }) => {
    await expect(canvas.getByRole('button', { name: t('prompt.verify') })).toBeVisible()
  }),
}
