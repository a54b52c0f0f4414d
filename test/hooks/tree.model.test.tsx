import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import fc from 'fast-check'
import { StrictMode, useState } from 'react'
import { afterEach, beforeAll, beforeEach, describe, it, vi } from 'vitest'
import { NetworkError, StepUpRequiredError } from '../../src/client/errors.js'
import type { Factor } from '../../src/client/types.js'
import { fill } from '../../src/components/OtpInput/fill.js'
import { StepUpDialog } from '../../src/components/StepUpDialog/index.js'
import { StepUpPrompt } from '../../src/components/StepUpPrompt/index.js'
import { StepUpRuntime } from '../../src/hooks/StepUpRuntime.js'
import { useGuardedMutation } from '../../src/hooks/useGuardedMutation.js'
import { en } from '../../src/messages/locales/en.js'
import {
  createDesk,
  answerings,
  ensure,
  expectOften,
  patience,
  printed,
  type Refusal,
  refusals,
  runs,
  type SteppedUp,
  tell,
} from '../flow/model.support.js'
import { createStubClient, createTestClock, makeToken, settled, type StubClient } from '../flow/support.js'

type Command =
  | { do: 'click'; slot: number; twice: boolean }
  | { do: 'toggle'; slot: number }
  /** Answers a request: `which` 0 is the one that is waited for, the others may be late. */
  | { do: 'answer'; which: number; how: 'good' | Refusal; factors: Factor[] }
  /** Answers once more what was answered. */
  | { do: 'again'; which: number }
  | { do: 'reply'; which: number; how: 'good' | 'mfa' | 'freshness' | 'lost' }
  | { do: 'pick'; factor: Factor }
  | { do: 'press'; what: keyof typeof buttons; twice: boolean }
  | { do: 'key'; key: string }
  /** Types or pastes the newest code, or one that is `off` by as much. */
  | { do: 'type'; off: number }
  | { do: 'paste'; off: number; as: keyof typeof pasted }
  | { do: 'advance'; ms: number }
  | { do: 'swap'; to: 'same' | 'other' }
  | {
      do: 'plain'
      act:
        | 'enter'
        | 'delete'
        | 'escape'
        | 'inline'
        | 'render'
        | 'remount'
        | 'signIn'
        | 'signOut'
        | 'stepUpElsewhere'
        | 'hide'
        | 'network'
        | 'setBack'
    }

/** What a host may set. */
interface Settings {
  codeLength: number | undefined
  autoSubmit: boolean
  /** Whether the host keeps the tokens that it is given. */
  keepsTokens: boolean
}

const buttons = {
  submit: '[data-part=submit]',
  resend: '[data-component=resend-countdown] button',
  changeFactor: '[data-part=change-factor]',
  back: '[data-part=back]',
  cancel: '[data-part=cancel]',
  close: '[data-part=close]',
}
const pasted = {
  plain: (code: string) => code,
  spaced: (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)} `,
  dashed: (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`,
  sentence: (code: string) => `Your code is ${code}. It is valid for 5 minutes.`,
}

const factor = fc.constantFrom<Factor>('sms', 'email')
const slot = fc.nat({ max: 2 })
const seldom = fc.nat({ max: 4 }).map((n) => n === 0)
const off = fc.constantFrom(0, 0, 0, -1, 1)
const which = fc.nat({ max: 7 }).map((n) => Math.max(0, n - 4))
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('click' as const), slot, twice: seldom }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('toggle' as const), slot }) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which,
      how: answerings,
      factors: fc.uniqueArray(factor, { maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('again' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('reply' as const),
      which,
      how: fc.constantFrom('good', 'good', 'mfa', 'freshness', 'lost'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pick' as const), factor }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('press' as const),
      what: fc.constantFrom('submit', 'submit', 'submit', 'submit', 'resend', 'changeFactor', 'back'),
      twice: seldom,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('press' as const),
      what: fc.constantFrom('cancel', 'close'),
      twice: seldom,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('key' as const), key: fc.constantFrom('1', '7', 'x', ' ') }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('type' as const), off }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('paste' as const),
      off,
      as: fc.constantFrom('plain', 'spaced', 'dashed', 'sentence'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      ms: fc.constantFrom(31_000, 299_000, 301_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('swap' as const), to: fc.constantFrom('same', 'other') }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('plain' as const),
      act: fc.constantFrom(
        'enter',
        'enter',
        'enter',
        'delete',
        'escape',
        'escape',
        'inline',
        'render',
        'render',
        'remount',
        'signIn',
        'signOut',
        'stepUpElsewhere',
        'hide',
        'network',
        'setBack',
      ),
    }),
  },
)

