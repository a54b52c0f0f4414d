import { dehydrate, QueryClient } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  isNetworkError,
  isStepUpCancelledError,
  isStepUpRefusedError,
  StepUpCancelledError,
} from '../../src/index.js'
import {
  cancelStepUp,
  createWorld,
  passStepUp,
  stepUpDialog,
  type World,
} from '../components/account.support.js'
import { button, codeBox, outcome } from '../components/StepUp.support.js'
import { Edits, Host, type HostProps, refusal } from './guarded.support.js'

const stale = { ageSeconds: 600, seed: 'smsOnly' } as const
const unhandled = vi.fn<(event: unknown) => void>()

beforeEach(() => {
  process.on('unhandledRejection', unhandled)
})
afterEach(() => {
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
  unhandled.mockReset()
  vi.restoreAllMocks()
})

function show(world: World, host: Partial<HostProps> = {}, edits: Partial<Parameters<typeof Edits>[0]> = {}) {
  const ends: { number: string; error: Error | null }[] = []
  const queryClient = host.queryClient ?? new QueryClient()
  const page = (children: ReactNode, provider = host.provider) => (
    <Host world={world} queryClient={queryClient} {...host} {...(provider && { provider })}>
      {children}
    </Host>
  )
  const ui = (provider?: HostProps['provider']) =>
    page(
      <Edits world={world} numbers={['+33639980100']} onEnd={(end) => ends.push(end)} {...edits} />,
      provider,
    )
  const view = render(ui())
  return { ...view, ends, page, ui, user: userEvent.setup() }
}

const started = (world: World) => world.calls().filter((call) => call === 'POST passwordless/start')
const updates = ({ fake }: World) =>
  fake.requests
    .filter(({ endpoint, status }) => endpoint === 'update-phone-number' && status === 200)
    .map(({ body }) => body)

describe('a guarded edit', () => {
  it('rule 11: from a cold start costs five requests, none twice', async () => {
    const world = createWorld(stale)
    const { user } = show(world)
    await user.click(button('Save'))
    await passStepUp(user, world)
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
    expect(world.calls()).toEqual([
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
      'POST update-phone-number',
    ])
  })

  it('rule 1: is sent with the token of the step-up, and not before', async () => {
    const world = createWorld(stale)
    const before = world.token.current
    const { user } = show(world)
    await user.click(button('Save'))
    await stepUpDialog()
    expect(world.calls()).not.toContain('POST update-phone-number')
    await passStepUp(user, world)
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
    const sent = world.fake.requests.find(({ endpoint }) => endpoint === 'update-phone-number')
    expect(world.token.current).not.toBe(before)
    expect(sent?.headers['authorization']).toBe(`Bearer ${world.token.current}`)
  })

  it('rule 1: a host’s token that is fresh and stepped up asks nobody', async () => {
    const world = createWorld({ seed: 'smsOnly', amr: ['pwd', 'mfa'], ageSeconds: 60 })
    const { user } = show(world)
    await user.click(button('Save'))
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
    expect(world.calls()).toEqual(['POST update-phone-number'])
  })

  it('rule 1: a grant of one person is not used for the edit of another', async () => {
    const world = createWorld(stale)
    const { user } = show(world)
    await user.click(button('Save'))
    await passStepUp(user, world)
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
    world.token.current = world.fake.issueTokens('smsAndEmail').accessToken
    world.fake.openSession('smsAndEmail')
    world.forgetCalls()
    await user.click(button('Save'))
    await stepUpDialog()
    expect(world.calls()).not.toContain('POST update-phone-number')
  })
})

