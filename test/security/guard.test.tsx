import { QueryClient } from '@tanstack/react-query'
import { act, configure, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createReachFiveClient } from '../../src/client/index.js'
import {
  type Grant,
  PasswordLogin,
  StepUpGuard,
  type StepUpProviderProps,
  StepUpPromptView,
  useGuardedMutation,
  useMfaCredentials,
  usePasswordLogin,
  useStepUp,
  useStepUpController,
  useStepUpStatus,
  useUpdatePhoneNumber,
  VerifiedUntil,
} from '../../src/index.js'
import { createWorld, passStepUp, stepUpDialog, type World } from '../components/account.support.js'
import { pageOf } from '../components/account.world.js'
import { createTestClock } from '../flow/support.js'

// A busy machine needs longer than a second for a dialog.
configure({ asyncUtilTimeout: 10_000 })

/** Jo is `smsOnly`, Kim is `smsAndEmail`. */
const jo = { seed: 'smsOnly', ageSeconds: 600 } as const
const number = '+33639980100'
const inAnHour = Date.now() + 3_600_000

interface Given {
  stepUp: ReturnType<typeof useStepUp>
  status: ReturnType<typeof useStepUpStatus>
  prompt: ReturnType<typeof useStepUpController>
  edit: (phoneNumber: string) => Promise<unknown>
  login: ReturnType<typeof usePasswordLogin>['mutateAsync']
}

/** A host's page: a guarded edit, something behind a guard, and every object that a hook gives to hosts. */
function Page({ world, give }: { world: World; give: (given: Given) => void }) {
  const stepUp = useStepUp()
  const status = useStepUpStatus()
  const prompt = useStepUpController()
  const { mutateAsync: login } = usePasswordLogin()
  const { mutateAsync: edit } = useGuardedMutation({
    mutationFn: (phoneNumber: string, { accessToken, signal }) =>
      world.client.updatePhoneNumber({ phoneNumber }, { accessToken, signal }),
    stepUp: { reason: { operation: 'updatePhoneNumber' } },
  })
  give({ stepUp, status, prompt, edit, login })
  return (
    <>
      <VerifiedUntil />
      <StepUpGuard>
        <p>Behind the guard</p>
      </StepUpGuard>
    </>
  )
}

function open(world: World, props: Partial<StepUpProviderProps> = {}, more?: ReactNode) {
  const renders: Given[] = []
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const ui = (next = props) =>
    pageOf(
      <>
        <Page world={world} give={(given) => renders.push(given)} />
        {more}
      </>,
      world,
      next,
      queryClient,
    )
  const view = render(ui())
  const last = () => {
    const given = renders.at(-1)
    if (!given) throw new Error('Nothing was rendered.')
    return given
  }
  const user = userEvent.setup()
  return {
    ...view,
    user,
    first: last(),
    last,
    ui,
    /** Asks for a grant as the person who is signed in, and gets it. */
    async grant(): Promise<Grant> {
      const grant = last().stepUp.request()
      await passStepUp(user, world)
      let granted: Grant | undefined
      await act(async () => {
        granted = await grant
      })
      if (!granted) throw new Error('There is no grant.')
      return granted
    },
  }
}

/** The kit's own edit and its own list. */
function AccountPage() {
  const { mutate } = useUpdatePhoneNumber()
  useMfaCredentials()
  return <button onClick={() => mutate({ phoneNumber: number })}>Save</button>
}

const edits = ({ fake }: World) => fake.requests.filter(({ endpoint }) => endpoint === 'update-phone-number')
const behindTheGuard = () => screen.queryByText('Behind the guard')

/** Starts an edit and leaves it to itself: what becomes of it is seen at the server. */
const start = (edit: Given['edit']) => act(async () => void edit(number).catch(() => {}))

function signInAs(world: World, persona: 'smsOnly' | 'smsAndEmail'): void {
  world.token.current = world.fake.issueTokens(persona, { ageSeconds: 600 }).accessToken
  world.fake.openSession(persona)
}

