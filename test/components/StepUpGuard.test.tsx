import { act, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { StepUpGuard, VerifiedUntil } from '../../src/index.js'
import { createTestClock } from '../flow/support.js'
import { createWorld, show } from './account.support.js'
import { pageOf } from './account.world.js'
import { button, codeBox, findButton, Save } from './StepUp.support.js'

const reason = { operation: 'custom', text: 'See your recovery codes' } as const

function Secret() {
  const [text, setText] = useState('')
  return <input aria-label="Note" value={text} onChange={(event) => setText(event.target.value)} />
}

async function open(options: { clock?: ReturnType<typeof createTestClock> } = {}) {
  const world = createWorld(
    options.clock ? { clock: 'manual', startAt: options.clock.now(), ageSeconds: 600 } : { ageSeconds: 600 },
  )
  const view = show(
    <>
      <VerifiedUntil />
      <StepUpGuard reason={reason}>
        <Secret />
      </StepUpGuard>
    </>,
    world,
    { codeLength: 6, ...options },
  )
  const { user } = view
  await user.click(button('Continue'))
  expect(screen.getByText('See your recovery codes')).toBeVisible()
  await user.click(await findButton('Send code'))
  await user.type(await codeBox(), `${world.fake.lastCode()}{Enter}`)
  return { ...view, world, note: await screen.findByRole('textbox', { name: 'Note' }) }
}

describe('StepUpGuard', () => {
  it('takes its failure along when it goes: no dialog opens on the next page', async () => {
    const world = createWorld({ ageSeconds: 600 })
    world.fake.fail('mfa/stepup', { status: 401, error: 'login_required' })
    const { user, rerender } = show(<StepUpGuard reason={reason}>secret</StepUpGuard>, world)
    await user.click(button('Continue'))
    await waitFor(() => expect(world.events.at(-1)).toMatchObject({ reason: 'loginRequired' }))
    rerender(pageOf(<p>The next page</p>, world))
    expect(await screen.findByText('The next page')).toBeVisible()
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  it('shows its children after a step-up of its own, not in the dialog', async () => {
    const { world } = await open()
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(screen.queryByRole('group', { name: 'Confirm it’s you' })).not.toBeInTheDocument()
    expect(world.fake.inbox).toHaveLength(1)
  })

  it('rule 4: keeps its children mounted, out of reach, when the grant lapses, and gives them back as they were', async () => {
    const clock = createTestClock()
    const { user, note, world } = await open({ clock })
    await user.type(note, 'half written')
    act(() => {
      clock.advance(300_000)
      world.fake.clock.advance(300_000)
    })
    expect(await findButton('Continue')).toBeVisible()
    expect(note).toBeInTheDocument()
    expect(note.closest('[inert]')).not.toBeNull()

    await user.click(button('Continue'))
    await user.click(await findButton('Send code'))
    await user.type(await codeBox(), `${world.fake.lastCode()}{Enter}`)
    await waitFor(() => expect(note.closest('[inert]')).toBeNull())
    expect(note).toHaveValue('half written')
  })

  it('leaves the step-ups of others to the dialog', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user } = show(
      <>
        <Save />
        <StepUpGuard>
          <Secret />
        </StepUpGuard>
      </>,
      world,
      { codeLength: 6 },
    )
    await user.click(button('Save'))
    expect(await screen.findByRole('dialog')).toBeVisible()
    expect(screen.getByText('Continue')).toBeInTheDocument()
  })

  it('takes a prompt of the host’s own', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user } = show(
      <StepUpGuard
        fallback={({ state, onStart }) => (
          <button type="button" onClick={onStart}>
            Unlock ({state.status})
          </button>
        )}
      >
        <Secret />
      </StepUpGuard>,
      world,
    )
    await user.click(button('Unlock (idle)'))
    expect(await findButton('Unlock (choosingFactor)')).toBeVisible()
  })
})

describe('VerifiedUntil', () => {
  it('says until when the grant holds, and that it does not any more', async () => {
    const clock = createTestClock()
    await open({ clock })
    const until = new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format(clock.now() + 300_000)
    expect(screen.getByText(`Confirmed until ${until}`)).toBeVisible()
    act(() => clock.advance(300_000))
    expect(await screen.findByText('Confirmation needed')).toBeVisible()
  })

  it('counts down where that is wanted', async () => {
    const clock = createTestClock()
    const world = createWorld({ clock: 'manual', startAt: clock.now(), amr: ['pwd', 'mfa'] })
    const { user } = show(
      <>
        <Save />
        <VerifiedUntil format="countdown" />
      </>,
      world,
      { clock },
    )
    await user.click(button('Save'))
    expect(await screen.findByText(/^Confirmed for another 0?5:00$/)).toBeVisible()
    act(() => clock.advance(61_000))
    expect(await screen.findByText(/^Confirmed for another 0?3:59$/)).toBeVisible()
  })
})
