import { readAccessTokenClaims } from '../client/claims.js'
import {
  isNoUsableFactorError,
  isStepUpRequiredError,
  type NoUsableFactorError,
  StepUpRefusedError,
  type StepUpRequiredError,
} from '../client/errors.js'
import type { AuthorizedCallOptions, StepUpClient } from '../client/types.js'
import { freshnessMs } from './grants.js'
import { patiently } from './patience.js'
import { cancelled, type StepUpRequestOptions, type StepUpStore, unmounted } from './store.js'

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

export interface GuardedCall<Result, Prepared = void> {
  store: StepUpStore
  requirement: StepUpRequirement
  request: StepUpRequestOptions
  signal: AbortSignal
  /** What each run needs besides the token, and what may take time: the token is looked at after it. */
  prepare?: (() => Prepared | Promise<Prepared>) | undefined
  /** The call itself: run once with a grant, and once more if the server refused the first time. */
  run(context: GuardedCallContext, prepared: Prepared | undefined): Promise<Result>
}

/** No answer of the host's and a failure are one: no token. */
async function renewedToken(store: StepUpStore): Promise<string | undefined> {
  try {
    return await patiently((signal) => store.client.refreshAccessToken({ signal }), store.signal)
  } catch {
    return undefined
  }
}

/** The host's token, silently refreshed first if it is known to be stale. */
async function hostToken(store: StepUpStore): Promise<string | undefined> {
  const accessToken = (await store.hostToken()) || undefined
  const issuedAt = readAccessTokenClaims(accessToken)?.issuedAt
  const stale =
    accessToken === undefined || (issuedAt !== undefined && store.clock.now() - issuedAt >= freshnessMs)
  return stale ? ((await renewedToken(store)) ?? accessToken) : accessToken
}

/** What was read is not for whoever has signed in since, nor for nobody. */
export async function expectSamePerson(store: StepUpStore, accessToken: string | undefined): Promise<void> {
  const subject = readAccessTokenClaims(accessToken)?.subject
  if (store.hasLeft(subject, subject && (await store.hostSubject()))) throw cancelled('userChanged')
}

/**
 * Runs a read with the best token that can be had without asking anybody, renewing it once if the server calls
 * it stale. Any other refusal is thrown as it is: a list that loads by itself must not open a prompt.
 */
export async function runQuietly<Result>(
  store: StepUpStore,
  client: StepUpClient,
  signal: AbortSignal,
  run: (options: AuthorizedCallOptions) => Promise<Result>,
): Promise<Result> {
  const attempt = async (accessToken: string | undefined) => {
    // Another client's token is none for this one.
    if (client.id !== store.client.id) throw cancelled('userChanged')
    try {
      const data = await run({ signal, ...(accessToken !== undefined && { accessToken }) })
      await expectSamePerson(store, accessToken)
      return data
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
export async function runGuarded<Result, Prepared = void>({
  store,
  requirement,
  request,
  signal,
  prepare,
  run,
}: GuardedCall<Result, Prepared>): Promise<Result> {
  // A provider that is there again is not the one that the call was begun under.
  const { signal: lifetime } = store
  const expectSession = store.watchSession()
  let owner: string | null | undefined
  const asked = store.hostSubject().then((subject) => (owner = subject ?? null))
  /**
   * Nobody's call is sent as somebody else's, who may have signed in meanwhile, nor once its own person has signed out
   * (`null`), nor as another client's, nor with the token of `person` who has left.
   */
  const expectOwner = (signedIn: string | null | undefined, person?: string) => {
    expectSession()
    if ((owner && signedIn !== undefined && signedIn !== owner) || store.hasLeft(person, signedIn))
      throw cancelled('userChanged')
  }
  const refusal = (cause?: StepUpRequiredError) =>
    new StepUpRefusedError(
      'Refused after a step-up. Send it with the accessToken of mutationFn.',
      cause && { cause, support: cause.support },
    )
  // A grant that was held before is no step-up for this call: its refusal may still be answered by one.
  let prompted = false
  let noFactor: NoUsableFactorError | undefined
  let refused: string | undefined
  /** The host's token can still be renewed without asking anybody. */
  let renewable = false
  let skipSilent = false
  const tokenWithoutGrant = async () => {
    if (requirement !== 'whenRefused') return undefined
    renewable = true
    return hostToken(store)
  }
  let grant = await store.currentGrant()
  let accessToken = grant?.accessToken ?? (await tokenWithoutGrant())
  for (;;) {
    if (lifetime.aborted) throw unmounted()
    expectSession()
    if (!accessToken) {
      try {
        grant = await store.request({ ...request, signal, skipSilent })
        ;({ accessToken, prompted } = grant)
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
    const prepared = prepare && (await prepare())
    const person = readAccessTokenClaims(accessToken)?.subject
    // A captcha takes its time.
    if (prepare) expectOwner(await store.hostSubject(), person)
    if (signal.aborted || lifetime.aborted) throw unmounted()
    expectOwner(person)
    if (grant && !store.holds(grant)) {
      // Another call of the same step-up was refused with it: this one would be too.
      const wasRefused = prompted && store.wasRefused(grant.accessToken)
      grant = await store.currentGrant()
      if (!grant && wasRefused) throw refusal()
      accessToken = grant?.accessToken ?? (await tokenWithoutGrant())
      continue
    }
    try {
      return await run({ accessToken, signal: lifetime }, prepared)
    } catch (error) {
      if (!isStepUpRequiredError(error)) throw error
      store.refuseToken((refused = accessToken))
      skipSilent = true
      if (prompted) throw refusal(error)
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
      expectOwner(await store.hostSubject())
      // The step-up of a call that was refused at the same time may have ended already.
      grant = await store.currentGrant()
      accessToken = grant?.accessToken
      prompted = grant?.prompted ?? false
    }
  }
}
