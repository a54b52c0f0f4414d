import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { EmailEditor } from '../../src/index.js'
import { type Scene, scene } from '../support/play.js'
import { stage } from '../support/stage.js'

/** Changes the profile’s email: with a step-up where it protects the account. */
const meta = {
  title: 'Account/EmailEditor',
  component: EmailEditor,
  args: { onUpdated: fn(), onLinkSent: fn() },
} satisfies Meta<typeof EmailEditor>

export default meta

type Story = StoryObj<typeof meta>

async function change<Args>({ canvas, userEvent, t }: Scene<Args>, email: string) {
  const box = await canvas.findByRole('textbox', { name: t('email.label') })
  await waitFor(() => expect(box).not.toHaveValue(''))
  await userEvent.clear(box)
  await userEvent.type(box, email)
  await userEvent.click(canvas.getByRole('button', { name: t('email.save') }))
}

export const Default: Story = {
  play: scene(async ({ canvas, t }) => {
    const box = await canvas.findByRole('textbox', { name: t('email.label') })
    await waitFor(() => expect(box).toHaveValue('bea.lindqvist@example.com'))
  }),
}

export const Playground: Story = {}

/** The old address stays until the link is followed; the code of that message does as well. */
export const LinkOrCode: Story = {
  play: scene(async (it) => {
    await change(it, 'bea@harbour.example')
    await it.passStepUp({ factor: 'sms' })
    await expect(await it.canvas.findByText(it.part('email.linkOrCodeSent'))).toBeVisible()
    await expect(it.args.onLinkSent).toHaveBeenCalledWith('bea@harbour.example')
  }),
}

export const Changed: Story = {
  play: scene(async (it) => {
    const { canvas, userEvent, fake, t } = it
    await change(it, 'bea@harbour.example')
    await it.passStepUp({ factor: 'sms' })
    await userEvent.type(
      await canvas.findByRole('textbox', { name: t('prompt.code') }),
      fake.lastCode('email'),
    )
    await userEvent.click(canvas.getByRole('button', { name: t('email.confirm') }))
    await expect(await canvas.findByText(it.part('email.changed'))).toBeVisible()
  }),
}

/** Checked before anything is asked for. */
export const NotAnAddress: Story = {
  play: scene(async (it) => {
    await change(it, 'bea at harbour')
    await expect(await it.canvas.findByText(it.t('email.invalid'))).toBeVisible()
  }),
}

export const AddressInUse: Story = {
  play: scene(async (it) => {
    await change(it, 'emil.hart@example.com')
    await it.passStepUp({ factor: 'sms' })
    await expect(await it.canvas.findByText(it.t('error.emailInUse'))).toBeVisible()
  }),
}

export const UnverifiedAddress: Story = {
  parameters: stage({ fake: { seed: 'unverifiedEmail' } }),
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByText(t('email.unverified'))).toBeVisible()
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
    await expect(await canvas.findByRole('button', { name: t('email.save') })).toBeVisible()
  }),
}