/** What a host (or a script that got hold of the object) may try: every field of it and of what is in it. */
function forge(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  for (const part of Object.values(value)) forge(part, seen)
  const forged = {
    status: 'verified',
    fresh: true,
    expiresAt: inAnHour,
    problem: null,
    subject: undefined,
    accessToken: 'forged',
    prompted: false,
    // A list of factors.
    ...(Array.isArray(value) && value.every((item) => typeof item === 'string') && { 0: 'email' }),
  }
  for (const [name, part] of Object.entries(forged)) if (name in value) Reflect.set(value, name, part)
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the guard is not passed by forged state', () => {
  it.each(['before a step-up', 'while the code is asked for', 'after a step-up that has lapsed'])(
    'rule 1: nothing that a hook has given can be changed into a grant, %s',
    async (when) => {
      const clock = createTestClock()
      const world = createWorld({ ...jo, clock: 'manual', startAt: clock.now() })
      const page = open(world, { clock })
      if (when === 'while the code is asked for') {
        await start(page.last().edit)
        await screen.findByRole('textbox', { name: 'Code' })
      }
      if (when === 'after a step-up that has lapsed') {
        const grant = await page.grant()
        act(() => {
          world.fake.clock.advance(300_000)
          clock.advance(300_000)
        })
        forge(grant)
      }
      const { stepUp, status, prompt } = page.last()
      forge([stepUp.state, status, prompt])
      page.rerender(page.ui())
      expect(page.last().status).toEqual({ fresh: false, expiresAt: null })
      expect(behindTheGuard()?.closest('[inert]') ?? null).toBe(
        when === 'after a step-up that has lapsed' ? behindTheGuard()?.parentElement : null,
      )
      await start(page.last().edit)
      expect(await stepUpDialog()).toBeVisible()
      expect(edits(world)).toEqual([])
    },
  )

  it('rule 1: a prompt that is told that all is verified changes nothing for those who wait', async () => {
    const world = createWorld(jo)
    function Forged() {
      const prompt = useStepUpController()
      return <StepUpPromptView {...prompt} state={{ status: 'verified', reasons: [], expiresAt: inAnHour }} />
    }
    const page = open(world, {}, <Forged />)
    expect(screen.getByText('It’s confirmed')).toBeVisible()
    await start(page.last().edit)
    expect(await stepUpDialog()).toBeVisible()
    expect(edits(world)).toEqual([])
    expect(behindTheGuard()).toBeNull()
  })

  it('rule 1: a grant that its owner was given can neither be made another’s nor be prolonged', async () => {
    const world = createWorld(jo)
    const page = open(world)
    const grant = await page.grant()
    const { accessToken, subject } = grant
    forge(grant)
    expect(grant).toMatchObject({ accessToken, subject })
    signInAs(world, 'smsAndEmail')
    await start(page.last().edit)
    expect(await stepUpDialog()).toBeVisible()
    expect(edits(world)).toEqual([])
  })
})

