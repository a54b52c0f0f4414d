/** Keeps a wait over a reload of the tab; `null` is none. The name must hold nothing personal. */
export function persistDeadline(name: string, deadline: number | null): void {
  try {
    sessionStorage.setItem(keyOf(name), String(deadline))
  } catch {
    // Storage is off or full: the wait then lasts as long as the page.
  }
}

/**
 * The deadline that was kept, maybe over already; `null` where there is none. One that is later than the latest that
 * can be was kept before the clock was set back: the whole wait begins once more.
 */
export function readDeadline(name: string, latest: number): number | null {
  try {
    const kept = Number(sessionStorage.getItem(keyOf(name)))
    return (kept > latest ? latest : kept) || null
  } catch {
    return null
  }
}

function keyOf(name: string): string {
  return `stepup-kit:wait:${name}`
}
