import {
  type DefaultOptions,
  dehydrate,
  QueryClient,
  QueryClientProvider,
  type UseMutationResult,
} from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import {
  ApiError,
  CodeRejectedError,
  isLoginRequiredError,
  NoUsableFactorError,
  StepUpCancelledError,
} from '../../src/client/errors.js'
import { StepUpRuntime } from '../../src/hooks/StepUpRuntime.js'
import { stepUpKeys } from '../../src/hooks/keys.js'
import { useEnrollCredential } from '../../src/hooks/useEnrollCredential.js'
import { useMfaCredentials } from '../../src/hooks/useMfaCredentials.js'
import { usePasswordLogin } from '../../src/hooks/usePasswordLogin.js'
import { useProfile } from '../../src/hooks/useProfile.js'
import { useRemoveCredential } from '../../src/hooks/useRemoveCredential.js'
import { useSendEmailVerification } from '../../src/hooks/useSendEmailVerification.js'
import { useSendPhoneNumberVerification } from '../../src/hooks/useSendPhoneNumberVerification.js'
import { useStepUpController } from '../../src/hooks/useStepUpController.js'
import { useUpdateEmail } from '../../src/hooks/useUpdateEmail.js'
import { useUpdatePhoneNumber } from '../../src/hooks/useUpdatePhoneNumber.js'
import { useVerifyEmail } from '../../src/hooks/useVerifyEmail.js'
import { useVerifyEnrollment } from '../../src/hooks/useVerifyEnrollment.js'
import { useVerifyPhoneNumber } from '../../src/hooks/useVerifyPhoneNumber.js'
import type { Clock } from '../../src/internal/clock.js'
import { en } from '../../src/messages/locales/en.js'
import type { FaultTarget } from '../../src/testing/index.js'
import { createWorld, type World, type WorldOptions } from '../components/account.support.js'
import { createTestClock, withheld } from '../flow/support.js'

/** Runs hooks as a host's component would; `prompt` is what a prompt of its own sees. */
function run<Hooks extends object>(
  hooks: () => Hooks,
  options: WorldOptions = {},
  mutations: NonNullable<DefaultOptions['mutations']> = {},
  clock?: Clock,
) {
  const world = createWorld(options)
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations } })
  const view = renderHook(() => ({ ...hooks(), prompt: useStepUpController() }), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <StepUpRuntime
            client={world.client}
            messages={en}
            onEvent={(event) => world.events.push(event)}
            {...(clock && { clock })}
          >
            {children}
          </StepUpRuntime>
        </QueryClientProvider>
      </StrictMode>
    ),
  })
  const status = async (wanted: string) =>
    waitFor(() => expect(view.result.current.prompt.state.status).toBe(wanted))
  return {
    ...view,
    world,
    queryClient,
    now: () => view.result.current,
    status,
    /** Goes through the prompt by the way that is proposed. */
    async confirm() {
      await waitFor(() =>
        expect(view.result.current.prompt.state.status).toMatch(/^(choosingFactor|enteringCode)$/),
      )
      const { state, onChooseFactor } = view.result.current.prompt
      if (state.status === 'choosingFactor') {
        act(() => onChooseFactor(state.suggestedFactor))
        await status('enteringCode')
      }
      act(() => view.result.current.prompt.onSubmit(world.fake.lastCode()))
    },
  }
}

const settled = async (mutation: () => Pick<UseMutationResult, 'isPending' | 'isIdle'>) =>
  waitFor(() => {
    expect(mutation().isIdle).toBe(false)
    expect(mutation().isPending).toBe(false)
  })
const userOf = ({ fake }: World) => fake.state.currentUser
const loaded = async (query: () => { isSuccess: boolean }) =>
  waitFor(() => expect(query().isSuccess).toBe(true))

