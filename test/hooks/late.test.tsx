import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Suspense, useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { NetworkError, StepUpRequiredError } from '../../src/client/errors.js'
import type { MfaCredential, Profile, TrustedDevice } from '../../src/client/types.js'
import { StepUpPrompt } from '../../src/components/StepUpPrompt/index.js'
import { StepUpRuntime } from '../../src/hooks/StepUpRuntime.js'
import { useEnrollCredential } from '../../src/hooks/useEnrollCredential.js'
import { useGuardedMutation } from '../../src/hooks/useGuardedMutation.js'
import { useMfaCredentials } from '../../src/hooks/useMfaCredentials.js'
import { usePasswordLogin } from '../../src/hooks/usePasswordLogin.js'
import { useProfile } from '../../src/hooks/useProfile.js'
import { useRemoveCredential } from '../../src/hooks/useRemoveCredential.js'
import { useRemoveTrustedDevice } from '../../src/hooks/useRemoveTrustedDevice.js'
import { useStepUp } from '../../src/hooks/useStepUp.js'
import { useTrustedDevices } from '../../src/hooks/useTrustedDevices.js'
import { useUpdateEmail } from '../../src/hooks/useUpdateEmail.js'
import { useVerifyEnrollment } from '../../src/hooks/useVerifyEnrollment.js'
import { en } from '../../src/messages/locales/en.js'
import { createStubClient, createTestClock, makeToken, rightCode, withheld } from '../flow/support.js'
import { devices, email, phone, profile, run, stepped } from './hooks.support.js'
import { createLateNeighbour } from './late-neighbour.js'

/** A read whose answers stay out until they are given, in any order. */
function heldRead<Data>() {
  const out: ReturnType<typeof withheld<Data>>[] = []
  return {
    out,
    read() {
      const answer = withheld<Data>()
      out.push(answer)
      return answer.promise
    },
  }
}

describe('a list that is read while a change is made', () => {
  it('shows a credential that was enrolled during the first load', async () => {
    const { out, read } = heldRead<MfaCredential[]>()
    const page = run(() => ({ list: useMfaCredentials(), enroll: useEnrollCredential() }), {
      known: {},
      methods: { listCredentials: read, enrollEmail: async () => ({ status: 'enabled', credential: email }) },
      // Mounted twice, it may be read once more.
      isStrict: false,
    })
    await page.begin(() => {})
    expect(out).toHaveLength(1)
    const done = await page.begin(() => page.result.current.it.enroll.mutateAsync({ factor: 'email' }))
    expect(done.value).toMatchObject({ status: 'enabled' })
    const [before, after] = out
    before?.answer([])
    await page.begin(() => after?.answer([email]))
    expect(page.result.current.it.list.data).toEqual([email])
  })

  it('shows an email that was changed during the first load', async () => {
    const changed = { ...profile, email: 'new@example.com' }
    const { out, read } = heldRead<Profile>()
    const page = run(() => ({ list: useProfile(), update: useUpdateEmail() }), {
      known: {},
      methods: { getProfile: read, updateEmail: async () => changed },
      isStrict: false,
    })
    await page.begin(() => {})
    expect(out).toHaveLength(1)
    const done = await page.begin(() => page.result.current.it.update.mutateAsync({ email: changed.email }))
    expect(done.value).toMatchObject({ status: 'changed' })
    const [before, after] = out
    before?.answer(profile)
    await page.begin(() => after?.answer(changed))
    expect(page.result.current.it.list.data).toEqual(changed)
  })

  it.each([
    ['that loads by itself', true],
    ['that the host loads', false],
  ])('does not show a removed credential again (one %s)', async (_, enabled) => {
    const { out, read } = heldRead<MfaCredential[]>()
    const page = run(() => ({ list: useMfaCredentials({ enabled }), remove: useRemoveCredential() }), {
      methods: { listCredentials: read, removePhoneNumberCredential: async () => {} },
      isStrict: false,
    })
    await page.begin(() => page.result.current.it.list.refetch())
    const before = out.splice(0)
    expect(before).not.toEqual([])
    const removed = await page.begin(() => page.result.current.it.remove.mutateAsync(phone))
    expect(removed.error).toBeUndefined()
    expect(page.result.current.it.list.data).toEqual([email])
    before.forEach(({ answer }) => answer([email, phone]))
    await page.begin(() => out.forEach(({ answer }) => answer([email])))
    expect(page.result.current.it.list.data).toEqual([email])
  })
})

describe('a list that is unlocked while one of its rows is removed', () => {
  it('does not show the row again', async () => {
    const [first, second] = devices
    const { out, read } = heldRead<TrustedDevice[]>()
    const page = run(
      () => ({ list: useTrustedDevices({ staleTime: Infinity }), remove: useRemoveTrustedDevice() }),
      { methods: { listTrustedDevices: read, removeTrustedDevice: async () => {} } },
    )
    await page.begin(() => page.result.current.it.list.unlock.mutateAsync())
    const [before] = out.splice(0)
    await page.begin(() => page.result.current.it.remove.mutateAsync({ id: first?.id ?? '' }))
    await page.begin(() => out.forEach(({ answer }) => answer(second ? [second] : [])))
    expect(page.result.current.it.list.data).toEqual([second])
    await page.begin(() => before?.answer(devices))
    expect(page.result.current.it.list.data).toEqual([second])
  })
})

