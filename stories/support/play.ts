import type { StoryContext } from '@storybook/react-vite'
import { screen, within } from 'storybook/test'
import type { MessageKey, Translate } from '../../src/index.js'
import { type CompleteStepUpOptions, completeStepUp, type FakeReachFive } from '../../src/testing/index.js'
import { type Stage, stageOf } from './stage.js'

type Context<Args> = Pick<
  StoryContext<Args>,
  'args' | 'canvas' | 'canvasElement' | 'userEvent' | 'step' | 'loaded' | 'globals'
>

/** What a play function needs here: the texts of the chosen language, and the fake. */
export interface Scene<Args> extends Context<Args> {
  t: Translate
  /** A text that another one is part of, such as a name with a placeholder. */
  part: (key: MessageKey) => RegExp
  fake: FakeReachFive
  stage: Stage
  /** Goes through the step-up that is on the page, as a person would. */
  passStepUp: (options?: CompleteStepUpOptions) => Promise<void>
  /** What is in the dialog on top. */
  dialog: (name: string) => Promise<Context<Args>['canvas']>
}

/**
 * A play function in whichever language the toolbar says. It waits for nobody when the toolbar has broken the network
 * or put somebody else on the stage: then the story is the designer's to explore.
 */
export function scene<Args>(
  run: (scene: Scene<Args>) => Promise<void>,
): (context: Context<Args>) => Promise<void> {
  return async (context) => {
    const stage = stageOf(context)
    const { t, look, world } = stage
    if (look.network !== 'normal' || look.persona !== 'story') return
    await run({
      ...context,
      t,
      part: (key) => partOf(stage, key),
      fake: world.fake,
      stage,
      passStepUp: (options) => completeStepUp(context.userEvent, world.fake, options),
      dialog: async (name) => within(await screen.findByRole('dialog', { name })),
    })
  }
}

function partOf({ messages }: Stage, key: MessageKey): RegExp {
  const message: unknown = messages[key]
  const text = typeof message === 'string' ? message : ''
  const pattern = text
    .split(/\{\w+\}/)
    .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
  return new RegExp(pattern)
}
