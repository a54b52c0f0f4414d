import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StepUpRuntime } from '../../src/hooks/StepUpRuntime.js'
import { useStepUp } from '../../src/hooks/useStepUp.js'
import { useStepUpController } from '../../src/hooks/useStepUpController.js'
import { useStepUpStatus } from '../../src/hooks/useStepUpStatus.js'
import { en } from '../../src/messages/locales/en.js'
import { createStubClient, createTestClock, outcomeOf, rightCode, settled } from '../flow/support.js'

const unhandled = vi.fn<(error: unknown) => void>()
beforeEach(() => {
  process.on('unhandledRejection', unhandled)
})
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
  unhandled.mockReset()
})

function show<Hook>(hook: () => Hook) {
  const clock = createTestClock()
  const client = createStubClient(clock)
  const queryClient = new QueryClient()
  let renders = 0
  const view = renderHook(
    () => {
      renders += 1
      return { own: hook(), prompt: useStepUpController({ presenter: 'own' }) }
    },
    {
      wrapper: ({ children }: { children: ReactNode }) => (
        <StrictMode>
          <QueryClientProvider client={queryClient}>
            <StepUpRuntime client={client} clock={clock} messages={en}>
              {children}
            </StepUpRuntime>
          </QueryClientProvider>
        </StrictMode>
      ),
    },
  )
  const now = () => view.result.current
  return {
    ...view,
    clock,
    client,
    now,
    renders: () => renders,
    confirm: () =>
      act(async () => {
        await settled()
        now().prompt.onSubmit(rightCode)
        await settled()
      }),
  }
}

describe('useStepUp', () => {
  it('goes through a login by its tkn, also where a grant is held: it may be another person’s', async () => {
    const { now, client, confirm } = show(useStepUp)
    const first = now().own.request()
    await confirm()
    const { accessToken } = await first
    client.hostToken = undefined
    client.serverSubject = 'kim'
    const login = now().own.request({ start: { via: 'tkn', tkn: 'tkn-1' }, reason: { operation: 'login' } })
    await confirm()
    expect((await login).accessToken).not.toBe(accessToken)
    expect(client.start.calls.at(-1)?.input.start).toEqual({ via: 'tkn', tkn: 'tkn-1' })
  })

  it('gives a grant after the prompt, and at once while it holds', async () => {
    const { now, client, confirm } = show(useStepUp)
    const first = outcomeOf(now().own.request())
    await act(settled)
    expect(now().own.state.status).toBe('enteringCode')
    await confirm()
    expect(first.value).toMatchObject({ subject: 'jo', prompted: true })
    const second = outcomeOf(now().own.request())
    await act(settled)
    expect(second.value).toBe(first.value)
    expect(client.start.calls).toHaveLength(1)
  })

  it('rule 6: cancel rejects once, also where nobody looks at the outcome', async () => {
    const { now } = show(useStepUp)
    const grant = outcomeOf(now().own.request())
    void now().own.request()
    await act(settled)
    await act(async () => {
      now().own.cancel()
      await settled()
    })
    expect(grant).toMatchObject({ settlements: 1, error: { code: 'step_up_cancelled', reason: 'dismissed' } })
    expect(now().own.state.status).toBe('idle')
  })

  it('rule 6: the caller’s own signal withdraws its request alone', async () => {
    const { now, confirm } = show(useStepUp)
    const controller = new AbortController()
    const first = outcomeOf(now().own.request({ signal: controller.signal }))
    const second = outcomeOf(now().own.request())
    await act(settled)
    await act(async () => {
      controller.abort()
      await settled()
    })
    expect(first.error).toMatchObject({ reason: 'aborted' })
    await confirm()
    expect(second.value).toBeDefined()
  })

  it('rule 6: a component that unmounts before the prompt never causes one', async () => {
    const { now, client, unmount } = show(useStepUp)
    const grant = outcomeOf(now().own.request())
    unmount()
    await settled()
    expect(grant.error).toMatchObject({ code: 'step_up_cancelled', reason: 'unmounted' })
    expect(client.start.calls).toEqual([])
  })

  it('rule 6: nor does one that asks after it was unmounted', async () => {
    const { now, client, unmount } = show(useStepUp)
    const { request } = now().own
    unmount()
    const grant = outcomeOf(request())
    await settled()
    expect(grant.error).toMatchObject({ reason: 'unmounted' })
    expect(client.start.calls).toEqual([])
  })

  it('forget drops the grant, at sign-out', async () => {
    const { now, client, confirm } = show(useStepUp)
    void now().own.request()
    await confirm()
    act(() => now().own.forget())
    void now().own.request()
    await act(settled)
    expect(client.start.calls).toHaveLength(2)
  })

  it('rule 3: its functions are the same ones on every render', async () => {
    const { now, rerender } = show(useStepUp)
    const { request, cancel, forget } = now().own
    rerender()
    void now().own.request()
    await act(settled)
    expect(now().own).toMatchObject({ request, cancel, forget })
  })
})

describe('useStepUpController', () => {
  it('a start that nothing else waits for ends with the component', async () => {
    const { now, client, unmount } = show(() => null)
    act(() => now().prompt.onStart())
    await act(settled)
    expect(client.send.calls).toHaveLength(1)
    unmount()
    await settled()
    expect(client.send.last().signal?.aborted).toBe(true)
  })
})

describe('useStepUpStatus', () => {
  it('rule 7: re-renders once when the grant lapses, and not before', async () => {
    const { now, clock, confirm, renders } = show(useStepUpStatus)
    expect(now().own).toEqual({ fresh: false, expiresAt: null })
    act(() => now().prompt.onStart())
    await confirm()
    expect(now().own).toEqual({ fresh: true, expiresAt: clock.now() + 300_000 })
    // The verified state ends together with the grant, so that one render shows both.
    const before = renders()
    act(() => clock.advance(299_999))
    expect(renders()).toBe(before)
    act(() => clock.advance(1))
    expect(now().own).toEqual({ fresh: false, expiresAt: null })
    // Twice, since StrictMode renders everything twice.
    expect(renders() - before).toBe(2)
  })

  it('rule 7: a clock that is set back shows no longer grant', async () => {
    const { now, clock, confirm } = show(useStepUpStatus)
    act(() => now().prompt.onStart())
    await confirm()
    act(() => clock.setBack(3_600_000))
    act(() => clock.advance(300_000))
    expect(now().own.fresh).toBe(false)
  })
})
