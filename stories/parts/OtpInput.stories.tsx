import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn } from 'storybook/test'
import { OtpInput } from '../../src/index.js'
import { scene } from '../support/play.js'

/** A one-time-code input: one real text box, with slots drawn over it. */
const meta = {
  title: 'Parts/OtpInput',
  component: OtpInput,
  args: { length: 6, onValueChange: fn(), onComplete: fn() },
  argTypes: {
    validationType: { control: 'inline-radio', options: ['numeric', 'alphanumeric'] },
    case: { control: 'inline-radio', options: ['preserve', 'upper', 'lower'] },
    groups: { control: 'object' },
  },
  parameters: {
    controls: {
      include: [
        'length',
        'groups',
        'mask',
        'invalid',
        'disabled',
        'readOnly',
        'validationType',
        'case',
        'placeholder',
        'unstyled',
      ],
    },
  },
  render: (args) => (
    <div data-stepup-kit="">
      <label className="story-label" htmlFor="code">
        Code
      </label>
      <OtpInput id="code" {...args} />
    </div>
  ),
} satisfies Meta<typeof OtpInput>

export default meta

type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: scene(async ({ canvas, userEvent, args }) => {
    const box = canvas.getByRole('textbox', { name: 'Code' })
    await userEvent.type(box, '482913')
    await expect(box).toHaveValue('482913')
    await expect(args.onComplete).toHaveBeenLastCalledWith('482913')
  }),
}

export const Playground: Story = {}