/** The ways without mishap. Each sequence starts with a part of one, so that all states are reached often. */
const click: Command = { do: 'click', slot: 0, twice: false }
const answer = (...factors: Factor[]): Command => ({ do: 'answer', which: 0, how: 'good', factors })
const press: Command = { do: 'press', what: 'submit', twice: false }
const enter: Command = { do: 'plain', act: 'enter' }
const reply: Command = { do: 'reply', which: 0, how: 'good' }
const straight = fc.constantFrom<readonly Command[]>(
  [click, answer('sms'), answer(), { do: 'type', off: 0 }, press, answer(), reply],
  [click, answer('sms', 'email'), press, answer(), { do: 'paste', off: 0, as: 'spaced' }, enter, answer()],
  [
    click,
    answer('sms'),
    answer(),
    { do: 'type', off: 1 },
    press,
    answer(),
    { do: 'paste', off: 0, as: 'dashed' },
    enter,
    answer(),
  ],
  [{ do: 'plain', act: 'stepUpElsewhere' }, click, reply],
  [click, answer('sms'), answer(), { do: 'type', off: 0 }, press, { do: 'plain', act: 'signIn' }, answer()],
  [{ do: 'plain', act: 'signOut' }, click, answer('sms'), answer(), { do: 'type', off: 0 }, press, answer()],
  [click, answer('sms'), answer(), { do: 'type', off: 0 }, press, { do: 'plain', act: 'signOut' }, answer()],
  [click, click, answer('email'), answer(), { do: 'paste', off: 0, as: 'sentence' }, press, answer(), reply],
)
const steps = 60
const sequence = fc
  .tuple(straight, fc.nat({ max: 13 }), fc.array(command, { maxLength: steps - 9, size: 'max' }))
  .map(([way, far, more]) => [...way.slice(0, far), ...more])
const settings: fc.Arbitrary<Settings> = fc.record({
  codeLength: fc.constantFrom(6, 6, 6, undefined),
  autoSubmit: seldom,
  keepsTokens: fc.boolean(),
})

const tally = {
  resolved: 0,
  rejected: 0,
  sent: 0,
  'sent with a token of the host’s': 0,
  'typed codes verified': 0,
  'pasted codes verified': 0,
  'wrong codes refused': 0,
  'closed by escape': 0,
  'closed by close': 0,
  'closed by cancel': 0,
  'clients swapped in a step-up': 0,
  'shown in the page': 0,
  'shown in the dialog': 0,
  'kept what was typed': 0,
  'refused while offline': 0,
  'waits shown': 0,
  'tokens taken while nobody was signed in': 0,
}

/** A call of a form's, as the host sees it. */
interface Call {
  /** `undefined` where nobody was signed in. */
  user: number | undefined
  client: string
  settlements: number
  /** It was sent, and its answer is still to come. */
  isSent: boolean
}
const newCall = (user?: number, client = ''): Call => ({ user, client, settlements: 0, isSent: false })

interface Variables {
  text: string
  call: Call
}

