/** Settles like the promise, or rejects with the signal's reason as soon as it aborts. Leaves no listener behind. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    const settled = () => signal.removeEventListener('abort', abort)
    signal.addEventListener('abort', abort)
    promise.then(resolve, reject).then(settled, settled)
    if (signal.aborted) abort()
  })
}
