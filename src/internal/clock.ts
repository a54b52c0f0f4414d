/** Where time comes from. Tests and designers give one that they can move. */
export interface Clock {
  /** Epoch milliseconds; may jump when the system clock is set. */
  now(): number
  /** Milliseconds that only ever grow. @default `now` */
  monotonic?(): number
  /** Tells of a jump that no timer would notice (a test's `advance`, a designer's scrubber). */
  subscribe?(onJump: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
}

/** A moment on both scales, so that a clock that is set back can prolong nothing. */
export interface Instant {
  wall: number
  monotonic: number
}

export function instantOf(clock: Clock): Instant {
  const wall = clock.now()
  return { wall, monotonic: clock.monotonic?.() ?? wall }
}

/** Milliseconds since `start`, by whichever scale saw more of them go by. */
export function elapsedSince(start: Instant, now: Instant): number {
  return Math.max(now.wall - start.wall, now.monotonic - start.monotonic)
}