/** What a host has around a guarded form: an input that must keep its value, and a button. */
function Form(props: {
  name: number
  run: (token: string, variables: Variables) => Promise<void>
  start: (begin: (call: Call) => Promise<void>) => void
}) {
  const { name, run, start } = props
  const [text] = useState(() => `typed-${name}`)
  const edit = useGuardedMutation({
    mutationFn: (variables: Variables, { accessToken }) => run(accessToken, variables),
    stepUp: () => ({ reason: { operation: 'updatePhoneNumber' } }),
  })
  return (
    <>
      <input aria-label={`form ${name}`} defaultValue={text} />
      <button
        type="button"
        aria-label={`save ${name}`}
        data-form={name}
        // Some hosts take the button away meanwhile, and with it the focus.
        disabled={name === 2 && edit.isPending}
        onClick={() => start((call) => edit.mutateAsync({ text, call }))}
      />
    </>
  )
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
          const [type, listener, options] = input
          note(1)(type, listener)
          const signal = typeof options === 'object' ? options.signal : undefined
          signal?.addEventListener('abort', () => note(-1)(type, listener))
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

/** What the person sees of the step-up: the dialog where it is open, else the prompt in the page. */
function look() {
  const dialogs = [...document.querySelectorAll<HTMLElement>('dialog[open]')]
  const prompts = [...document.querySelectorAll<HTMLElement>('[data-component=step-up-prompt]')]
  const stateOf = (prompt: HTMLElement) => prompt.dataset['state'] ?? ''
  const busy = prompts.filter((prompt) => !['idle', 'verified'].includes(stateOf(prompt)))
  const [dialog] = dialogs
  const prompt = busy[0] ?? prompts[0]
  const find = (selector: string) => (dialog ?? prompt)?.querySelector<HTMLElement>(selector) ?? null
  return {
    dialogs,
    busy,
    dialog,
    state: prompt ? stateOf(prompt) : 'none',
    box: prompt?.querySelector<HTMLInputElement>('input[data-part=input]') ?? null,
    find,
    canPress(what: keyof typeof buttons): boolean {
      const button = find(buttons[what])
      return button !== null && button.ariaDisabled !== 'true' && !button.hasAttribute('aria-disabled')
    },
  }
}
type Sight = ReturnType<typeof look>

/** The waits that are counted down, in seconds. */
function shownWaits(): number[] {
  const labels = document.querySelectorAll(
    '[data-component=resend-countdown][data-state=waiting] [data-for=waiting], [data-part=hint]',
  )
  return [...labels].flatMap(({ textContent }) => {
    const [, minutes, seconds] = /(-?\d+):(-?\d\d)/.exec(textContent) ?? []
    return minutes === undefined ? [] : [Number(minutes) * 60 + Number(seconds)]
  })
}

/** Whether the step-up goes on; a failure that offers nothing to do again is the end of it. */
function goesOn({ busy, state, find }: Sight): boolean {
  return busy.length > 0 && state !== 'checking' && (state !== 'failed' || find(buttons.submit) !== null)
}

/** There is always a way on: an answer that is still to come, a wait that ends, or something to do. */
function isStuck({ state, box, canPress }: Sight, answersToCome: number): boolean {
  switch (state) {
    case 'starting':
    case 'sendingCode':
    case 'verifyingCode':
      return answersToCome !== 1
    case 'choosingFactor':
      // A wait ends by itself: what then can be done is looked at in the end.
      return !canPress('submit') && !canPress('back') && !isHidden && vi.getTimerCount() === 0
    case 'enteringCode':
      return box === null || box.readOnly || !canPress('submit')
    case 'failed':
      return !canPress('submit') && !isHidden && vi.getTimerCount() === 0
    default:
      return true
  }
}

/** Puts a text where the caret is, as the browser would for a key or a paste. */
function insertText(box: HTMLInputElement, text: string, inputType: string): void {
  if (box.readOnly) return
  const about = new InputEvent('beforeinput', { bubbles: true, cancelable: true, inputType, data: text })
  if (!box.dispatchEvent(about)) return
  const [start, end] = [box.selectionStart ?? 0, box.selectionEnd ?? 0]
  fill(box, box.value.slice(0, start) + text + box.value.slice(end))
}

function deleteBackward(box: HTMLInputElement): void {
  const [start, end] = [box.selectionStart ?? 0, box.selectionEnd ?? 0]
  const from = start === end ? Math.max(0, start - 1) : start
  fill(box, box.value.slice(0, from) + box.value.slice(end))
}

function pressKey(target: Element, key: string): boolean {
  return target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

/** No wait is longer. */
const dayMs = 86_400_000
let isHidden = false
let isOnline = true

async function live(commands: readonly Command[], { codeLength, autoSubmit, keepsTokens }: Settings) {
  isHidden = false
  isOnline = true
  const listeners = watchListeners()
  const clock = createTestClock()
  const monotonic = () => clock.monotonic?.() ?? 0
  let user = 0
  /** Every token that carries a step-up. */
  const stepped = new Map<string, SteppedUp>()
  const refused = new Set<string>()
  /** The grants of who has signed out. */
  const ofTheGone = new Set<string>()
  /** What was wrong in the midst of something: thrown there, it would be but the failure of that call. */
  const broken: string[] = []
  const expectHeld = (holds: boolean, what: string) => {
    if (!holds) broken.push(what)
  }

  const clients: StubClient[] = []
  const addClient = (id: string) => {
    const client = createStubClient(clock, id)
    for (const line of [client.start, client.send, client.verify]) line.held = true
    client.getAccessTokenOf = async () => hostToken
    client.onAccept = ({ accessToken }) => {
      const token = stepped.get(accessToken)
      const isFree = hostToken === undefined
      expectHeld(isFree || token?.user === user, 'who has signed in at the host is not replaced')
      if (isFree) tally['tokens taken while nobody was signed in'] += 1
      expectHeld(token?.client === current.id, 'the tokens of one client are not given to another’s host')
      if (!keepsTokens) return
      hostToken = accessToken
      user = token?.user ?? user
    }
    clients.push(client)
    return client
  }
  let hostToken: string | undefined = makeToken({ sub: 'user-0', issuedAt: clock.now() })
  let current = addClient('client-0')

  const calls: Call[] = []
  const edits: { token: string; call: Call; resolve(): void; reject(error: unknown): void }[] = []
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: { gcTime: Number.POSITIVE_INFINITY },
      mutations: { gcTime: Number.POSITIVE_INFINITY },
    },
  })
  const codes = new Map<string, string>()
  let newestChallenge: string | undefined
  let newestCode = 500_000
  let typed = ''
  let entered: 'typed' | 'pasted' = 'typed'
  let intents = 0
  let epoch = 0
  let hasInline = false
  let isSetBack = false
  /** A kit that began anew after that: how old a token of the host’s is can't be known from then on. */
  let hasForgottenTime = false
  const mounted = new Set([0, 1, 2])
  /** Who was signed in when a code was sent to be checked: whoever signs in before the answer is somebody else. */
  const askedBy = new Map<object, number>()
  /** When that was: the kit counts a grant from then on, and the host's copy of it is no younger. */
  const askedAt = new Map<object, number>()
  const heldSince = new Map<string, number>()

  const run = (token: string, { text, call }: Variables) => {
    tally.sent += 1
    expectHeld(/^typed-\d$/.test(text), 'rule 2: a call is sent with its own arguments')
    const grant = stepped.get(token)
    expectHeld(
      grant !== undefined && (monotonic() - grant.at < 300_000 || (grant.isHosts && hasForgottenTime)),
      'rule 1: no call without a fresh grant',
    )
    expectHeld(
      [grant?.user, undefined].includes(call.user),
      'rule 1: the grant is of the person whose call it is',
    )
    expectHeld(
      call.user !== undefined || !ofTheGone.has(token),
      'rule 1: a grant is of no use once its person has signed out',
    )
    expectHeld(grant?.client === call.client, 'rule 1: the grant is of the client whose call it is')
    if (grant?.isHosts) tally['sent with a token of the host’s'] += 1
    call.isSent = true
    return new Promise<void>((resolve, reject) => {
      edits.push({ token, call, resolve, reject })
    })
  }
  const start = (begin: (call: Call) => Promise<void>) => {
    const call = newCall(hostToken === undefined ? undefined : user, current.id)
    calls.push(call)
    begin(call).then(
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
  const waiting = () => calls.filter((call) => call.settlements === 0 && !call.isSent).length

  const ui = () => (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <StepUpRuntime
          key={epoch}
          client={current}
          clock={clock}
          messages={en}
          codeLength={codeLength}
          autoSubmit={autoSubmit}
          onEvent={() => {}}
        >
          {[0, 1, 2]
            .filter((name) => mounted.has(name))
            .map((name) => (
              <Form key={name} name={name} run={run} start={start} />
            ))}
          {hasInline && <StepUpPrompt />}
          <StepUpDialog />
          <StepUpDialog />
        </StepUpRuntime>
      </QueryClientProvider>
    </StrictMode>
  )
  const view = render(ui())
  const inputs = () => [...view.container.querySelectorAll<HTMLInputElement>('input[aria-label^=form]')]
  let nodes = new Map(inputs().map((input) => [input.ariaLabel, input]))

  const asked = () =>
    clients.flatMap((client) => [
      ...client.start.calls.map((call) => ({
        call,
        refuse: call.refuse,
        again: () => call.answer({ factors: ['sms'] }),
        accept({ factors }: { factors: Factor[] }) {
          if (factors.length === 1 && !call.signal?.aborted) intents += 1
          call.answer({ factors })
        },
      })),
      ...client.send.calls.map((call) => ({
        call,
        refuse(error: unknown) {
          // A step-up that has expired is begun anew, and the code is asked for once more.
          if (!call.signal?.aborted) intents += 1
          call.refuse(error)
        },
        again: () => call.answer({ challengeId: 'challenge-again' }),
        accept() {
          newestCode += 1
          const challengeId = `challenge-${newestCode}`
          codes.set(challengeId, `${newestCode}`)
          if (!call.signal?.aborted) newestChallenge = challengeId
          call.answer({ challengeId })
        },
      })),
      ...client.verify.calls.map((call) => ({
        call,
        refuse: call.refuse,
        again: () => call.answer({ accessToken: hostToken ?? makeToken(), tokenType: 'Bearer' }),
        accept() {
          if (codes.get(call.input.challengeId) !== call.input.code) {
            tally['wrong codes refused'] += 1
            return call.refuse(refusals.wrong())
          }
          if (!call.signal?.aborted) tally[`${entered} codes verified`] += 1
          const owner = askedBy.get(call) ?? user
          const accessToken = makeToken({ sub: `user-${owner}`, amr: ['mfa'], issuedAt: clock.now() })
          stepped.set(accessToken, { user: owner, client: client.id, at: monotonic(), isHosts: false })
          heldSince.set(accessToken, askedAt.get(call) ?? monotonic())
          return call.answer({ accessToken, tokenType: 'Bearer' })
        },
      })),
    ])
  const { awaited, take, answerAgain } = createDesk(asked)

  const edit = (sight: Sight, how: (box: HTMLInputElement) => void) => {
    const { box } = sight
    if (!box || box.readOnly) return
    box.focus()
    how(box)
    typed = box.value
  }
  const codeOff = (by: number) => `${newestCode + by}`

  const step = (given: Command, sight: Sight) => {
    const { dialog, box, find } = sight
    switch (given.do) {
      case 'click': {
        const button = document.querySelector<HTMLElement>(`[data-form="${given.slot}"]`)
        button?.focus()
        button?.click()
        if (given.twice) button?.click()
        return
      }
      case 'toggle':
        if (!mounted.delete(given.slot)) mounted.add(given.slot)
        nodes.delete(`form ${given.slot}`)
        return view.rerender(ui())
      case 'answer': {
        const chosen = take(given.which)
        if (!chosen) return
        if (!isOnline) chosen.refuse(refusals.offline())
        else if (given.how === 'good') chosen.accept(given)
        else chosen.refuse(refusals[given.how]())
        if (!isOnline) tally['refused while offline'] += 1
        return
      }
      case 'again':
        answerAgain(given.which)
        return
      case 'reply': {
        const [chosen] = edits.splice(given.which % Math.max(1, edits.length), 1)
        if (!chosen) return
        chosen.call.isSent = false
        if (given.how === 'good') return chosen.resolve()
        if (given.how === 'lost') return chosen.reject(new NetworkError('No answer.', 'timeout'))
        refused.add(chosen.token)
        return chosen.reject(new StepUpRequiredError('401', given.how))
      }
      case 'pick':
        return find(`input[data-part=radio][value=${given.factor}]`)?.click()
      case 'press': {
        if (given.what === 'submit' && sight.state === 'choosingFactor') intents += 1
        if (given.what === 'resend') intents += 1
        const button = find(buttons[given.what])
        button?.click()
        if (given.twice) button?.click()
        return
      }
      case 'key':
        entered = 'typed'
        return edit(sight, (field) => insertText(field, given.key, 'insertText'))
      case 'type':
        entered = 'typed'
        return edit(sight, (field) => {
          field.select()
          for (const key of codeOff(given.off)) insertText(field, key, 'insertText')
          expectHeld(field.value === codeOff(given.off), 'a code that is typed stands in the box')
        })
      case 'paste':
        entered = 'pasted'
        return edit(sight, (field) => {
          field.select()
          insertText(field, pasted[given.as](codeOff(given.off)), 'insertFromPaste')
          if (codeLength === undefined) return
          expectHeld(field.value === codeOff(given.off), 'a code that is pasted stands in the box')
        })
      case 'advance':
        return clock.advance(given.ms)
      case 'swap':
        if (waiting() > 0) tally['clients swapped in a step-up'] += 1
        current = addClient(given.to === 'same' ? current.id : `client-${clients.length}`)
        if (given.to === 'other') hostToken = makeToken({ sub: `user-${user}`, issuedAt: clock.now() })
        return view.rerender(ui())
      case 'plain':
        switch (given.act) {
          case 'enter':
            // A browser presses the form's button.
            if (box && pressKey(box, 'Enter')) find(buttons.submit)?.click()
            return
          case 'delete':
            entered = 'typed'
            return edit(sight, deleteBackward)
          case 'escape':
            return void (dialog && pressKey(dialog, 'Escape'))
          case 'inline':
            hasInline = !hasInline
            return view.rerender(ui())
          case 'render':
            return view.rerender(ui())
          case 'remount': {
            epoch += 1
            hasForgottenTime ||= isSetBack
            // A kit that begins anew knows of a token that the host kept what the token says, as of any of the host's.
            const kept = hostToken !== undefined && stepped.get(hostToken)
            if (kept) kept.isHosts = true
            nodes = new Map()
            return view.rerender(ui())
          }
          case 'hide':
            isHidden = !isHidden
            document.dispatchEvent(new Event('visibilitychange'))
            return
          case 'network':
            isOnline = !isOnline
            window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'))
            return
          case 'setBack':
            isSetBack = true
            return clock.setBack(600_000)
          case 'signIn':
            user += 1
            hostToken = makeToken({ sub: `user-${user}`, issuedAt: clock.now() })
            return
          case 'signOut':
            if (hostToken !== undefined && calls.some((call) => call.user === user)) {
              for (const [token, grant] of stepped) if (grant.user === user) ofTheGone.add(token)
            }
            hostToken = undefined
            return
          case 'stepUpElsewhere':
            hostToken = makeToken({ sub: `user-${user}`, amr: ['mfa'], issuedAt: clock.now() })
            stepped.set(hostToken, { user, client: current.id, at: monotonic(), isHosts: true })
            return
        }
    }
  }

  /** Whether a click needs no prompt: the host’s own token carries a step-up that is still fresh. */
  const isServed = (given: Command, { busy }: Sight) => {
    if (hostToken === undefined) return false
    const at = heldSince.get(hostToken) ?? stepped.get(hostToken)?.at
    return (
      given.do === 'click' &&
      busy.length === 0 &&
      !isSetBack &&
      at !== undefined &&
      monotonic() - at < 300_000 &&
      !refused.has(hostToken)
    )
  }
  /** How the person leaves a step-up by this command; `undefined` if at all. */
  const leaves = (given: Command, { dialog, find, busy }: Sight) => {
    if (given.do === 'plain') return given.act === 'escape' && dialog ? 'escape' : undefined
    if (given.do !== 'press' || busy.length === 0) return undefined
    const { what } = given
    return (what === 'cancel' || what === 'close') && find(buttons[what]) ? what : undefined
  }
  const sentCodes = () => clients.reduce((sum, { send }) => sum + send.calls.length, 0)
  const checked = () => clients.flatMap(({ verify }) => verify.calls)

  try {
    let before = look()
    for (const given of commands) {
      const wasWaiting = waiting()
      const codesBefore = sentCodes()
      const checkedBefore = new Set(checked())
      const served = isServed(given, before)
      const left = leaves(given, before)
      const mayAskForCode =
        given.do === 'answer' ||
        (given.do === 'press' && given.what === 'submit' && before.state === 'choosingFactor') ||
        (given.do === 'press' && given.what === 'resend')
      await act(async () => {
        step(given, before)
        await settled()
      })
      const after = look()
      ensure(broken.length === 0, broken.join(', '))

      ensure(sentCodes() <= intents, 'rule 3: one intent, one code')
      const codesSent = sentCodes() - codesBefore
      ensure(codesSent <= (mayAskForCode ? 1 : 0), 'rule 3: no code is asked for but by an intent')
      const checks = checked().filter((call) => !checkedBefore.has(call))
      for (const check of checks) {
        askedBy.set(check, user)
        askedAt.set(check, monotonic())
      }
      ensure(checks.length <= 1, 'one submit, one verification')
      for (const { input } of checks) {
        ensure(input.challengeId === newestChallenge, 'rule 9: only the newest challenge is verified')
        ensure(input.code === typed.replace(/\s/g, ''), 'the code that is checked stands in the box')
      }
      for (const call of calls) ensure(call.settlements <= 1, 'rule 6: each call is settled once')

      for (const input of inputs()) {
        const node = nodes.get(input.ariaLabel)
        ensure(node === undefined || node === input, 'rule 4: a guarded form stays mounted')
        ensure(/^typed-\d$/.test(input.value), 'rule 4: what was typed is still there')
        nodes.set(input.ariaLabel, input)
      }
      if (!goesOn(after)) typed = ''
      if (after.box) {
        ensure(after.box.value === typed, `rule 4: the code "${typed}" stays, and is gone with its step-up`)
        const isEdit = given.do === 'key' || given.do === 'type' || given.do === 'paste'
        if (typed !== '' && !isEdit) tally['kept what was typed'] += 1
      }

      const { dialogs, dialog, busy, state } = after
      ensure(dialogs.length <= 1, 'at most one dialog is open')
      ensure(busy.length <= 1, 'one prompt shows the step-up')
      ensure(!dialog || busy.length === 1, 'no dialog is open for nothing')
      if (waiting() > 0) {
        ensure(busy.length === 1, 'while calls wait a prompt is shown')
        ensure(!isStuck(after, awaited().length), `there is a way on from ${state}`)
        tally[dialog ? 'shown in the dialog' : 'shown in the page'] += 1
      } else {
        ensure(!dialog || !goesOn(after), 'after the end no dialog asks for anything')
      }
      if (left !== undefined) {
        ensure(waiting() === 0 && busy.length === 0, `rule 6: ${left} ends the step-up`)
        if (wasWaiting > 0) tally[`closed by ${left}`] += 1
      }
      if (given.do === 'again') {
        ensure(state === before.state && waiting() === wasWaiting, 'a second answer changes nothing')
      }
      if (served) ensure(waiting() === 0 && busy.length === 0, 'a token that was stepped up needs no prompt')
      if (given.do === 'swap' && given.to === 'other') ensure(waiting() === 0, 'no call changes its client')
      if (given.do === 'swap' && given.to === 'same') {
        ensure(waiting() === wasWaiting, 'a client of the same name takes no call away')
      }
      for (const seconds of shownWaits()) {
        ensure(seconds >= 0 && seconds <= 40, `rule 7: ${seconds} s are in the window`)
        tally['waits shown'] += 1
      }
      ensure(!view.container.innerHTML.includes('secretSignature'), 'rule 10: no token is in the page')
      before = after
    }
    await act(async () => clock.advance(dayMs))
    const last = look()
    if (waiting() > 0 && last.state === 'choosingFactor') {
      ensure(last.canPress('submit'), 'rule 8: once the wait is over a code can be asked for')
    }
    if (last.state === 'enteringCode') {
      ensure(last.canPress('resend'), 'rule 8: once the wait is over a new code can be asked for')
    }
  } finally {
    view.unmount()
    view.container.remove()
    // Where the focus could not be given back, the next touch of the page is waited for.
    document.dispatchEvent(new Event('pointerdown'))
    if (!isOnline) window.dispatchEvent(new Event('online'))
    listeners.stop()
    for (const sent of edits) sent.resolve()
    await settled()
    await vi.advanceTimersByTimeAsync(1)
  }
  for (const call of calls) ensure(call.settlements === 1, 'rule 6: each call is settled in the end')
  ensure(vi.getTimerCount() === 0, 'no timer is left')
  ensure(listeners.left().length === 0, `no listener is left: ${listeners.left().join(', ')}`)
}

describe('a mounted tree, whatever happens in it in whatever order', () => {
  beforeAll(async () => {
    // What the dialog loads with its first step-up is there from then on.
    const client = createStubClient()
    client.start.held = true
    const view = render(
      <QueryClientProvider client={new QueryClient()}>
        <StepUpRuntime client={client} messages={en}>
          <Form name={0} run={async () => {}} start={(begin) => void begin(newCall()).catch(() => {})} />
          <StepUpDialog />
        </StepUpRuntime>
      </QueryClientProvider>,
    )
    act(() => document.querySelector<HTMLElement>('[data-form]')?.click())
    await vi.waitFor(() => ensure(look().find(buttons.cancel) !== null, 'the prompt is loaded'), {
      timeout: 10_000,
    })
    view.unmount()
  })
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden)
    vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => isOnline)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  it(
    'rules 1, 2, 3, 4, 6, 7, 9, 10 hold',
    async () => {
      await fc.assert(fc.asyncProperty(sequence, settings, live), { ...printed(), numRuns: runs(300) })
      expectOften(tally, 5)
      tell('random sequences through the mounted React tree', runs(300))
    },
    patience(120_000),
  )
})
