// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { createElement as h, StrictMode, type ReactNode } from 'react'
import { beforeEach, describe, expect, it } from 'vitest'
import { createReachFiveClient } from '../../src/client/index.js'
import { StepUpProvider } from '../../src/components/StepUpProvider/index.js'
import { useGuardedMutation } from '../../src/hooks/useGuardedMutation.js'
import { en as messages } from '../../src/messages/locales/en.js'
import {
  assertRequests,
  completeStepUp,
  createFakeReachFive,
  typeCode,
  type FakeReachFive,
  type FakeReachFiveOptions,
} from '../../src/testing/index.js'
import '../setup-dom.js'

function openPage(options: FakeReachFiveOptions = {}): {
  fake: FakeReachFive
  user: ReturnType<typeof userEvent.setup>
} {
  const fake = createFakeReachFive(options)
  fake.openSession()
  const client = createReachFiveClient(fake.clientOptions)
  function Page() {
    const change = useGuardedMutation({
      mutationFn: (phoneNumber: string, { accessToken, signal }) =>
        client.updatePhoneNumber({ phoneNumber }, { accessToken, signal }),
    })
    return h(
      'main',
      {},
      h('button', { onClick: () => change.mutate('+33639980042') }, 'Save'),
      h('output', {}, change.data?.phoneNumber ?? change.error?.name ?? ''),
    )
  }
  const tree = (children: ReactNode) =>
    h(StrictMode, {}, h(QueryClientProvider, { client: new QueryClient() }, children))
  render(tree(h(StepUpProvider, { client, messages, codeLength: 6, trustDevice: 'offer' }, h(Page))))
  return { fake, user: userEvent.setup() }
}

const save = () => screen.getByRole('button', { name: 'Save' })

describe('completeStepUp', () => {
  beforeEach(() => localStorage.clear())

  it('takes the prompt from the choice of a factor to the guarded call', async () => {
    const { fake, user } = openPage()
    await user.click(save())
    await completeStepUp(user, fake, { factor: 'sms' })
    expect(await screen.findByText('+33639980042')).toBeVisible()
    assertRequests(fake, [
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
      'POST update-phone-number',
    ])
    expect(fake.inbox.map(({ channel }) => channel)).toEqual(['sms', 'sms'])
  })

  it('goes without a choice where there is none, and trusts the device where it is told to', async () => {
    const { fake, user } = openPage({ seed: 'smsOnly' })
    await user.click(save())
    await completeStepUp(user, fake, { trustDevice: true })
    expect(await screen.findByText('+33639980042')).toBeVisible()
    expect(fake.state.currentUser.trustedDevices).toHaveLength(1)
  })

  it('rejects with what the prompt shows when a code is refused', async () => {
    const { fake, user } = openPage({ seed: 'smsOnly' })
    await user.click(save())
    await expect(completeStepUp(user, fake, { code: '000000' })).rejects.toThrow('The step-up was refused:')
  })

  it('rejects when the step-up ends before a code is asked for', async () => {
    const { fake, user } = openPage({ seed: 'lockedOut' })
    await user.click(save())
    await expect(completeStepUp(user, fake)).rejects.toThrow('The step-up failed:')
  })

  it('says what it waits for when nothing comes', async () => {
    const { fake, user } = openPage()
    await expect(completeStepUp(user, fake, { timeoutMs: 10 })).rejects.toThrow('No step-up prompt came up.')
    fake.fail('mfa/stepup', { hang: true })
    await user.click(save())
    await expect(completeStepUp(user, fake, { timeoutMs: 50 })).rejects.toThrow(
      'The step-up prompt stays in the state "starting"',
    )
  })
})

describe('typeCode', () => {
  it('waits for the input and replaces what it holds', async () => {
    const { fake, user } = openPage({ seed: 'smsOnly' })
    await user.click(save())
    await typeCode(user, '12')
    await typeCode(user, fake.lastCode('sms').slice(0, 5))
    expect(screen.getByRole('textbox')).toHaveValue(fake.lastCode('sms').slice(0, 5))
  })
})
