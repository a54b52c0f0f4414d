import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { MfaCredentialManager } from '../../src/components/MfaCredentialManager/index.js'
import { createWorld, passStepUp, show, stepUpDialog } from './account.support.js'

const button = (name: RegExp | string) => screen.findByRole('button', { name })

describe('edge cases of the contract that need a whole page', () => {
  it('edge 3: a step-up whose scope lacks mfa ends with an error that support can use, and no second prompt', async () => {
    const world = createWorld({ clientOptions: { scope: 'openid profile email phone' } })
    const { user } = show(<MfaCredentialManager />, world)
    await user.click(await button(/^Remove the email/))
    await user.click(await button('Remove'))
    await passStepUp(user, world)
    const confirmation = within(await screen.findByRole('dialog', { name: /^Remove the email/ }))
    expect(await confirmation.findByRole('alert')).toHaveTextContent(/Reference for support: \S+/)
    expect(screen.queryByRole('dialog', { name: 'Confirm it’s you' })).not.toBeInTheDocument()
    expect(world.fake.inbox).toHaveLength(1)
    expect(world.calls().filter((call) => call === 'DELETE mfa/credentials/emails')).toHaveLength(1)
    expect(world.fake.state.currentUser.credentials).toHaveLength(2)
  })

  it('edge 14: after too many wrong codes, which the server tells from no other, a new code goes on', async () => {
    const world = createWorld({ maxTrials: 2 })
    const { user } = show(<MfaCredentialManager />, world, { resendCooldownSeconds: 0 })
    await user.click(await button(/^Remove the email/))
    await user.click(await button('Remove'))
    const dialog = within(await stepUpDialog())
    await user.click(await dialog.findByRole('button', { name: 'Send code' }))
    const box = await dialog.findByRole('textbox', { name: /^Code/ })
    const spent = world.fake.lastCode()
    const wrong = spent === '000000' ? '111111' : '000000'
    for (const code of [wrong, wrong, spent]) {
      await user.clear(box)
      await user.type(box, `${code}{Enter}`)
      await waitFor(() => expect(box).toBeInvalid())
    }
    await user.click(dialog.getByRole('button', { name: 'Send a new code' }))
    await waitFor(() => expect(world.fake.inbox).toHaveLength(2))
    await user.clear(box)
    await user.type(box, `${world.fake.lastCode()}{Enter}`)
    await waitFor(() => expect(world.fake.state.currentUser.credentials).toHaveLength(1))
  })
})

describe('how a step-up starts', () => {
  it.each([
    ['session', undefined],
    ['accessToken', expect.stringMatching(/^Bearer /)],
  ] as const)('follows what the host gave its client: %s', async (stepUpStart, authorization) => {
    const world = createWorld({ clientOptions: { stepUpStart } })
    const { user } = show(<MfaCredentialManager />, world)
    await user.click(await button(/^Remove the email/))
    await user.click(await button('Remove'))
    await stepUpDialog()
    await waitFor(() => expect(world.calls()).toContain('POST mfa/stepup'))
    const triggers = world.fake.requests.filter(({ endpoint }) => endpoint === 'mfa/stepup')
    expect(triggers.map(({ headers }) => headers['authorization'])).toEqual([authorization])
  })
})

describe('two managers with two credentials each', () => {
  it('open one dialog, ask once, send one code, and show the same list afterwards', async () => {
    const world = createWorld()
    const { user } = show(
      <>
        <MfaCredentialManager />
        <MfaCredentialManager />
      </>,
      world,
    )
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(4))
    const [, second] = screen.getAllByRole('button', { name: /^Remove the email/ })
    if (second) await user.click(second)
    expect(screen.getAllByRole('dialog')).toHaveLength(1)
    await user.click(await button('Remove'))
    await stepUpDialog()
    expect(screen.getAllByRole('dialog', { name: 'Confirm it’s you' })).toHaveLength(1)
    await passStepUp(user, world)
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(2))
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(world.fake.inbox).toHaveLength(1)
    for (const call of [
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
      'DELETE mfa/credentials/emails',
    ])
      expect(world.calls().filter((one) => one === call)).toHaveLength(1)
  })
})
