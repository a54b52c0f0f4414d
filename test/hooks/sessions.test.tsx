import { act, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { StepUpRequiredError } from '../../src/client/errors.js'
import type { AuthorizedCallOptions, Factor, MfaCredential, TokenSet } from '../../src/client/types.js'
import { patienceMs } from '../../src/flow/patience.js'
import { useStore } from '../../src/hooks/context.js'
import { useGuardedMutation } from '../../src/hooks/useGuardedMutation.js'
import { useMfaCredentials } from '../../src/hooks/useMfaCredentials.js'
import { usePasswordLogin } from '../../src/hooks/usePasswordLogin.js'
import { useStepUp } from '../../src/hooks/useStepUp.js'
import { createStubClient, makeToken, outcomeOf, rightCode, withheld } from '../flow/support.js'
import { email, run, settledForReact, stepped } from './hooks.support.js'

const ann = { identifier: { email: 'ann@example.com' }, password: 'right' }
const tokensOfAnn: TokenSet = { accessToken: makeToken({ sub: 'ann' }), tokenType: 'Bearer' }
/** What the server says of a password. */
interface Checked {
  tkn: string
  mfaRequired: boolean
}
/** Jo is signed in; Ann comes with a second factor. */
const annOverJo = () => ({
  hostToken: makeToken({ sub: 'jo' }),
  methods: { loginWithPassword: async () => ({ tkn: 'tkn-1', mfaRequired: true }), serverSubject: 'ann' },
  factors: ['sms'] satisfies Factor[],
})
const useLogin = () => ({ login: usePasswordLogin(), stepUp: useStepUp() })
/** Lets a fake timer's time go by, and all that follows of it. */
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

afterEach(() => {
  vi.useRealTimers()
})

describe('a login that is begun while the step-up of an edit asks the host who is signed in', () => {
  it('is still a login: the newcomer is let in', async () => {
    const page = run(
      () => ({
        login: usePasswordLogin(),
        edit: useGuardedMutation({
          mutationFn: () => Promise.reject<string>(new StepUpRequiredError('Refused.', 'mfa')),
          stepUp: { requirement: 'whenRefused' },
        }),
        store: useStore('Test'),
      }),
      annOverJo(),
    )
    const { store } = page.result.current.it
    // The host refreshes just when the step-up starts.
    const slow = withheld<string | undefined>()
    page.client.getAccessTokenOf = () =>
      store.getState().status === 'starting' ? slow.promise : Promise.resolve(page.client.hostToken)
    const edit = await page.begin(() => page.result.current.it.edit.mutateAsync())
    expect(page.state().status).toBe('starting')
    expect(page.client.start.calls).toEqual([])
    const login = await page.begin(() => page.result.current.it.login.mutateAsync(ann))
    expect(edit.error).toMatchObject({ reason: 'userChanged' })
    expect(page.state().status).toBe('enteringCode')
    await page.begin(() => page.result.current.prompt.onSubmit(rightCode))
    expect(login).toMatchObject({ value: { mfa: true }, settlements: 1 })
    expect(page.client.accepted).toHaveLength(1)
  })

  it('is still a login where the host, which named somebody before, has kept silent for long', async () => {
    vi.useFakeTimers()
    const page = run(useLogin, annOverJo())
    const { login, stepUp } = page.result.current.it
    const dismissed = outcomeOf(stepUp.request())
    await pass(1)
    act(() => stepUp.cancel())
    await pass(1)
    expect(dismissed.error).toMatchObject({ reason: 'dismissed' })
    page.client.getAccessTokenOf = () => new Promise(() => {})
    const edit = outcomeOf(stepUp.request())
    await pass(patienceMs + 1)
    expect(page.state().status).toBe('starting')
    const newcomer = outcomeOf(login.mutateAsync(ann))
    await pass(1)
    expect(edit.error).toMatchObject({ reason: 'userChanged' })
    expect(page.state().status).toBe('enteringCode')
    page.client.getAccessTokenOf = async () => page.client.hostToken
    act(() => page.result.current.prompt.onSubmit(rightCode))
    await pass(1)
    expect(page.state().status).toBe('verified')
    expect(newcomer).toMatchObject({ value: { mfa: true }, settlements: 1 })
  })
})

describe('a client that the host makes anew for the same tenant', () => {
  it('is given the tokens of a login without a second factor that the former one began', async () => {
    const slow = withheld<Checked>()
    const page = run(() => usePasswordLogin(), {
      methods: { loginWithPassword: () => slow.promise, completeLogin: async () => tokensOfAnn },
    })
    const login = await page.begin(() => page.result.current.it.mutateAsync(ann))
    const anew = createStubClient(page.clock)
    page.give({ client: anew })
    await page.begin(() => slow.answer({ tkn: 'tkn-1', mfaRequired: false }))
    expect(login.value).toEqual({ mfa: false })
    expect(anew.accepted).toEqual([tokensOfAnn])
    expect(page.client.accepted).toEqual([])
  })

  it('renews the token of a list that was not drawn again since', async () => {
    const refreshed = makeToken()
    const host = {
      hostToken: makeToken(),
      listCredentials: async ({ accessToken }: AuthorizedCallOptions = {}) => {
        if (accessToken !== refreshed) throw new StepUpRequiredError('Stale.', 'freshness')
        return [email]
      },
    }
    function List() {
      const list = useMfaCredentials()
      return (
        <button type="button" onClick={() => void list.refetch()}>
          {list.status}
        </button>
      )
    }
    const refreshOf = vi.fn(async () => undefined)
    const { hostToken, listCredentials } = host
    const page = run(() => null, {
      known: {},
      beside: <List />,
      hostToken,
      methods: { listCredentials, refreshOf },
    })
    await page.begin(() => {})
    expect(screen.getByRole('button', { name: 'error' })).toBeInTheDocument()
    refreshOf.mockClear()
    page.give({
      client: Object.assign(createStubClient(page.clock), host, { refreshOf: async () => refreshed }),
    })
    await userEvent.click(screen.getByRole('button'))
    expect(await screen.findByRole('button', { name: 'success' })).toBeInTheDocument()
    expect(refreshOf).not.toHaveBeenCalled()
  })
})

describe('a list that is answered after its person signed out', () => {
  it.each([
    ['where the host calls forget()', true],
    ['where its token alone tells', false],
  ])('is not kept, %s', async (_, forgets) => {
    const slow = withheld<MfaCredential[]>()
    const page = run(() => ({ list: useMfaCredentials(), stepUp: useStepUp() }), {
      known: {},
      hostToken: makeToken(),
      methods: { listCredentials: () => slow.promise },
    })
    await page.begin(() => {})
    page.client.getAccessTokenOf = async () => undefined
    if (forgets) act(() => page.result.current.it.stepUp.forget())
    await page.begin(() => slow.answer([email]))
    expect(page.result.current.it.list.data).toBeUndefined()
    expect(page.cached('credentials')).toBeUndefined()
  })
})

describe('two logins, one after the other, at a host that takes its time with the tokens', () => {
  it('the second person is the one who is signed in, although the host names neither yet', async () => {
    const taken = [withheld<void>(), withheld<void>()]
    const [first] = taken
    const page = run(useLogin, annOverJo())
    page.client.onAccept = () => taken[page.client.accepted.length - 1]?.promise
    for (const who of ['ann', 'bea']) {
      page.client.serverSubject = who
      await page.begin(() => page.result.current.it.login.mutateAsync(ann))
      await page.begin(() => page.result.current.prompt.onSubmit(rightCode))
    }
    expect(page.client.accepted).toHaveLength(2)
    await page.begin(() => first?.answer())
    const asked = await page.begin(() => page.result.current.it.stepUp.request())
    expect(asked.value).toMatchObject({ subject: 'bea' })
  })
})

describe('a login over somebody else, at a host that does not answer afterwards', () => {
  it('lets the newcomer confirm an edit later', async () => {
    const page = run(useLogin, annOverJo())
    const { login, stepUp } = page.result.current.it
    await page.begin(() => stepUp.request())
    await page.begin(() => stepUp.cancel())
    const newcomer = await page.begin(() => login.mutateAsync(ann))
    page.client.getAccessTokenOf = () => Promise.reject(new Error('No answer.'))
    await page.begin(() => page.result.current.prompt.onSubmit(rightCode))
    expect(newcomer.value).toEqual({ mfa: true })
    act(() => page.clock.advance(301_000))
    const edit = await page.begin(() => stepUp.request())
    expect(page.state().status).toBe('enteringCode')
    await page.begin(() => page.result.current.prompt.onSubmit(rightCode))
    expect(edit.error).toBeUndefined()
    expect(edit.value).toMatchObject({ subject: 'ann' })
  })
})

describe('a sign-out while a call asks the host for the token', () => {
  /** Jo makes a call, the host takes its time, Jo signs out, and `next` is who has a token then. */
  async function signOut(
    useCall: () => () => Promise<unknown>,
    hostToken: string,
    next: string | undefined,
    isGranted: boolean,
  ) {
    const page = run(() => ({ call: useCall(), stepUp: useStepUp() }), {
      hostToken,
      factors: ['sms'],
      methods: { serverSubject: 'ann' },
    })
    if (isGranted) {
      const granted = await page.begin(() => page.result.current.it.stepUp.request())
      expect(granted.value).toMatchObject({ subject: 'jo' })
    }
    const slow = withheld<string | undefined>()
    page.client.getAccessTokenOf = () => slow.promise
    const outcome = await page.begin(() => page.result.current.it.call())
    page.client.getAccessTokenOf = async () => next
    act(() => page.result.current.it.stepUp.forget())
    slow.answer(next)
    await act(settledForReact)
    return { page, outcome }
  }
  const expectNoPrompt = ({ page, outcome }: Awaited<ReturnType<typeof signOut>>) => {
    expect(outcome.error).toMatchObject({ reason: 'userChanged' })
    expect(page.state().status).toBe('idle')
    expect(page.client.send.calls).toEqual([])
  }

  it.each<[string, () => () => Promise<unknown>]>([
    [
      'an edit',
      () => {
        const { mutateAsync } = useGuardedMutation({ mutationFn: async () => 'saved' })
        return () => mutateAsync()
      },
    ],
    ['a request', () => useStepUp().request],
  ])('sends the next person no code for %s that had a grant', async (_, useCall) => {
    expectNoPrompt(await signOut(useCall, stepped, makeToken({ sub: 'ann' }), true))
  })

  it('sends nobody a code for an edit that needed none yet', async () => {
    const useCall = () => {
      const { mutateAsync } = useGuardedMutation({
        mutationFn: async () => 'saved',
        stepUp: { requirement: 'whenRefused' },
      })
      return () => mutateAsync()
    }
    expectNoPrompt(await signOut(useCall, makeToken(), undefined, false))
  })
})

describe('a provider that is given another tenant’s client while a password is checked', () => {
  it('tells the other tenant nothing of the login', async () => {
    const slow = withheld<Checked>()
    const page = run(() => usePasswordLogin(), { methods: { loginWithPassword: () => slow.promise } })
    const login = await page.begin(() => page.result.current.it.mutateAsync(ann))
    const other = createStubClient(page.clock, 'other.example.com/other')
    page.give({ client: other })
    await page.begin(() => slow.answer({ tkn: 'secret-of-the-first', mfaRequired: true }))
    expect(login.error).toMatchObject({ reason: 'userChanged' })
    expect(other.start.calls).toEqual([])
  })

  it('keeps the step-up that is shown for the other tenant', async () => {
    const slow = withheld<Checked>()
    const page = run(useLogin, {
      methods: { loginWithPassword: () => slow.promise, completeLogin: async () => tokensOfAnn },
    })
    const login = await page.begin(() => page.result.current.it.login.mutateAsync(ann))
    const other = createStubClient(page.clock, 'other.example.com/other')
    page.give({ client: other })
    const asked = await page.begin(() => page.result.current.it.stepUp.request())
    expect(page.state().status).toBe('enteringCode')
    await page.begin(() => slow.answer({ tkn: 'tkn-1', mfaRequired: false }))
    expect(login.error).toMatchObject({ reason: 'userChanged' })
    expect(asked.settlements).toBe(0)
    expect(page.state().status).toBe('enteringCode')
    expect(other.accepted).toEqual([])
  })
})
