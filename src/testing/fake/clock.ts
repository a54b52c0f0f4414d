/** The fake's own time. Lifetimes, limits and freshness follow it. */
export interface FakeClock {
  /** Epoch milliseconds. */
  now(): number
  /** Moves the clock forward by so many milliseconds; back with a negative number. */
  advance(ms: number): void
  /** Sets the clock to an instant in epoch milliseconds. */
  set(ms: number): void
}

export interface ResettableClock extends FakeClock {
  reset(): void
}

/** `running`: real time plus what the test added. `manual`: stands still until it is moved. */
export function createClock(mode: 'running' | 'manual', startAt: number | undefined): ResettableClock {
  const real = () => (mode === 'manual' ? 0 : Date.now())
  const initial = () => (startAt ?? Date.now()) - real()
  let offset = initial()
  return {
    now: () => real() + offset,
    advance: (ms) => void (offset += ms),
    set: (ms) => void (offset = ms - real()),
    reset: () => void (offset = initial()),
  }
}
