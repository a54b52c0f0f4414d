import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { createReachFiveClient, type StepUpClient } from '../../src/client/index.js'
import { type Clock, isStepUpKitError, type StepUpKitEvent, StepUpProvider } from '../../src/index.js'
import { en } from '../../src/messages/locales/en.js'
import '../../src/styles/index.css'
import {
  type Call,
  type Facts,
  type Fault,
  type FaultName,
  faultOf,
  forDevelopers,
  type Outcome,
  type Start,
  takesTheTimeLimit,
} from './cases.js'
import { matchPath } from '../../src/testing/fake/endpoints.js'
import { button, field, isBusy, problems, scope } from './dom.js'
import { type Action, createPerson, isPromptOpen, type Person } from './person.js'
import { widgets } from './widgets.js'

/** What the page is told at the start of a case. */
export interface Beginning extends Start {
  credentials: { email: string; password: string }
}

declare global {
  interface Window {
    // What the test gives.
    begin(call: Call, fault: FaultName): Promise<Beginning>
    facts(): Promise<Facts>
    signIn(): Promise<Start>
    setOffline(isOffline: boolean): Promise<void>
    // What the page gives.
    runCase(call: Call, fault: FaultName): Promise<Outcome>
  }
}

/** The client's time limit where a fault takes it; elsewhere a busy machine must not meet it. */
const shortMs = 1500
const longMs = 20_000
/** `/config` is asked for once for all; who comes after somebody who left waits for the same answer. */
const configMs = 4000

/** More steps than this to the end mean that somebody is stuck. */
const patience = 14

// What must not happen: the browser's own lines about failed requests do not come this way.
const complaints: string[] = []
console.error = (...parts: unknown[]) => void complaints.push(`console.error: ${parts.map(String).join(' ')}`)
window.addEventListener('unhandledrejection', ({ reason }) =>
  complaints.push(`unhandled rejection: ${String(reason)}`),
)
window.addEventListener('error', ({ message }) => complaints.push(`uncaught: ${message}`))

/** Raw answers, addresses, messages of parsers and of the browser. */
const neverShown = new RegExp(
  `${forDevelopers}|upstream|https?:|Unexpected|JSON|Failed to fetch|NetworkError|Error:|</?[a-z]|undefined|null|NaN|\\[object`,
)

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

interface MovableClock extends Clock {
  advance(ms: number): void
}

function createClock(): MovableClock {
  let offset = 0
  const listeners = new Set<() => void>()
  return {
    now: () => Date.now() + offset,
    monotonic: () => performance.now() + offset,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    advance(ms) {
      offset += ms
      for (const listener of listeners) listener()
    },
  }
}

/** An error as the host would log it. */
function nameOfError(error: unknown, fault: Fault): string {
  if (!isStepUpKitError(error)) return `no error of the kit: ${String(error)}`
  if (error.code === 'rate_limited')
    return `RateLimitedError ${error.retryAt === undefined ? 'without' : 'with'} retryAt`
  // Of the answer, as a rule.
  if (error.code === 'api')
    return fault.kind === 'answer' && error.status === fault.status
      ? error.name
      : `${error.name} ${error.status}`
  return 'reason' in error ? `${error.name} (${error.reason})` : error.name
}

function nameOfEvent(event: StepUpKitEvent): string | undefined {
  if (event.type === 'stepup.failed' || event.type === 'stepup.cancelled')
    return `\`${event.type}\` (${event.reason})`
  return undefined
}

function timeLimitOf({ endpoint }: Call, fault: Fault): number {
  // A frame tells nothing but what it posts.
  if (takesTheTimeLimit(fault) || endpoint === 'oauth/authorize') return shortMs
  return endpoint === 'config' ? configMs : longMs
}

