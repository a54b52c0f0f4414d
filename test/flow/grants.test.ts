import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createGrantKeeper, noGrant } from '../../src/flow/grants.js'
import { type Clock, instantOf } from '../../src/internal/clock.js'
import { noon } from './support.js'

beforeEach(() => {
  vi.useFakeTimers({ now: noon })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const token = { accessToken: 'stepped-up', subject: 'jo', prompted: true }
const lifetimeMs = 1_000

/** A keeper whose clock is the (fake) system's, and what it said so far. */
function setUp(more: Partial<Clock> = {}) {
  const clock: Clock = { now: () => Date.now(), ...more }
  const onChange = vi.fn<() => void>()
  const keeper = createGrantKeeper(() => clock, onChange)
  return { keeper, onChange, keep: () => keeper.keep(token, instantOf(clock), lifetimeMs) }
}

describe('the grant that is held', () => {
  it('says until when it holds, and after that nothing of itself', () => {
    const { keeper, keep } = setUp()
    expect(keeper.status()).toEqual({ fresh: false, expiresAt: null })
    const grant = keep()
    expect(grant).toEqual({ ...token, expiresAt: noon + lifetimeMs })
    expect(keeper.fresh()).toBe(grant)
    expect(keeper.status()).toEqual({ fresh: true, expiresAt: noon + lifetimeMs })
    vi.setSystemTime(noon + lifetimeMs)
    expect(keeper.fresh()).toBeNull()
    expect(keeper.status()).toBe(noGrant)
  })

  it('is told of when it comes and when it is dropped, and what was dropped already is not told of again', () => {
    const { keeper, onChange, keep } = setUp()
    keeper.drop()
    expect(onChange).not.toHaveBeenCalled()
    keep()
    keeper.drop()
    keeper.drop()
    expect(onChange).toHaveBeenCalledTimes(2)
    expect(keeper.fresh()).toBeNull()
    expect(keeper.status()).toBe(noGrant)
  })
})

describe('rule 7: the lapse', () => {
  it('is noticed by one timer that does not wake too early', () => {
    const { keeper, onChange, keep } = setUp()
    const timers = vi.spyOn(globalThis, 'setTimeout')
    keeper.connect()
    keep()
    vi.advanceTimersByTime(lifetimeMs)
    expect(onChange).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1)
    expect(onChange).toHaveBeenCalledTimes(2)
    expect(timers).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is watched for only between mount and unmount', () => {
    const { keeper, keep } = setUp()
    keep()
    expect(vi.getTimerCount()).toBe(0)
    const disconnect = keeper.connect()
    expect(vi.getTimerCount()).toBe(1)
    disconnect()
    expect(vi.getTimerCount()).toBe(0)
    keep()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is watched for by one listener, however often a grant is replaced', () => {
    const unsubscribe = vi.fn<() => void>()
    const subscribe = vi.fn(() => unsubscribe)
    const { keeper, keep } = setUp({ subscribe })
    keeper.connect()
    keep()
    keep()
    expect(subscribe).toHaveBeenCalledTimes(1)
    keeper.drop()
    expect(unsubscribe).toHaveBeenCalledTimes(1)
  })

  it('a jump of the clock that is told of after the drop changes nothing', () => {
    let jumped = () => {}
    const { keeper, onChange, keep } = setUp({
      subscribe(listener) {
        jumped = listener
        return () => {}
      },
    })
    keeper.connect()
    keep()
    keeper.drop()
    jumped()
    expect(onChange).toHaveBeenCalledTimes(2)
    expect(vi.getTimerCount()).toBe(0)
  })
})