describe('the guard is not passed with a grant of somebody else', () => {
  it('rule 1: a call that was prepared before another person came is not sent with the first one’s grant', async () => {
    const world = createWorld(jo)
    const page = open(world)
    await page.grant()
    const { edit } = page.last()
    signInAs(world, 'smsAndEmail')
    await start(edit)
    await start(page.first.edit)
    expect(await stepUpDialog()).toBeVisible()
    expect(edits(world)).toEqual([])
    await waitFor(() => expect(page.last().status.fresh).toBe(false))
    expect(behindTheGuard()?.closest('[inert]')).not.toBeNull()
  })

  it('rule 1: where the host names somebody else later, an edit goes out with their step-up and not with Jo’s', async () => {
    const world = createWorld(jo)
    const { fake, token } = world
    const page = open(world)
    const grant = await page.grant()
    expect(grant.subject).toBe(fake.personas.smsOnly.id)
    token.current = fake.issueTokens('smsAndEmail', { amr: ['pwd', 'mfa'] }).accessToken
    await start(page.last().edit)
    await waitFor(() => expect(edits(world)).toHaveLength(1))
    expect(edits(world)[0]?.headers['authorization']).toBe(`Bearer ${token.current}`)
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  it('rule 1: and where theirs carries none, they are asked', async () => {
    const world = createWorld(jo)
    const page = open(world)
    await page.grant()
    world.token.current = world.fake.issueTokens('smsAndEmail').accessToken
    await start(page.last().edit)
    expect(await screen.findByRole('dialog')).toBeInTheDocument()
    expect(edits(world)).toEqual([])
  })

  it('rule 1: a host that names somebody else once it has taken the tokens has no grant of either', async () => {
    const world = createWorld(jo)
    const { fake, token } = world
    const client = createReachFiveClient({
      ...fake.clientOptions,
      getAccessToken: () => token.current,
      onTokens: async () => {
        token.current = fake.issueTokens('smsAndEmail').accessToken
      },
    })
    const page = open({ ...world, client })
    await expect(page.grant()).rejects.toMatchObject({ reason: 'userChanged' })
    expect(page.last().status.fresh).toBe(false)
    expect(edits(world)).toEqual([])
  })

  it.each(['the form', 'the hook'])(
    'rule 1: the grant of one person is gone when another signs in by %s without a second factor',
    async (by) => {
      const world = createWorld(jo)
      const kim = world.fake.personas.emailOnly
      const completeLogin = async () => world.fake.issueTokens('emailOnly')
      const loggedIn: World = {
        ...world,
        client: {
          ...world.client,
          completeLogin,
          loginWithPassword: async (input, options) => ({
            ...(await world.client.loginWithPassword(input, options)),
            mfaRequired: false,
          }),
        },
      }
      const page = open(loggedIn, {}, by === 'the form' ? <PasswordLogin /> : undefined)
      await page.grant()
      expect(behindTheGuard()?.closest('[inert]')).toBeNull()
      if (by === 'the form') {
        await page.user.type(await screen.findByRole('textbox', { name: /^Email/ }), kim.email)
        await page.user.type(await screen.findByLabelText('Password'), kim.password)
        await page.user.click(screen.getByRole('button', { name: 'Sign in' }))
      } else {
        const { login } = page.last()
        await act(() => login({ identifier: { email: kim.email }, password: kim.password }))
      }
      await waitFor(() => expect(page.last().status).toEqual({ fresh: false, expiresAt: null }))
      expect(behindTheGuard()?.closest('[inert]')).not.toBeNull()
    },
  )

  it('rule 1: a grant of one application is none in another, side by side or one after the other', async () => {
    const world = createWorld(jo)
    const other = createWorld({ ...jo, clientId: 'other-client' })
    const page = open(world)
    await page.grant()
    const second = open(other)
    expect(second.last().status.fresh).toBe(false)
    await start(second.last().edit)
    expect(await stepUpDialog()).toBeVisible()
    expect(edits(other)).toEqual([])
    expect(page.last().status.fresh).toBe(true)

    page.rerender(page.ui({ client: other.client }))
    await waitFor(() => expect(page.last().status.fresh).toBe(false))
    expect(edits(world)).toEqual([])
  })

  it('rule 1: once the page has another client, edits and lists go to that one, and its tokens to no other', async () => {
    const world = createWorld(jo)
    const other = createWorld({ ...jo, clientId: 'other-client', domain: 'other.example.com' })
    const shown = (client: World['client']) => pageOf(edit, world, { client }, queryClient)
    const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
    // The very same element: nothing but the change of the client renders it again.
    const edit = <AccountPage />
    const user = userEvent.setup()
    const { rerender } = render(shown(world.client))
    await waitFor(() => expect(world.calls()).toContain('GET mfa/credentials'))
    world.forgetCalls()
    rerender(shown(other.client))
    await waitFor(() => expect(other.calls()).toContain('GET mfa/credentials'))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await passStepUp(user, other)
    await waitFor(() => expect(edits(other)).toHaveLength(1))
    expect(world.calls()).toEqual([])
  })

  it.each(['visibilitychange', 'pageshow', 'focus'])(
    'rule 1: what is behind the guard is covered once another person is signed in, as soon as the page wakes by %s',
    async (event) => {
      const world = createWorld(jo)
      const page = open(world)
      await page.grant()
      expect(behindTheGuard()?.closest('[inert]')).toBeNull()
      signInAs(world, 'smsAndEmail')
      act(() => void (event === 'visibilitychange' ? document : window).dispatchEvent(new Event(event)))
      await waitFor(() => expect(behindTheGuard()?.closest('[inert]')).not.toBeNull())
      expect(page.last().status.fresh).toBe(false)
    },
  )

  it('rule 1: a guard that appears after another person has signed in opens for nobody', async () => {
    const world = createWorld(jo)
    const page = open(world)
    await page.grant()
    signInAs(world, 'smsAndEmail')
    page.rerender(
      pageOf(
        <StepUpGuard key="next">
          <p>Behind the next guard</p>
        </StepUpGuard>,
        world,
      ),
    )
    await waitFor(() => expect(screen.getByText('Behind the next guard').closest('[inert]')).not.toBeNull())
  })

  it('rule 1: and after a sign-out', async () => {
    const world = createWorld(jo)
    const page = open(world)
    await page.grant()
    world.token.current = undefined
    act(() => void window.dispatchEvent(new Event('focus')))
    await waitFor(() => expect(behindTheGuard()?.closest('[inert]')).not.toBeNull())
  })
})

describe('the guard is not passed late', () => {
  it('rule 1: a call that was prepared while a grant held asks once it has lapsed', async () => {
    const clock = createTestClock()
    const world = createWorld({ ...jo, clock: 'manual', startAt: clock.now() })
    const page = open(world, { clock })
    await page.grant()
    const prepared = page.last()
    expect(prepared.status.fresh).toBe(true)
    act(() => {
      world.fake.clock.advance(300_000)
      clock.advance(300_000)
    })
    await start(prepared.edit)
    expect(await stepUpDialog()).toBeVisible()
    expect(edits(world)).toEqual([])
  })

  it('rule 1: with the clock set back, the token whose grant has lapsed is not taken for fresh again', async () => {
    const clock = createTestClock()
    const world = createWorld({ ...jo, clock: 'manual', startAt: clock.now() })
    const page = open(world, { clock })
    await page.grant()
    act(() => {
      world.fake.clock.advance(400_000)
      clock.advance(400_000)
    })
    expect(page.last().status.fresh).toBe(false)
    // By the time of day alone the token is a minute old now.
    act(() => clock.setBack(340_000))
    await start(page.last().edit)
    expect(await stepUpDialog()).toBeVisible()
    expect(edits(world)).toEqual([])
    expect(behindTheGuard()?.closest('[inert]')).not.toBeNull()
  })

  it('rule 1: the system’s own clock set back prolongs nothing', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] })
    try {
      const world = createWorld({ ...jo, clock: 'manual' })
      const page = open(world)
      await page.grant()
      vi.setSystemTime(Date.now() - 3_600_000)
      vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 300_001)
      await start(page.last().edit)
      expect(await stepUpDialog()).toBeVisible()
      expect(edits(world)).toEqual([])
    } finally {
      vi.useRealTimers()
    }
  })
})
