import { readAccessTokenClaims } from '../client/claims.js'
import {
  isNoUsableFactorError,
  isStepUpRequiredError,
  type NoUsableFactorError,
  StepUpRefusedError,
} from '../client/errors.js'
import type { AuthorizedCallOptions } from '../client/types.js'
import { freshnessMs } from './grants.js'
import { patiently } from './patience.js'
import { cancelled, type StepUpRequestOptions, type StepUpStore } from './store.js'

/** What a guarded call gets. */
export interface GuardedCallContext {
  /** The token to send the call with. Not to be stored, logged or rendered. */
  accessToken: string
  /** Aborted when the provider is gone. A call that was sent goes on when only its component unmounts. */
  signal: AbortSignal
}

/**
 * `always`: the call is sent with a fresh grant or not at all. `whenRefused`: it is sent with the host's token
 * first and asks for a step-up only if the server does (such as the first enrollment). `ifPossible`: as `always`,
 * but for a person who has no factor the call is sent with the host's token, so that the server decides.
 */
export type StepUpRequirement = 'always' | 'whenRefused' | 'ifPossible'

export interface GuardedCall<Result> {
  store: StepUpStore
  requirement: StepUpRequirement
  request: StepUpRequestOptions
  signal: AbortSignal
  /** The call itself: run once with a grant, and once more if the server refused the first time. */
  run(context: GuardedCallContext): Promise<Result>
}

/** Asks the host; no answer and a failure are one: no token. */
async function ask(
  { signal }: StepUpStore,
  from: (signal: AbortSignal) => Promise<string | undefined>,
): Promise<string | undefined> {
  try {
    return await patiently(from, signal)
  } catch {
    return undefined
  }
}

function renewedToken(store: StepUpStore): Promise<string | undefined> {
  return ask(store, (signal) => store.client.refreshAccessToken({ signal }))
}

/** The host's token, silently refreshed first if it is known to be stale. */
async function hostToken(store: StepUpStore): Promise<string | undefined> {
  const accessToken = await ask(store, () => store.client.getAccessToken())
  const issuedAt = readAccessTokenClaims(accessToken)?.issuedAt
  const stale =
    accessToken === undefined || (issuedAt !== undefined && store.clock.now() - issuedAt >= freshnessMs)
  return stale ? ((await renewedToken(store)) ?? accessToken) : accessToken
}

/**
 * Runs a read with the best token that can be had without asking anybody, renewing it once if the server calls
 * it stale. Any other refusal is thrown as it is: a list that loads by itself must not open a prompt.
 */
export async function runQuietly<Result>(
  store: StepUpStore,
  signal: AbortSignal,
  run: (options: AuthorizedCallOptions) => Promise<Result>,
): Promise<Result> {
  const attempt = async (accessToken: string | undefined) => {
    try {
      return await run({ signal, ...(accessToken !== undefined && { accessToken }) })
    } catch (error) {
      if (accessToken !== undefined && isStepUpRequiredError(error)) store.refuseToken(accessToken)
      throw error
    }
  }
  const accessToken = (await store.currentGrant())?.accessToken ?? (await hostToken(store))
  try {
    return await attempt(accessToken)
  } catch (error) {
    if (!isStepUpRequiredError(error) || error.reason !== 'freshness') throw error
    const renewed = await store.client.refreshAccessToken({ signal }).catch(() => undefined)
    if (renewed === undefined || renewed === accessToken) throw error
    return attempt(renewed)
  }
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
  const { client } = store
  let owner: string | null | undefined
  const asked = store.hostSubject().then((subject) => (owner = subject))
  /** Nobody's call is sent as somebody else's, who may have signed in meanwhile, nor with another client's grant. */
  const expectOwner = (subject: string | null | undefined) => {
    if (client.id !== store.client.id || (subject && subject !== (owner ?? subject)))
      throw cancelled('userChanged')
  }
  let accessToken = (await store.currentGrant())?.accessToken
  // A grant that was held before is no step-up for this call: its refusal may still be answered by one.
  let prompted = false
  let noFactor: NoUsableFactorError | undefined
  let refused: string | undefined
  /** The host's token can still be renewed without asking anybody. */
  let renewable = false
  if (!accessToken && requirement === 'whenRefused') {
    accessToken = await hostToken(store)
    renewable = true
  }
  for (let skipSilent = false; ; skipSilent = true) {
    if (!accessToken) {
      try {
        ;({ accessToken, prompted } = await store.request({ ...request, signal, skipSilent }))
      } catch (error) {
        if (requirement !== 'ifPossible' || !isNoUsableFactorError(error)) throw error
        noFactor = error
        // The prompt shows what is no failure yet.
        if (store.getState().status === 'failed') store.cancel()
        accessToken = await hostToken(store)
        if (!accessToken || accessToken === refused) throw error
        renewable = true
      }
    }
    // Known by the end of a step-up: the call leaves before anything is drawn.
    if (owner === undefined) await asked
    expectOwner(readAccessTokenClaims(accessToken)?.subject)
    try {
      return await run({ accessToken, signal: store.signal })
    } catch (error) {
      if (!isStepUpRequiredError(error)) throw error
      store.refuseToken((refused = accessToken))
      if (renewable && error.reason === 'freshness') {
        renewable = false
        const renewed = await renewedToken(store)
        // Some hosts give the same token again: the answer would be the same.
        if (renewed && renewed !== accessToken) {
          accessToken = renewed
          continue
        }
      }
      if (noFactor) throw noFactor
      if (prompted) {
        throw new StepUpRefusedError(
          'Refused after a step-up. Send the call with the accessToken that mutationFn is given.',
          {
            cause: error,
            support: error.support,
          },
        )
      }
      expectOwner(await store.hostSubject())
      // The step-up of a call that was refused at the same time may have ended already.
      const newer = await store.currentGrant()
      accessToken = newer?.accessToken
      prompted = newer?.prompted ?? false
    }
  }
}
