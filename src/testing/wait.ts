const actFlag = 'IS_REACT_ACT_ENVIRONMENT'

/**
 * Waits until `look` finds something, looking again after each change of the document. React's test environment is
 * told meanwhile that changes come by themselves, as Testing Library's own waiting does it.
 */
export async function waitFor<Found>(
  page: Document,
  timeoutMs: number,
  look: () => Found | undefined,
  describe: () => string,
): Promise<Found> {
  const before: unknown = Reflect.get(globalThis, actFlag)
  if (before !== undefined) Reflect.set(globalThis, actFlag, false)
  try {
    return await changesUntil(page, timeoutMs, look, describe)
  } finally {
    if (before !== undefined) Reflect.set(globalThis, actFlag, before)
  }
}

function changesUntil<Found>(
  page: Document,
  timeoutMs: number,
  look: () => Found | undefined,
  describe: () => string,
): Promise<Found> {
  const Observer = page.defaultView?.MutationObserver ?? MutationObserver
  return new Promise((resolve, reject) => {
    const observer = new Observer(() => check())
    const timer = setTimeout(() => end(() => reject(new Error(describe()))), timeoutMs)
    const end = (settle: () => void) => {
      observer.disconnect()
      clearTimeout(timer)
      settle()
    }
    const check = () => {
      try {
        const found = look()
        if (found !== undefined) end(() => resolve(found))
      } catch (error) {
        end(() => reject(error instanceof Error ? error : new Error(String(error))))
      }
    }
    observer.observe(page, { subtree: true, childList: true, attributes: true, characterData: true })
    check()
  })
}
