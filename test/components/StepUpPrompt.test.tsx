import { screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { StepUpPrompt } from '../../src/index.js'
import { createWorld, show } from './account.support.js'
import { button, codeBox, findButton, outcome, Save } from './StepUp.support.js'

const prompts = () => screen.getAllByRole('group', { name: 'Confirm it’s you' })

describe('StepUpPrompt', () => {
  it('takes the place of the dialog and leads the focus to itself', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user } = show(
      <>
        <Save />
        <StepUpPrompt />
      </>,
      world,
      { codeLength: 6 },
    )
    await user.click(button('Save'))
    expect(await screen.findByRole('radio', { checked: true })).toHaveFocus()
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    await user.click(button('Send code'))
    expect(await codeBox()).toHaveFocus()
  })

  it('starts a step-up of its own, then says until when it holds', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user } = show(<StepUpPrompt />, world, { codeLength: 6 })
    await user.click(button('Continue'))
    await user.click(await findButton('Send code'))
    await user.type(await codeBox(), `${world.fake.lastCode()}{Enter}`)
    expect(await screen.findByText(/^Confirmed until /)).toBeVisible()
    expect(screen.getByRole('heading', { name: 'It’s confirmed' })).toHaveFocus()
  })

  it('shows a grant that is held already', async () => {
    const world = createWorld({ amr: ['pwd', 'mfa'] })
    const { user } = show(
      <>
        <Save />
        <StepUpPrompt />
      </>,
      world,
    )
    await user.click(button('Save'))
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
    expect(screen.getByText(/^Confirmed until /)).toBeVisible()
    expect(world.fake.inbox).toHaveLength(0)
  })

  it('of two on the page only one shows the step-up', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user } = show(
      <>
        <Save />
        <StepUpPrompt />
        <StepUpPrompt />
      </>,
      world,
      { codeLength: 6 },
    )
    await user.click(button('Save'))
    await findButton('Send code')
    expect(prompts()).toHaveLength(2)
    expect(screen.getAllByRole('button', { name: 'Send code' })).toHaveLength(1)
    expect(screen.getAllByRole('button', { name: 'Continue' })).toHaveLength(1)
  })

  it('rule 6: a step-up that it started ends when it is unmounted', async () => {
    const world = createWorld({ ageSeconds: 600 })
    function Page() {
      const [isShown, setShown] = useState(true)
      return (
        <>
          <button type="button" onClick={() => setShown(false)}>
            Leave
          </button>
          {isShown && <StepUpPrompt />}
        </>
      )
    }
    const { user } = show(<Page />, world, { codeLength: 6 })
    await user.click(button('Continue'))
    await findButton('Send code')
    await user.click(button('Leave'))
    await waitFor(() =>
      expect(world.events.filter(({ type }) => type === 'stepup.cancelled')).toMatchObject([
        { reason: 'unmounted' },
      ]),
    )
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  it('goes back to its start after a cancel, with the focus there', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user } = show(<StepUpPrompt />, world, { codeLength: 6 })
    await user.click(button('Continue'))
    await findButton('Send code')
    await user.click(button('Cancel'))
    expect(await findButton('Continue')).toHaveFocus()
  })
})
