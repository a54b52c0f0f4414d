import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import type { StepUpProviderProps } from '../../src/components/StepUpProvider/index.js'
import { pageOf, type World } from './account.world.js'

export { createWorld, type World, type WorldOptions } from './account.world.js'

/** Renders as a host would. */
export function show(ui: ReactNode, world: World, props: Partial<StepUpProviderProps> = {}) {
  return { ...render(pageOf(ui, world, props)), user: userEvent.setup() }
}

type User = ReturnType<typeof userEvent.setup>

export const stepUpDialog = () => screen.findByRole('dialog', { name: 'Confirm it’s you' })

/** Leaves the prompt once it has something to do: the buttons of the start go when the answer comes. */
export async function cancelStepUp(user: User) {
  const dialog = within(await stepUpDialog())
  await dialog.findByRole('button', { name: /^(Send code|Verify)$/ })
  await user.click(dialog.getByRole('button', { name: 'Cancel' }))
}

/** Goes through the prompt as a person does: by the way that is proposed, or by one that is named. */
export async function passStepUp(user: User, { fake }: World, factor?: RegExp) {
  const dialog = within(await stepUpDialog())
  const send = await dialog.findByRole('button', { name: /^(Send code|Verify)$/ })
  if (send.textContent === 'Send code') {
    if (factor) await user.click(dialog.getByRole('radio', { name: factor }))
    await user.click(send)
  }
  await user.type(await dialog.findByRole('textbox', { name: /^Code/ }), fake.lastCode())
  await user.click(dialog.getByRole('button', { name: 'Verify' }))
}
