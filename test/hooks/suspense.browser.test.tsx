import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Suspense } from 'react'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { StepUpProvider, useGuardedMutation } from '../../src/index.js'
import { en } from '../../src/messages/locales/en.js'
import { createWorld } from '../components/account.world.js'
import { createLateNeighbour } from './late-neighbour.js'

it('an app that suspends below the provider keeps the dialog that is open, and what was typed', async () => {
  const world = createWorld({ seed: 'smsOnly' })
  const queryClient = new QueryClient()
  const { Help, arrive } = createLateNeighbour()
  function Save() {
    const save = useGuardedMutation({ mutationFn: async () => 'saved' })
    return (
      <>
        <button type="button" onClick={() => save.mutate()}>
          Save
        </button>
        <output aria-label="Outcome">{save.error?.message ?? save.data}</output>
      </>
    )
  }
  // No StrictMode: there React mounts twice what was hidden.
  const app = (isHelpOpen: boolean) => (
    <Suspense fallback="Loading">
      <QueryClientProvider client={queryClient}>
        <StepUpProvider client={world.client} messages={en} codeLength={6}>
          <Save />
          {isHelpOpen && <Help />}
        </StepUpProvider>
      </QueryClientProvider>
    </Suspense>
  )
  const dialog = page.getByRole('dialog')
  const code = dialog.getByRole('textbox', { name: 'Code' })
  const outcome = page.getByRole('status', { name: 'Outcome', includeHidden: true })

  const view = await render(app(false))
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.element(code).toHaveFocus()
  const sent = world.fake.lastCode()
  await userEvent.keyboard(sent.slice(0, 3))
  await expect.element(code).toHaveValue(sent.slice(0, 3))

  await view.rerender(app(true))
  await expect.element(page.getByText('Loading')).toBeInTheDocument()
  arrive()
  await expect.element(page.getByText('Loading')).not.toBeInTheDocument()

  await expect.element(outcome).toBeEmptyDOMElement()
  expect(dialog.element().matches(':modal')).toBe(true)
  await expect.element(code).toHaveValue(sent.slice(0, 3))
  await code.click()
  await userEvent.keyboard(`{End}${sent.slice(3)}`)
  await dialog.getByRole('button', { name: 'Verify' }).click()
  await expect.element(outcome).toHaveTextContent('saved')
  expect(world.fake.inbox).toHaveLength(1)
})
