import { NetworkError, StepUpKitError, type SupportHandle } from './errors.js'

export interface Limit {
  /** What runs, as errors show it. */
  name: string
  timeoutMs: number
  signal: AbortSignal | undefined
  support?: SupportHandle
}

/**
 * Runs until the time is up or the caller aborts, and turns every other failure into an error of the kit.
 * Leaves no timer and no listener behind.
 */
export async function limited<T>(
  { name, timeoutMs, signal, support = {} }: Limit,
  run: (signal: AbortSignal) => Promise<T> | T,
): Promise<T> {
  if (signal?.aborted) throw signal.reason
  const controller = new AbortController()
  const limit = controller.signal
  const lost = (reason: NetworkError['reason'], cause?: unknown) =>
    new NetworkError(
      `${name} got no answer (${reason}).${reason === 'failed' ? ' Is the origin of the page allowed (CORS) in the ReachFive console?' : ''}`,
      reason,
      { cause, support },
    )
  const abort = () => controller.abort(signal?.reason)
  signal?.addEventListener('abort', abort)
  // No timer can hold more than 31 bits.
  const timer = setTimeout(() => controller.abort(lost('timeout')), Math.min(timeoutMs, 2 ** 31 - 1))
  const aborted = new Promise<never>((_, reject) => {
    limit.onabort = () => reject(limit.reason)
  })
  try {
    return await Promise.race([aborted, (async () => run(limit))()])
  } catch (error) {
    if (limit.aborted) throw limit.reason
    if (error instanceof StepUpKitError) throw error
    throw lost(globalThis.navigator?.onLine === false ? 'offline' : 'failed', error)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}
