import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen } from 'storybook/test'
import { TrustedDeviceManager } from '../../src/index.js'
import { scene } from '../support/play.js'
import { stage, type StageParameters } from '../support/stage.js'

/** The wire’s own names, as ReachFive answers. */
const devices = JSON.stringify({
  trusted_devices: [
    {
      id: 'device-1',
      created_at: '2026-02-11T08:20:00Z',
      metadata: { device_name: 'iPhone', operating_system: 'iOS', device_class: 'Phone' },
    },
    {
      id: 'device-2',
      created_at: '2025-12-03T17:45:00Z',
      metadata: { device_name: 'Firefox', operating_system: 'Linux', device_class: 'Desktop' },
    },
  ],
})

const withDevices: StageParameters = {
  width: 'wide',
  prepare: (fake) => void fake.fail('mfa/trusteddevices', { status: 200, body: devices }),
}

/** The devices that may skip the second factor. */
const meta = {
  title: 'Account/TrustedDeviceManager',
  component: TrustedDeviceManager,
  // A literal, since Storybook adds its description to it.
  parameters: { ...withDevices },
} satisfies Meta<typeof TrustedDeviceManager>

export default meta

type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: scene(async ({ canvas }) => {
    await expect(await canvas.findAllByRole('listitem')).toHaveLength(2)
  }),
}

export const Playground: Story = {}

/** ReachFive shows the list after a step-up. The list itself never opens a prompt. */
export const NeedsStepUp: Story = {
  parameters: stage({ prepare: () => {} }),
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByRole('button', { name: t('devices.show') })).toBeVisible()
  }),
}

export const Empty: Story = {
  parameters: stage({ prepare: () => {}, fake: { amr: ['pwd', 'mfa'] } }),
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByText(t('devices.empty'))).toBeVisible()
  }),
}

export const Loading: Story = {
  parameters: stage({ prepare: (fake) => void fake.fail('mfa/trusteddevices', { hang: true }) }),
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByRole('region', { name: t('devices.title') })).toHaveAttribute(
      'aria-busy',
      'true',
    )
  }),
}

/** The list could not be loaded. It can be tried again. */
export const Failed: Story = {
  parameters: stage({ prepare: (fake) => void fake.fail('mfa/trusteddevices', { status: 500 }) }),
  play: scene(async ({ canvas, t }) => {
    await expect(await canvas.findByRole('button', { name: t('prompt.tryAgain') })).toBeVisible()
  }),
}

export const AsksBeforeRemoval: Story = {
  play: scene(async ({ canvas, userEvent, t }) => {
    const [first] = await canvas.findAllByRole('button', { name: new RegExp('iPhone') })
    if (first === undefined) throw new Error('There is no button for the phone.')
    await userEvent.click(first)
    await expect(await screen.findByRole('button', { name: t('devices.keep') })).toBeVisible()
  }),
}
