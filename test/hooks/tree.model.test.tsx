import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import fc from 'fast-check'
import { StrictMode, useEffect, useState } from 'react'
import { afterAll, afterEach, beforeEach, describe, it, vi } from 'vitest'
import {
  CodeRejectedError,
  NetworkError,
  RateLimitedError,
  StepUpRequiredError,
} from '../../src/client/errors.js'
import type { Factor } from '../../src/client/types.js'
import { StepUpRuntime } from '../../src/hooks/StepUpRuntime.js'
import { useGuardedMutation } from '../../src/hooks/useGuardedMutation.js'
import { type StepUpPromptController, useStepUpController } from '../../src/hooks/useStepUpController.js'
import { en } from '../../src/messages/locales/en.js'
import { ensure, patience, printed, runs, tell } from '../flow/model.support.js'
import { createStubClient, createTestClock, makeToken, settled } from '../flow/support.js'

type Command =
  | { do: 'click'; slot: number }
  | { do: 'toggle'; slot: number }
  | { do: 'answer'; how: 'good' | 'limit' | 'lost' | 'offline' | 'wrong' | 'expired'; factors: Factor[] }
  | { do: 'reply'; refuse: boolean }
  | { do: 'choose'; factor: Factor }
  | { do: 'advance'; ms: number }
  | {
      do: 'plain'
      act:
        | 'submit'
        | 'resend'
        | 'changeFactor'
        | 'back'
        | 'retry'
        | 'cancel'
        | 'render'
        | 'remount'
        | 'signIn'
        | 'hide'
    }

const factor = fc.constantFrom<Factor>('sms', 'email')
const slot = fc.nat({ max: 2 })
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('click' as const), slot }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('toggle' as const), slot }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      how: fc.constantFrom(
        'good',
        'good',
        'good',
        'good',
        'good',
        'limit',
        'lost',
        'offline',
        'wrong',
        'expired',
      ),
      factors: fc.uniqueArray(factor, { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reply' as const), refuse: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('choose' as const), factor }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(31_000, 299_000) }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('plain' as const),
      act: fc.constantFrom(
        'submit',
        'submit',
        'submit',
        'resend',
        'changeFactor',
        'back',
        'retry',
        'cancel',
        'render',
        'remount',
        'signIn',
        'hide',
      ),
    }),
  },
)

/** The way without mishap. Each sequence starts with a part of it, so that all states are reached often. */
const good: Command = { do: 'answer', how: 'good', factors: ['sms'] }
const straight: readonly Command[] = [
  { do: 'click', slot: 0 },
  good,
  good,
  { do: 'plain', act: 'submit' },
  good,
  { do: 'reply', refuse: false },
]
const sequence = fc
  .tuple(fc.nat({ max: straight.length }), fc.array(command, { maxLength: 24, size: 'max' }))
  .map(([steps, more]) => [...straight.slice(0, steps), ...more])

const tally = { resolved: 0, rejected: 0, sent: 0 }

interface Handles {
  prompts: Set<StepUpPromptController>
  clicks: Map<number, () => void>
}

/** A code is asked for by choosing a factor or a new code, or follows when a step-up with one factor has begun. */
const mayAskForCode = (given: Command) =>
  given.do === 'choose' || given.do === 'answer' || (given.do === 'plain' && given.act === 'resend')

/** What a host has around a guarded form: an input that must keep its value, and a button. */
function Form(props: {
  name: number
  handles: Handles
  run: (token: string, kept: string) => Promise<void>
  start: (promise: Promise<void>) => void
}) {
  const { name, handles, run, start } = props
  const [kept] = useState(() => `typed-${name}`)
  const edit = useGuardedMutation({
    mutationFn: (variables: string, { accessToken }) => run(accessToken, variables),
    stepUp: () => ({ reason: { operation: 'updatePhoneNumber' } }),
  })
  const click = () => start(edit.mutateAsync(kept))
  useEffect(() => {
    handles.clicks.set(name, click)
    return () => void handles.clicks.delete(name)
  })
  return <input aria-label={`form ${name}`} defaultValue={kept} />
}

function Prompt({ handles }: { handles: Handles }) {
  const prompt = useStepUpController()
  useEffect(() => {
    handles.prompts.add(prompt)
    return () => void handles.prompts.delete(prompt)
  })
  return <p>{prompt.state.status}</p>
}

