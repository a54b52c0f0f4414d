import { act, render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { patienceMs } from '../../src/flow/patience.js'
import { type PasswordLoginOutcome, usePasswordLogin } from '../../src/hooks/usePasswordLogin.js'
import { createWorld, pageOf } from '../components/account.world.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Somebody without a second factor signs in; the host is told of the tokens and has not answered yet. */
async function signIn() {
  const world = createWorld({ seed: 'noCredential' })
  const tokens = world.fake.issueTokens()
  const received = vi.fn<(given: unknown) => void>()
  const onSuccess = vi.fn<(outcome: PasswordLoginOutcome) => void>()
  let answer = () => {}
  const client = {
    ...world.client,
    loginWithPassword: async () => ({ tkn: 'tkn', mfaRequired: false }),
    completeLogin: async () => tokens,
    acceptTokens: (given: unknown) =>
      new Promise<void>((resolve) => {
        received(given)
        answer = resolve
      }),
  }
  function Login() {
    const login = usePasswordLogin({ onSuccess: (outcome) => onSuccess(outcome) })
    return (
      <button
        type="button"
        onClick={() => login.mutate({ identifier: { email: 'bea@harbour.example' }, password: 'right' })}
      >
        {login.status}
      </button>
    )
  }
  const page = (isShown: boolean) => pageOf(isShown && <Login />, { ...world, client })
  const view = render(page(true))
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
  const button = view.getByRole('button')
  act(() => button.click())
  await pass(1)
  expect(received.mock.calls).toEqual([[tokens]])
  return { button, onSuccess, pass, answer: () => answer(), leave: () => view.rerender(page(false)) }
}

describe('a host that gets the tokens of a login', () => {
  it('does not hold it up for ever when it never says that it has them', async () => {
    const { button, onSuccess, pass } = await signIn()
    await pass(patienceMs - 10)
    expect(button).toHaveTextContent('pending')
    await pass(20)
    expect(button).toHaveTextContent('success')
    expect(onSuccess.mock.calls).toEqual([[{ mfa: false }]])
  })

  it('is waited for also where it takes the form away meanwhile', async () => {
    const { onSuccess, pass, answer, leave } = await signIn()
    leave()
    await pass(patienceMs - 10)
    expect(onSuccess).not.toHaveBeenCalled()
    answer()
    await pass(1)
    expect(onSuccess.mock.calls).toEqual([[{ mfa: false }]])
  })
})
