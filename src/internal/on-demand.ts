/** Something that is loaded once somebody wants it, and is then there for all. */
export interface OnDemand<Value> {
  /** Starts to load, also again after a failure; does nothing else. */
  load(): void
  /** `undefined` while it is not there yet, `null` when it could not be loaded. */
  get(): Value | null | undefined
  /** Starts to load as well. */
  subscribe(listener: () => void): () => void
}

export function onDemand<Value>(importIt: () => Promise<Value>): OnDemand<Value> {
  let value: Value | null | undefined
  let isLoading = false
  const listeners = new Set<() => void>()

  const settle = (outcome: Value | null | undefined) => {
    value = outcome
    for (const listener of listeners) listener()
  }
  const load = () => {
    if (value || isLoading) return
    isLoading = true
    if (value === null) settle(undefined)
    const done = (outcome: Value | null) => {
      isLoading = false
      settle(outcome)
    }
    importIt().then(done, () => done(null))
  }
  return {
    load,
    get: () => value,
    subscribe(listener) {
      listeners.add(listener)
      load()
      return () => listeners.delete(listener)
    },
  }
}
