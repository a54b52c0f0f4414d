/** A wait as it was kept. */
export interface KeptWait {
  deadline: number
  windowSeconds: number
  /** It was kept before the clock was set back, and begins once more: to be kept as that. */
  isNew: boolean
}

/** Keeps a wait over a reload of the tab; `null` is none. The name must hold nothing personal. */
export function persistDeadline(name: string, deadline: number | null, windowSeconds = Infinity): void {
  try {
    sessionStorage.setItem(keyOf(name), `${deadline} ${windowSeconds}`)
  } catch {
    // Storage is off or full: the wait then lasts as long as the page.
  }
}

/**
 * The wait that was kept, maybe over already; `null` where there is none. It has the window that it was kept with, else
 * the given one. A deadline that is later than it can be was kept before the clock was set back: the whole wait begins
 * once more.
 */
export function readDeadline(name: string, usualSeconds: number, now: number): KeptWait | null {
  try {
    const [kept = 0, own = NaN] = (sessionStorage.getItem(keyOf(name)) ?? '').split(' ').map(Number)
    const windowSeconds = own < Infinity ? own : usualSeconds
    const latest = now + windowSeconds * 1000
    const isNew = kept > latest
    return kept ? { deadline: isNew ? latest : kept, windowSeconds, isNew } : null
  } catch {
    return null
  }
}

function keyOf(name: string): string {
  return `stepup-kit:wait:${name}`
}
