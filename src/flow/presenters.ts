/** Who may show the prompt: an inline prompt comes before the dialog, a guard's own shows only what the guard asks. */
export type PresenterKind = 'inline' | 'dialog' | 'private'

export interface Presenters {
  /** Adds a mounted prompt; returns what removes it. */
  register(id: string, kind: PresenterKind): () => void
  /** The one prompt that shows the step-up: never two for one click. */
  getPresenter(): string | null
}

export function createPresenters(
  onChange: () => void,
): Presenters & { prefer(id: string | undefined): void } {
  const mounted = new Map<string, PresenterKind>()
  let preferred: string | undefined

  const first = (kind: PresenterKind) => {
    for (const [id, its] of mounted) if (its === kind) return id
    return undefined
  }

  return {
    register(id, kind) {
      mounted.set(id, kind)
      onChange()
      return () => {
        mounted.delete(id)
        onChange()
      }
    },
    getPresenter() {
      if (preferred !== undefined && mounted.has(preferred)) return preferred
      return first('inline') ?? first('dialog') ?? null
    },
    prefer(id) {
      preferred = id
    },
  }
}
