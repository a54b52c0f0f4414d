import { readAccessTokenClaims } from '../client/claims.js'
import { isStepUpRequiredError, StepUpRefusedError } from '../client/errors.js'
import { freshnessMs } from './grants.js'
import type { StepUpRequestOptions, StepUpStore } from './store.js'

/** What a guarded call gets. */
export interface GuardedCallContext {
  /** The token to send the call with. Not to be stored, logged or rendered. */
  accessToken: string
  /** Aborted when the owner of the call is gone. */
  signal: AbortSignal
}

/**
 * `always`: the call is sent with a fresh grant or not at all. `whenRefused`: it is sent with the host's token
 * first and asks for a step-up only if the server does (such as the first enrollment).
 */
export type StepUpRequirement = 'always' | 'whenRefused'

export interface GuardedCall<Result> {
  store: StepUpStore
  requirement: StepUpRequirement
  request: StepUpRequestOptions
  signal: AbortSignal
  /** The call itself: run once with a grant, and once more if the server refused the first time. */
  run(context: GuardedCallContext): Promise<Result>
}

/** The host's token, silently refreshed first if it is known to be stale. */
async function hostToken({ client, clock }: StepUpStore, signal: AbortSignal): Promise<string | undefined> {
  const accessToken = await client.getAccessToken()
  const issuedAt = accessToken === undefined ? undefined : readAccessTokenClaims(accessToken)?.issuedAt
  const stale = accessToken === undefined || (issuedAt !== undefined && clock.now() - issuedAt >= freshnessMs)
  return stale ? ((await client.refreshAccessToken({ signal })) ?? accessToken) : accessToken
}

/**
 * Runs a call behind a grant. A refusal with a grant that was held already leads to one step-up and one
 * replay; a refusal after a step-up is a `StepUpRefusedError`: never a second prompt.
 */
export async function runGuarded<Result>({
  store,
  requirement,
  request,
  signal,
  run,
}: GuardedCall<Result>): Promise<Result> {
  let accessToken = (await store.currentGrant())?.accessToken
  // A grant that was held before is no step-up for this call: its refusal may still be answered by one.
  let prompted = false
  if (accessToken === undefined && requirement === 'whenRefused') accessToken = await hostToken(store, signal)
  for (let skipSilent = false; ; skipSilent = true) {
    if (accessToken === undefined) {
      ;({ accessToken, prompted } = await store.request({ ...request, signal, skipSilent }))
    }
    try {
      return await run({ accessToken, signal: store.signal })
    } catch (error) {
      if (!isStepUpRequiredError(error)) throw error
      store.refuseToken(accessToken)
      if (prompted) {
        throw new StepUpRefusedError(
          'The server refused the call again, although a step-up had just been done.',
          {
            cause: error,
            support: error.support,
          },
        )
      }
      accessToken = undefined
    }
  }
}
