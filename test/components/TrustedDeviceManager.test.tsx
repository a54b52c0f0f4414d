import { QueryClient } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { MfaCredentialManager } from '../../src/components/MfaCredentialManager/index.js'
import { TrustedDeviceManager } from '../../src/components/TrustedDeviceManager/index.js'
import {
  cancelStepUp,
  createWorld,
  passStepUp,
  show,
  stepUpDialog,
  type World,
  type WorldOptions,
} from './account.support.js'
import { pageOf } from './account.world.js'

const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari'
const desktop = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/153.0'
const button = (name: RegExp | string) => screen.findByRole('button', { name })
const devicesOf = ({ fake }: World) => fake.state.currentUser.trustedDevices

/** Trusts a device as a browser with this name would. */
async function trust({ fake, token }: World, userAgent: string, email = 'emails') {
  const response = await fake.fetch(`https://account.example.com/identity/v1/mfa/credentials/${email}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token.current ?? ''}`,
      'Content-Type': 'application/json',
      'User-Agent': userAgent,
    },
    body: JSON.stringify({ trust_device: true }),
  })
  if (!response.ok) throw new Error(`Trusting failed with ${response.status}`)
}

/** A person with two trusted devices. */
async function withDevices(options: WorldOptions = {}) {
  const world = createWorld({ seed: 'noCredential', amr: ['pwd', 'mfa'], ...options })
  await trust(world, phone)
  await trust(world, desktop, 'phone-numbers')
  world.forgetCalls()
  return world
}

describe('the list', () => {
  it('names each device and says since when it is trusted', async () => {
    const world = await withDevices()
    show(<TrustedDeviceManager />, world)
    const items = await screen.findAllByRole('listitem')
    expect(items.map((item) => item.querySelector('p')?.textContent)).toEqual(['iPhone', 'Computer · Linux'])
    const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(world.fake.clock.now())
    expect(items[0]).toHaveTextContent(`Trusted since ${date}`)
  })

  it('asks for a step-up on a click only, and then shows the list', async () => {
    const world = await withDevices()
    world.token.current = world.fake.issueTokens().accessToken
    const { user } = show(<TrustedDeviceManager />, world)
    await user.click(await button('Show trusted devices'))
    const prompt = within(await stepUpDialog())
    expect(await prompt.findByText('See your trusted devices')).toBeVisible()
    expect(world.calls()).toEqual(['GET config', 'GET mfa/trusteddevices', 'POST mfa/stepup'])
    await passStepUp(user, world)
    expect(await screen.findAllByRole('listitem')).toHaveLength(2)
    expect(world.calls().filter((call) => call === 'GET mfa/trusteddevices')).toHaveLength(2)
  })

  it('rule 4: is not taken away where the host throws what fails to an error boundary', async () => {
    const world = createWorld()
    const queryClient = new QueryClient({
      defaultOptions: { queries: { retry: false, throwOnError: true }, mutations: { throwOnError: true } },
    })
    render(pageOf(<TrustedDeviceManager />, world, {}, queryClient))
    const user = userEvent.setup()
    await user.click(await button('Show trusted devices'))
    await cancelStepUp(user)
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(await button('Show trusted devices')).toBeVisible()
  })

  it('stays closed when the step-up is left', async () => {
    const world = createWorld()
    const { user } = show(<TrustedDeviceManager />, world)
    await user.click(await button('Show trusted devices'))
    await cancelStepUp(user)
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(await button('Show trusted devices')).toBeVisible()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('does not ask again for a refused list when the window gets the focus', async () => {
    const world = createWorld()
    show(<TrustedDeviceManager />, world)
    await button('Show trusted devices')
    const before = world.calls().length
    window.dispatchEvent(new Event('visibilitychange'))
    await button('Show trusted devices')
    expect(world.calls()).toHaveLength(before)
  })

  it('says when there is none', async () => {
    show(<TrustedDeviceManager />, createWorld({ amr: ['pwd', 'mfa'] }))
    expect(await screen.findByText('No device is trusted at the moment.')).toBeVisible()
  })

  it('says when it can’t be loaded, and loads again on request', async () => {
    const world = createWorld({ amr: ['pwd', 'mfa'] })
    world.fake.failNext('mfa/trusteddevices', { network: 'offline' })
    const { user } = show(<TrustedDeviceManager />, world)
    expect(await screen.findByRole('alert')).toHaveTextContent('We couldn’t reach the server.')
    await user.click(await button('Try again'))
    expect(await screen.findByText('No device is trusted at the moment.')).toBeVisible()
  })

  it('is not there where the tenant has the feature off, and asks for nothing', async () => {
    const world = createWorld({ rbaEnabled: false })
    show(
      <>
        <TrustedDeviceManager />
        <MfaCredentialManager />
      </>,
      world,
    )
    // Waits for the tenant's settings as well.
    await button('Add phone number')
    expect(screen.getAllByRole('region')).toHaveLength(1)
    expect(world.calls()).not.toContain('GET mfa/trusteddevices')
  })

  it('edge 24: goes away where the server alone says that the feature is off', async () => {
    const world = createWorld()
    world.fake.fail('mfa/trusteddevices', { status: 403, error: 'error.feature.notAvailable' })
    show(<TrustedDeviceManager />, world)
    await waitFor(() => expect(world.calls()).toContain('GET mfa/trusteddevices'))
    await waitFor(() => expect(screen.queryByRole('region')).not.toBeInTheDocument())
  })
})

describe('revoking', () => {
  it('asks first, by name, and takes the device from the list', async () => {
    const world = await withDevices()
    const { user } = show(<TrustedDeviceManager />, world)
    await user.click(await button(/^Stop trusting .Computer · Linux.$/))
    const dialog = within(await screen.findByRole('dialog', { name: /^Stop trusting .Computer · Linux.\?$/ }))
    await user.click(dialog.getByRole('button', { name: 'Stop trusting' }))
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    expect(screen.getByText('iPhone')).toBeVisible()
    expect(devicesOf(world)).toHaveLength(1)
    expect(world.events).toEqual([
      { type: 'device.revoked', operation: 'removeTrustedDevice', durationMs: expect.any(Number) },
    ])
    expect(screen.getByRole('heading', { name: 'Trusted devices' })).toHaveFocus()
  })

  it('is guarded where the server asks for it', async () => {
    const world = await withDevices()
    const { user } = show(<TrustedDeviceManager />, world)
    await user.click(await button(/^Stop trusting .iPhone.$/))
    world.token.current = world.fake.issueTokens().accessToken
    world.forgetCalls()
    await user.click(await button('Stop trusting'))
    await passStepUp(user, world)
    await waitFor(() => expect(devicesOf(world)).toHaveLength(1))
    expect(world.calls().filter((call) => call.startsWith('DELETE'))).toHaveLength(2)
    expect(world.calls().filter((call) => call === 'POST mfa/stepup')).toHaveLength(1)
  })
})
