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

  it.each([
    ['an hour ahead', -3_600_000],
    ['an hour behind', 3_600_000],
  ])('edge 4: freshness is the server’s: a browser whose clock is %s asks once', async (_, serverAhead) => {
    const world = createWorld({
      startAt: Date.now() + serverAhead,
      clientOptions: { stepUpStart: 'accessToken' },
    })
    const { user } = show(<MfaCredentialManager />, world)
    await user.click(await button(/^Remove the email/))
    world.forgetCalls()
    await user.click(await button('Remove'))
    await passStepUp(user, world)
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    await user.click(await button(/^Remove the phone/))
    await user.click(await button('Remove'))
    await waitFor(() => expect(screen.queryAllByRole('listitem')).toHaveLength(0))
    expect(world.calls().filter((call) => !call.startsWith('GET '))).toEqual([
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
      'DELETE mfa/credentials/emails',
      'DELETE mfa/credentials/phone-numbers',
    ])
  })

  it('edge 4: the code of a first credential may be entered after five minutes: the token is renewed silently', async () => {
    const world = createWorld({
      seed: 'unverifiedEmail',
      verificationNeedsFreshToken: true,
      codeLifetimeSeconds: 900,
      challengeLifetimeSeconds: 900,
      refreshes: true,
    })
    const { user } = show(<MfaCredentialManager />, world)
    await user.click(await button('Add email address'))
    await user.click(await button('Add'))
    const box = await screen.findByRole('textbox', { name: /^Code/ })
    world.fake.clock.advance(360_000)
    await user.type(box, world.fake.lastCode())
    await user.click(await button('Confirm'))
    await waitFor(() => expect(world.fake.state.currentUser.credentials).toHaveLength(1))
    expect(world.calls()).not.toContain('POST mfa/stepup')
  })

  it('edge 4: the code of a further credential, entered after five minutes, asks for one more step-up and is kept', async () => {
    const world = createWorld({
      seed: 'emailOnly',
      verificationNeedsFreshToken: true,
      codeLifetimeSeconds: 900,
      challengeLifetimeSeconds: 900,
    })
    const { user } = show(<MfaCredentialManager />, world, { codeLength: 6 })
    await user.click(await button('Add phone number'))
    await user.type(await screen.findByRole('textbox', { name: 'Phone number' }), '+33639980077')
    await user.click(await button('Add'))
    await passStepUp(user, world)
    // As long as it is open, nobody can type behind it.
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    await user.type(await screen.findByRole('textbox', { name: /^Code/ }), world.fake.lastCode('sms'))
    world.fake.clock.advance(360_000)
    await user.click(await button('Confirm'))
    await waitFor(() => expect(world.fake.inbox).toHaveLength(3))
    await passStepUp(user, world)
    await waitFor(() => expect(world.fake.state.currentUser.credentials).toHaveLength(2))
    expect(world.calls().filter((call) => call === 'POST mfa/stepup')).toHaveLength(2)
    expect(world.fake.inbox).toHaveLength(3)
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
