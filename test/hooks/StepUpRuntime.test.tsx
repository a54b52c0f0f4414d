import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, renderHook } from '@testing-library/react'
import { StrictMode, useEffect } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { StepUpRuntime } from '../../src/hooks/StepUpRuntime.js'
import { useStepUp, type UseStepUpResult } from '../../src/hooks/useStepUp.js'
import { useStepUpController, type StepUpPromptController } from '../../src/hooks/useStepUpController.js'
import { en } from '../../src/messages/locales/en.js'
import { createStubClient, outcomeOf, rightCode, settled, type StubClient } from '../flow/support.js'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

interface Seen {
  stepUp: UseStepUpResult
  prompt: StepUpPromptController
}

function Probe({ see }: { see: (seen: Seen) => void }) {
  const stepUp = useStepUp()
  const prompt = useStepUpController()
  see({ stepUp, prompt })
  return null
}

function show(client: StubClient, props: { onEvent?: (event: { type: string }) => void } = {}) {
  let seen: Seen | undefined
  // Its own timers are not ours to count.
  const queryClient = new QueryClient({ defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } })
  const ui = (use: StubClient, more = props) => (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <StepUpRuntime client={use} messages={en} {...more}>
          <Probe
            see={(next) => {
              seen = next
            }}
          />
        </StepUpRuntime>
      </QueryClientProvider>
    </StrictMode>
  )
  const view = render(ui(client))
  return {
    ...view,
    ui,
    now: () => {
      if (!seen) throw new Error('Nothing was rendered.')
      return seen
    },
  }
}

const systemStub = () => createStubClient({ now: () => Date.now() })

/** A prompt of the host's that asks as soon as it is there. */
function Eager() {
  const { state, onStart } = useStepUpController()
  useEffect(() => onStart(), [onStart])
  return <output>{state.status}</output>
}

describe('StepUpRuntime', () => {
  it('rule 3: a prompt of the host that asks in an effect gets one step-up and one code, also under StrictMode', async () => {
    const client = systemStub()
    const view = render(
      <StrictMode>
        <QueryClientProvider client={new QueryClient()}>
          <StepUpRuntime client={client} messages={en}>
            <Eager />
          </StepUpRuntime>
        </QueryClientProvider>
      </StrictMode>,
    )
    await act(settled)
    expect(view.container.textContent).toBe('enteringCode')
    expect(client.send.calls).toHaveLength(1)
  })

  it('rule 6: leaves no timer and no listener when it unmounts, whatever it was doing', async () => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    })
    const listening = new Map<string, number>()
    for (const [name, target] of [
      ['document', document],
      ['window', window],
    ] as const) {
      const count = (type: string, by: number) =>
        listening.set(`${name} ${type}`, (listening.get(`${name} ${type}`) ?? 0) + by)
      const add = target.addEventListener.bind(target)
      const remove = target.removeEventListener.bind(target)
      vi.spyOn(target, 'addEventListener').mockImplementation(
        (type: string, listener: EventListenerOrEventListenerObject) => {
          if (/visibility|page|focus|online/.test(type)) count(type, 1)
          add(type, listener)
        },
      )
      vi.spyOn(target, 'removeEventListener').mockImplementation(
        (type: string, listener: EventListenerOrEventListenerObject) => {
          if (/visibility|page|focus|online/.test(type)) count(type, -1)
          remove(type, listener)
        },
      )
    }
    const ends: ((given: { now: () => Seen; client: StubClient }) => Promise<void>)[] = [
      async ({ client }) => {
        client.getAccessTokenOf = () => new Promise(() => {})
      },
      async () => {},
      async ({ now }) => now().prompt.onSubmit(rightCode),
    ]
    for (const end of ends) {
      const client = systemStub()
      const { now, unmount } = show(client)
      const before = new Map(listening)
      await end({ now, client })
      const grant = outcomeOf(now().stepUp.request())
      await act(settled)
      await act(async () => {
        await end({ now, client })
        await settled()
      })
      unmount()
      await settled()
      expect(grant.settlements).toBe(1)
      // What React and React Query have put off for a moment.
      await vi.advanceTimersByTimeAsync(1)
      expect(vi.getTimerCount()).toBe(0)
      for (const [type, count] of listening) expect(count, type).toBeLessThanOrEqual(before.get(type) ?? 0)
    }
  })

  it('calls the newest onEvent, though it is a new function on every render', async () => {
    const client = systemStub()
    const first = vi.fn<(event: { type: string }) => void>()
    const second = vi.fn<(event: { type: string }) => void>()
    const { now, rerender, ui } = show(client, { onEvent: first })
    rerender(ui(client, { onEvent: second }))
    void now().stepUp.request()
    await act(settled)
    expect(first).not.toHaveBeenCalled()
    expect(second.mock.calls.map(([{ type }]) => type)).toEqual(['stepup.required', 'stepup.sent'])
  })

  it('another tenant or application cancels what waits; another client of the same one does not', async () => {
    const client = systemStub()
    const { now, rerender, ui } = show(client)
    const grant = outcomeOf(now().stepUp.request())
    await act(settled)
    rerender(ui(systemStub()))
    await act(settled)
    expect(grant.settlements).toBe(0)
    rerender(ui({ ...systemStub(), id: 'other.example.com/stub' }))
    await act(settled)
    expect(grant.error).toMatchObject({ reason: 'userChanged' })
  })

  it('a hook outside says which one, and what to render', () => {
    vi.spyOn(console, 'error').mockReturnValue()
    expect(() => renderHook(() => useStepUp())).toThrow(
      /useStepUp was used outside a StepUpProvider.*Render/s,
    )
  })
})
