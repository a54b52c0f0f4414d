import type { Translate } from '../messages/index.js'
import { useSurroundings } from './context.js'

/** The sentences of the nearest provider's catalogue: `t('prompt.title')`. */
export function useMessages(): {
  /** Looks up and fills one sentence. */
  t: Translate
  /** BCP 47. */
  locale: string
} {
  const { t, locale } = useSurroundings('useMessages')
  return { t, locale }
}
