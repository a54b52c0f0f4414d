import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { patienceMs, patiently } from '../../src/flow/patience.js'
import { outcomeOf, settled, withheld } from './support.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A question to the host that stays open. */
function ask() {
  const controller = new AbortController()
  let given: AbortSignal | undefined
  const { promise, answer } = withheld<string>()
  const outcome = outcomeOf(
    patiently((signal) => {
      given = signal
      return promise
    }, controller.signal),
  )
  return {
    outcome,
    abort: () => controller.abort(),
    answer,
    isGivenUp: () => given?.aborted,
  }
}

describe('a question to the host', () => {
  it('gives the answer, and what is aborted afterwards does not reach the host', async () => {
    const { outcome, abort, answer, isGivenUp } = ask()
    answer('token')
    await settled()
    expect(outcome.value).toBe('token')
    expect(vi.getTimerCount()).toBe(0)
    abort()
    expect(isGivenUp()).toBe(false)
  })

  it('rule 6: is given up at once when it is aborted, and leaves no timer', async () => {
    const { outcome, abort, isGivenUp } = ask()
    abort()
    await settled()
    expect(outcome.error).toBeInstanceOf(Error)
    expect(isGivenUp()).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is given up after five seconds', async () => {
    const { outcome, isGivenUp } = ask()
    await vi.advanceTimersByTimeAsync(patienceMs - 1)
    expect(outcome.settlements).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(outcome.error).toBeInstanceOf(Error)
    expect(isGivenUp()).toBe(true)
  })

  it('is not even asked when it was aborted before', async () => {
    const host = vi.fn(async () => 'token')
    await expect(patiently(host, AbortSignal.abort())).rejects.toBeInstanceOf(Error)
    expect(host).not.toHaveBeenCalled()
  })
})