/** What listens on the page, as `target type`; React itself stays on the document for good. */
function watchListeners(): { left(): string[]; stop(): void } {
  const heard = new Map<unknown, Map<string, number>>()
  const spies = [window, document].flatMap((target) => {
    const note = (by: number) => (type: string, listener: unknown) => {
      const counts = heard.get(listener) ?? new Map<string, number>()
      heard.set(listener, counts)
      const name = `${target === document ? 'document' : 'window'} ${type}`
      counts.set(name, by > 0 ? 1 : 0)
    }
    const { addEventListener, removeEventListener } = target
    return [
      vi
        .spyOn(target, 'addEventListener')
        .mockImplementation((...input: Parameters<typeof addEventListener>) => {
          note(1)(input[0], input[1])
          Reflect.apply(addEventListener, target, input)
        }),
      vi
        .spyOn(target, 'removeEventListener')
        .mockImplementation((...input: Parameters<typeof removeEventListener>) => {
          note(-1)(input[0], input[1])
          Reflect.apply(removeEventListener, target, input)
        }),
    ]
  })
  return {
    left: () =>
      [...heard.values()]
        .flatMap((counts) => [...counts])
        .filter(([name, count]) => count > 0 && name !== 'document selectionchange')
        .map(([name]) => name),
    stop: () => spies.forEach((spy) => spy.mockRestore()),
  }
}

let isHidden = false

