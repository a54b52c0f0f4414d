import fc from 'fast-check'
import { record } from '../../.ci/figures.mjs'
import {
  ApiError,
  CodeRejectedError,
  NetworkError,
  NoUsableFactorError,
  RateLimitedError,
  ResponseShapeError,
  StepUpRequiredError,
} from '../../src/client/errors.js'
import type { Factor } from '../../src/client/types.js'
import type { Wait } from '../../src/flow/types.js'

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

/** The sequences would prove nothing if they never got anywhere; one that is run again, or a few, need not. */
export function expectOften(tally: Record<string, number>, times: number): void {
  if (printed().path !== undefined || Number(process.env['STEPUP_MODEL_RUNS'] ?? 1) < 1) return
  for (const [what, count] of Object.entries(tally)) ensure(count > times, `${what} happens often (${count})`)
}

/** The waits of each factor. A clock that is set back to before one began lifts it (decision 004). */
export function createWaitBook() {
  const waits = new Map<Factor, Wait>()
  const holds = (factor: Factor, at: number) => {
    const wait = waits.get(factor)
    return wait !== undefined && at >= wait.from && at < wait.until
  }
  return {
    holds,
    /** A wait that runs already is not made shorter. */
    set(factor: Factor, { from, until }: Wait): Wait {
      const running = holds(factor, from) ? (waits.get(factor)?.until ?? 0) : 0
      const wait = { from, until: Math.max(until, running) }
      waits.set(factor, wait)
      return wait
    },
    /** Forgets what is over or lifted now that it is `at`; how many were lifted. */
    moved(at: number): number {
      let lifted = 0
      for (const [factor, { from }] of waits) {
        if (from > at) lifted += 1
        if (!holds(factor, at)) waits.delete(factor)
      }
      return lifted
    },
    clear: () => waits.clear(),
  }
}

export function objectKeys<Key extends string>(record: Record<Key, unknown>): Key[] {
  return Object.keys(record).filter((key): key is Key => Object.hasOwn(record, key))
}

const refused = (status: number, messageKey: string) =>
  new ApiError(`${status}`, status, { body: { error: 'invalid_request', messageKey } })

/** Every way in which a request of the step-up can fail, each made anew as the client would make it. */
export const refusals = {
  limited: () => new RateLimitedError('429', Date.now() + 40_000),
  limitedForSomeTime: () => new RateLimitedError('429', undefined),
  timeout: () => new NetworkError('No answer.', 'timeout'),
  offline: () => new NetworkError('No answer.', 'offline'),
  lost: () => new NetworkError('No answer.', 'failed'),
  wrong: () => new CodeRejectedError('401', 'wrong'),
  codeExpired: () => new CodeRejectedError('401', 'expired'),
  tooManyTries: () => new CodeRejectedError('401', 'tooManyTries'),
  stepUpExpired: () => new StepUpRequiredError('401', 'mfa'),
  stale: () => new StepUpRequiredError('401', 'freshness'),
  forgotten: () => refused(400, 'error.stepUp.unknown'),
  loginRequired: () => new ApiError('401', 401, { body: { error: 'login_required' } }),
  blocked: () => refused(403, 'error.accountBlockedAfterMultipleLoginAttempts'),
  suspended: () => refused(400, 'error.account.temporarilySuspended.tooMany'),
  notFirstParty: () => refused(401, 'error.client.notFirstParty'),
  broken: () => new ApiError('500', 500),
  garbled: () => new ResponseShapeError('No JSON.'),
  noFactor: () => new NoUsableFactorError('None.'),
  unknown: () => new TypeError('A defect.'),
} satisfies Record<string, () => Error>

export type Refusal = keyof typeof refusals

/** How the server answers: well more often than not, and every other way now and then. */
export const answerings: fc.Arbitrary<'good' | Refusal> = fc.oneof(
  { weight: 3, arbitrary: fc.constant('good' as const) },
  { weight: 2, arbitrary: fc.constantFrom(...objectKeys(refusals)) },
)

/** A request of the step-up, as the model's server may answer it. */
interface Asked {
  call: { signal: AbortSignal | undefined }
  again(): void
  refuse(error: unknown): void
}

/** The requests that came in: those to answer, in any order, and those to answer once more. */
export function createDesk<Each extends Asked>(asked: () => Each[]) {
  const answered = new Set<object>()
  const open = () => asked().filter(({ call }) => !answered.has(call))
  const awaited = () => open().filter(({ call }) => !call.signal?.aborted)
  return {
    /** Those that somebody still waits for. */
    awaited,
    /** 0 is the one that is waited for longest; else counted from the newest, also of those nobody waits for. */
    take(which: number): Each | undefined {
      const chosen = (which === 0 ? awaited()[0] : undefined) ?? open().at(-which)
      if (chosen) answered.add(chosen.call)
      return chosen
    },
    /** Answers one that was answered before; whether there was one. */
    answerAgain(which: number): boolean {
      const chosen = asked()
        .filter(({ call }) => answered.has(call))
        .at(-1 - which)
      chosen?.again()
      chosen?.refuse(refusals.lost())
      return chosen !== undefined
    },
  }
}

/** What is known of a token that carries a step-up. */
export interface SteppedUp {
  user: number
  /** The `id` of the client that it belongs to. */
  client: string
  /** When it was issued, by the clock that only grows. */
  at: number
  /** The host had it by a way of its own, and not by a step-up of the kit's. */
  isHosts: boolean
}
