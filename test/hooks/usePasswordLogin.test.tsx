import { QueryClient } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useSyncExternalStore } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { patienceMs } from '../../src/flow/patience.js'
import { stepUpKeys } from '../../src/hooks/keys.js'
import { type PasswordLoginOutcome, usePasswordLogin } from '../../src/hooks/usePasswordLogin.js'
import { createWorld, pageOf } from '../components/account.world.js'
import { settled, withheld } from '../flow/support.js'

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

/** Somebody with a second factor signs in; the host shows the form for as long as its session has no token. */
async function signInWithMfa(save: () => void | Promise<void>) {
  let session: string | undefined
  const listeners = new Set<() => void>()
  const world = createWorld({
    seed: 'smsOnly',
    mfaRequired: 'always',
    clientOptions: {
      getAccessToken: () => session,
      onTokens: (tokens) => {
        session = tokens.accessToken
        for (const listener of listeners) listener()
        return save()
      },
    },
  })
  const { email, password } = world.fake.personas.smsOnly
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const heard = vi.fn<(outcome: PasswordLoginOutcome | Error) => void>()
  function Page() {
    const token = useSyncExternalStore(subscribe, () => session)
    return token === undefined ? <Login /> : <h1>Welcome</h1>
  }
  function Login() {
    const login = usePasswordLogin({
      onSuccess: (outcome) => heard(outcome),
      onError: (error) => heard(error),
    })
    return (
      <button type="button" onClick={() => login.mutate({ identifier: { email }, password })}>
        Sign in
      </button>
    )
  }
  const queryClient = new QueryClient()
  const key = stepUpKeys.credentials(world.client)
  queryClient.setQueryData(key, [{ type: 'email', email: 'former@harbour.example' }])
  render(pageOf(<Page />, world, { codeLength: 6 }, queryClient))
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  await userEvent.type(await screen.findByRole('textbox', { name: 'Code' }), world.fake.lastCode())
  await userEvent.click(screen.getByRole('button', { name: 'Verify' }))
  await screen.findByRole('heading', { name: 'Welcome' })
  return { world, heard, kept: () => queryClient.getQueryData(key) }
}

describe('a host that takes the form away once it has the tokens of a login with a second factor', () => {
  beforeEach(() => {
    vi.useRealTimers()
  })

  it('hears of its success, and nothing is left of the person before', async () => {
    const { world, heard, kept } = await signInWithMfa(() => {})
    await vi.waitFor(() => expect(heard.mock.calls).toEqual([[{ mfa: true }]]), { timeout: 10_000 })
    expect(world.events.map(({ type }) => type)).toEqual([
      'stepup.required',
      'stepup.sent',
      'stepup.verified',
    ])
    expect(kept()).toBeUndefined()
  })

  it('hears of it once it has saved them, where that takes its time', async () => {
    const saved = withheld<void>()
    const { heard, kept } = await signInWithMfa(() => saved.promise)
    await settled()
    expect(heard).not.toHaveBeenCalled()
    saved.answer()
    await vi.waitFor(() => expect(heard.mock.calls).toEqual([[{ mfa: true }]]), { timeout: 10_000 })
    expect(kept()).toBeUndefined()
  })
})

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