async function live(commands: readonly Command[]): Promise<void> {
  isHidden = false
  const listeners = watchListeners()
  const clock = createTestClock()
  const client = createStubClient(clock)
  for (const line of [client.start, client.send, client.verify]) line.held = true
  let user = 0
  client.hostToken = makeToken({ sub: 'user-0' })
  const stepped = new Map<string, number>()
  const answered = new Set<object>()
  const handles: Handles = { prompts: new Set(), clicks: new Map() }
  const calls: { settlements: number }[] = []
  const edits: { resolve(): void; reject(error: unknown): void }[] = []
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: { gcTime: Number.POSITIVE_INFINITY },
      mutations: { gcTime: Number.POSITIVE_INFINITY },
    },
  })
  let challenges = 0
  let newestChallenge: string | undefined
  let intents = 0
  let epoch = 0
  const mounted = new Set([0, 1, 2])

  /** What was wrong with a call as it was sent: thrown there, it would be but the failure of that call. */
  const broken: string[] = []
  const run = (token: string, variables: string) => {
    tally.sent += 1
    if (!/^typed-\d$/.test(variables)) broken.push('rule 2: a call is sent with its own arguments')
    const at = stepped.get(token)
    if (at === undefined || (clock.monotonic?.() ?? 0) - at >= 300_000)
      broken.push('rule 1: no call without a fresh grant')
    return new Promise<void>((resolve, reject) => {
      edits.push({ resolve, reject })
    })
  }
  const start = (promise: Promise<void>) => {
    const call = { settlements: 0 }
    calls.push(call)
    promise.then(
      () => {
        call.settlements += 1
        tally.resolved += 1
      },
      () => {
        call.settlements += 1
        tally.rejected += 1
      },
    )
  }
  const ui = () => (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <StepUpRuntime key={epoch} client={client} clock={clock} messages={en} onEvent={() => {}}>
          {[0, 1, 2]
            .filter((name) => mounted.has(name))
            .map((name) => (
              <Form key={name} name={name} handles={handles} run={run} start={start} />
            ))}
          <Prompt handles={handles} />
        </StepUpRuntime>
      </QueryClientProvider>
    </StrictMode>
  )
  const view = render(ui())
  const inputs = () => [...view.container.querySelectorAll('input')]
  let nodes = new Map(inputs().map((input) => [input.ariaLabel, input]))

  const step = (given: Command) => {
    const [prompt] = handles.prompts
    switch (given.do) {
      case 'click':
        return handles.clicks.get(given.slot)?.()
      case 'toggle':
        if (!mounted.delete(given.slot)) mounted.add(given.slot)
        nodes.delete(`form ${given.slot}`)
        return view.rerender(ui())
      case 'answer': {
        const open = [client.start, client.send, client.verify]
          .flatMap((line): { refuse(error: unknown): void }[] => line.calls)
          .filter((call) => !answered.has(call))
        const [chosen] = open
        if (!chosen) return
        answered.add(chosen)
        if (given.how === 'limit') return chosen.refuse(new RateLimitedError('429', clock.now() + 40_000))
        if (given.how === 'lost') return chosen.refuse(new NetworkError('lost', 'timeout'))
        if (given.how === 'offline') return chosen.refuse(new NetworkError('offline', 'offline'))
        if (given.how === 'expired') {
          intents += 1
          return chosen.refuse(new StepUpRequiredError('401', 'mfa'))
        }
        const started = client.start.calls.find((call) => call === chosen)
        const sent = client.send.calls.find((call) => call === chosen)
        const verified = client.verify.calls.find((call) => call === chosen)
        started?.answer({ factors: given.factors })
        if (started && given.factors.length === 1) intents += 1
        if (sent) {
          const challengeId = `challenge-${(challenges += 1)}`
          if (!sent.signal?.aborted) newestChallenge = challengeId
          sent.answer({ challengeId })
        }
        if (verified && given.how === 'wrong') return verified.refuse(new CodeRejectedError('401', 'wrong'))
        if (verified) {
          const accessToken = makeToken({ sub: `user-${user}`, amr: ['mfa'], issuedAt: clock.now() })
          stepped.set(accessToken, clock.monotonic?.() ?? 0)
          verified.answer({ accessToken, tokenType: 'Bearer' })
        }
        return
      }
      case 'reply': {
        const edit = edits.shift()
        if (given.refuse) edit?.reject(new StepUpRequiredError('401', 'mfa'))
        else edit?.resolve()
        return
      }
      case 'choose':
        intents += 1
        return prompt?.onChooseFactor(given.factor)
      case 'advance':
        return clock.advance(given.ms)
      case 'plain':
        switch (given.act) {
          case 'submit':
            prompt?.onCodeChange(`${challenges}`)
            return prompt?.onSubmit()
          case 'resend':
            intents += 1
            return prompt?.onResend()
          case 'changeFactor':
            return prompt?.onChangeFactor()
          case 'back':
            return prompt?.onBack()
          case 'retry':
            return prompt?.onRetry()
          case 'cancel':
            return prompt?.onCancel()
          case 'render':
            return view.rerender(ui())
          case 'remount':
            epoch += 1
            nodes = new Map()
            return view.rerender(ui())
          case 'hide':
            isHidden = !isHidden
            document.dispatchEvent(new Event('visibilitychange'))
            return
          case 'signIn':
            user += 1
            client.hostToken = makeToken({ sub: `user-${user}`, issuedAt: clock.now() })
            return
        }
    }
  }

  try {
    for (const given of commands) {
      const codesBefore = client.send.calls.length
      await act(async () => {
        step(given)
        await settled()
      })
      ensure(broken.length === 0, broken.join(', '))
      ensure(client.send.calls.length <= intents, 'rule 3: one intent, one code')
      const codes = client.send.calls.length - codesBefore
      ensure(codes <= (mayAskForCode(given) ? 1 : 0), 'rule 3: no code is asked for but by an intent')
      const verify = client.verify.calls.at(-1)
      if (verify && !answered.has(verify) && !verify.signal?.aborted) {
        ensure(verify.input.challengeId === newestChallenge, 'rule 9: only the newest challenge is verified')
      }
      for (const call of calls) ensure(call.settlements <= 1, 'rule 6: each call is settled once')
      for (const input of inputs()) {
        const before = nodes.get(input.ariaLabel)
        ensure(before === undefined || before === input, 'rule 4: a guarded form stays mounted')
        ensure(/^typed-\d$/.test(input.value), 'rule 4: what was typed is still there')
        nodes.set(input.ariaLabel, input)
      }
      ensure(!view.container.innerHTML.includes('secretSignature'), 'rule 10: no token is in the page')
    }
  } finally {
    view.unmount()
    listeners.stop()
    for (const edit of edits) edit.resolve()
    await settled()
    await vi.advanceTimersByTimeAsync(1)
  }
  for (const call of calls) ensure(call.settlements === 1, 'rule 6: each call is settled in the end')
  ensure(vi.getTimerCount() === 0, 'no timer is left')
  ensure(listeners.left().length === 0, `no listener is left: ${listeners.left().join(', ')}`)
}

describe('a mounted tree, whatever happens in it in whatever order', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  it(
    'rules 1, 2, 3, 4, 6, 9, 10 hold',
    async () => {
      await fc.assert(fc.asyncProperty(sequence, live), { ...printed(), numRuns: runs(300) })
      tell('random sequences through the mounted React tree', runs(300))
    },
    patience(120_000),
  )

  afterAll(() => {
    // The sequences would prove nothing if they never got anywhere.
    for (const [what, count] of Object.entries(tally)) ensure(count > 20, `${what} happens often (${count})`)
  })
})
