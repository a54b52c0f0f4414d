/** Keeps a wait over a reload of the tab. The name must hold nothing personal. */
export function persistDeadline(name: string, deadline: number): void {
  try {
    sessionStorage.setItem(keyOf(name), String(deadline))
  } catch {
    // Storage is off or full: the wait then lasts as long as the page.
  }
}

/** The deadline of a wait that is still on, at most `windowSeconds` from now; else `null`. */
export function readDeadline(name: string, windowSeconds: number, now: number): number | null {
  try {
    const deadline = Number(sessionStorage.getItem(keyOf(name)))
    return deadline > now ? Math.min(deadline, now + windowSeconds * 1000) : null
  } catch {
    return null
  }
}

function keyOf(name: string): string {
  return `stepup-kit:wait:${name}`
}
