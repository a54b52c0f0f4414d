import type { Preview } from '@storybook/react-vite'
import '../src/styles/index.css'
import { withoutUndefined } from '../stories/support/arg-types.js'
import { languageNames } from '../stories/support/languages.js'
import { directions, motions, networks, personaChoices, textSizes, themes } from '../stories/support/look.js'
import { setStage, stageOf } from '../stories/support/stage.js'
import { StoryFrame } from '../stories/support/StoryFrame.js'

function toolbar<Icon extends string>(title: string, icon: Icon, choices: Readonly<Record<string, string>>) {
  return {
    description: title,
    toolbar: {
      title,
      icon,
      dynamicTitle: false,
      items: Object.entries(choices).map(([value, label]) => ({ value, title: label })),
    },
  }
}

const preview: Preview = {
  tags: ['autodocs'],
  initialGlobals: {
    theme: 'light',
    language: 'en',
    direction: 'auto',
    textSize: '100',
    motion: 'full',
    network: 'normal',
    persona: 'story',
  },
  globalTypes: {
    theme: toolbar('Theme', 'paintbrush', themes),
    language: toolbar('Language', 'globe', languageNames),
    direction: toolbar('Direction', 'transfer', directions),
    textSize: toolbar('Text size', 'zoom', textSizes),
    motion: toolbar('Motion', 'lightning', motions),
    network: toolbar('Network', 'redirect', networks),
    persona: toolbar('Persona', 'user', personaChoices),
  },
  parameters: {
    layout: 'fullscreen',
    controls: { expanded: true },
    options: {
      storySort: {
        order: [
          'Start here',
          'Theming',
          'States',
          'Accessibility',
          'Content guide',
          'Recipes',
          'Prompt',
          'Parts',
          'Account',
          'Flows',
          'Samples',
        ],
      },
    },
    a11y: {
      test: 'error',
      options: {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
    },
    backgrounds: { disable: true },
  },
  argTypesEnhancers: [withoutUndefined],
  loaders: [setStage],
  decorators: [
    (Story, context) => (
      <StoryFrame
        stage={stageOf(context)}
        parameters={context.parameters}
        isAlone={context.viewMode === 'story'}
        title={`${context.title}: ${context.name}`}
      >
        <Story />
      </StoryFrame>
    ),
  ],
}

export default preview
