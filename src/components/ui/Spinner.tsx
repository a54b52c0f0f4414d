/** A decoration: say what is waited for in words. */
export function Spinner() {
  return <span data-part="spinner" aria-hidden="true" />
}