describe('when a step-up is asked for', () => {
  it('an email that protects the account: first, and the edit is sent once', async () => {
    const { now, world, confirm } = run(() => ({ update: useUpdateEmail() }))
    act(() => now().update.mutate({ email: 'bea@example.org' }))
    await confirm()
    await settled(() => now().update)
    expect(now().update.data?.status).toBe('linkSent')
    expect(world.calls()).toEqual([
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
      'POST update-email',
    ])
  })

  it('proposes another factor than the one that is changed', async () => {
    const { now, status } = run(() => ({
      update: useUpdateEmail(),
      phone: useUpdatePhoneNumber(),
    }))
    act(() => now().update.mutate({ email: 'bea@example.org' }))
    await status('choosingFactor')
    expect(now().prompt.state).toMatchObject({ suggestedFactor: 'sms' })
    act(() => now().prompt.onCancel())
    act(() => now().phone.mutate({ phoneNumber: '+33639980088' }))
    await status('choosingFactor')
    expect(now().prompt.state).toMatchObject({ suggestedFactor: 'email' })
    expect(now().prompt.state).toMatchObject({ reasons: [{ operation: 'updatePhoneNumber' }] })
  })

  it('an email that is known to protect nothing: never', async () => {
    const { now, world } = run(
      () => ({ list: useMfaCredentials(), profile: useProfile(), update: useUpdateEmail() }),
      { seed: 'smsOnly' },
    )
    await loaded(() => now().list)
    await loaded(() => now().profile)
    world.forgetCalls()
    act(() => now().update.mutate({ email: 'sami@example.org' }))
    await settled(() => now().update)
    expect(world.calls()[0]).toBe('POST update-email')
    expect(now().update.isSuccess).toBe(true)
  })

  it('an email of which nothing is known, for somebody without a credential: the server decides', async () => {
    const latencyMs = 30
    const { now, world } = run(() => ({ update: useUpdateEmail() }), { seed: 'unverifiedEmail', latencyMs })
    act(() => now().update.mutate({ email: 'uma@example.org' }))
    await settled(() => now().update)
    expect(now().update.data).toMatchObject({ status: 'changed', profile: { email: 'uma@example.org' } })
    expect(world.calls()).toEqual(['POST mfa/stepup', 'POST update-email'])
    expect(now().prompt.state.status).toBe('idle')
    const event = world.events.at(-1)
    expect(event).toEqual({
      type: 'credential.changed',
      operation: 'updateEmail',
      factor: 'email',
      durationMs: expect.any(Number),
    })
    // A timer may ring a little early.
    expect(event).toHaveProperty(
      'durationMs',
      expect.toSatisfy((ms: number) => ms >= latencyMs - 5),
    )
  })

  it('the same, where the server then insists: the person is told that there is no way', async () => {
    const { now, world } = run(() => ({ update: useUpdateEmail() }), { seed: 'unverifiedEmail' })
    world.fake.fail('update-email', { status: 401, messageKey: 'error.authn.mfa.stepup.required' })
    act(() => now().update.mutate({ email: 'uma@example.org' }))
    await settled(() => now().update)
    expect(now().update.error).toBeInstanceOf(NoUsableFactorError)
    expect(world.calls()).toEqual(['POST mfa/stepup', 'POST update-email'])
  })

  it('a first credential: not, also where the token had to be renewed', async () => {
    const { now, world } = run(() => ({ enroll: useEnrollCredential() }), {
      seed: 'noCredential',
      ageSeconds: 400,
      refreshes: true,
    })
    act(() => now().enroll.mutate({ factor: 'email' }))
    await settled(() => now().enroll)
    expect(now().enroll.data?.status).toBe('enabled')
    expect(world.calls()).toEqual(['POST mfa/credentials/emails'])
  })

  it('a further credential of which nothing was known: once, after the server’s answer', async () => {
    const { now, world, confirm } = run(() => ({ enroll: useEnrollCredential() }), { seed: 'emailOnly' })
    act(() => now().enroll.mutate({ factor: 'sms', phoneNumber: '+33639980077' }))
    await confirm()
    await settled(() => now().enroll)
    expect(now().enroll.data).toEqual({ status: 'codeSent', factor: 'sms' })
    expect(world.calls().filter((call) => call === 'POST mfa/credentials/phone-numbers')).toHaveLength(2)
    expect(world.calls().filter((call) => call === 'POST mfa/stepup')).toHaveLength(1)
  })

  it('a list that is wrong by now costs no second question', async () => {
    const { now, world } = run(() => ({ list: useMfaCredentials(), enroll: useEnrollCredential() }), {
      seed: 'emailOnly',
    })
    await loaded(() => now().list)
    // Removed elsewhere.
    world.fake.fail('mfa/stepup', { status: 200, body: JSON.stringify({ amr: [], token: 'x' }) })
    const { accessToken } = world.fake.issueTokens(undefined, { amr: ['pwd', 'mfa'] })
    await world.client.removeEmailCredential({ accessToken })
    act(() => now().enroll.mutate({ factor: 'email' }))
    await settled(() => now().enroll)
    expect(now().enroll.data?.status).toBe('enabled')
    expect(userOf(world).credentials).toHaveLength(1)
  })

  it('is pending through the prompt, and gives the host’s callbacks what React Query would', async () => {
    const onSuccess = vi.fn<(...given: unknown[]) => void>()
    const { now, world, status, confirm } = run(
      () => ({
        list: useMfaCredentials(),
        remove: useRemoveCredential({
          onMutate: () => 'before',
          onSuccess: (...given) => onSuccess(...given),
        }),
      }),
      { seed: 'smsAndEmail' },
    )
    await loaded(() => now().list)
    const [email] = now().list.data ?? []
    if (!email) throw new Error('The list is empty')
    act(() => now().remove.mutate(email))
    await status('choosingFactor')
    expect(now().remove.isPending).toBe(true)
    expect(now().prompt.state).toMatchObject({
      reasons: [{ operation: 'removeEmail', target: 'b•••@example.com' }],
    })
    await confirm()
    await waitFor(() => expect(onSuccess).toHaveBeenCalledOnce())
    expect(onSuccess.mock.lastCall?.slice(0, 3)).toEqual([undefined, email, 'before'])
    await waitFor(() => expect(now().list.data).toHaveLength(1))
    expect(userOf(world).credentials).toHaveLength(1)
  })
})

