/** How long the host's own callbacks may hold up a step-up, in milliseconds. */
export const patienceMs = 5_000

/** Asks the host, but not for ever: rejects when it keeps silent for too long, or when `signal` is aborted. */
export function patiently<T>(ask: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController()
    const giveUp = () => {
      controller.abort()
      reject(controller.signal.reason)
    }
    const timer = setTimeout(giveUp, patienceMs)
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
    }
    controller.signal.addEventListener('abort', done)
    signal.addEventListener('abort', giveUp)
    if (signal.aborted) giveUp()
    else void settle()
    async function settle() {
      try {
        resolve(await ask(controller.signal))
      } catch (error) {
        reject(error)
      }
      done()
    }
  })
}
