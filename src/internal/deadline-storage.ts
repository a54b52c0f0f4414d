/** Keeps a wait over a reload of the tab. The name must hold nothing personal. */
export function persistDeadline(name: string, deadline: number): void {
  try {
    sessionStorage.setItem(keyOf(name), String(deadline))
  } catch {
    // Storage is off or full: the wait then lasts as long as the page.
  }
}

/** The deadline that was kept, maybe over already; `null` where there is none. */
export function readDeadline(name: string): number | null {
  try {
    return Number(sessionStorage.getItem(keyOf(name))) || null
  } catch {
    return null
  }
}

function keyOf(name: string): string {
  return `stepup-kit:wait:${name}`
}