/** A host with one widget, and what it hears. */
function createHost(call: Call, fault: Fault, start: Start) {
  let tokens = start
  let inFlight = 0
  const heard: string[] = []
  let failures = 0
  const clock = createClock()
  const onError = (error: Error) => void heard.push(nameOfError(error, fault))
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onError(error) {
        failures += 1
        onError(error)
      },
    }),
    // How often a read is asked for again is the host's; here once, so that each failure is seen.
    defaultOptions: { queries: { retry: false } },
  })
  /** Requests to the endpoint that were made already. */
  let made = 0

  const counted = async <T,>(run: () => Promise<T>): Promise<T> => {
    inFlight += 1
    try {
      return await run()
    } finally {
      inFlight -= 1
    }
  }
  const send: typeof fetch = (input, init) =>
    counted(async () => {
      const path = new URL(input instanceof Request ? input.url : input).pathname
      const isIt = init?.method === call.method && matchPath(path)?.endpoint === call.endpoint
      if (isIt) made += 1
      if (fault.kind === 'offline' && isIt && made === (call.turn ?? 1)) await window.setOffline(true)
      const response = await fetch(input, init)
      const isBeforeIt = call.endpoint === 'oauth/authorize' && path.endsWith('/password/login') && made === 0
      if (fault.kind !== 'offline' || !isBeforeIt) return response
      // The frame that comes next is no fetch.
      made += 1
      const text = await response.text()
      await window.setOffline(true)
      return new Response(text, response)
    })

  const client: StepUpClient & { refreshTokens: ReturnType<typeof createReachFiveClient>['refreshTokens'] } =
    createReachFiveClient({
      domain: start.api,
      clientId: 'fake-client',
      redirectUri: `${window.location.origin}/callback`,
      timeoutMs: timeLimitOf(call, fault),
      fetch: send,
      getAccessToken: () => (call.task === 'signIn' ? undefined : tokens.accessToken),
      onTokens: ({ accessToken }) => {
        tokens = { ...tokens, accessToken }
      },
      ...(call.bySession && { stepUpStart: 'session' }),
      ...(call.renews && {
        refreshAccessToken: async () => {
          const fresh = await client.refreshTokens({ refreshToken: tokens.refreshToken })
          tokens = { ...tokens, ...fresh }
          return fresh.accessToken
        },
      }),
    })

  let root: Root | undefined
  const host = {
    heard,
    clock,
    queryClient,
    mount() {
      const element = document.createElement('main')
      document.body.append(element)
      root = createRoot(element)
      root.render(
        <StrictMode>
          <QueryClientProvider client={queryClient}>
            <StepUpProvider
              client={client}
              messages={en}
              locale="en"
              codeLength={6}
              clock={clock}
              onEvent={(event) => {
                const name = nameOfEvent(event)
                if (name) heard.push(name)
              }}
              onLoginRequired={() =>
                void counted(async () => {
                  tokens = await window.signIn()
                })
              }
            >
              {widgets[call.task](call)}
            </StepUpProvider>
          </QueryClientProvider>
        </StrictMode>,
      )
    },
    unmount() {
      root?.unmount()
      document.querySelector('main')?.remove()
    },
    /** Nothing is under way any more, and nothing has moved for a moment. @param orMet also once the fault has its request */
    async settle(orMet = false) {
      let quiet = 0
      const observer = new MutationObserver(() => {
        quiet = 0
      })
      observer.observe(document.body, { subtree: true, childList: true, attributes: true })
      const end = performance.now() + longMs
      while (quiet < 3) {
        await pause(5)
        quiet = inFlight === 0 && queryClient.isFetching() === 0 && !isBusy() ? quiet + 1 : 0
        if (orMet && (await window.facts()).fired) break
        if (performance.now() > end) throw new Error('It does not come to rest.')
      }
      observer.disconnect()
    },
    forget() {
      heard.length = 0
      failures = 0
    },
    /** Of what was pressed, and not only read. */
    failures: () => failures,
    waits: () => queryClient.isMutating() > 0,
  }
  return host
}

type Host = ReturnType<typeof createHost>

window.runCase = async (call, faultName) => {
  const fault: Fault = faultOf(faultName)
  complaints.length = 0
  const outcome: Outcome = { sees: '', gets: '', keeps: '', next: '', violations: [] }
  const start = await window.begin(call, faultName)
  const host = createHost(call, fault, start)
  const person = createPerson(call, start.credentials, () => {
    host.clock.advance(61_000)
    return host.settle()
  })
  try {
    await run(call, fault, host, person, outcome)
  } catch (error) {
    outcome.violations.push(error instanceof Error ? error.message : String(error))
  }
  await window.setOffline(false)
  host.unmount()
  host.queryClient.clear()
  await pause(0)
  outcome.violations.push(...complaints)
  return outcome
}

