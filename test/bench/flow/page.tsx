/** A page with an edit behind a step-up, and the managers with many rows; it notes when what happened. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Profiler, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { MfaCredentialManager, StepUpProvider, TrustedDeviceManager, useGuardedMutation } from 'stepup-kit'
import { createReachFiveClient } from 'stepup-kit/client'
import { en } from 'stepup-kit/locales/en'
import { createFakeReachFive } from 'stepup-kit/testing'

interface Call {
  path: string
  sent: number
  answered: number
}

const fake = createFakeReachFive({ seed: 'smsAndEmail', sendLimit: Infinity })
fake.openSession()
let rows = 0
const calls: Call[] = []
let commits = 0

/** The rows that a list is to have; everything else is the fake's own answer. */
function rowsOf(path: string): Response | undefined {
  const many = <Row,>(row: (index: number) => Row) => Array.from({ length: rows }, (_, index) => row(index))
  if (path === '/identity/v1/mfa/credentials' && rows > 0)
    return Response.json({
      credentials: many((index) => ({
        type: 'sms',
        phone_number: `+3361234${String(index).padStart(4, '0')}`,
        friendly_name: `Phone ${index}`,
        created_at: '2026-01-01',
      })),
    })
  if (path === '/identity/v1/mfa/trusteddevices' && rows > 0)
    return Response.json({
      trusted_devices: many((index) => ({
        id: `device-${index}`,
        user_id: 'user-1',
        created_at: '2026-01-01T00:00:00Z',
        metadata: {
          ip: '192.0.2.1',
          operatingSystem: 'Debian',
          userAgent: 'Firefox',
          deviceName: `Desk ${index}`,
        },
      })),
    })
  return undefined
}

const client = createReachFiveClient({
  ...fake.clientOptions,
  getAccessToken: () => fake.issueTokens('smsAndEmail', { ageSeconds: 3600 }).accessToken,
  async fetch(input, init) {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    const call: Call = { path: pathname.replace('/identity/v1', ''), sent: performance.now(), answered: NaN }
    calls.push(call)
    const answer = rowsOf(pathname) ?? (await fake.fetch(input, init))
    call.answered = performance.now()
    return answer
  },
})

const host = document.createElement('main')
document.body.append(host)
let queryClient = new QueryClient()
let root = createRoot(host)

/** Milliseconds until the commit, effects of the layout included. */
function show(children: ReactNode): number {
  const start = performance.now()
  flushSync(() => {
    root.render(
      <Profiler id="page" onRender={() => (commits += 1)}>
        <QueryClientProvider client={queryClient}>
          <StepUpProvider client={client} messages={en} codeLength={6} autoSubmit>
            {children}
          </StepUpProvider>
        </QueryClientProvider>
      </Profiler>,
    )
  })
  return performance.now() - start
}

function clear(): void {
  root.unmount()
  root = createRoot(host)
  queryClient.clear()
  queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
}

const edits: number[] = []
let asked = NaN
let settled = Promise.resolve<unknown>(undefined)

function Edit({ count, overTheWire }: { count: number; overTheWire: boolean }) {
  const edit = useGuardedMutation({
    mutationFn: async (index: number, call) => {
      edits.push(performance.now())
      // One goes to the server; a thousand would measure the fake.
      if (overTheWire) await client.updatePhoneNumber({ phoneNumber: '+33612345678' }, call)
      return index
    },
  })
  return (
    <button
      type="button"
      onClick={() => {
        const start = performance.now()
        settled = Promise.all(Array.from({ length: count }, (_, index) => edit.mutateAsync(index)))
        // A step-up that is left: nobody waits for its outcome then.
        settled.catch(() => {})
        asked = performance.now() - start
      }}
    >
      Save
    </button>
  )
}

/** When the dialog was opened, and when its picture was on the screen. */
function dialogTimes() {
  const times = { opened: NaN, painted: NaN }
  const observer = new MutationObserver(() => {
    if (document.querySelector('dialog[open]') === null) return
    observer.disconnect()
    times.opened = performance.now()
    requestAnimationFrame(() => setTimeout(() => (times.painted = performance.now())))
  })
  observer.observe(document, { subtree: true, childList: true, attributes: true })
  return times
}

let dialog = dialogTimes()
let input = NaN
for (const type of ['click', 'keydown'])
  document.addEventListener(type, (event) => (input = event.timeStamp), { capture: true })

const interactions = new Map<number, number>()
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (entry instanceof PerformanceEventTiming && entry.interactionId > 0)
      interactions.set(
        entry.interactionId,
        Math.max(interactions.get(entry.interactionId) ?? 0, entry.duration),
      )
}).observe({ type: 'event', durationThreshold: 16, buffered: true })

const bench = {
  /** A page with a button that starts so many guarded calls at once. */
  prepare(count: number, overTheWire = true) {
    clear()
    rows = 0
    calls.length = 0
    edits.length = 0
    fake.clock.advance(3_600_000)
    fake.openSession()
    dialog = dialogTimes()
    show(<Edit count={count} overTheWire={overTheWire} />)
    commits = 0
  },
  code: () => fake.lastCode('sms'),
  commits: () => commits,
  async outcome() {
    await settled
    return { calls, edits, asked, dialog, input }
  },
  input: () => input,
  takeInteractions() {
    const taken = [...interactions.values()]
    interactions.clear()
    return taken
  },
  /** First render of both managers with their lists in the cache, and the update when a row of each is gone. */
  async lists(count: number) {
    clear()
    rows = count
    const managers = (
      <>
        <MfaCredentialManager />
        <TrustedDeviceManager />
      </>
    )
    show(managers)
    while (host.querySelectorAll('li').length < 2 * count) await new Promise(requestAnimationFrame)
    root.unmount()
    root = createRoot(host)
    // From the cache: what is timed is the widgets alone.
    const first = show(managers)
    const found = host.querySelectorAll('li').length
    const before = commits
    // The page is laid out and painted first, as it is for a person.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    rows = count - 1
    let changed = NaN
    const observer = new MutationObserver(() => (changed = performance.now()))
    observer.observe(host, { subtree: true, childList: true })
    await queryClient.refetchQueries()
    while (host.querySelectorAll('li').length > 2 * rows) await new Promise(requestAnimationFrame)
    observer.disconnect()
    const update = changed - Math.max(...calls.map(({ answered }) => answered))
    return { found, first, update, commits: commits - before }
  },
}

declare global {
  interface Window {
    /** What the bench calls from outside. */
    flow: typeof bench
  }
}
window.flow = bench