describe('lists', () => {
  it('take the options that useQuery takes', async () => {
    const { now, rerender, world } = run(() => ({
      off: useProfile({ enabled: false }),
      count: useMfaCredentials({ select: (list) => list.length }),
    }))
    await loaded(() => now().count)
    rerender()
    expect(now().count.data).toBe(2)
    expect(world.calls()).toEqual(['GET mfa/credentials'])
  })

  it('try again as often as the host’s query client says, but never what was answered', async () => {
    const world = createWorld()
    const queryClient = new QueryClient({ defaultOptions: { queries: { retry: 1, retryDelay: 0 } } })
    const wrapper = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={queryClient}>
        <StepUpRuntime client={world.client} messages={en}>
          {children}
        </StepUpRuntime>
      </QueryClientProvider>
    )
    world.fake.fail('userinfo', { status: 503 })
    world.fake.fail('mfa/credentials', { status: 403 })
    const { result } = renderHook(() => ({ profile: useProfile(), list: useMfaCredentials() }), { wrapper })
    await waitFor(() => expect(result.current.profile.isError && result.current.list.isError).toBe(true))
    expect(world.calls().filter((call) => call === 'GET userinfo')).toHaveLength(2)
    expect(world.calls().filter((call) => call === 'GET mfa/credentials')).toHaveLength(1)
  })
})

