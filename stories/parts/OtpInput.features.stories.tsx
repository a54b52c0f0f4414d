import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn } from 'storybook/test'
import { OtpInput } from '../../src/index.js'
import { scene } from '../support/play.js'
import base from './OtpInput.stories.js'

const meta = {
  ...base,
  title: 'Parts/OtpInput/Features',
  args: { ...base.args, onReject: fn() },
} satisfies Meta<typeof OtpInput>

export default meta

type Story = StoryObj<typeof meta>

/** A code that is pasted with spaces, dashes or words around it is cleaned. */
export const PastedWithSpaces: Story = {
  play: scene(async ({ canvas, userEvent, args }) => {
    const box = canvas.getByRole('textbox', { name: 'Code' })
    await userEvent.click(box)
    await userEvent.paste(' 482-913 ')
    await expect(box).toHaveValue('482913')
    await expect(args.onComplete).toHaveBeenLastCalledWith('482913')
  }),
}

/** What can’t be part of the code is refused; the rest stays. */
export const RefusesLetters: Story = {
  play: scene(async ({ canvas, userEvent, args }) => {
    const box = canvas.getByRole('textbox', { name: 'Code' })
    await userEvent.type(box, '48x2')
    await expect(box).toHaveValue('482')
    await expect(args.onReject).toHaveBeenCalled()
  }),
}

export const Groups: Story = {
  args: { groups: [3, 3], defaultValue: '4829' },
  play: scene(async ({ canvas }) => {
    await expect(canvas.getByRole('textbox', { name: 'Code' })).toHaveValue('4829')
  }),
}

export const FourDigits: Story = {
  args: { length: 4 },
  play: scene(async ({ canvas, userEvent, args }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: 'Code' }), '4829')
    await expect(args.onComplete).toHaveBeenLastCalledWith('4829')
  }),
}

export const EightDigits: Story = {
  args: { length: 8, groups: [4, 4], defaultValue: '48291305' },
  play: scene(async ({ canvas }) => {
    await expect(canvas.getByRole('textbox', { name: 'Code' })).toHaveValue('48291305')
  }),
}

export const LettersAndDigits: Story = {
  args: { validationType: 'alphanumeric', case: 'upper' },
  play: scene(async ({ canvas, userEvent }) => {
    const box = canvas.getByRole('textbox', { name: 'Code' })
    await userEvent.type(box, 'a7k2')
    await expect(box).toHaveValue('A7K2')
  }),
}

export const Masked: Story = {
  args: { mask: true, defaultValue: '4829' },
  play: scene(async ({ canvas, canvasElement }) => {
    await expect(canvas.getByRole('textbox', { name: 'Code' })).toHaveValue('4829')
    await expect(canvasElement.querySelector('[data-part=slots]')).not.toHaveTextContent('4')
  }),
}

export const Placeholder: Story = {
  args: { placeholder: '000000' },
  play: scene(async ({ canvas }) => {
    await expect(canvas.getByRole('textbox', { name: 'Code' })).toHaveAttribute('placeholder', '000000')
  }),
}

export const Invalid: Story = {
  args: { invalid: true, defaultValue: '482931' },
  play: scene(async ({ canvas }) => {
    await expect(canvas.getByRole('textbox', { name: 'Code' })).toBeInvalid()
  }),
}

export const Disabled: Story = {
  args: { disabled: true, defaultValue: '482' },
  play: scene(async ({ canvas }) => {
    await expect(canvas.getByRole('textbox', { name: 'Code' })).toBeDisabled()
  }),
}

export const ReadOnly: Story = {
  args: { readOnly: true, defaultValue: '482913' },
  play: scene(async ({ canvas, userEvent }) => {
    const box = canvas.getByRole('textbox', { name: 'Code' })
    await userEvent.type(box, '7')
    await expect(box).toHaveValue('482913')
  }),
}

/** The box and the order of its parts alone, for a look of your own. */
export const Unstyled: Story = {
  args: { unstyled: true, defaultValue: '4829' },
  play: scene(async ({ canvas }) => {
    await expect(canvas.getByRole('textbox', { name: 'Code' })).toHaveValue('4829')
  }),
}

const onSubmit = fn()

/** Submits the form once the code is complete, and says so beside the box. */
export const SubmitsByItself: Story = {
  args: { autoSubmit: 'The code is checked as soon as it is complete.' },
  render: (args) => (
    <form
      data-stepup-kit=""
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit(new FormData(event.currentTarget).get('code'))
      }}
    >
      <label className="story-label" htmlFor="code">
        Code
      </label>
      <OtpInput id="code" name="code" {...args} />
    </form>
  ),
  play: scene(async ({ canvas, userEvent }) => {
    onSubmit.mockClear()
    await userEvent.type(canvas.getByRole('textbox', { name: 'Code' }), '482913')
    await expect(onSubmit).toHaveBeenLastCalledWith('482913')
  }),
}
