import type { Messages } from '../../src/index.js'
import { createPseudoMessages, isMessages } from './pseudo.js'

const catalogues = import.meta.glob<Readonly<Record<string, unknown>>>('../../src/messages/locales/*.ts')

const codeOf = (path: string) => /([^/]+)\.ts$/.exec(path)?.[1] ?? path

/** Accented and lengthened English. The code is the one that pseudo-locales have by custom. */
export const pseudoCode = 'en-XA'

export const languageCodes = [
  'en',
  ...Object.keys(catalogues)
    .map(codeOf)
    .filter((code) => code !== 'en'),
]

/** Every language in its own words. */
export const languageNames: Readonly<Record<string, string>> = Object.fromEntries([
  ...languageCodes.map((code) => [
    code,
    `${new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code} (${code})`,
  ]),
  [pseudoCode, 'Pseudo (long and accented)'],
])

/** One catalogue, loaded on demand. */
export async function loadMessages(code: string): Promise<Messages> {
  if (code === pseudoCode) return createPseudoMessages()
  const path = Object.keys(catalogues).find((one) => codeOf(one) === code)
  const module = path === undefined ? undefined : await catalogues[path]?.()
  const messages = Object.values(module ?? {}).find(isMessages)
  if (messages === undefined) throw new Error(`There is no complete catalogue for "${code}".`)
  return messages
}

export function directionOf(code: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)\b/.test(code) ? 'rtl' : 'ltr'
}