describe('codes and passwords', () => {
  it('reach the host’s callbacks and the server, and no cache', async () => {
    const seen: unknown[] = []
    const spy = {
      onMutate: (variables: unknown) => void seen.push(variables),
      onError: (_: Error, variables: unknown) => void seen.push(variables),
      onSettled: (_: unknown, error: Error | null, variables: unknown) =>
        void seen.push(error?.name, variables),
    }
    const { now, queryClient, world } = run(
      () => ({
        enrollment: useVerifyEnrollment(spy),
        email: useVerifyEmail(),
        phone: useVerifyPhoneNumber(),
        login: usePasswordLogin(),
      }),
      { seed: 'unverifiedEmail' },
    )
    const events: string[] = []
    queryClient.getMutationCache().subscribe((event) => events.push(JSON.stringify(everything(event))))
    const once = vi.fn<(error: Error, variables: unknown) => void>()
    act(() => {
      now().enrollment.mutate({ factor: 'email', code: 'secret-1' }, { onError: once })
      now().email.mutate({ email: 'uma@example.org', code: 'secret-2' })
      now().phone.mutate({ phoneNumber: '+33639980088', code: 'secret-3' })
      now().login.mutate({ identifier: { email: 'uma@example.org' }, password: 'secret-4' })
    })
    await waitFor(() => expect(events.length).toBeGreaterThan(4))
    const cached = () =>
      JSON.stringify([
        queryClient
          .getMutationCache()
          .getAll()
          .map((mutation) => everything(mutation.state)),
        dehydrate(queryClient, { shouldDehydrateMutation: () => true }),
      ])
    expect(cached()).not.toMatch(/secret-\d/)
    for (const name of ['enrollment', 'email', 'phone', 'login'] as const) {
      await settled(() => now()[name])
      expect(now()[name]).not.toHaveProperty('variables')
    }
    expect(now().enrollment.error).toBeInstanceOf(CodeRejectedError)
    expect(cached()).not.toMatch(/secret-\d/)
    expect(events.join('')).not.toMatch(/secret-\d/)
    const given = { factor: 'email', code: 'secret-1' }
    expect(seen).toEqual([given, given, 'CodeRejectedError', given])
    expect(once.mock.lastCall?.slice(0, 2)).toEqual([now().enrollment.error, given])
    expect(world.fake.requests.map(({ body }) => JSON.stringify(body)).join('')).toMatch(
      /secret-1.*secret-\d.*secret-\d/,
    )
  })

  it('leave nothing behind when the component is gone', async () => {
    const { now, queryClient, unmount } = run(() => ({ email: useVerifyEmail() }))
    act(() => now().email.mutate({ email: 'bea@example.org', code: 'secret-2' }))
    await settled(() => now().email)
    unmount()
    await waitFor(() => expect(queryClient.getMutationCache().getAll()).toEqual([]))
  })
})

