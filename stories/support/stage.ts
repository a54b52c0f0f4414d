import type { Messages, StepUpProviderProps, Translate } from '../../src/index.js'
import type { FakeReachFive } from '../../src/testing/index.js'
import { createTranslate } from '../../src/messages/index.js'
import { directionOf, loadMessages } from './languages.js'
import { type Look, readLook } from './look.js'
import { World, type WorldOptions } from './world.js'

/** What a story may say about where it plays: its `parameters`. */
export interface StageParameters {
  /** Options of the fake ReachFive, and who is signed in. */
  fake?: WorldOptions
  /** Run once before the story is shown, such as to plan a fault. */
  prepare?: (fake: FakeReachFive) => void
  /** Props of the provider. */
  provider?: Partial<StepUpProviderProps>
  /** Instants for the scrubber, for a story whose state is fixed. */
  deadlines?: Deadlines
  /** How wide the story may be. @default 'narrow' */
  width?: 'narrow' | 'wide'
}

/** Parameters of a story, checked. */
export const stage = (parameters: StageParameters): StageParameters => parameters

/** What the scrubber can move to; epoch milliseconds. */
export interface Deadlines {
  resendAt?: number
  codeUntil?: number
  grantUntil?: number
}

/** Where a story plays. */
export class Stage {
  readonly world: World
  readonly look: Look
  readonly messages: Messages
  readonly direction: 'ltr' | 'rtl'
  readonly t: Translate

  constructor(world: World, look: Look, messages: Messages) {
    this.world = world
    this.look = look
    this.messages = messages
    this.direction = look.direction === 'auto' ? directionOf(look.language) : look.direction
    this.t = createTranslate(messages, look.language)
  }
}

interface Context {
  abortSignal: AbortSignal
  globals: Readonly<Record<string, unknown>>
  parameters: StageParameters
}

/** One world for each mount of a story: a render with other arguments or another look keeps it. */
const worlds = new WeakMap<AbortSignal, { persona: Look['persona']; world: World }>()

export async function setStage({ abortSignal, globals, parameters }: Context): Promise<{ stage: Stage }> {
  const look = readLook(globals)
  const kept = worlds.get(abortSignal)
  const seed = look.persona === 'story' ? undefined : { seed: look.persona }
  const isKept = kept?.persona === look.persona
  const world = isKept ? kept.world : new World({ ...parameters.fake, ...seed })
  if (!isKept) parameters.prepare?.(world.fake)
  worlds.set(abortSignal, { persona: look.persona, world })
  world.setNetwork(look.network)
  return { stage: new Stage(world, look, await loadMessages(look.language)) }
}

/** The stage that the loader has set. */
export function stageOf({ loaded }: { loaded: Readonly<Record<string, unknown>> }): Stage {
  const { stage } = loaded
  if (!(stage instanceof Stage))
    throw new Error('The story has no stage: the loader of the preview did not run.')
  return stage
}
