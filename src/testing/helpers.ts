import type { Factor } from '../client/types.js'
import type { FakeReachFive } from './fake/create.js'
import { waitFor } from './wait.js'

/** What the helpers need of Testing Library's `userEvent` (or of anything that can click and type). */
export interface UserLike {
  /** Presses an element. */
  click(element: Element): Promise<unknown>
  /** Types into an element. */
  type(element: Element, text: string): Promise<unknown>
  /** Empties an element. */
  clear?(element: Element): Promise<unknown>
}

/** Where and how long to look. */
export interface FindOptions {
  /** Where to look. @default globalThis.document */
  document?: Document
  /** How long to wait for the next step, in milliseconds. @default 5000 */
  timeoutMs?: number
}

/** Options of `completeStepUp`. */
export interface CompleteStepUpOptions extends FindOptions {
  /** The factor to choose where there is a choice. @default the one that the prompt proposes */
  factor?: Factor
  /** Ticks "trust this device", where that is offered. @default false */
  trustDevice?: boolean
  /** What to type. @default the code that the fake sent last for a step-up */
  code?: string
}

const promptSelector = '[data-component="step-up-prompt"]'
const codeSelector = 'input[autocomplete="one-time-code"]'

/**
 * Types a code into the one-time-code input of the page, once there is one; what it held before is replaced.
 * The form is not submitted, unless its input does so by itself.
 */
export async function typeCode(user: UserLike, code: string, options: FindOptions = {}): Promise<void> {
  const page = pageOf(options)
  const look = () => editableInput(promptOf(page) ?? page)
  const input = await waitFor(
    page,
    options.timeoutMs ?? 5000,
    look,
    () => 'No input for a one-time code came.',
  )
  await typeInto(user, input, code)
}

/**
 * Takes the step-up prompt that is (or is about to be) on the page from its first screen to its end, as a person
 * would: starts it, chooses a factor, types the code from the fake's inbox, verifies.
 * Rejects with what the prompt shows if it ends otherwise.
 *
 * @example
 * await user.click(screen.getByRole('button', { name: 'Save' }))
 * await completeStepUp(user, fake)
 */
export async function completeStepUp(
  user: UserLike,
  fake: FakeReachFive,
  options: CompleteStepUpOptions = {},
): Promise<void> {
  const page = pageOf(options)
  const timeoutMs = options.timeoutMs ?? 5000
  let done: StepName | undefined
  for (;;) {
    const after = done
    const look = () => nextStep(promptOf(page), after)
    const step = await waitFor(page, timeoutMs, look, () => describe(promptOf(page), after))
    if (step.name === 'finished') return
    if (step.name === 'choose') await choose(user, step.prompt, options.factor)
    if (step.name === 'code')
      await enterCode(user, step, options.code ?? stepUpCode(fake), options.trustDevice)
    if (step.name !== 'code') await submit(user, step.prompt)
    done = step.name
  }
}

type StepName = 'start' | 'choose' | 'code'

type Step =
  | { name: 'start' | 'choose'; prompt: Element }
  | { name: 'code'; prompt: Element; input: HTMLInputElement }
  | { name: 'finished' }

/** What there is to do now; `undefined` while the prompt is busy. */
function nextStep(prompt: Element | undefined, done: StepName | undefined): Step | undefined {
  if (!prompt) return done === 'code' ? { name: 'finished' } : undefined
  switch (prompt.getAttribute('data-state')) {
    case 'idle':
      return done === undefined ? { name: 'start', prompt } : undefined
    case 'choosingFactor':
      if (done === 'choose' || done === 'code') throwIfRefused(prompt)
      return done === 'choose' || done === 'code' ? undefined : { name: 'choose', prompt }
    case 'enteringCode': {
      if (done === 'code') throwIfRefused(prompt)
      const input = done === 'code' ? undefined : editableInput(prompt)
      return input && { name: 'code', prompt, input }
    }
    case 'verified':
      return { name: 'finished' }
    case 'failed':
      throw new Error(`The step-up failed: ${textOf(prompt)}`)
    default:
      return undefined
  }
}

function throwIfRefused(prompt: Element): void {
  const problem = prompt.querySelector('[data-part="error"], [role="alert"], [aria-invalid="true"]')
  if (problem) throw new Error(`The step-up was refused: ${textOf(prompt)}`)
}

async function choose(user: UserLike, prompt: Element, factor: Factor | undefined): Promise<void> {
  if (factor === undefined) return
  const radio = prompt.querySelector(`input[type="radio"][value="${factor}"]`)
  if (!radio) throw new Error(`The prompt does not offer the factor "${factor}".`)
  await user.click(radio)
}

async function enterCode(
  user: UserLike,
  { prompt, input }: { prompt: Element; input: HTMLInputElement },
  code: string,
  trustDevice = false,
): Promise<void> {
  const checkbox = trustDevice ? prompt.querySelector('input[type="checkbox"]') : undefined
  if (checkbox === null) throw new Error('The prompt does not offer to trust the device.')
  if (checkbox) await user.click(checkbox)
  await typeInto(user, input, code)
  // A prompt that submits by itself has left this state.
  if (prompt.isConnected && prompt.getAttribute('data-state') === 'enteringCode') await submit(user, prompt)
}

async function submit(user: UserLike, prompt: Element): Promise<void> {
  const button = prompt.querySelector('button[data-part="submit"]')
  if (button) await user.click(button)
}

async function typeInto(user: UserLike, input: HTMLInputElement, text: string): Promise<void> {
  if (input.value !== '') await user.clear?.(input)
  await user.type(input, text)
}

function stepUpCode(fake: FakeReachFive): string {
  const message = fake.inbox.findLast(({ purpose }) => purpose === 'stepUp')
  if (!message) throw new Error('The fake has sent no code for a step-up.')
  return message.code
}

/** The prompt in an open dialog, else the one in the page. */
function promptOf(page: Document): Element | undefined {
  return (
    page.querySelector(`dialog[open] ${promptSelector}`) ?? page.querySelector(promptSelector) ?? undefined
  )
}

function editableInput(within: ParentNode): HTMLInputElement | undefined {
  const input = within.querySelector<HTMLInputElement>(codeSelector)
  return input && !input.disabled && !input.readOnly ? input : undefined
}

const textOf = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim()

function describe(prompt: Element | undefined, done: StepName | undefined): string {
  if (!prompt) return 'No step-up prompt came up.'
  const state = prompt.getAttribute('data-state') ?? 'unknown'
  return `The step-up prompt stays in the state "${state}"${done ? ` after the step "${done}"` : ''}: ${textOf(prompt)}`
}

function pageOf({ document: given }: FindOptions): Document {
  const page = given ?? globalThis.document
  if (!page) throw new Error('There is no document. Pass one: { document }.')
  return page
}
