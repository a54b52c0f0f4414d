import { type PersonaName, personaLabels } from './personas.js'
import { languageNames } from './languages.js'

/** What the toolbars offer, and the words for it. The first of each is the default. */
export const themes = {
  light: 'Light',
  dark: 'Dark',
  auto: 'As the system',
  'high-contrast': 'High contrast',
  soft: 'Brand: soft and round',
  dense: 'Brand: dense and square',
}

export const directions = {
  auto: 'As the language',
  ltr: 'Left to right',
  rtl: 'Right to left',
}

export const textSizes = { '100': '100 %', '200': '200 %' }

export const motions = { full: 'As the system', none: 'Reduced' }

export const networks = {
  normal: 'Normal',
  slow: 'Slow (2.5 seconds)',
  offline: 'Offline',
  limited: '429: wait 30 seconds',
  broken: '500: server error',
  html: '502: HTML instead of JSON',
}

export const personaChoices = { story: 'As the story has it', ...personaLabels }

/** The toolbars' choices for one story. */
export interface Look {
  theme: keyof typeof themes
  language: string
  direction: keyof typeof directions
  textSize: keyof typeof textSizes
  motion: keyof typeof motions
  network: keyof typeof networks
  persona: PersonaName | 'story'
}

export type Network = Look['network']

function pick<Name extends string>(
  choices: Readonly<Record<Name, string>>,
  value: unknown,
  otherwise: Name,
): Name {
  const isOne = (name: unknown): name is Name => typeof name === 'string' && Object.hasOwn(choices, name)
  // An address gives a name of digits as a number.
  const name = typeof value === 'number' ? String(value) : value
  return isOne(name) ? name : otherwise
}

/** The globals of Storybook, which any address can set to anything. */
export function readLook(globals: Readonly<Record<string, unknown>>): Look {
  return {
    theme: pick(themes, globals['theme'], 'light'),
    language: pick(languageNames, globals['language'], 'en'),
    direction: pick(directions, globals['direction'], 'auto'),
    textSize: pick(textSizes, globals['textSize'], '100'),
    motion: pick(motions, globals['motion'], 'full'),
    network: pick(networks, globals['network'], 'normal'),
    persona: pick(personaChoices, globals['persona'], 'story'),
  }
}
