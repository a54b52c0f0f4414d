import { focusManager, onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, renderHook, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode, Suspense, useEffect, useLayoutEffect, useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, NetworkError, StepUpCancelledError } from '../../src/client/errors.js'
import type { TokenSet } from '../../src/client/types.js'
import { StepUpPrompt } from '../../src/components/StepUpPrompt/index.js'
import { StepUpRuntime } from '../../src/hooks/StepUpRuntime.js'
import { StoreContext, SurroundingsContext, useStore, useSurroundings } from '../../src/hooks/context.js'
import { stepUpKeys } from '../../src/hooks/keys.js'
import { useEnrollCredential } from '../../src/hooks/useEnrollCredential.js'
import { useGuardedMutation, type UseGuardedMutationOptions } from '../../src/hooks/useGuardedMutation.js'
import { useMessages } from '../../src/hooks/useMessages.js'
import { useMfaCredentials } from '../../src/hooks/useMfaCredentials.js'
import { usePasswordLogin } from '../../src/hooks/usePasswordLogin.js'
import { useProfile } from '../../src/hooks/useProfile.js'
import { useRemoveCredential } from '../../src/hooks/useRemoveCredential.js'
import { useRemoveTrustedDevice } from '../../src/hooks/useRemoveTrustedDevice.js'
import { useSendEmailVerification } from '../../src/hooks/useSendEmailVerification.js'
import { useSendPhoneNumberVerification } from '../../src/hooks/useSendPhoneNumberVerification.js'
import { useStepUp } from '../../src/hooks/useStepUp.js'
import { useStepUpController } from '../../src/hooks/useStepUpController.js'
import { useStepUpStatus } from '../../src/hooks/useStepUpStatus.js'
import { useTenantConfig } from '../../src/hooks/useTenantConfig.js'
import { useTrustedDevices } from '../../src/hooks/useTrustedDevices.js'
import { useUpdateEmail } from '../../src/hooks/useUpdateEmail.js'
import { useUpdatePhoneNumber } from '../../src/hooks/useUpdatePhoneNumber.js'
import { useVerifyEmail } from '../../src/hooks/useVerifyEmail.js'
import { useVerifyEnrollment } from '../../src/hooks/useVerifyEnrollment.js'
import { useVerifyPhoneNumber } from '../../src/hooks/useVerifyPhoneNumber.js'
import { en } from '../../src/messages/locales/en.js'
import { fr } from '../../src/messages/locales/fr.js'
import { createStubClient, createTestClock, makeToken, outcomeOf, rightCode } from '../flow/support.js'
import { email, profile, run, stepped } from './hooks.support.js'
import { createLateNeighbour } from './late-neighbour.js'

const noAnswer = new NetworkError('No answer.', 'offline')
const config = {
  sso: true,
  rbaEnabled: true,
  loginTypeAllowed: { email: true, phoneNumber: false, customIdentifier: false },
}
const jo = { identifier: { email: 'jo@example.com' }, password: 'right' }

