import axe from 'axe-core'
import { StrictMode } from 'react'
import { describe, expect, test } from 'vitest'
import { server, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import '../../src/styles/index.css'
import { ResendCountdown } from '../../src/components/ResendCountdown/index.js'
import type { ResendCountdownProps, ResendLabels } from '../../src/components/ResendCountdown/index.js'

const labels: ResendLabels = {
  resend: 'Send a new code',
  resendIn: (time) => `Send a new code in ${time}`,
  pending: 'Sending a new code',
  sent: 'A new code is on its way',
  remaining: (seconds) => `${seconds} seconds left`,
  possible: 'You can ask for a new code now',
}

function resend(props: Partial<ResendCountdownProps> = {}) {
  return (
    <StrictMode>
      <ResendCountdown
        deadline={null}
        windowSeconds={600}
        onResend={() => {}}
        labels={labels}
        locale="en"
        {...props}
      />
    </StrictMode>
  )
}

/** A clock that moves when it is told to. */
function createClock() {
  let now = 1_000_000
  const jumps = new Set<() => void>()
  return {
    now: () => now,
    subscribe(onJump: () => void) {
      jumps.add(onJump)
      return () => jumps.delete(onJump)
    },
    advance(seconds: number) {
      now += seconds * 1000
      for (const onJump of jumps) onJump()
    },
  }
}

function shown(container: ParentNode): string {
  const labelled = [...container.querySelectorAll('[data-part=label]')]
  return labelled
    .filter((label) => getComputedStyle(label).opacity === '1')
    .map((label) => label.textContent)
    .join('|')
}

describe('The resend button', () => {
  test('keeps its place and size through waiting, ready and pending', async () => {
    const clock = createClock()
    const screen = await render(resend({ deadline: clock.now() + 600_000, clock }))
    const size = () => {
      const { left, top, width, height } = screen.getByRole('button').element().getBoundingClientRect()
      return [left, top, width, height]
    }
    const before = size()
    expect(shown(screen.container)).toBe('Send a new code in 10:00')
    clock.advance(1)
    await expect.poll(() => shown(screen.container)).toBe('Send a new code in 9:59')
    expect(size()).toEqual(before)
    clock.advance(571)
    await expect.poll(() => shown(screen.container)).toBe('Send a new code in 0:28')
    expect(size()).toEqual(before)
    clock.advance(28)
    await expect.poll(() => shown(screen.container)).toBe('Send a new code')
    expect(size()).toEqual(before)
    await screen.rerender(resend({ pending: true, clock }))
    expect(shown(screen.container)).toBe('Sending a new code')
    expect(size()).toEqual(before)
  })

  test.each([
    ['that its deadline had', { windowSeconds: undefined }, {}],
    ['of the longest window', { windowSeconds: 3700 }, { windowSeconds: 30 }],
  ])('keeps the width %s', async (_, first, next) => {
    const clock = createClock()
    const props = { deadline: clock.now() + 601_000, clock, ...first }
    const screen = await render(resend(props))
    const width = () => screen.getByRole('button').element().getBoundingClientRect().width
    const before = width()
    clock.advance(3)
    await screen.rerender(resend({ ...props, ...next }))
    await expect.poll(() => shown(screen.container)).not.toContain('10:')
    expect(width()).toBe(before)
  })

  test.each([false, true])('has digits of one width (unstyled: %s)', async (unstyled) => {
    const screen = await render(resend({ unstyled }))
    const styles = [...screen.container.querySelectorAll('[data-part=label]')].map((label) =>
      getComputedStyle(label),
    )
    expect(styles.map((style) => style.fontVariantNumeric)).toEqual(styles.map(() => 'tabular-nums'))
  })

  test.each([
    ['no number', { deadline: NaN }, 'Send a new code'],
    ['no number, without a window', { deadline: NaN, windowSeconds: undefined }, 'Send a new code'],
    ['no end', { deadline: Infinity }, 'Send a new code in 10:00'],
    ['no end, without a window', { deadline: Infinity, windowSeconds: undefined }, 'Send a new code'],
    ['no beginning', { deadline: -Infinity }, 'Send a new code'],
    ['a window of a part of a second', { windowSeconds: 29.5 }, 'Send a new code in 0:10'],
    ['a negative window', { windowSeconds: -1 }, 'Send a new code'],
    ['a window that is no number', { windowSeconds: NaN }, 'Send a new code in 0:10'],
    ['a window without end', { windowSeconds: Infinity }, 'Send a new code in 0:10'],
    ['a window beyond all clocks', { windowSeconds: 1e300 }, 'Send a new code in 0:10'],
  ])('rule 7: stays on the page with %s', async (_, props, text) => {
    const clock = createClock()
    const screen = await render(resend({ deadline: clock.now() + 9500, clock, ...props }))
    expect(shown(screen.container)).toBe(text)
  })

  test('keeps the focus of the person who pressed it', async () => {
    const sent: string[] = []
    const screen = await render(resend({ onResend: () => sent.push('sent') }))
    const button = screen.getByRole('button', { name: 'Send a new code' }).element()
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await screen.rerender(resend({ pending: true }))
    await screen.rerender(resend({ deadline: Date.now() + 600_000 }))
    expect(sent).toEqual(['sent'])
    expect(document.activeElement).toBe(button)
  })

  test.each([
    ['waiting', { deadline: Date.now() + 600_000 }],
    ['ready', {}],
    ['pending', { pending: true }],
    ['disabled', { disabled: true }],
  ])('has no fault that axe can find when it is %s', async (_state, props) => {
    const screen = await render(<main>{resend(props)}</main>)
    const { violations } = await axe.run(screen.container, { rules: { region: { enabled: false } } })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([])
  })

  test('writes the time as the language does', async () => {
    const screen = await render(resend({ deadline: Date.now() + 600_000, locale: 'ar-EG' }))
    expect(shown(screen.container).replace(/[\u200e\u200f\u061c]/g, '')).toBe('Send a new code in ١٠:٠٠')
  })
})

test.runIf(server.browser === 'chromium')('A wait shifts nothing on the page', async () => {
  const shifts: number[] = []
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ('value' in entry && typeof entry.value === 'number') shifts.push(entry.value)
  })
  observer.observe({ type: 'layout-shift', buffered: false })
  const clock = createClock()
  const screen = await render(
    <div>
      {resend({ deadline: clock.now() + 600_000, clock })}
      <p>Below</p>
    </div>,
  )
  for (const seconds of [1, 500, 70, 20, 9]) {
    clock.advance(seconds)
    await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
  }
  await expect.poll(() => shown(screen.container)).toBe('Send a new code')
  observer.disconnect()
  expect(shifts).toEqual([])
})
