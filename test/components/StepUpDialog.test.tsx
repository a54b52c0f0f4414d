import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createWorld, show, type World } from './account.support.js'
import { button, codeBox, findButton, outcome, Save } from './StepUp.support.js'

const dialog = () => screen.findByRole('dialog', { name: 'Confirm it’s you' })
const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000')

async function openAtCode(world: World) {
  const view = show(<Save />, world, { codeLength: 6 })
  await view.user.click(button('Save'))
  await view.user.click(await findButton('Send code'))
  return { ...view, box: await codeBox() }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('StepUpDialog', () => {
  it('asks for the guarded call: says what for, lets a factor be chosen, verifies, and is gone', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user } = show(<Save />, world, { codeLength: 6 })
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()

    await user.click(button('Save'))
    expect(await screen.findByText('Change your phone number')).toBeVisible()
    expect(await dialog()).toHaveAccessibleDescription(/check that it’s really you/)
    await user.click(await screen.findByRole('radio', { name: 'Text message' }))
    await user.click(button('Send code'))
    await user.type(await codeBox(), world.fake.lastCode('sms'))
    await user.click(button('Verify'))

    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(world.calls().filter((call) => call.includes('passwordless/start'))).toHaveLength(1)
  })

  it('shows one dialog for several calls, and how many there are', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user } = show(
      <>
        <Save label="One" />
        <Save label="Two" />
        <Save label="Three" />
      </>,
      world,
      { codeLength: 6 },
    )
    for (const label of ['One', 'Two', 'Three']) await user.click(button(label))
    await dialog()
    expect(screen.getAllByRole('dialog')).toHaveLength(1)
    expect(await screen.findByText('Change your phone number and 2 more changes')).toBeVisible()
  })

  it.each([
    ['Escape', async (user: ReturnType<typeof show>['user']) => user.keyboard('{Escape}')],
    ['the close button', async (user: ReturnType<typeof show>['user']) => user.click(button('Close'))],
    ['the cancel button', async (user: ReturnType<typeof show>['user']) => user.click(button('Cancel'))],
  ])('rule 6: %s cancels once and gives the focus back', async (_, cancel) => {
    const world = createWorld({ ageSeconds: 600 })
    const { user } = show(<Save />, world, { codeLength: 6 })
    await user.click(button('Save'))
    await findButton('Send code')
    await cancel(user)
    await waitFor(() => expect(outcome()).toHaveTextContent('StepUpCancelledError'))
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    await waitFor(() => expect(button('Save')).toHaveFocus())
    expect(world.events.filter(({ type }) => type === 'stepup.cancelled')).toHaveLength(1)
  })

  it('rule 4: a wrong code stays, is marked, described and selected; the error goes with the first edit', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user, box } = await openAtCode(world)
    const wrong = wrongOf(world.fake.lastCode())
    await user.type(box, `${wrong}{Enter}`)
    await waitFor(() => expect(box).toBeInvalid())
    expect(box).toHaveAccessibleDescription(/That code isn’t right/)
    expect(box).toHaveValue(wrong)
    expect(box).toHaveFocus()
    expect(window.getSelection()?.toString() || selectionOf(box)).toBe(wrong)

    await user.keyboard('{Backspace}')
    expect(box).not.toBeInvalid()
    expect(box).not.toHaveAccessibleDescription(/isn’t right/)
  })

  it('a wrong code is announced when the focus is in the field already', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user, box } = await openAtCode(world)
    await user.type(box, `${wrongOf(world.fake.lastCode())}{Enter}`)
    const live = () =>
      within(screen.getByRole('dialog'))
        .getAllByRole('status')
        .map((each) => each.textContent)
    await waitFor(() => expect(live()).toContain('That code isn’t right. Check it and try again.'))
  })

  it('an empty or incomplete code asks nothing of the server', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user, box } = await openAtCode(world)
    const before = world.calls().length
    await user.click(button('Verify'))
    expect(box).toHaveAccessibleDescription(/Enter the code that we sent you/)
    await user.type(box, '12{Enter}')
    expect(box).toHaveAccessibleDescription(/Enter all 6 characters/)
    expect(box).toBeInvalid()
    expect(box).toHaveFocus()
    expect(world.calls()).toHaveLength(before)
  })

  it('goes to another way and back without a new code', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user, box } = await openAtCode(world)
    await user.type(box, '12')
    await user.click(button('Use another way'))
    expect(await screen.findByRole('radio', { checked: true })).toHaveFocus()
    await user.click(button('Back'))
    expect(await codeBox()).toHaveValue('12')
    expect(await codeBox()).toHaveFocus()
    expect(world.fake.inbox).toHaveLength(1)
  })

  it('a factor that was just used waits, and the other one is proposed', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user } = await openAtCode(world)
    await user.click(button('Use another way'))
    const [used] = screen
      .getAllByRole('radio')
      .filter((radio) => radio instanceof HTMLInputElement && radio.disabled)
    expect(used).toHaveAccessibleDescription(/Available in 0?0:/)
    expect(screen.getByRole('radio', { checked: true })).toBeEnabled()
    await user.click(button('Send code'))
    await codeBox()
    expect(new Set(world.fake.inbox.map(({ channel }) => channel)).size).toBe(2)
  })

  it('rule 8: with one factor whose first code the server holds back, says when it may be sent', async () => {
    const world = createWorld({ ageSeconds: 600, seed: 'smsOnly' })
    world.fake.failNext('passwordless/start', { status: 429, retryAfter: 2 })
    const { user } = show(<Save />, world, { codeLength: 6 })
    await user.click(button('Save'))
    const send = await findButton('Send code')
    await waitFor(() => expect(send).toHaveAttribute('aria-disabled', 'true'))
    expect(screen.getByRole('radio')).toHaveAccessibleDescription(/Available in 0?0:0[12]/)
    await user.click(send)
    expect(world.fake.inbox).toHaveLength(0)
    await waitFor(() => expect(send).not.toHaveAttribute('aria-disabled'), { timeout: 3000 })
    expect(screen.getByRole('radio')).not.toHaveAccessibleDescription()
    await user.click(send)
    await codeBox()
    expect(world.fake.inbox).toHaveLength(1)
  })

  it('with one factor sends at once, and offers to send again when that fails', async () => {
    const world = createWorld({ ageSeconds: 600, seed: 'smsOnly' })
    world.fake.failNext('passwordless/start', { status: 500 })
    const { user } = show(<Save />, world, { codeLength: 6 })
    await user.click(button('Save'))
    expect(await screen.findByRole('alert')).toHaveTextContent(/Something went wrong on our side/)
    expect(screen.queryByRole('radio')).not.toBeInTheDocument()
    expect(button('Send code')).toHaveFocus()
    await user.click(button('Send code'))
    expect(await codeBox()).toHaveFocus()
  })

  it('rule 8, edge 16: the wait that the server sets is said, and the code that was sent stays usable', async () => {
    const world = createWorld({ ageSeconds: 600, seed: 'smsOnly' })
    const { user } = show(<Save />, world, { codeLength: 6, resendCooldownSeconds: 0 })
    await user.click(button('Save'))
    const box = await codeBox()
    world.fake.failNext('passwordless/start', { status: 429, retryAfter: 600 })
    await user.click(button('Send a new code'))
    await waitFor(() => expect(box).toHaveAccessibleDescription(/We can’t send another code before \d/))
    expect(box).not.toBeInvalid()
    await user.type(box, `${world.fake.lastCode()}{Enter}`)
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
  })

  it('rule 13, edge 30: an unexpected answer shows the reference for support', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user, box } = await openAtCode(world)
    world.fake.failNext('passwordless/verify', { status: 502, html: true })
    await user.type(box, `${world.fake.lastCode()}{Enter}`)
    expect(await screen.findByText(/Reference for support: .?[\w-]{6,}/)).toBeVisible()
    expect(box).not.toBeInvalid()
  })

  it('rule 13: nothing that could be done again stays until it is dismissed', async () => {
    const world = createWorld({ ageSeconds: 600, seed: 'noCredential' })
    const { user } = show(<Save />, world, { codeLength: 6 })
    await user.click(button('Save'))
    expect(await screen.findByRole('alert')).toHaveTextContent(/no way to send you a code/)
    await waitFor(() => expect(outcome()).toHaveTextContent('NoUsableFactorError'))
    expect(await dialog()).toBeVisible()
    const [close] = screen.getAllByRole('button', { name: 'Close' })
    expect(close).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  it('a start that failed can be tried again', async () => {
    const world = createWorld({ ageSeconds: 600 })
    world.fake.failNext('mfa/stepup', { network: 'offline' })
    const { user } = show(<Save />, world, { codeLength: 6 })
    await user.click(button('Save'))
    await user.click(await findButton('Try again'))
    expect(await screen.findByRole('radio', { checked: true })).toHaveFocus()
  })

  it('edge 23: offers to trust the device where the tenant has that, and tells the server', async () => {
    const world = createWorld({ ageSeconds: 600, rbaEnabled: true })
    const { user } = show(<Save />, world, { codeLength: 6, trustDevice: 'offer' })
    await user.click(button('Save'))
    await user.click(await findButton('Send code'))
    await user.click(await screen.findByRole('checkbox', { name: 'Trust this device for 90 days' }))
    await user.type(await codeBox(), `${world.fake.lastCode()}{Enter}`)
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
    expect(world.events).toContainEqual({
      type: 'device.trusted',
      operation: 'updatePhoneNumber',
      factor: 'email',
      durationMs: expect.any(Number),
    })
  })

  it('edge 20: takes a code of any length where the length is not known', async () => {
    const world = createWorld({ ageSeconds: 600, codeLength: 8 })
    const { user } = show(<Save />, world)
    await user.click(button('Save'))
    await user.click(await findButton('Send code'))
    const code = world.fake.lastCode()
    await user.type(await codeBox(), `${code.slice(0, 4)} ${code.slice(4)}{Enter}`)
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
  })

  it('checks a complete code by itself where the host wants that, and says so beforehand', async () => {
    const world = createWorld({ ageSeconds: 600 })
    const { user } = show(<Save />, world, { codeLength: 6, autoSubmit: true })
    await user.click(button('Save'))
    await user.click(await findButton('Send code'))
    const box = await codeBox()
    expect(box).toHaveAccessibleDescription(/checked as soon as it is complete/)
    await user.type(box, world.fake.lastCode())
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
    expect(world.calls().filter((call) => call.includes('passwordless/verify'))).toHaveLength(1)
  })
})

function selectionOf(element: HTMLElement): string {
  if (!(element instanceof HTMLInputElement)) return ''
  return element.value.slice(element.selectionStart ?? 0, element.selectionEnd ?? 0)
}
