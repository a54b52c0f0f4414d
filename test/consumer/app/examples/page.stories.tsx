import type { Meta, StoryObj } from '@storybook/react-vite'
import { completeStepUp, createFakeReachFive } from 'stepup-kit/testing'
import { expect, userEvent, within } from 'storybook/test'
import { Page } from './Page.js'

const fake = createFakeReachFive()
fake.openSession()
const meta: Meta<typeof Page> = { component: Page, args: { options: fake.clientOptions } }
export default meta

export const Changed: StoryObj<typeof Page> = {
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Change number' }))
    await completeStepUp(userEvent, fake)
    await expect(await canvas.findByText('+33612345678')).toBeVisible()
  },
}