afterEach(() => {
  onlineManager.setOnline(true)
  focusManager.setFocused(undefined)
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('outside a provider', () => {
  it.each<[string, () => unknown]>([
    ['useEnrollCredential', useEnrollCredential],
    ['useGuardedMutation', () => useGuardedMutation({ mutationFn: async () => {} })],
    ['useMessages', useMessages],
    ['useMfaCredentials', useMfaCredentials],
    ['usePasswordLogin', usePasswordLogin],
    ['useProfile', useProfile],
    ['useRemoveCredential', useRemoveCredential],
    ['useRemoveTrustedDevice', useRemoveTrustedDevice],
    ['useSendEmailVerification', useSendEmailVerification],
    ['useSendPhoneNumberVerification', useSendPhoneNumberVerification],
    ['useStepUp', useStepUp],
    ['useStepUpController', useStepUpController],
    ['useStepUpStatus', useStepUpStatus],
    ['useTenantConfig', useTenantConfig],
    ['useTrustedDevices', useTrustedDevices],
    ['useUpdateEmail', useUpdateEmail],
    ['useUpdatePhoneNumber', useUpdatePhoneNumber],
    ['useVerifyEmail', useVerifyEmail],
    ['useVerifyEnrollment', useVerifyEnrollment],
    ['useVerifyPhoneNumber', useVerifyPhoneNumber],
  ])('%s says its name and what is missing', (name, useIt) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    // React 18 has the page report it, too.
    const handled = (event: Event) => event.preventDefault()
    window.addEventListener('error', handled)
    let said: unknown
    try {
      renderHook(useIt, { wrapper: StrictMode })
    } catch (error) {
      said = error
    }
    window.removeEventListener('error', handled)
    expect(said).toHaveProperty(
      'message',
      `${name} was used outside a StepUpProvider. ` +
        'Render <StepUpProvider client={client} messages={en}> above it.',
    )
  })
})

describe('a provider', () => {
  it('has names for React’s developer tools', () => {
    expect([StoreContext, SurroundingsContext].map((context) => context.displayName)).toEqual([
      'StepUpStore',
      'StepUpTexts',
    ])
  })

  it('gives its settings, and those that replace them', () => {
    const page = run(() => ({ ...useSurroundings('Test'), title: useMessages().t('prompt.title') }))
    expect(page.result.current.it).toMatchObject({ locale: 'en', resendCooldownSeconds: 30 })
    page.give({ messages: fr, locale: 'fr', resendCooldownSeconds: 45, codeLength: 6 })
    expect(page.result.current.it).toMatchObject({
      locale: 'fr',
      title: fr['prompt.title'],
      resendCooldownSeconds: 45,
    })
    expect(page.result.current.prompt.codeLength).toBe(6)
  })

  it('leads to the sign-in page that it was given last', async () => {
    const [before, now] = [vi.fn(), vi.fn()]
    const page = run(() => null, { onLoginRequired: before })
    page.give({ onLoginRequired: now })
    await page.begin(() => page.result.current.prompt.onSignIn?.())
    expect(before).not.toHaveBeenCalled()
    expect(now).toHaveBeenCalledTimes(1)
  })

  it('follows the list of another query client, once there is one', async () => {
    const page = run(() => null)
    const queryClient = new QueryClient()
    await page.begin(() => page.give({ queryClient }))
    expect(page.result.current.prompt.destinations).toEqual({})
    await page.begin(() => queryClient.setQueryData(stepUpKeys.credentials(page.client), [email]))
    expect(page.result.current.prompt.destinations).toEqual({ email: 'j•••@example.com' })
  })
})

describe('what the host may invalidate', () => {
  it('is all of a client under one key, and the tenant’s flags under one of their own', async () => {
    const getConfig = vi.fn(async () => config)
    const page = run(() => [useTenantConfig(), useProfile({ enabled: false })], { methods: { getConfig } })
    await page.begin(() => {})
    const cached = (key: readonly string[]) =>
      page.queryClient.getQueriesData({ queryKey: key }).map(([, data]) => data)
    expect(cached(stepUpKeys.config(page.client))).toEqual([config])
    expect(cached(stepUpKeys.all(page.client))).toEqual(expect.arrayContaining([config, profile]))
    expect(stepUpKeys.config(page.client)).toEqual([...stepUpKeys.all(page.client), 'config'])
    expect(stepUpKeys.all(createStubClient(page.clock, 'other'))).not.toEqual(stepUpKeys.all(page.client))
  })
})

describe('the channel to other tabs', () => {
  const open = new Set<string>()
  let opened = 0
  /** Node's own, and which of them are open. */
  class Watched extends BroadcastChannel {
    readonly #key: string

    constructor(name: string) {
      super(name)
      this.#key = `${name} (${(opened += 1)})`
      open.add(this.#key)
    }

    override close() {
      open.delete(this.#key)
      super.close()
    }
  }
  const names = () => [...open].map((key) => key.replace(/ \(\d+\)$/, ''))
  const useEdit = () => {
    const { mutateAsync } = useUpdatePhoneNumber()
    return () => mutateAsync({ phoneNumber: '+33600000000' })
  }
  const methods = {
    getProfile: async () => profile,
    listCredentials: async () => [email],
    updatePhoneNumber: async () => profile,
  }
  function List() {
    useMfaCredentials()
    return null
  }

  beforeEach(() => {
    open.clear()
    vi.stubGlobal('BroadcastChannel', Watched)
  })

  it('is one for all that follow it, and is closed when the last one leaves', async () => {
    const page = run(() => [useProfile(), useEdit()], { methods, beside: <List /> })
    const name = `stepup-kit:${page.client.id}`
    expect(names()).toEqual([name])
    page.leave()
    expect(names()).toEqual([name])
    page.unmount()
    expect(names()).toEqual([])
  })

  it('is used by an edit, and stays open for those who follow it', async () => {
    const page = run(useEdit, { methods, beside: <List /> })
    const before = opened
    expect((await page.begin(page.result.current.it)).value).toEqual(profile)
    expect(opened).toBe(before)
    expect(names()).toHaveLength(1)
  })

  it('is opened for an edit where nothing follows it, and closed again', async () => {
    const page = run(useEdit, { methods })
    const before = opened
    expect((await page.begin(page.result.current.it)).value).toEqual(profile)
    expect(opened).toBe(before + 1)
    expect(names()).toEqual([])
  })

  it('is that of the client that the provider has now', () => {
    const page = run(() => useProfile(), { methods })
    page.give({ client: Object.assign(createStubClient(page.clock, 'other'), methods) })
    expect(names()).toEqual(['stepup-kit:other'])
  })

  it.each([
    ['there is none', undefined],
    [
      'a sandboxed frame may not open one',
      function () {
        throw new DOMException('Not here.', 'SecurityError')
      },
    ],
  ])('is done without where %s', async (_, constructor) => {
    vi.stubGlobal('BroadcastChannel', constructor)
    const page = run(() => ({ list: useMfaCredentials(), edit: useEdit() }), { methods })
    expect((await page.begin(page.result.current.it.edit)).error).toBeUndefined()
    expect(page.result.current.it.list.data).toEqual([email])
    page.unmount()
  })
})

describe('a list', () => {
  /** The profile as a host shows it, and how often it was asked for. */
  const show = (
    getProfile: () => Promise<typeof profile>,
    options: Parameters<typeof useProfile>[0] = {},
    queryClient?: QueryClient,
  ) => {
    const asked = vi.fn(getProfile)
    const page = run(() => useProfile(options), {
      known: {},
      methods: { getProfile: asked },
      // Mounted twice, it may be read once more.
      isStrict: false,
      ...(queryClient && { queryClient }),
    })
    return { ...page, asked }
  }

  it('is asked for three times more, where the host’s query client says nothing of it', async () => {
    const page = show(() => Promise.reject(noAnswer), { retryDelay: 0 }, new QueryClient())
    await vi.waitFor(() => expect(page.result.current.it.error).toBe(noAnswer), { timeout: 10_000 })
    expect(page.asked).toHaveBeenCalledTimes(4)
  })

  it('says that there is no network instead of waiting for one, and is read when there is', async () => {
    onlineManager.setOnline(false)
    let answer = () => Promise.reject<typeof profile>(noAnswer)
    const page = show(() => answer(), { retry: 1, retryDelay: 0 })
    await vi.waitFor(
      () => expect(page.result.current.it).toMatchObject({ error: noAnswer, isPaused: false }),
      { timeout: 10_000 },
    )
    expect(page.asked).toHaveBeenCalledTimes(2)
    answer = async () => profile
    await page.begin(() => onlineManager.setOnline(true))
    expect(page.result.current.it.data).toEqual(profile)
  })

  it.each([
    ['again, however young it is', async () => profile, 1],
    ['again after no answer', () => Promise.reject<typeof profile>(noAnswer), 1],
    [
      'not again after a refusal',
      () => Promise.reject<typeof profile>(new ApiError('answered 403.', 403)),
      0,
    ],
  ])('is read %s when the person comes back to the page', async (_, getProfile, more) => {
    const page = show(getProfile, { staleTime: Infinity, retry: false })
    await page.begin(() => {})
    const before = page.asked.mock.calls.length
    await page.begin(() => focusManager.setFocused(false))
    await page.begin(() => focusManager.setFocused(true))
    expect(page.asked).toHaveBeenCalledTimes(before + more)
  })
})

describe('the tenant’s flags', () => {
  it('are asked for with a signal, once, and only where they are wanted', async () => {
    const getConfig = vi.fn(async (..._given: unknown[]) => config)
    const page = run(() => useTenantConfig({ enabled: false }), { methods: { getConfig } })
    await page.begin(() => {})
    expect(getConfig).not.toHaveBeenCalled()
    const other = run(() => useTenantConfig(), { methods: { getConfig }, isStrict: false })
    await other.begin(() => {})
    expect(getConfig.mock.calls).toEqual([[{ signal: expect.any(AbortSignal) }]])
    expect(other.result.current.it.data).toEqual(config)
  })

  it('say that there is no network, also where the host throws errors, and are read when there is', async () => {
    onlineManager.setOnline(false)
    const getConfig = vi.fn(() => Promise.reject<typeof config>(noAnswer))
    const queryClient = new QueryClient({
      defaultOptions: { queries: { retry: 1, retryDelay: 0, throwOnError: true, refetchOnReconnect: false } },
    })
    const page = run(() => useTenantConfig(), { methods: { getConfig }, queryClient, isStrict: false })
    await vi.waitFor(
      () => expect(page.result.current.it).toMatchObject({ error: noAnswer, isPaused: false }),
      { timeout: 10_000 },
    )
    expect(getConfig).toHaveBeenCalledTimes(2)
    getConfig.mockImplementation(async () => config)
    await page.begin(() => onlineManager.setOnline(true))
    expect(page.result.current.it.data).toEqual(config)
  })
})

describe('a call that fails', () => {
  type Retry = NonNullable<UseGuardedMutationOptions['retry']>
  /** How often it is made until it succeeds or is given up. */
  const calls = async (error: Error, retry?: Retry, failures = Infinity) => {
    let made = 0
    const mutationFn = async () => {
      made += 1
      if (made <= failures) throw error
    }
    const page = run(() =>
      useGuardedMutation({ mutationFn, retryDelay: 0, ...(retry !== undefined && { retry }) }),
    )
    await page.begin(() => page.result.current.it.mutate())
    await vi.waitFor(() => expect(page.result.current.it.isPending).toBe(false), { timeout: 10_000 })
    return made
  }

  it.each<[string, Retry | undefined, number]>([
    ['nothing', undefined, 1],
    ['false', false, 1],
    ['2', 2, 3],
    ['true', true, 4],
    ['a function', (count, error) => error === noAnswer && count < 2, 3],
  ])('is made as often as the host says: %s', async (_, retry, made) => {
    expect(await calls(noAnswer, retry, 3)).toBe(made)
  })

  it.each([
    [499, 1],
    [500, 2],
    [503, 2],
  ])('with %i is made %i times where the host says once more', async (status, made) => {
    expect(await calls(new ApiError(`answered ${status}.`, status), 1)).toBe(made)
  })

  it('is not held back until there is a network', async () => {
    onlineManager.setOnline(false)
    expect(await calls(noAnswer, 1)).toBe(2)
  })

  it('is not held back at a login either', async () => {
    onlineManager.setOnline(false)
    const loginWithPassword = vi.fn(() => Promise.reject(noAnswer))
    const page = run(() => usePasswordLogin({ retry: 1, retryDelay: 0 }), { methods: { loginWithPassword } })
    await page.begin(() => page.result.current.it.mutate(jo))
    await vi.waitFor(() => expect(page.result.current.it.error).toBe(noAnswer), { timeout: 10_000 })
    expect(loginWithPassword).toHaveBeenCalledTimes(2)
  })
})

describe('what is told of a code', () => {
  it('goes to the callbacks of one call as it was typed', async () => {
    const page = run(() => useVerifyEmail(), { methods: { verifyEmail: async () => {} } })
    const typed = { email: 'new@example.com', code: '123456' }
    const told = vi.fn<(...given: unknown[]) => void>()
    await page.begin(() =>
      page.result.current.it.mutate(typed, {
        onSuccess: (...given) => told('success', ...given.slice(0, 2)),
        onSettled: (...given) => told('settled', ...given.slice(0, 3)),
      }),
    )
    expect(told.mock.calls).toEqual([
      ['success', undefined, typed],
      ['settled', undefined, null, typed],
    ])
  })
})

/** A step-up that is shown by whoever is asked to: two prompts are there. */
const usePrompts = () => {
  const store = useStore('Test')
  useEffect(() => {
    const leave = ['first', 'second', 'third'].map((id) => store.register(id, 'inline'))
    return () => leave.forEach((its) => its())
  }, [store])
  return store.getPresenter
}

describe('usePasswordLogin', () => {
  const tokens: TokenSet = { accessToken: makeToken(), tokenType: 'Bearer' }
  const loginWithPassword = async () => ({ tkn: 'tkn-1', mfaRequired: true })

  it('completes a login without a second factor by its tkn, and takes away what is the kit’s alone', async () => {
    const completeLogin = vi.fn(async (..._given: unknown[]) => tokens)
    const page = run(() => usePasswordLogin(), {
      methods: { loginWithPassword: async () => ({ tkn: 'tkn-1', mfaRequired: false }), completeLogin },
    })
    page.queryClient.setQueryData(['orders'], [1, 2])
    await page.begin(() => page.result.current.it.mutateAsync(jo))
    expect(completeLogin.mock.calls).toEqual([[{ tkn: 'tkn-1' }, { signal: expect.any(AbortSignal) }]])
    expect(page.client.accepted).toEqual([tokens])
    expect(page.cached('credentials')).toBeUndefined()
    expect(page.queryClient.getQueryData(['orders'])).toEqual([1, 2])
  })

  it('ends its call when its component goes', async () => {
    const login = vi.fn((..._given: unknown[]) => new Promise<never>(() => {}))
    const page = run(() => usePasswordLogin(), { methods: { loginWithPassword: login } })
    await page.begin(() => page.result.current.it.mutate(jo))
    const signal = login.mock.lastCall?.[1]
    expect(signal).toMatchObject({ signal: { aborted: false } })
    page.leave()
    expect(signal).toMatchObject({ signal: { aborted: true } })
  })

  it.each([
    ['first', undefined],
    ['second', 'second'],
  ])('says why it asks, in the %s prompt, where its own is %s', async (shown, presenter) => {
    const page = run(
      () => ({
        login: usePasswordLogin({ ...(presenter !== undefined && { presenter }) }),
        presenter: usePrompts(),
      }),
      { methods: { loginWithPassword } },
    )
    await page.begin(() => page.result.current.it.login.mutate(jo))
    expect(page.state()).toMatchObject({ reasons: [{ operation: 'login' }] })
    expect(page.result.current.it.presenter()).toBe(shown)
  })
})

describe('useStepUp', () => {
  const prompted = { hostToken: makeToken(), factors: ['sms'] } as const

  it('asks anew for a login by its tkn, also while a grant is held', async () => {
    const page = run(useStepUp, prompted)
    const { request } = page.result.current.it
    const first = await page.begin(() => {
      void request()
    })
    expect(first.error).toBeUndefined()
    await page.begin(() => page.result.current.prompt.onSubmit(rightCode))
    expect(page.client.start.calls).toHaveLength(1)
    await page.begin(() => void request({ start: { via: 'tkn', tkn: 'tkn-1' } }))
    expect(page.client.start.calls.map(({ input }) => input)).toEqual([
      {},
      { start: { via: 'tkn', tkn: 'tkn-1' } },
    ])
  })

  it('gives a grant that is held without a change of what the prompt shows', async () => {
    const page = run(() => ({ ...useStepUp(), store: useStore('Test') }), prompted)
    const { request, store } = page.result.current.it
    await page.begin(() => void request())
    await page.begin(() => page.result.current.prompt.onSubmit(rightCode))
    const seen = new Set<string>()
    const stop = store.subscribe(() => seen.add(store.getState().status))
    const again = outcomeOf(request())
    await page.begin(() => {})
    stop()
    expect(again.value).toMatchObject({ prompted: true })
    expect([...seen].filter((status) => status !== 'verified')).toEqual([])
  })

  it('refuses a request whose signal was aborted before, and asks nobody', async () => {
    const page = run(useStepUp, prompted)
    const signal = AbortSignal.abort(new StepUpCancelledError('Gone.', 'userChanged'))
    const refused = outcomeOf(page.result.current.it.request({ signal }))
    await page.begin(() => {})
    expect(refused.error).toMatchObject({ code: 'step_up_cancelled', reason: 'userChanged' })
    expect(page.client.start.calls).toEqual([])
  })

  it('refuses a request of a component that is gone, also where the provider stays', async () => {
    const page = run(useStepUp, prompted)
    const { request } = page.result.current.it
    page.leave()
    const refused = outcomeOf(request())
    await page.begin(() => {})
    expect(refused.error).toMatchObject({ code: 'step_up_cancelled', reason: 'unmounted' })
    expect(page.client.start.calls).toEqual([])
  })

  it('lets go of the caller’s signal when the request has ended', async () => {
    const page = run(useStepUp)
    const controller = new AbortController()
    await page.begin(() => page.result.current.it.request({ signal: controller.signal }))
    const reason = vi.spyOn(controller.signal, 'reason', 'get')
    controller.abort()
    expect(reason).not.toHaveBeenCalled()
  })

  it('may be asked while the page is laid out for the first time', async () => {
    const page = run(() => {
      const { request } = useStepUp()
      useLayoutEffect(() => void request(), [request])
    }, prompted)
    await page.begin(() => {})
    expect(page.state().status).toBe('enteringCode')
  })
})

describe('what has ended is not kept until its component goes', () => {
  const tokens: TokenSet = { accessToken: stepped, tokenType: 'Bearer' }

  it.each<[string, () => () => unknown]>([
    [
      'useGuardedMutation',
      () => {
        const { mutateAsync } = useGuardedMutation({ mutationFn: async () => {} })
        return () => mutateAsync()
      },
    ],
    [
      'usePasswordLogin',
      () => {
        const { mutateAsync } = usePasswordLogin()
        return () => mutateAsync(jo)
      },
    ],
    ['useStepUp', () => useStepUp().request],
    ['useStepUpController', () => useStepUpController().onStart],
  ])('by %s', async (_, useIt) => {
    const page = run(useIt, {
      methods: {
        loginWithPassword: async () => ({ tkn: 'tkn-1', mfaRequired: false }),
        completeLogin: async () => tokens,
      },
    })
    expect((await page.begin(() => page.result.current.it())).error).toBeUndefined()
    const abort = vi.spyOn(AbortController.prototype, 'abort')
    page.leave()
    expect(abort).not.toHaveBeenCalled()
  })
})

describe('useStepUpController', () => {
  it.each([
    ['first', undefined],
    ['second', 'second'],
  ])('starts in the %s prompt, where its own is %s', async (shown, presenter) => {
    const page = run(
      () => ({
        own: useStepUpController(presenter === undefined ? {} : { presenter }),
        presenter: usePrompts(),
      }),
      { hostToken: makeToken() },
    )
    await page.begin(() => page.result.current.it.own.onStart())
    expect(page.state().status).toBe('choosingFactor')
    expect(page.result.current.it.presenter()).toBe(shown)
  })

  it('starts in the prompt that it was given last', async () => {
    let presenter = 'second'
    const page = run(() => ({ own: useStepUpController({ presenter }), presenter: usePrompts() }), {
      hostToken: makeToken(),
    })
    presenter = 'third'
    page.rerender()
    await page.begin(() => page.result.current.it.own.onStart())
    expect(page.result.current.it.presenter()).toBe('third')
  })

  it('withdraws what it started when it goes, also where the provider stays', async () => {
    const page = run(() => null, { hostToken: makeToken() })
    await page.begin(() => page.result.current.prompt.onStart())
    await page.begin(() => page.leave())
    expect(page.events.at(-1)).toMatchObject({ type: 'stepup.cancelled', reason: 'unmounted' })
  })
})

describe('a form that is hidden while its neighbour loads', () => {
  it('rule 4: keeps the call that waits, and may ask', async () => {
    const clock = createTestClock()
    const client = createStubClient(clock)
    const { Help, arrive } = createLateNeighbour()
    function Form() {
      const edit = useGuardedMutation({ mutationFn: async () => 'saved' })
      return (
        <button type="button" onClick={() => edit.mutate()}>
          {edit.data ?? edit.status}
        </button>
      )
    }
    function Page() {
      const [isOpen, setOpen] = useState(false)
      return (
        <>
          <button type="button" onClick={() => setOpen(true)}>
            Help
          </button>
          <Suspense fallback="Loading">
            <Form />
            {isOpen && <Help />}
          </Suspense>
        </>
      )
    }
    const page = (
      <QueryClientProvider client={new QueryClient()}>
        <StepUpRuntime client={client} clock={clock} messages={en} codeLength={6}>
          <Page />
          <StepUpPrompt />
        </StepUpRuntime>
      </QueryClientProvider>
    )
    // In StrictMode React mounts twice what was hidden.
    render(page, { reactStrictMode: false })
    await userEvent.click(screen.getByRole('button', { name: 'idle' }))
    const box = await screen.findByRole('textbox', { name: 'Code' })
    await userEvent.click(screen.getByRole('button', { name: 'Help' }))
    expect(screen.getByText('Loading')).toBeInTheDocument()
    await userEvent.type(box, rightCode)
    arrive()
    await userEvent.click(screen.getByRole('button', { name: 'Verify' }))
    expect(await screen.findByRole('button', { name: 'saved' })).toBeInTheDocument()
    expect(client.start.calls).toHaveLength(1)
  })
})
