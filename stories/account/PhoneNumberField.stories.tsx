import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, fn } from 'storybook/test'
import { PhoneNumberField } from '../../src/index.js'
import { scene } from '../support/play.js'

/** A phone number in any form, with its country. */
const meta = {
  title: 'Account/PhoneNumberField',
  component: PhoneNumberField,
  args: { value: '', defaultCountry: 'FR', onValueChange: fn() },
  render: function Field({ value: initial, onValueChange, ...args }) {
    const [value, setValue] = useState(initial)
    return (
      <div data-stepup-kit="">
        <PhoneNumberField
          {...args}
          value={value}
          onValueChange={(next) => {
            setValue(next)
            onValueChange?.(next)
          }}
        />
      </div>
    )
  },
} satisfies Meta<typeof PhoneNumberField>

export default meta

type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: scene(async ({ canvas, userEvent, args, t }) => {
    await canvas.findByRole('combobox', { name: t('phone.country') })
    await userEvent.type(canvas.getByRole('textbox', { name: t('phone.label') }), '0639980004')
    await expect(args.onValueChange).toHaveBeenLastCalledWith('+33639980004')
  }),
}

export const Playground: Story = {}

/** A number with a plus brings its own country. */
export const AnotherCountry: Story = {
  play: scene(async ({ canvas, userEvent, t }) => {
    const country = await canvas.findByRole('combobox', { name: t('phone.country') })
    await userEvent.type(canvas.getByRole('textbox', { name: t('phone.label') }), '+4915123456789')
    await expect(country).toHaveValue('DE')
  }),
}

export const WithError: Story = {
  args: { value: '+336399800', error: 'This number is too short. Check that no digit is missing.' },
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByRole('textbox', { name: t('phone.label') })).toBeInvalid()
  }),
}

export const Disabled: Story = {
  args: { value: '+33639980004', disabled: true },
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByRole('textbox', { name: t('phone.label') })).toBeDisabled()
  }),
}
