import type { Translate } from '../messages/index.js'
import { useSurroundings } from './context.js'

/** The sentences of the nearest provider's catalogue: `t('prompt.title')`. */
export function useMessages(): { t: Translate; locale: string } {
  const { t, locale } = useSurroundings('useMessages')
  return { t, locale }
}