describe('usePasswordLogin', () => {
  const secretsIn = (queryClient: QueryClient) =>
    JSON.stringify([
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ state }) => everything(state)),
      queryClient
        .getMutationCache()
        .getAll()
        .map(({ state }) => everything(state)),
    ])

  it('goes on into the step-up by the tkn alone, and gives the tokens to the host', async () => {
    const { now, world, confirm, queryClient, status } = run(() => ({ login: usePasswordLogin() }))
    world.token.current = undefined
    const { email, password } = world.fake.currentPersona
    act(() => now().login.mutate({ identifier: { email }, password }))
    await status('choosingFactor')
    expect(now().login.isPending).toBe(true)
    await confirm()
    await settled(() => now().login)
    expect(now().login.data).toEqual({ mfa: true })
    expect(world.token.current).toEqual(expect.any(String))
    expect(world.calls()).toEqual([
      'POST password/login',
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
    ])
    const stepUp = world.fake.requests.find(({ path }) => path.endsWith('mfa/stepup'))
    expect(JSON.stringify(stepUp?.body)).toContain('"tkn"')
    expect(JSON.stringify(stepUp?.headers).toLowerCase()).not.toContain('bearer')
    const cached = secretsIn(queryClient)
    for (const secret of [password, world.token.current ?? '', world.fake.lastCode()]) {
      expect(cached).not.toContain(secret)
    }
  })

  it('rejects as a login does where the password is wrong', async () => {
    const { now, world } = run(() => ({ login: usePasswordLogin() }))
    const { email } = world.fake.currentPersona
    act(() => now().login.mutate({ identifier: { email }, password: 'wrong' }))
    await settled(() => now().login)
    expect(now().login.error).toBeInstanceOf(ApiError)
    expect(world.calls()).toEqual(['POST password/login'])
  })

  it('leads back to the login when the tkn ran out', async () => {
    const { now, world } = run(() => ({ login: usePasswordLogin() }))
    world.token.current = undefined
    const { email, password } = world.fake.currentPersona
    world.fake.failNext('mfa/stepup', {
      status: 401,
      error: 'invalid_grant',
      messageKey: 'error.tkn.expired',
    })
    act(() => now().login.mutate({ identifier: { email }, password }))
    await settled(() => now().login)
    expect(isLoginRequiredError(now().login.error)).toBe(true)
  })

  it('is cancelled with the prompt', async () => {
    const { now, world, status } = run(() => ({ login: usePasswordLogin() }))
    const { email, password } = world.fake.currentPersona
    act(() => now().login.mutate({ identifier: { email }, password }))
    await status('choosingFactor')
    act(() => now().prompt.onCancel())
    await settled(() => now().login)
    expect(now().login.error).toBeInstanceOf(StepUpCancelledError)
  })

  it('asks for a captcha answer for each try', async () => {
    let answers = 0
    const { now, world } = run(() => ({
      login: usePasswordLogin({ getCaptcha: () => ({ captchaToken: `answer-${(answers += 1)}` }) }),
    }))
    const { email } = world.fake.currentPersona
    for (const _ of [1, 2]) {
      act(() => now().login.mutate({ identifier: { email }, password: 'wrong' }))
      await settled(() => now().login)
    }
    const sent = world.fake.requests.map(({ body }) => JSON.stringify(body))
    expect(sent[0]).toContain('answer-1')
    expect(sent[1]).toContain('answer-2')
  })
})

describe('a list that is answered after somebody else has signed in', () => {
  it.each(['loaded', 'unlocked'])('rule 10: is not kept for the newcomer: %s', async (how) => {
    const answer = withheld<void>()
    let world: World | undefined
    const answered: number[] = []
    const page = run(() => ({ list: useMfaCredentials({ enabled: how === 'loaded' }) }), {
      ageSeconds: how === 'loaded' ? 0 : 600,
      clientOptions: {
        fetch: async (...request) => {
          if (world === undefined) throw new Error('There is no server yet.')
          const response = await world.fake.fetch(...request)
          if (JSON.stringify(request).includes('mfa/credentials')) {
            await answer.promise
            answered.push(response.status)
          }
          return response
        },
      },
    })
    world = page.world
    const { now, queryClient, confirm } = page
    if (how === 'unlocked') {
      act(() => now().list.unlock.mutate())
      await confirm()
    }
    await waitFor(() => expect(page.world.calls()).toContain('GET mfa/credentials'))
    world.token.current = world.fake.issueTokens('emailOnly').accessToken
    answer.answer()
    await waitFor(() => expect((how === 'loaded' ? now().list : now().list.unlock).isError).toBe(true))
    expect(answered[0]).toBe(200)
    expect(queryClient.getQueryData(stepUpKeys.credentials(page.world.client))).toBeUndefined()
  })
})

describe('a captcha', () => {
  it('rule 1: that takes as long as a grant lives is asked again after a new step-up', async () => {
    const clock = createTestClock()
    const captchas = [withheld<{ captchaToken: string }>(), withheld<{ captchaToken: string }>()]
    let asked = 0
    const { now, world, confirm } = run(
      () => ({
        update: useUpdateEmail({
          getCaptcha: async () => captchas[asked++]?.promise ?? { captchaToken: 'none' },
        }),
      }),
      { ageSeconds: 600, clock: 'manual', startAt: clock.now() },
      {},
      clock,
    )
    const updates = () => world.fake.requests.filter(({ endpoint }) => endpoint === 'update-email')
    act(() => now().update.mutate({ email: 'new@example.com' }))
    await confirm()
    await waitFor(() => expect(asked).toBe(1))
    act(() => {
      world.fake.clock.advance(300_000)
      clock.advance(300_000)
    })
    await act(async () => captchas[0]?.answer({ captchaToken: 'first' }))
    await confirm()
    await waitFor(() => expect(asked).toBe(2))
    expect(updates()).toEqual([])
    await act(async () => captchas[1]?.answer({ captchaToken: 'second' }))
    await settled(() => now().update)
    expect(now().update.isSuccess).toBe(true)
    expect(updates().map(({ body }) => body)).toMatchObject([{ captcha_token: 'second' }])
  })
})

