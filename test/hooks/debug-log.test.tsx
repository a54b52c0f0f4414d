import { QueryClient } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { createWorld, passStepUp, stepUpDialog } from '../components/account.support.js'
import { Edits, Host } from './guarded.support.js'

it('rule 10: console.debug as onEvent is a debug log that tells what happened and shows no secret and no identifier', async () => {
  const log = vi.spyOn(console, 'debug').mockReturnValue()
  const world = createWorld({ seed: 'smsAndEmail' })
  const onEnd = vi.fn()
  const user = userEvent.setup()
  render(
    <Host world={world} queryClient={new QueryClient()} provider={{ onEvent: console.debug }}>
      <Edits world={world} numbers={['+33639981234']} onEnd={onEnd} />
    </Host>,
  )
  world.fake.failNext('mfa/stepup', { network: 'offline' })
  await user.click(await screen.findByRole('button', { name: 'Save' }))
  await user.click(await screen.findByRole('button', { name: 'Try again' }))
  await stepUpDialog()
  await passStepUp(user, world)
  await waitFor(() => expect(onEnd).toHaveBeenCalledWith({ number: '+33639981234', error: null }))

  const told = log.mock.calls.flat()
  expect(told).toEqual([
    { type: 'stepup.required', operation: 'updatePhoneNumber' },
    expect.objectContaining({ type: 'stepup.failed' }),
    expect.objectContaining({ type: 'stepup.sent', durationMs: expect.any(Number) }),
    expect.objectContaining({ type: 'stepup.verified', durationMs: expect.any(Number) }),
  ])
  const { email, phoneNumber = '' } = world.fake.currentPersona
  const secrets = world.fake.requests.flatMap(({ body, headers }) => [
    headers['authorization']?.replace('Bearer ', '') ?? '',
    ...(typeof body === 'object' && body !== null
      ? Object.entries(body).flatMap(([key, value]: [string, unknown]) =>
          /token|code|step_up|challenge|phone|email/.test(key) && key !== 'code_challenge_method'
            ? [String(value)]
            : [],
        )
      : []),
  ])
  const text = JSON.stringify(told)
  for (const secret of [email, phoneNumber, world.fake.lastCode(), ...secrets].filter(Boolean))
    expect(text).not.toContain(secret)
})