describe('a request whose signal is aborted', () => {
  it('is rejected where it was aborted before, also while a grant is held', async () => {
    const page = run(useStepUp)
    const { request } = page.result.current.it
    expect((await page.begin(() => request())).error).toBeUndefined()
    const asked = await page.begin(() => request({ signal: AbortSignal.abort() }))
    expect(asked.error).toMatchObject({ reason: 'aborted' })
  })

  it('is rejected where the host names the holder of the grant too late', async () => {
    const page = run(useStepUp)
    const { request } = page.result.current.it
    expect((await page.begin(() => request())).error).toBeUndefined()
    const slow = withheld<string | undefined>()
    page.client.getAccessTokenOf = () => slow.promise
    const controller = new AbortController()
    const asked = await page.begin(() => request({ signal: controller.signal }))
    controller.abort()
    await page.begin(() => slow.answer(stepped))
    expect(asked.error).toMatchObject({ reason: 'aborted' })
  })
})

describe('an edit that is refused again after its step-up', () => {
  it('says by which number support finds the refusal, and has nothing renewed', async () => {
    const support = { errorId: 'abc' }
    const save = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new StepUpRequiredError('No second factor.', 'mfa'))
      .mockRejectedValueOnce(new StepUpRequiredError('Stale.', 'freshness', { support }))
    const refreshOf = vi.fn(async () => makeToken())
    const page = run(
      () => useGuardedMutation({ mutationFn: () => save(), stepUp: { requirement: 'whenRefused' } }),
      { hostToken: makeToken(), factors: ['sms'], methods: { refreshOf } },
    )
    const saved = await page.begin(() => page.result.current.it.mutateAsync())
    await page.begin(() => page.result.current.prompt.onSubmit(rightCode))
    expect(saved.error).toMatchObject({ name: 'StepUpRefusedError', support })
    expect(save).toHaveBeenCalledTimes(2)
    expect(refreshOf).not.toHaveBeenCalled()
  })
})

describe('a host that makes an edit while it takes the tokens of a login', () => {
  it('has its answer, and the login ends at once', async () => {
    const page = run(
      () => ({
        login: usePasswordLogin(),
        edit: useGuardedMutation({ mutationFn: async () => 'saved' }),
      }),
      {
        hostToken: makeToken({ sub: 'ann' }),
        methods: {
          loginWithPassword: async () => ({ tkn: 'tkn-1', mfaRequired: true }),
          serverSubject: 'ann',
        },
        factors: ['sms'],
      },
    )
    const answers: unknown[] = []
    page.client.onAccept = async ({ accessToken }) => {
      page.client.hostToken = accessToken
      answers.push(await page.result.current.it.edit.mutateAsync())
    }
    const ann = { identifier: { email: 'ann@example.com' }, password: 'right' }
    const login = await page.begin(() => page.result.current.it.login.mutateAsync(ann))
    await page.begin(() => page.result.current.prompt.onSubmit(rightCode))
    expect(login.value).toEqual({ mfa: true })
    expect(answers).toEqual(['saved'])
  })
})

describe('a retry that the host leaves undefined', () => {
  it('is none, whatever the default of its mutations', async () => {
    const options: { retry?: boolean } = {}
    Object.assign(options, { retry: undefined })
    const verifyEnrollment = vi.fn(async () => {
      throw new NetworkError('Connection lost.', 'failed')
    })
    const page = run(() => useVerifyEnrollment(options), {
      methods: { verifyEnrollment },
      queryClient: new QueryClient({ defaultOptions: { mutations: { retry: 1, retryDelay: 0 } } }),
    })
    const verified = await page.begin(() =>
      page.result.current.it.mutateAsync({ factor: 'sms', code: rightCode }),
    )
    expect(verified.error).toBeInstanceOf(NetworkError)
    expect(verifyEnrollment).toHaveBeenCalledTimes(1)
  })
})

describe('a provider that is hidden while its neighbour loads', () => {
  it('keeps the call that waits, and what was typed', async () => {
    const clock = createTestClock()
    const client = createStubClient(clock)
    const { Help, arrive } = createLateNeighbour()
    function Page() {
      const [isOpen, setOpen] = useState(false)
      const save = useGuardedMutation({ mutationFn: async () => 'saved' })
      return (
        <>
          <button type="button" onClick={() => save.mutate()}>
            {save.data ?? save.status}
          </button>
          <button type="button" onClick={() => setOpen(true)}>
            Help
          </button>
          {isOpen && <Help />}
        </>
      )
    }
    const page = (
      <Suspense fallback="Loading">
        <QueryClientProvider client={new QueryClient()}>
          <StepUpRuntime client={client} clock={clock} messages={en} codeLength={6}>
            <Page />
            <StepUpPrompt />
          </StepUpRuntime>
        </QueryClientProvider>
      </Suspense>
    )
    // In StrictMode React mounts twice what was hidden.
    render(page, { reactStrictMode: false })
    await userEvent.click(screen.getByRole('button', { name: 'idle' }))
    await userEvent.type(await screen.findByRole('textbox', { name: 'Code' }), rightCode.slice(0, 3))
    await userEvent.click(screen.getByRole('button', { name: 'Help' }))
    expect(screen.getByText('Loading')).toBeInTheDocument()
    arrive()
    const box = await screen.findByRole('textbox', { name: 'Code' })
    expect(screen.getByRole('button', { name: 'pending' })).toBeInTheDocument()
    expect(box).toHaveValue(rightCode.slice(0, 3))
    await userEvent.type(box, rightCode.slice(3))
    await userEvent.click(screen.getByRole('button', { name: 'Verify' }))
    expect(await screen.findByRole('button', { name: 'saved' })).toBeInTheDocument()
    expect(client.start.calls).toHaveLength(1)
  })
})