describe('several guarded edits', () => {
  const numbers = ['+33639980101', '+33639980102', '+33639980103']

  it('rule 2: at once share one dialog, one sent code and one verification, and succeed in order', async () => {
    const world = createWorld(stale)
    const { user, ends } = show(world, {}, { numbers })
    await user.click(button('Save'))
    await stepUpDialog()
    expect(screen.getAllByRole('dialog')).toHaveLength(1)
    await passStepUp(user, world)
    await waitFor(() => expect(ends).toHaveLength(3))
    expect(ends).toEqual(numbers.map((number) => ({ number, error: null })))
    expect(updates(world)).toEqual(numbers.map((phone_number) => ({ phone_number })))
    expect(world.calls()).toEqual([
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
      'POST update-phone-number',
      'POST update-phone-number',
      'POST update-phone-number',
    ])
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  it('rule 2: one cancel rejects them all', async () => {
    const world = createWorld(stale)
    const { user, ends } = show(world, {}, { numbers })
    await user.click(button('Save'))
    await stepUpDialog()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(ends).toHaveLength(3))
    expect(ends.every(({ error }) => isStepUpCancelledError(error))).toBe(true)
    expect(updates(world)).toEqual([])
  })
})

describe('one intent', () => {
  it('rule 3: twenty re-renders with new inline callbacks send one code', async () => {
    const world = createWorld(stale)
    const { user, rerender, ui } = show(world)
    await user.click(button('Save'))
    for (let times = 0; times < 20; times += 1) rerender(ui())
    await codeBox()
    for (let times = 0; times < 20; times += 1) rerender(ui())
    expect(started(world)).toHaveLength(1)
    await passStepUp(user, world)
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
    expect(started(world)).toHaveLength(1)
  })

  it('rule 3, edge 15: a double click sends one code', async () => {
    const world = createWorld(stale)
    const { user } = show(world)
    await user.dblClick(button('Save'))
    await codeBox()
    expect(started(world)).toHaveLength(1)
  })

  it('rule 3: a prompt that is taken away and shown again sends no second code', async () => {
    const world = createWorld(stale)
    const { user, rerender, ui } = show(world)
    await user.click(button('Save'))
    await codeBox()
    rerender(ui({ dialog: false }))
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    rerender(ui())
    await codeBox()
    expect(started(world)).toHaveLength(1)
  })
})

describe('what the person typed', () => {
  it('rule 4: form values and the typed code survive a wrong code, an offline spell and a failed edit', async () => {
    const world = createWorld(stale)
    const { user } = show(world)
    const note = screen.getByRole('textbox', { name: 'Note' })
    await user.type(note, 'call me')
    await user.click(button('Save'))
    await user.type(await codeBox(), '1x1x1x')
    await user.click(button('Verify'))
    await screen.findByText(/That code isn’t right/)
    expect(await codeBox()).toHaveValue('1x1x1x')

    await user.clear(await codeBox())
    await user.type(await codeBox(), world.fake.lastCode())
    world.fake.failNext('passwordless/verify', { network: 'offline' })
    await user.click(button('Verify'))
    await screen.findByText(/couldn’t reach the server/)
    expect(await codeBox()).toHaveValue(world.fake.lastCode())

    world.fake.failNext('update-phone-number', { status: 500 })
    await user.click(button('Verify'))
    await waitFor(() => expect(outcome()).toHaveTextContent('ApiError'))
    expect(screen.getByRole('textbox', { name: 'Note' })).toBe(note)
    expect(note).toHaveValue('call me')
    expect(started(world)).toHaveLength(1)
  })
})

describe('a refusal after a step-up', () => {
  it('rule 5, edge 5: rejects with StepUpRefusedError, without a second prompt', async () => {
    const world = createWorld(stale)
    world.fake.fail('update-phone-number', refusal)
    const { user, ends } = show(world, {}, { retry: 3 })
    await user.click(button('Save'))
    await passStepUp(user, world)
    await waitFor(() => expect(ends).toHaveLength(1))
    expect(isStepUpRefusedError(ends[0]?.error)).toBe(true)
    expect(outcome()).toHaveTextContent('StepUpRefusedError')
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(world.calls().filter((call) => call === 'POST update-phone-number')).toHaveLength(1)
    expect(started(world)).toHaveLength(1)
  })
})

describe('cancel', () => {
  type Shown = ReturnType<typeof show>
  const ways: [string, (shown: Shown, world: World) => unknown][] = [
    ['Escape', ({ user }) => user.keyboard('{Escape}')],
    ['the close button', ({ user }) => user.click(button('Close'))],
    ['the cancel button', ({ user }) => user.click(button('Cancel'))],
    ['a route change', ({ rerender, page }) => rerender(page(<p>Another page</p>))],
  ]

  it.each(ways)('rule 6: by %s gives one rejection and sends nothing', async (_, cancel) => {
    const world = createWorld(stale)
    const shown = show(world)
    const { user, ends } = shown
    await user.click(button('Save'))
    await codeBox()
    await cancel(shown, world)
    await waitFor(() => expect(ends).toHaveLength(1))
    expect(ends[0]?.error).toBeInstanceOf(StepUpCancelledError)
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(world.calls()).not.toContain('POST update-phone-number')
    expect(world.events.filter(({ type }) => type === 'stepup.cancelled')).toHaveLength(1)
  })

  it('rule 6: an unmount of everything gives one rejection', async () => {
    const world = createWorld(stale)
    const { user, ends, unmount } = show(world)
    await user.click(button('Save'))
    await codeBox()
    unmount()
    await waitFor(() => expect(ends).toHaveLength(1))
    expect(ends[0]?.error).toMatchObject({ code: 'step_up_cancelled', reason: 'unmounted' })
  })

  it('rule 6: an unmount while the edit is on its way gives an error, and not the reason of a signal', async () => {
    const world = createWorld(stale)
    const { user, ends, unmount } = show(world)
    await user.click(button('Save'))
    await user.type(await codeBox(), world.fake.lastCode())
    world.fake.failNext('update-phone-number', { hang: true })
    await user.click(button('Verify'))
    await waitFor(() => expect(world.calls()).toContain('POST update-phone-number'))
    unmount()
    await waitFor(() => expect(ends).toHaveLength(1))
    expect(ends[0]?.error).toBeInstanceOf(StepUpCancelledError)
    expect(ends[0]?.error).toMatchObject({ reason: 'unmounted' })
  })

  it('rule 6: a verify answer that arrives after a cancel changes nothing', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const world: World = createWorld({
      ...stale,
      clientOptions: {
        // Deaf to its abort signal, so that the answer does arrive.
        fetch: async (input, init) => {
          const answer = await world.fake.fetch(input, { ...init, signal: null })
          if (typeof input === 'string' && input.endsWith('/passwordless/verify')) await held
          return answer
        },
      },
    })
    const before = world.token.current
    const { user, ends } = show(world)
    await user.click(button('Save'))
    await user.type(await codeBox(), world.fake.lastCode())
    await user.click(button('Verify'))
    await user.keyboard('{Escape}')
    await waitFor(() => expect(ends).toHaveLength(1))
    await act(async () => {
      release()
      await new Promise((resolve) => setImmediate(resolve))
    })
    expect(isStepUpCancelledError(ends[0]?.error)).toBe(true)
    expect(ends).toHaveLength(1)
    expect(world.calls().at(-1)).toBe('POST passwordless/verify')
    expect(world.token.current).toBe(before)
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })
})

