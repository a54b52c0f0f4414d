import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { PhoneNumberEditor } from '../../src/index.js'
import { type Scene, scene } from '../support/play.js'
import { stage } from '../support/stage.js'

/** Changes the profile’s phone number: a step-up where it protects the account, then the code sent to the new number. */
const meta = {
  title: 'Account/PhoneNumberEditor',
  component: PhoneNumberEditor,
  args: { defaultCountry: 'FR', onUpdated: fn() },
} satisfies Meta<typeof PhoneNumberEditor>

export default meta

type Story = StoryObj<typeof meta>

async function change<Args>({ canvas, userEvent, t }: Scene<Args>, phoneNumber: string) {
  const box = await canvas.findByRole('textbox', { name: t('phone.label') })
  await waitFor(() => expect(box).not.toHaveValue(''))
  await userEvent.clear(box)
  await userEvent.type(box, phoneNumber)
  await userEvent.click(canvas.getByRole('button', { name: t('phone.save') }))
}

export const Default: Story = {
  play: scene(async ({ canvas, t }) => {
    const box = await canvas.findByRole('textbox', { name: t('phone.label') })
    await waitFor(() => expect(box).not.toHaveValue(''))
    await expect(await canvas.findByRole('combobox', { name: t('phone.country') })).toHaveValue('FR')
  }),
}

export const Playground: Story = {}

/** After the step-up comes the code for the new number. */
export const CodeForTheNewNumber: Story = {
  play: scene(async (it) => {
    await change(it, '0639980042')
    await it.passStepUp({ factor: 'email' })
    await expect(await it.canvas.findByRole('textbox', { name: it.t('prompt.code') })).toBeVisible()
  }),
}

export const Changed: Story = {
  play: scene(async (it) => {
    const { canvas, userEvent, fake, t } = it
    await change(it, '0639980042')
    await it.passStepUp({ factor: 'email' })
    await userEvent.type(await canvas.findByRole('textbox', { name: t('prompt.code') }), fake.lastCode('sms'))
    await userEvent.click(canvas.getByRole('button', { name: t('phone.confirm') }))
    await expect(await canvas.findByText(it.part('phone.changed'))).toBeVisible()
    await expect(it.args.onUpdated).toHaveBeenLastCalledWith('+33639980042')
  }),
}

export const TooShort: Story = {
  play: scene(async (it) => {
    await change(it, '06399800')
    await expect(await it.canvas.findByText(it.t('phone.tooShort'))).toBeVisible()
  }),
}

/** The code of the new number is wrong: it stays, to be corrected. */
export const WrongCode: Story = {
  play: scene(async (it) => {
    const { canvas, userEvent, fake, t } = it
    await change(it, '0639980042')
    await it.passStepUp({ factor: 'email' })
    const box = await canvas.findByRole('textbox', { name: t('prompt.code') })
    await userEvent.type(box, fake.lastCode('sms') === '000000' ? '111111' : '000000')
    await userEvent.click(canvas.getByRole('button', { name: t('phone.confirm') }))
    await expect(await canvas.findByText(t('problem.codeRejected'))).toBeVisible()
  }),
}

export const NumberInUse: Story = {
  play: scene(async (it) => {
    await change(it, '0639980003')
    await it.passStepUp({ factor: 'email' })
    await expect(await it.canvas.findByText(it.t('error.phoneNumberInUse'))).toBeVisible()
  }),
}

export const Loading: Story = {
  parameters: stage({ prepare: (fake) => void fake.fail('userinfo', { hang: true }) }),
  play: scene(async ({ canvas }) => {
    await expect(canvas.queryByRole('textbox')).toBeNull()
  }),
}

/** Markup and behaviour alone; the frame is the page’s own CSS. */
export const Unstyled: Story = {
  args: { unstyled: true, className: 'story-own-look' },
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByRole('button', { name: t('phone.save') })).toBeVisible()
  }),
}
