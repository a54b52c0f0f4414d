/** The languages that a catalogue exists for: `stepup-kit/locales/<code>`. */
export const localeCodes = [
  'ar',
  'de',
  'en',
  'es',
  'fr',
  'hu',
  'it',
  'ja',
  'ko',
  'nl',
  'pt',
  'ru',
  'sk',
  'zh-Hans',
  'zh-Hant',
] as const

/** The code of a language that a catalogue exists for. */
export type LocaleCode = (typeof localeCodes)[number]

/** Regions that write Chinese in the traditional script. */
const traditional = /-(tw|hk|mo|hant)\b/

/**
 * The catalogue for a language code: BCP 47 in any case, or as ReachFive spells it (`jp`, `zh-CN`, `zh-TW`, …).
 *
 * @returns `undefined` for a language without a catalogue
 * @example
 * const code = resolveLocale(config.language) ?? 'en' // 'jp' → 'ja', 'zh-HK' → 'zh-Hant'
 */
export function resolveLocale(code: string): LocaleCode | undefined {
  const lower = code.toLowerCase().replaceAll('_', '-')
  const [language] = lower.split('-')
  if (language === 'jp') return 'ja'
  if (language === 'zh') return traditional.test(lower) ? 'zh-Hant' : 'zh-Hans'
  return localeCodes.find((known) => known === language)
}