describe('limits and expiry', () => {
  it('rule 8: a send limit leaves the code that was sent usable', async () => {
    const world = createWorld(stale)
    const { user } = show(world, { provider: { resendCooldownSeconds: 0 } })
    await user.click(button('Save'))
    await codeBox()
    world.fake.failNext('passwordless/start', { status: 429, retryAfter: 40 })
    await user.click(button(/new code|again/i))
    await screen.findByText(/can’t send another code/)
    await passStepUp(user, world)
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
  })

  it('rule 9: a resend uses the same step-up token, and only the newest challenge is verified', async () => {
    const world = createWorld(stale)
    const { user } = show(world, { provider: { resendCooldownSeconds: 0 } })
    await user.click(button('Save'))
    await codeBox()
    await user.click(button(/new code|again/i))
    await waitFor(() => expect(world.fake.inbox).toHaveLength(2))
    await passStepUp(user, world)
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
    const tokens = world.fake.requests
      .filter(({ endpoint }) => endpoint === 'passwordless/start')
      .map(({ body }) => JSON.stringify(body))
    expect(tokens).toHaveLength(2)
    expect(tokens[0]).toBe(tokens[1])
    const verified = world.fake.requests.filter(({ endpoint }) => endpoint === 'passwordless/verify')
    expect(verified.map(({ body }) => body)).toEqual([
      expect.objectContaining({ challenge_id: world.fake.inbox[1]?.challengeId }),
    ])
  })

  it('rule 9: an expired step-up token restarts the step-up without losing the waiting call', async () => {
    const world = createWorld({ ...stale, stepUpLifetimeSeconds: 60 })
    const { user } = show(world, { provider: { resendCooldownSeconds: 0 } })
    await user.click(button('Save'))
    await codeBox()
    world.fake.clock.advance(61_000)
    await user.click(button(/new code|again/i))
    await waitFor(() => expect(world.fake.inbox).toHaveLength(2))
    await passStepUp(user, world)
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
    expect(world.calls().filter((call) => call === 'POST mfa/stepup')).toHaveLength(2)
  })
})

