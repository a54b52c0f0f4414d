import type { NetworkMode } from './lab.js'

/** What the controls tell the page, which is a frame of its own so that a modal dialog leaves them usable. */
export interface DemoSettings {
  persona: PersonaName
  theme: ThemeName
  isRtl: boolean
  network: NetworkMode
}

export const personas = [
  'smsAndEmail',
  'smsOnly',
  'emailOnly',
  'noCredential',
  'unverifiedEmail',
  'lockedOut',
] as const
export type PersonaName = (typeof personas)[number]

export const themes = ['auto', 'light', 'dark', 'contrast', 'round', 'dense'] as const
export type ThemeName = (typeof themes)[number]

export const networks = ['normal', 'slow', 'offline'] as const satisfies readonly NetworkMode[]

export const initialSettings: DemoSettings = {
  persona: 'smsAndEmail',
  theme: 'auto',
  isRtl: false,
  network: 'normal',
}

/** How a step-up starts: ways A and C, or whichever fits. */
export const starts = ['auto', 'session', 'accessToken'] as const
export type StartName = (typeof starts)[number]

/** The member of a list that a form control or a message names. */
export function pick<Name extends string>(names: readonly Name[], value: unknown): Name | undefined {
  return names.find((name) => name === value)
}

/** What the address of the page asks for, such as `page.html?persona=smsOnly&start=session`. */
export function readAddress(search: string): { settings: DemoSettings; start: StartName } {
  const query = new URLSearchParams(search)
  return {
    settings: {
      ...initialSettings,
      persona: pick(personas, query.get('persona')) ?? initialSettings.persona,
    },
    start: pick(starts, query.get('start')) ?? 'auto',
  }
}

/** Settings out of a message; `undefined` for any other message. */
export function readSettings(data: unknown): DemoSettings | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const persona = pick(personas, Reflect.get(data, 'persona'))
  const theme = pick(themes, Reflect.get(data, 'theme'))
  const network = pick(networks, Reflect.get(data, 'network'))
  if (persona === undefined || theme === undefined || network === undefined) return undefined
  return { persona, theme, network, isRtl: Reflect.get(data, 'isRtl') === true }
}

/** What the page says when it listens. */
export const readyMessage = 'harbour:ready'