describe('where the host lets React Query retry mutations', () => {
  const retries = { retry: 3, retryDelay: 0 }

  it('a wrong password is sent once', async () => {
    const { now, world } = run(() => ({ login: usePasswordLogin() }), {}, retries)
    const { email } = world.fake.currentPersona
    act(() => now().login.mutate({ identifier: { email }, password: 'wrong' }))
    await settled(() => now().login)
    expect(world.calls()).toEqual(['POST password/login'])
  })

  it('rule 6: a login that was cancelled does not begin again, also where the host retries this login', async () => {
    const { now, world, status } = run(() => ({ login: usePasswordLogin(retries) }))
    const { email, password } = world.fake.currentPersona
    act(() => now().login.mutate({ identifier: { email }, password }))
    await status('choosingFactor')
    act(() => now().prompt.onCancel())
    await settled(() => now().login)
    expect(world.calls()).toEqual(['POST password/login', 'POST mfa/stepup'])
  })

  it('a wrong code is sent once', async () => {
    const { now, world } = run(() => ({ verify: useVerifyEnrollment(retries) }), {}, retries)
    act(() => now().verify.mutate({ factor: 'email', code: '000000' }))
    await settled(() => now().verify)
    expect(now().verify.error).toBeInstanceOf(CodeRejectedError)
    expect(world.calls()).toHaveLength(1)
  })

  const useAll = () => ({
    enroll: useEnrollCredential(),
    code: useVerifyEnrollment(),
    email: useUpdateEmail(),
    phone: useUpdatePhoneNumber(),
    emailAgain: useSendEmailVerification(),
    phoneAgain: useSendPhoneNumberVerification(),
  })
  type Name = keyof ReturnType<typeof useAll>
  it.each<[FaultTarget, Name, (all: ReturnType<typeof useAll>) => void]>([
    ['mfa/credentials/emails', 'enroll', ({ enroll }) => enroll.mutate({ factor: 'email' })],
    ['mfa/credentials/emails/verify', 'code', ({ code }) => code.mutate({ factor: 'email', code: '123456' })],
    ['update-email', 'email', ({ email }) => email.mutate({ email: 'nora.new@example.org' })],
    ['update-phone-number', 'phone', ({ phone }) => phone.mutate({ phoneNumber: '+33639980088' })],
    ['send-email-verification', 'emailAgain', ({ emailAgain }) => emailAgain.mutate({})],
    ['send-phone-number-verification', 'phoneAgain', ({ phoneAgain }) => phoneAgain.mutate()],
  ])('rule 3: %s is sent once where its answer was lost', async (endpoint, name, send) => {
    const { now, world } = run(useAll, {}, retries)
    world.fake.fail(endpoint, { status: 503 })
    // With a grant at hand nothing is asked first.
    const grant = world.fake.issueTokens(undefined, { amr: ['pwd', 'mfa'] })
    world.token.current = grant.accessToken
    act(() => send(now()))
    await settled(() => now()[name])
    expect(world.calls()).toEqual([`POST ${endpoint}`])
  })
})

/** All that an inspector could reach: own properties, at any depth. */
function everything(value: unknown, seen = new Set<unknown>()): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '' : value
  if (seen.has(value)) return ''
  seen.add(value)
  return Object.fromEntries(
    Reflect.ownKeys(value).map((key) => [String(key), everything(Reflect.get(value, key), seen)]),
  )
}