describe('secrets', () => {
  it('rule 10, edge 30: no token, code or verifier is in the page, a cache, storage, the URL, an event or the console', async () => {
    const logged: unknown[] = []
    for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, level).mockImplementation((...args) => void logged.push(args))
    }
    const world = createWorld(stale)
    const queryClient = new QueryClient()
    const { user } = show(world, { queryClient })
    const pages: string[] = []
    const look = () => pages.push(document.documentElement.outerHTML)
    await user.click(button('Save'))
    await codeBox()
    look()
    await user.type(await codeBox(), world.fake.lastCode())
    look()
    await user.click(button('Verify'))
    look()
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
    look()
    const secrets = [world.token.current ?? '', world.fake.lastCode()]
    for (const { body, endpoint } of world.fake.requests) {
      if (typeof body !== 'object' || body === null) continue
      for (const [key, value] of Object.entries(body)) {
        if (/^(step_up|code|code_verifier|challenge_id|verification_code)$/.test(key))
          secrets.push(String(value))
      }
      expect(endpoint).toBeDefined()
    }
    expect(secrets.length).toBeGreaterThan(6)
    const traces = JSON.stringify([
      pages,
      dehydrate(queryClient, { shouldDehydrateMutation: () => true }),
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ state, queryKey }) => [state, queryKey]),
      queryClient
        .getMutationCache()
        .getAll()
        .map(({ state }) => state),
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
      location.href,
      world.events,
      logged.map(String),
    ])
    for (const secret of secrets) expect(traces).not.toContain(secret)
  })
})

describe('under a strict policy', () => {
  it('rule 12: nothing injects a style or a script, and no element has one inline', async () => {
    const world = createWorld(stale)
    const { user } = show(world)
    await user.click(button('Save'))
    await codeBox()
    expect(document.querySelectorAll('style, script, link')).toHaveLength(0)
    expect(document.adoptedStyleSheets ?? []).toHaveLength(0)
    expect(document.body.innerHTML).not.toMatch(/ on[a-z]+=/)
  })
})

describe('React Query’s own retry', () => {
  it('retries a call that failed on the way, with the grant that is held and no second prompt', async () => {
    const world = createWorld(stale)
    const { user, ends } = show(world, {}, { retry: 2 })
    await user.click(button('Save'))
    world.fake.failNext('update-phone-number', { network: 'offline' })
    await passStepUp(user, world)
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
    expect(ends).toEqual([{ number: '+33639980100', error: null }])
    expect(started(world)).toHaveLength(1)
  })

  it('follows the defaults of the host’s query client', async () => {
    const world = createWorld(stale)
    const queryClient = new QueryClient({ defaultOptions: { mutations: { retry: 1, retryDelay: 0 } } })
    const { user } = show(world, { queryClient })
    await user.click(button('Save'))
    world.fake.failNext('update-phone-number', { network: 'offline' })
    await passStepUp(user, world)
    await waitFor(() => expect(outcome()).toHaveTextContent('saved'))
  })

  it('asks nobody again for a component that is gone', async () => {
    const world = createWorld(stale)
    const { user, ends, rerender, page } = show(world, {}, { retry: 1 })
    await user.click(button('Save'))
    await codeBox()
    world.fake.failNext('update-phone-number', refusal)
    world.fake.failNext('update-phone-number', { network: 'offline' })
    rerender(page(<p>Another page</p>))
    await waitFor(() => expect(ends).toHaveLength(1))
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(world.calls().filter((call) => call === 'POST mfa/stepup')).toHaveLength(1)
  })

  it('is off where the host did not ask for it', async () => {
    const world = createWorld(stale)
    const { user, ends } = show(world)
    await user.click(button('Save'))
    world.fake.failNext('update-phone-number', { network: 'offline' })
    await passStepUp(user, world)
    await waitFor(() => expect(ends).toHaveLength(1))
    expect(isNetworkError(ends[0]?.error)).toBe(true)
  })

  it('never repeats a cancel', async () => {
    const world = createWorld(stale)
    const { user, ends } = show(world, {}, { retry: 3 })
    await user.click(button('Save'))
    await cancelStepUp(user)
    await waitFor(() => expect(ends).toHaveLength(1))
    expect(world.calls().filter((call) => call === 'POST mfa/stepup')).toHaveLength(1)
  })
})
