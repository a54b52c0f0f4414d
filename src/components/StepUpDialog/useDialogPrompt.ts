import { useEffect, useState } from 'react'
import type { DialogPrompt } from './DialogPrompt.js'

interface LoadedPrompt {
  Prompt?: typeof DialogPrompt
  /** It could not be loaded: loads it again. */
  retry?: () => void
}

let loaded: LoadedPrompt = {}

/** The prompt, loaded while the first step-up starts: most visits to a page have none. */
export function useDialogPrompt(isNeeded: boolean): LoadedPrompt {
  const [prompt, setPrompt] = useState(loaded)
  const isMissing = isNeeded && !prompt.Prompt && !prompt.retry
  useEffect(() => {
    if (!isMissing) return undefined
    let isCurrent = true
    import('./DialogPrompt.js').then(
      ({ DialogPrompt: Prompt }) => {
        loaded = { Prompt }
        if (isCurrent) setPrompt(loaded)
      },
      () => {
        if (isCurrent) setPrompt({ retry: () => setPrompt({}) })
      },
    )
    return () => {
      isCurrent = false
    }
  }, [isMissing])
  return prompt
}
