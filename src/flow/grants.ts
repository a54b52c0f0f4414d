import { type Clock, elapsedSince, type Instant, instantOf } from '../internal/clock.js'
import { onWake } from '../internal/wake.js'
import type { Grant } from './types.js'

/** How long ReachFive calls a token fresh, in milliseconds (contract 1.10: five minutes after `iat`). */
export const freshnessMs = 300_000

/** Whether a grant holds now, and until when (epoch milliseconds). Holds no secret. */
export interface GrantStatus {
  /** Whether a grant holds. */
  fresh: boolean
  /** Until when, in epoch milliseconds; `null` where none holds. */
  expiresAt: number | null
}

export interface GrantKeeper {
  /** The grant, if it is fresh by both clocks. */
  fresh(): Grant | null
  status(): GrantStatus
  /** Keeps a grant for what is left of its freshness, or of the token's own lifetime where that is shorter. */
  keep(token: Omit<Grant, 'expiresAt'>, since: Instant, lifetimeMs: number): Grant
  drop(): void
  /** Starts the one timer that notices the lapse; returns what stops it. */
  connect(): () => void
}

/** What hosts are given is frozen: written to, it would change what the guard goes by. */
export const noGrant: GrantStatus = Object.freeze({ fresh: false, expiresAt: null })

/** Holds the one grant in memory and tells once when it lapses. */
export function createGrantKeeper(clock: () => Clock, onChange: () => void): GrantKeeper {
  let held: { grant: Grant; since: Instant; lifetimeMs: number } | null = null
  let status: GrantStatus = noGrant
  let connected = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopListening: (() => void) | undefined

  const remaining = () => {
    if (held === null) return 0
    const elapsed = elapsedSince(held.since, instantOf(clock()))
    const left = held.lifetimeMs - elapsed
    // A negative time has no meaning but a clock that was set back: not fresh; nor does what is no number.
    return elapsed >= 0 && left > 0 ? left : 0
  }
  const disarm = () => {
    clearTimeout(timer)
    stopListening?.()
    timer = stopListening = undefined
  }
  const arm = () => {
    clearTimeout(timer)
    if (held === null || !connected) return
    timer = setTimeout(check, remaining() + 1)
    // Once: a clock may be in the midst of telling its listeners.
    if (stopListening) return
    const stopWake = onWake(check)
    const stopJump = clock().subscribe?.(check)
    stopListening = () => {
      stopWake()
      stopJump?.()
    }
  }
  const drop = () => {
    if (held === null) return
    held = null
    status = noGrant
    disarm()
    onChange()
  }
  const check = () => {
    if (remaining() === 0) drop()
    else arm()
  }

  return {
    fresh: () => (held !== null && remaining() > 0 ? held.grant : null),
    status: () => (status.fresh && remaining() === 0 ? noGrant : status),
    keep(token, since, lifetimeMs) {
      const grant: Grant = Object.freeze({ ...token, expiresAt: since.wall + lifetimeMs })
      held = { grant, since, lifetimeMs }
      status = Object.freeze({ fresh: true, expiresAt: grant.expiresAt })
      arm()
      onChange()
      return grant
    },
    drop,
    connect() {
      connected = true
      arm()
      return () => {
        connected = false
        disarm()
      }
    },
  }
}