async function run(call: Call, fault: Fault, host: Host, person: Person, outcome: Outcome): Promise<void> {
  const isCancelled = fault.kind === 'hang' && fault.cancel === true
  const { violations } = outcome
  let last: Action | undefined

  const check = async (facts: Facts) => {
    const shown = document.body.innerText
    const raw = neverShown.exec(shown)
    if (raw) violations.push(`shows “${shown.slice(Math.max(0, raw.index - 40), raw.index + 60)}”`)
    if (person.seesSuccess() && !facts.done) violations.push('shows a success that there is not')
  }
  /** Does the next thing and waits for what comes of it. */
  const act = async (before: Facts, action: Action) => {
    last = action
    host.forget()
    await action.run()
    await host.settle(isCancelled && !before.fired)
    const after = await window.facts()
    const sent = after.messages.length - before.messages.length
    if (sent > 1) violations.push(`“${action.label}” sent ${sent} codes`)
    const starts = after.log.slice(before.log.length).filter((line) => line === 'POST passwordless/start')
    if (starts.length > 2) violations.push(`“${action.label}” asked ${starts.length} times for a code`)
    await check(after)
    return after
  }

  host.mount()
  await host.settle(isCancelled)
  let facts = await window.facts()
  const hasMet = () => facts.fired || (fault.kind === 'offline' && !navigator.onLine)
  for (let step = 0; !hasMet(); step += 1) {
    const action = person.next(facts)
    if (!action || step > patience) throw new Error(`The request was not made; last “${last?.label}”.`)
    facts = await act(facts, action)
  }

  if (isCancelled) {
    const close = isPromptOpen() ? (button(en['prompt.close']) ?? button(en['prompt.cancel'])) : undefined
    if (close) close.click()
    else {
      host.unmount()
      await pause(20)
    }
    outcome.keeps = close ? '' : 'the widget was taken away'
    if (!close) {
      person.startAnew()
      host.mount()
    }
    await host.settle()
    facts = await window.facts()
  }

  // What it looks like now.
  await check(facts)
  const wrong = problems()
  outcome.sees = `${isPromptOpen() ? 'prompt: ' : ''}${wrong.map((text) => `“${text}”`).join(' ') || screen(person)}`
  outcome.gets = [...new Set(host.heard)].join(', ')
  const entries = person.typed()
  outcome.keeps ||= [
    ...entries.filter(({ isKept }) => isKept).map(({ what }) => what),
    ...(isPromptOpen() && host.waits() ? ['the waiting call'] : []),
    ...(isQuestionOpen() ? ['the question'] : []),
  ].join(', ')
  const lost = entries.filter(({ isKept }) => !isKept).map(({ what }) => what)
  if (lost.length > 0 && !person.seesSuccess()) violations.push(`lost: ${lost.join(', ')}`)
  if (host.heard.some((name) => name.startsWith('no error'))) violations.push(`the host gets ${outcome.gets}`)
  const asked = facts.log.filter((line) => line === `${call.method} ${call.endpoint}`).length
  const isAskedAgain = asked > (call.turn ?? 1)
  if (host.failures() > 0 && wrong.length === 0 && !isPromptOpen() && !person.seesSuccess() && !isCancelled)
    violations.push('a press fails and the person is not told')
  const isTold = wrong.length + host.heard.length > 0
  if (!isTold && !isPromptOpen() && fault.kind !== 'spoilt' && !isCancelled && !isAskedAgain)
    violations.push('is told to nobody')

  // The fault is gone: the same person goes on to the end.
  if (fault.kind === 'offline') {
    await window.setOffline(false)
    await host.settle()
    facts = await window.facts()
  }
  const labels: string[] = []
  while (!person.seesSuccess()) {
    const action = person.next(facts)
    if (!action || labels.length > patience) {
      const shown = document.body.innerText.replace(/\s+/g, ' ').slice(0, 300)
      throw new Error(`stuck after ${labels.join(' → ') || 'the fault'}: ${shown}`)
    }
    const before = facts
    facts = await act(facts, action)
    labels.push(action.label)
    const sent = sentSince(call, before, facts)
    if (sent) outcome.next ||= `${labels.join(', ')} → ${sent}`
  }
}

/** What is shown where nothing is wrong. */
function screen(person: Person): string {
  if (person.seesSuccess()) return 'it is done'
  if (field(en['prompt.code'])) return 'asks for the code'
  if (isPromptOpen()) return button(en['prompt.sendCode']) ? 'asks where to send a code' : 'something else'
  if (isQuestionOpen()) return 'the question'
  if (button(en['credentials.show']) ?? button(en['devices.show'])) return 'the list, locked'
  return document.querySelector('main li') ? 'the list' : 'the form'
}

const isQuestionOpen = () => scope().matches('[data-component=confirm-dialog]')

/** What changes something, and the same request again: other reads come and go by themselves. */
function sentSince({ method, endpoint }: Call, before: Facts, after: Facts): string {
  return after.log
    .slice(before.log.length)
    .filter((line) => !line.startsWith('GET') || line === `${method} ${endpoint}`)
    .map((line) => `\`${line}\``)
    .join(', ')
}
