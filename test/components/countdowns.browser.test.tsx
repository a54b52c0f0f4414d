import { Profiler, StrictMode } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { server } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { StepUpProvider, useMessages, useStepUp } from '../../src/index.js'
import { ResendCountdown } from '../../src/components/ResendCountdown/index.js'
import { createReachFiveClient } from '../../src/client/index.js'
import { en } from '../../src/messages/locales/en.js'
import { createFakeReachFive } from '../../src/testing/index.js'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import '../../src/styles/index.css'

afterEach(() => void vi.restoreAllMocks())

it.runIf(server.browser === 'chromium')(
  'fifty waits of 60 s on a page: one timer wake a second, no commit outside them, nothing shifts',
  async () => {
    let shifts = 0
    const observer = new PerformanceObserver((list) => void (shifts += list.getEntries().length))
    let wakes = 0
    const setTimer = window.setTimeout.bind(window)
    vi.spyOn(window, 'setTimeout').mockImplementation(((run: () => void, delay?: number) =>
      setTimer(() => {
        wakes += 1
        run()
      }, delay)) as typeof window.setTimeout)
    const frames = vi.spyOn(window, 'requestAnimationFrame')
    const intervals = vi.spyOn(window, 'setInterval')
    const commits = { page: 0, siblings: 0, waits: 0 }
    const client = createReachFiveClient(createFakeReachFive().clientOptions)
    const start = Date.now()
    const screen = await render(
      <StrictMode>
        <QueryClientProvider client={new QueryClient()}>
          {/* With nothing in it that waits, so that each commit of it is one too many. */}
          <Profiler id="page" onRender={() => (commits.page += 1)}>
            <StepUpProvider client={client} messages={en}>
              <Sibling />
            </StepUpProvider>
          </Profiler>
          <StepUpProvider client={client} messages={en}>
            <Profiler id="sibling" onRender={() => (commits.siblings += 1)}>
              <Sibling />
            </Profiler>
            {Array.from({ length: 50 }, (_, index) => (
              <Profiler key={index} id="wait" onRender={() => (commits.waits += 1)}>
                {/* A few milliseconds apart, as prompts are that were opened one after another. */}
                <ResendCountdown
                  deadline={start + 60_000 + index * 7}
                  windowSeconds={61}
                  onResend={() => {}}
                />
              </Profiler>
            ))}
          </StepUpProvider>
        </QueryClientProvider>
      </StrictMode>,
    )
    const first = () => screen.container.querySelector('[data-for=waiting]')?.textContent
    await expect.poll(first, { timeout: 5000 }).toContain('0:58')
    observer.observe({ type: 'layout-shift', buffered: false })
    const before = { ...commits, wakes, frames: frames.mock.calls.length }
    await expect.poll(first, { timeout: 8000 }).toContain('0:54')
    observer.disconnect()

    expect(wakes - before.wakes).toBeGreaterThan(0)
    expect(wakes - before.wakes).toBeLessThanOrEqual(5)
    expect(frames.mock.calls.length - before.frames).toBe(0)
    expect(intervals).not.toHaveBeenCalled()
    expect(commits.page).toBe(before.page)
    expect(commits.siblings).toBe(before.siblings)
    // Once a wake; a busy machine may leave one out, and what is shown is right for all that.
    expect(commits.waits - before.waits).toBeGreaterThan(0)
    expect(commits.waits - before.waits).toBeLessThanOrEqual(50 * (wakes - before.wakes))
    expect(shifts).toBe(0)
    const shown = [...screen.container.querySelectorAll('[data-for=waiting]')].map(
      ({ textContent }) => /0:\d\d/.exec(textContent)?.[0],
    )
    expect(shown).toHaveLength(50)
    expect(shown.filter((time) => time !== '0:54' && time !== '0:55')).toEqual([])
  },
)

/** Reads what the provider gives. */
function Sibling() {
  useStepUp()
  return <h1>{useMessages().t('prompt.title')}</h1>
}
