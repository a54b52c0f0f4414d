import { type Clock, type Instant, instantOf } from './clock.js'
import { onWake } from './wake.js'

/** One timer for everything that counts seconds by one clock. */
export interface Ticker {
  /** Calls back once a second with the time, and at once when the page wakes or the clock jumps. */
  subscribe(listener: (now: Instant) => void, phase: number): () => void
}

/** A timer that comes this late (milliseconds) counts as on time; later, the page has slept. */
const toleranceMs = 250

function createTicker(clock: Clock): Ticker {
  const listeners = new Set<(now: Instant) => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let offset = 0
  let stops: (() => void)[] = []

  /** For the next second, after the one that was counted although the clock was not there yet. */
  const schedule = (counted = 0) => {
    clearTimeout(timer)
    if (listeners.size === 0 || document.hidden) return
    const wall = clock.now()
    const from = Math.max(wall, counted)
    const due = from + 1000 - ((((from - offset) % 1000) + 1000) % 1000)
    timer = setTimeout(() => tick(due), due - wall)
  }

  const tick = (due?: number) => {
    const now = instantOf(clock)
    const late = due === undefined ? Infinity : now.wall - due
    // On time means on the second: else a timer's jitter makes some seconds last two and skips others.
    const isOnTime = Math.abs(late) < toleranceMs
    const instant = isOnTime ? { wall: now.wall - late, monotonic: now.monotonic - late } : now
    for (const listener of listeners) listener(instant)
    schedule(isOnTime ? due : 0)
  }
  const pauseOrGoOn = () => schedule()

  const start = () => {
    document.addEventListener('visibilitychange', pauseOrGoOn)
    stops = [
      () => document.removeEventListener('visibilitychange', pauseOrGoOn),
      onWake(() => tick()),
      clock.subscribe?.(() => tick()) ?? (() => {}),
    ]
  }

  return {
    subscribe(listener, phase) {
      listeners.add(listener)
      if (listeners.size === 1) {
        offset = phase
        start()
        schedule()
      }
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return
        clearTimeout(timer)
        for (const stop of stops) stop()
      }
    },
  }
}

const tickers = /* @__PURE__ */ new WeakMap<Clock, Ticker>()

/** The ticker that all countdowns by this clock share. */
export function tickerOf(clock: Clock): Ticker {
  const ticker = tickers.get(clock) ?? createTicker(clock)
  tickers.set(clock, ticker)
  return ticker
}
