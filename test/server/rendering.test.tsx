import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { act, configure, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { lazy, type ReactElement, useLayoutEffect } from 'react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { root } from '../../.ci/entries.mjs'
import { ResendCountdown } from '../../src/index.js'
import { passStepUp } from '../components/account.support.js'
import { createWorld } from '../components/account.world.js'
import {
  at,
  cases,
  elementOf,
  labels,
  Late,
  names,
  publicNames,
  storageName,
  streamed,
  wait,
} from './cases.js'
import type { Rendered, Report } from './report.js'

configure({ asyncUtilTimeout: 5000 })

const all = names.map(({ component, name }) => [component, name] as const)

let reports: Report[] = []
const resultsOf = (component: string, name: string): Rendered[] =>
  reports.flatMap((report) => report.cases[`${component}, ${name}`] ?? [])

beforeAll(() => {
  const modules = process.env['EXPECTED_REACT'] === undefined ? [] : ['test/react18/node_modules']
  reports = parseReports(
    execFileSync(process.execPath, [join(root, 'test/server/render.mjs'), ...modules], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    }),
  )
}, 60_000)

describe('On a server', () => {
  it('there is no page, with either of React’s renderers', () => {
    expect(reports.map(({ globals }) => globals)).toEqual([[], []])
  })

  it('every public component is rendered', () => {
    const components = publicNames.filter((name) => /^[A-Z]/.test(name) && !name.endsWith('Error'))
    expect(Object.keys(cases).toSorted()).toEqual(components.toSorted())
  })

  it.each(all)('%s, %s, is the same as a text and as a stream, without a complaint', (component, name) => {
    const [first, second] = resultsOf(component, name)
    expect(first?.html).toContain('data-component=')
    expect([first?.complaints, second?.complaints]).toEqual([[], []])
    expect([...(first?.streams ?? []), second?.html, ...(second?.streams ?? [])]).toEqual(
      Array.from({ length: 3 }, () => first?.html),
    )
  })

  it.each(all)('%s, %s, starts no request and no timer', (component, name) => {
    const started = resultsOf(component, name).map(({ timers, requests }) => ({ timers, requests }))
    expect(started).toEqual(Array.from({ length: 2 }, () => ({ timers: 0, requests: 0 })))
  })
})

describe('In a browser with another clock, time zone and language', () => {
  beforeEach(() => {
    vi.setSystemTime(at)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it.each(all)('%s, %s, is hydrated as it came', (component, name) => {
    const page = hydrateCase(component, name)
    expect(page.complaints()).toEqual([])
    expect(page.keepsElements).toBe(true)
    expect(page.adopted).toBe(page.before)
  })

  it('a wait is right as soon as it is hydrated, in the reader’s digits', async () => {
    const { container, html } = hydrateCase('ResendCountdown', 'with texts of its own')
    expect(html).toContain('Send again in ٠:٣٠')
    await act(() => vi.setSystemTime(at + 12_000))
    document.dispatchEvent(new Event('visibilitychange'))
    await vi.waitFor(() => expect(container).toHaveTextContent('Send again in 0:18'), { timeout: 10_000 })
  })

  it('a wait that the tab kept is shown once it is hydrated', () => {
    const earlier = render(<ResendCountdown {...wait} labels={labels} storageName={storageName} />)
    earlier.unmount()
    vi.setSystemTime(at + 10_000)
    const page = hydrateCase('ResendCountdown', 'a wait that the browser kept')
    expect(page.complaints()).toEqual([])
    expect(page.before).toContain('data-state="ready"')
    expect(page.container).toHaveTextContent('Send a new code in 0:20')
    sessionStorage.clear()
  })

  it.each([0, 1])(
    'until when a grant holds is told once the reader’s time zone is known (%s)',
    (renderer) => {
      const html = reports[renderer]?.cases['StepUpPromptView, verified']?.html ?? ''
      expect(html).not.toMatch(/Confirmed until/)
      const page = hydrateCase('StepUpPromptView', 'verified')
      expect(page.complaints()).toEqual([])
      const time = new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format(at + 300_000)
      expect(page.container).toHaveTextContent(`Confirmed until ${time}`)
    },
  )
})

describe('In a browser where a step-up goes on', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it.each([0, 1])('a part that is hydrated during a step-up starts as it came (%s)', async (renderer) => {
    const world = createWorld()
    let arrive = (_: { default: typeof Late }): void => {}
    const Part = lazy(
      () =>
        new Promise<{ default: typeof Late }>((resolve) => {
          arrive = resolve
        }),
    )
    const page = hydrate(reports[renderer]?.streamed[0], streamed(Part, world))
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await passStepUp(user, world)
    await screen.findByText('saved')
    const late = screen.getByRole('region', { name: 'Late' })
    expect(late).toHaveTextContent('Confirmation needed')
    await act(async () => arrive({ default: Late }))
    await within(late).findByText(/Confirmed until/)
    expect(page.complaints()).toEqual([])
    expect(screen.getByRole('region', { name: 'Late' })).toBe(late)
  })
})

function hydrateCase(component: string, name: string) {
  return hydrate(resultsOf(component, name)[0]?.html, elementOf(component, name).element)
}

/** Hydrates as a browser would, and says what came of it. */
function hydrate(html: string | undefined, element: ReactElement) {
  const container = document.body.appendChild(document.createElement('div'))
  container.innerHTML = html ?? ''
  const before = markupOf(container)
  const first = container.firstElementChild
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const onRecoverableError = vi.fn<(error: unknown) => void>()
  let adopted = ''
  function Page() {
    // What was hydrated and nothing later: stores are read after this.
    useLayoutEffect(() => {
      adopted ||= markupOf(container)
    })
    return element
  }
  render(<Page />, { container, hydrate: true, onRecoverableError })
  const complaints = (): unknown[] => [...error.mock.calls, ...onRecoverableError.mock.calls].flat()
  return {
    container,
    html,
    before,
    adopted,
    complaints,
    keepsElements: container.firstElementChild === first,
  }
}

/** Attributes by name, since React 18 sets those of an input anew; without what may be written in other digits. */
function markupOf(container: Element): string {
  const copy = container.cloneNode(true)
  if (!(copy instanceof Element)) throw new TypeError('This is no element.')
  for (const element of copy.querySelectorAll('*')) {
    const attributes = [...element.attributes].sort((a, b) => a.name.localeCompare(b.name))
    for (const { name } of attributes) element.removeAttribute(name)
    for (const { name, value } of attributes) element.setAttribute(name, value)
    // The box hides its own text as soon as it draws it.
    element.removeAttribute('data-drawn')
    if (element.matches('[data-part=label][aria-hidden]')) element.textContent = ''
  }
  return copy.innerHTML
}

function parseReports(text: string): Report[] {
  const reports: unknown = JSON.parse(text)
  if (!isReports(reports)) throw new TypeError('The server printed no reports.')
  return reports
}

function isReports(value: unknown): value is Report[] {
  return Array.isArray(value)
}
