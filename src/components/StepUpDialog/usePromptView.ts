import { useEffect, useState } from 'react'
import type { StepUpPromptView } from '../StepUpPromptView/index.js'

interface PromptView {
  View?: typeof StepUpPromptView
  /** It could not be loaded: loads it again. */
  retry?: () => void
}

let loaded: PromptView = {}

/** The view of the prompt, loaded while the first step-up starts: most visits to a page have none. */
export function usePromptView(isNeeded: boolean): PromptView {
  const [view, setView] = useState(loaded)
  const isMissing = isNeeded && !view.View && !view.retry
  useEffect(() => {
    if (!isMissing) return undefined
    let isCurrent = true
    import('../StepUpPromptView/index.js').then(
      ({ StepUpPromptView: View }) => {
        loaded = { View }
        if (isCurrent) setView(loaded)
      },
      () => {
        if (isCurrent) setView({ retry: () => setView({}) })
      },
    )
    return () => {
      isCurrent = false
    }
  }, [isMissing])
  return view
}
