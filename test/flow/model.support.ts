import { record } from '../../.ci/figures.mjs'

/** How many random sequences to run: the usual number, times what `STEPUP_MODEL_RUNS` says. */
export function runs(usual: number): number {
  const factor = Number(process.env['STEPUP_MODEL_RUNS'] ?? 1)
  return Math.max(1, Math.round(usual * (Number.isFinite(factor) && factor > 0 ? factor : 1)))
}

/** The sequence that a failure printed: `STEPUP_MODEL_SEED` and `STEPUP_MODEL_PATH` run it again. */
export function printed(): { seed?: number; path?: string } {
  const { STEPUP_MODEL_SEED: seed, STEPUP_MODEL_PATH: path } = process.env
  return { ...(seed !== undefined && { seed: Number(seed) }), ...(path !== undefined && { path }) }
}

/** Says how many sequences went well. */
export function tell(what: string, sequences: number): void {
  const isLong = Number(process.env['STEPUP_MODEL_RUNS']) > 1
  if (process.env['STEPUP_MODEL_RUNS'] !== undefined && !isLong) return
  const figure = sequences.toLocaleString('en')
  console.log(`${what}: ${figure}`)
  const command = isLong ? 'npm run test:model' : 'npm test'
  record({ what: isLong ? `${what}, the long run` : what, figure, command })
}

/** For a test that may run for a multiple of its usual time. */
export function patience(usualMs: number): number {
  return (usualMs * runs(100)) / 100 + 20_000
}

/** `expect` for what is asked a million times. */
export function ensure(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Broken: ${what}`)
}
