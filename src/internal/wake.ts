/** Calls back whenever the page may have slept: timers stand still meanwhile. Returns what stops it. */
export function onWake(callback: () => void): () => void {
  if (typeof document === 'undefined') return () => {}
  const check = () => {
    if (!document.hidden) callback()
  }
  document.addEventListener('visibilitychange', check)
  window.addEventListener('pageshow', check)
  window.addEventListener('focus', check)
  return () => {
    document.removeEventListener('visibilitychange', check)
    window.removeEventListener('pageshow', check)
    window.removeEventListener('focus', check)
  }
}
