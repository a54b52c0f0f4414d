/** The fake's own time. Lifetimes, limits and freshness follow it. */
export interface FakeClock {
  /** Epoch milliseconds. */
  now(): number
  /** Moves the clock forward by so many milliseconds; back with a negative number. */
  advance(ms: number): void
  /** Sets the clock to an instant in epoch milliseconds. */
  set(ms: number): void
  /** Calls back whenever the clock was moved; gives what ends that. As `StepUpProvider`’s `clock` has it. */
  subscribe(onJump: () => void): () => void
}

export interface ResettableClock extends FakeClock {
  reset(): void
}

/** `running`: real time plus what the test added. `manual`: stands still until it is moved. */
export function createClock(mode: 'running' | 'manual', startAt: number | undefined): ResettableClock {
  const real = () => (mode === 'manual' ? 0 : Date.now())
  const initial = () => (startAt ?? Date.now()) - real()
  let offset = initial()
  const listeners = new Set<() => void>()
  const move = (next: number) => {
    offset = next
    for (const onJump of listeners) onJump()
  }
  return {
    now: () => real() + offset,
    advance: (ms) => move(offset + ms),
    set: (ms) => move(ms - real()),
    reset: () => move(initial()),
    subscribe(onJump) {
      listeners.add(onJump)
      return () => void listeners.delete(onJump)
    },
  }
}
