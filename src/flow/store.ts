import {
  isStepUpCancelledError,
  NoUsableFactorError,
  StepUpCancelledError,
  type StepUpCancelReason,
} from '../client/errors.js'
import { type AccessTokenClaims, readAccessTokenClaims } from '../client/claims.js'
import type { Factor, StepUpClient, StepUpStart } from '../client/types.js'
import { type Clock, elapsedSince, type Instant, instantOf, systemClock } from '../internal/clock.js'
import { onWake } from '../internal/wake.js'
import { patiently } from './patience.js'
import { createGrantKeeper, freshnessMs, type GrantStatus } from './grants.js'
import { type Flow, type FlowEffect, type FlowHappening, initialFlow, transition } from './machine.js'
import { createPresenters, type Presenters } from './presenters.js'
import { isStepUpExpired, problemOf, type StepUpPhase } from './problems.js'
import type { Grant, StepUpKitEvent, StepUpReason, StepUpState } from './types.js'

export interface StepUpStoreOptions {
  client: StepUpClient
  /** @default the system's */
  clock?: Clock | undefined
  /** Seconds before a new code may be asked for. @default 30 */
  resendCooldownSeconds?: number | undefined
  onEvent?: ((event: StepUpKitEvent) => void) | undefined
}

export interface StepUpRequestOptions {
  /** What the prompt says is being confirmed. */
  reason?: StepUpReason
  /** How the server knows the person. @default the client's `stepUpStart` */
  start?: StepUpStart
  /** Free text that matches an MFA template of the tenant. */
  action?: string
  /** A factor that should not be proposed first, since it is the one being changed. */
  avoidFactor?: Factor
  /** Withdraws this request alone. */
  signal?: AbortSignal
  /** Goes straight to the prompt, since a token that was had silently has just been refused. */
  skipSilent?: boolean
  /** The prompt that should show it. */
  presenter?: string
}

/** What the person has entered so far. Survives every state until the step-up ends. */
export interface StepUpDraft {
  code: string
  trustDevice: boolean
}

/** The framework-free step-up: one for each provider. */
export interface StepUpStore extends Presenters {
  subscribe(listener: () => void): () => void
  getState(): StepUpState
  getDraft(): StepUpDraft
  getGrantStatus(): GrantStatus
  /** A grant that holds already, else `null`. Dropped when another user is signed in. */
  currentGrant(): Promise<Grant | null>
  /** Whether this very grant still holds. */
  holds(grant: Grant): boolean
  /** Whether the server has refused this token. */
  wasRefused(accessToken: string): boolean
  /** The host's token; empty: it has none, `undefined`: it does not answer. */
  hostToken(): Promise<string | undefined>
  /** Whether this person is no longer signed in, where the host names `signedIn`. */
  hasLeft(person: string | undefined, signedIn: string | null | undefined): boolean
  /** Whom the host names as signed in; `null`: nobody, `undefined`: it does not answer. */
  hostSubject(): Promise<string | null | undefined>
  /** Asks for a grant; all that ask at once share one prompt. Rejects with a `StepUpKitError`. */
  request(options?: StepUpRequestOptions): Promise<Grant>
  /** Forgets the grant and cancels what waits for one, at logout. */
  dropGrant(): void
  /** The server refused this token: it is no grant, and the host's copy of it is none either. */
  refuseToken(accessToken: string): void
  chooseFactor(factor: Factor): void
  setCode(code: string): void
  setTrustDevice(trustDevice: boolean): void
  submitCode(code?: string): void
  resend(): void
  changeFactor(): void
  back(): void
  retry(): void
  cancel(reason?: StepUpCancelReason): void
  emit(event: StepUpKitEvent): void
  configure(options: StepUpStoreOptions): void
  /** To be called when the owner mounts; returns what ends everything. */
  connect(): () => void
  readonly client: StepUpClient
  readonly clock: Clock
  /** Gives what throws once the session of now has ended: a login, a sign-out and another client begin a new one. */
  watchSession(): () => void
  /** Aborted when the owner unmounts. */
  readonly signal: AbortSignal
}

interface Settle {
  resolve(grant: Grant | Promise<Grant>): void
  reject(error: unknown): void
}

/** Nothing typed or chosen yet. */
export const emptyDraft: StepUpDraft = { code: '', trustDevice: false }
/** How far the server's clock may be ahead of this one, in milliseconds. */
const clockSkewMs = 60_000

/** How long a new token can be used for an edit, in milliseconds: a tenant may let it expire before it is stale. */
function lifetimeOf(claims: AccessTokenClaims | undefined, expiresIn = Infinity): number {
  return Math.min(freshnessMs, expiresIn * 1000, (claims?.expiresAt ?? Infinity) - (claims?.issuedAt ?? 0))
}

/** What hosts are given is frozen: written to, it would change what the flow goes by. The reasons are theirs. */
function sealed(state: StepUpState): StepUpState {
  const { freeze, values } = Object
  values(state).forEach(freeze)
  if ('waits' in state) values(state.waits).forEach(freeze)
  return freeze(state)
}

export function cancelled(reason: StepUpCancelReason): StepUpCancelledError {
  return new StepUpCancelledError(`Cancelled (${reason}): the call got no answer.`, reason)
}

/** What a signal is aborted with when its component or the provider goes: the host never gets anything but an error. */
export const unmounted = () => cancelled('unmounted')

export function createStepUpStore(initial: StepUpStoreOptions): StepUpStore {
  let options = initial
  let client = initial.client
  let flow: Flow = initialFlow
  let draft = emptyDraft
  let controller: AbortController | undefined
  /** Who was signed in when the step-up began; `null` where the host's token does not say. */
  let subject: string | null | undefined
  /** Whom a token of the host's named last. */
  let signedInAs: string | undefined
  /** What the host said last when it was asked who is signed in; see `askHost`. */
  let named: string | null | undefined
  const refusedTokens = new Set<string>()
  /** The newest token that was kept as a grant: its age was measured, and a clock set back would make it young again. */
  let keptToken: string | undefined
  /** The host takes the tokens of a login, and whose they are: it need not name them before it has them. */
  let handing: { taken: Promise<void>; person: string | undefined } | undefined
  let lifetime = new AbortController()
  let lastId = 0
  let session = 0
  const settles = new Map<number, Settle>()
  const listeners = new Set<() => void>()

  const clock = () => options.clock ?? systemClock
  /** A moment before all that the clock told since: one that is set back makes no token young again. */
  let anchor: Instant | undefined
  const notify = () => {
    for (const listener of listeners) listener()
  }
  const presenters = createPresenters(notify)
  const grants = createGrantKeeper(clock, () => {
    if (grants.fresh() === null) dispatch({ type: 'grantLapsed' })
    notify()
  })

  function emit(event: StepUpKitEvent): void {
    try {
      options.onEvent?.(event)
    } catch (error) {
      // A host's analytics must not stop the person.
      console.error(error)
    }
  }

  function dispatch(event: FlowHappening): void {
    const [next, effects] = transition(flow, { at: clock().now(), ...event })
    if (next === flow) return
    const ended = flow.waiting.length > 0 && !flow.waiting.some((call) => next.waiting.includes(call))
    flow = next
    if (ended) draft = emptyDraft
    if (flow.state.status === 'idle') presenters.prefer(undefined)
    if (flow.waiting.length === 0) client = options.client
    for (const effect of effects) run(effect)
    notify()
  }

  function settle(ids: readonly number[], how: (settle: Settle) => void): void {
    for (const id of ids) {
      const waiting = settles.get(id)
      settles.delete(id)
      if (waiting) how(waiting)
    }
  }

  function run(effect: FlowEffect): void {
    // The host's event callback may have cancelled in between.
    if ('request' in effect && effect.request !== flow.request) return
    switch (effect.type) {
      case 'abort':
        controller?.abort()
        return
      case 'check':
        void check(effect.request)
        return
      case 'start':
        void call('start', effect.request, async (signal) => {
          const { start, action, request } = effect
          const signedIn =
            start?.via !== 'tkn' && subject === undefined ? ((await hostSubject(signal)) ?? null) : subject
          if (flow.request !== request) return
          subject = signedIn
          const handle = await client.startStepUp(
            { ...(start && { start }), ...(action !== undefined && { action }) },
            { signal },
          )
          if (handle.factors.length === 0) {
            throw new NoUsableFactorError(
              'The server named no factor: enroll one, or turn it on in ReachFive.',
            )
          }
          dispatch({ type: 'started', request, handle })
        })
        return
      case 'send':
        void call('send', effect.request, async (signal) => {
          const { handle, factor, request } = effect
          const { challengeId } = await client.sendCode({ stepUp: handle, factor }, { signal })
          dispatch({ type: 'codeSent', request, challengeId, cooldownMs: cooldownMs() })
        })
        return
      case 'verify':
        void call('verify', effect.request, (signal) => verify(effect, signal))
        return
      case 'resolve':
        settle(effect.ids, (waiting) =>
          waiting.resolve(handing ? handing.taken.then(() => effect.grant) : effect.grant),
        )
        return
      case 'reject':
        settle(effect.ids, (waiting) => waiting.reject(effect.error))
        return
      case 'rejectCancelled':
        settle(effect.ids, (waiting) => waiting.reject(cancelled(effect.reason)))
        return
      case 'emit':
        emit(effect.event)
        return
      default:
        effect satisfies never
    }
  }

  const cooldownMs = () => (options.resendCooldownSeconds ?? 30) * 1000

  async function call(phase: StepUpPhase, request: number, action: (signal: AbortSignal) => Promise<void>) {
    controller?.abort()
    controller = new AbortController()
    try {
      await action(controller.signal)
    } catch (error) {
      const problem = problemOf(error, phase)
      // The client counts by the system's clock.
      if (problem.retryAt !== undefined) problem.retryAt += clock().now() - systemClock.now()
      dispatch({
        type: 'requestFailed',
        request,
        problem,
        error,
        expired: isStepUpExpired(error),
        cooldownMs: cooldownMs(),
      })
    }
  }

  function readHostToken(accessToken: string | undefined) {
    const claims = readAccessTokenClaims(accessToken)
    const person = claims?.subject ?? signedInAs
    // A limit says nothing of the next person.
    if (person !== (signedInAs ?? person)) flow = { ...flow, limits: initialFlow.limits }
    signedInAs = person
    return claims
  }

  function keep(...given: Parameters<typeof grants.keep>): Grant {
    keptToken = given[0].accessToken
    return grants.keep(...given)
  }

  /** Takes the host's token for a grant if it carries a step-up and is fresh. */
  function adopt(accessToken: string | undefined): Grant | null {
    const claims = readHostToken(accessToken)
    if (accessToken === undefined || refusedTokens.has(accessToken) || claims === undefined) return null
    if (accessToken === keptToken) return grants.fresh()
    const now = instantOf(clock())
    anchor ??= now
    const age = anchor.wall + elapsedSince(anchor, now) - (claims.issuedAt ?? Number.NEGATIVE_INFINITY)
    const left = lifetimeOf(claims) - Math.max(0, age)
    // Issued in the future means that this clock was set back before: how old the token is can't be known.
    if (!claims.amr.includes('mfa') || left <= 0 || age < -clockSkewMs) return null
    return keep({ accessToken, subject: claims.subject, prompted: false }, now, left)
  }

  async function hostToken(signal = lifetime.signal): Promise<string | undefined> {
    const { id } = options.client
    try {
      const accessToken = await patiently(() => options.client.getAccessToken(), signal)
      // The page may have been given another client meanwhile, whose host has said nothing.
      if (id !== options.client.id) return undefined
      named = readHostToken(accessToken)?.subject ?? null
      return accessToken ?? ''
    } catch {
      return undefined
    }
  }

  async function hostSubject(signal = lifetime.signal): Promise<string | null | undefined> {
    if (handing) return handing.person
    const accessToken = await hostToken(signal)
    return accessToken === undefined ? undefined : (readAccessTokenClaims(accessToken)?.subject ?? null)
  }

  async function check(request: number): Promise<void> {
    controller?.abort()
    controller = new AbortController()
    const { signal } = controller
    let grant: Grant | null = null
    try {
      // Another call's step-up may have ended just now.
      grant = await currentGrant()
      const accessToken = grant?.accessToken ?? (await hostToken(signal))
      const claims = readAccessTokenClaims(accessToken)
      if (flow.request !== request) return
      // One that does not answer is asked again when the step-up starts.
      if (accessToken !== undefined) subject = claims?.subject ?? null
      grant ??= adopt(accessToken)
      // Only a token that was stepped up once can come back from a refresh stepped up.
      if (grant === null && claims?.amr.includes('mfa')) {
        const refreshed = await patiently(
          (patience) => options.client.refreshAccessToken({ signal: patience }),
          signal,
        )
        if (flow.request !== request) return
        grant = adopt(refreshed)
      }
    } catch {
      // No token and no refresh mean one thing: not fresh.
    }
    dispatch({ type: 'checked', request, grant })
  }

  async function verify(effect: Extract<FlowEffect, { type: 'verify' }>, signal: AbortSignal): Promise<void> {
    const { request, handle, challengeId, code, trustDevice } = effect
    // Not known of a login, which may be anybody's.
    const expected = subject
    /** Whether another than `person` is signed in at the host now, or nobody where somebody was. */
    const hasChanged = async (person: string | null | undefined) => {
      if (expected === undefined || person == null) return false
      // Where it keeps silent, what it last said to another call counts.
      await hostSubject(signal)
      return named === null ? expected !== null : named !== undefined && named !== person
    }
    if (await hasChanged(expected)) throw cancelled('userChanged')
    if (flow.request !== request) return
    const since = instantOf(clock())
    const tokens = await client.verifyCode({ stepUp: handle, challengeId, code, trustDevice }, { signal })
    if (flow.request !== request) return
    const claims = readAccessTokenClaims(tokens.accessToken)
    const person = claims?.subject ?? expected
    // Who signed in meanwhile must neither be replaced at the host nor have a call sent with this token.
    if ((expected != null && person !== expected) || (await hasChanged(person)))
      throw cancelled('userChanged')
    if (flow.request !== request) return
    const isLogin = expected === undefined
    // Before the host is told, which may ask at once.
    if (isLogin) {
      session += 1
      named = undefined
    }
    const accepted = options.client.acceptTokens(tokens)
    // Waited for only where there is something to wait for: the replay leaves in the task of the answer.
    const taken = accepted
      ? patiently(() => accepted, isLogin ? lifetime.signal : signal).catch(() => {})
      : undefined
    if (taken && !isLogin) {
      await taken
      if (await hasChanged(person)) throw cancelled('userChanged')
    }
    if (flow.request !== request) return
    const { accessToken, expiresIn } = tokens
    // The host may have sent it already, and have been refused.
    const isRefused = refusedTokens.has(accessToken)
    if (!isRefused)
      keep({ accessToken, subject: claims?.subject, prompted: true }, since, lifetimeOf(claims, expiresIn))
    // A login is done, even if the host takes its form away now; it is heard of once the host has the tokens.
    if (taken && isLogin) {
      const own = (handing = { taken, person: claims?.subject })
      void taken.then(() => {
        if (handing === own) handing = undefined
      })
    }
    // No grant either where the answer took as long as one lives.
    const grant = isRefused ? null : grants.fresh()
    dispatch({ type: 'verified', request, grant, trustDevice })
  }

  function request(given: StepUpRequestOptions = {}): Promise<Grant> {
    const { signal, presenter, start, action, avoidFactor, reason = { operation: 'custom' } } = given
    const silent = start?.via !== 'tkn' && given.skipSilent !== true
    const id = (lastId += 1)
    const promise = new Promise<Grant>((resolve, reject) => {
      const why = () => {
        if (!signal?.aborted) return 'unmounted'
        const reason: unknown = signal.reason
        return isStepUpCancelledError(reason) ? reason.reason : 'aborted'
      }
      if (signal?.aborted || lifetime.signal.aborted) {
        reject(cancelled(why()))
        return
      }
      const withdraw = () => dispatch({ type: 'callWithdrawn', id, reason: why() })
      signal?.addEventListener('abort', withdraw)
      const unlisten = () => signal?.removeEventListener('abort', withdraw)
      settles.set(id, {
        resolve: (grant) => (unlisten(), resolve(grant)),
        reject: (error) => (unlisten(), reject(error)),
      })
    })
    // A caller that ignores the outcome must not turn a cancel into an unhandled rejection.
    promise.catch(() => {})
    if (!settles.has(id)) return promise
    if (flow.waiting.length === 0 || start?.via === 'tkn') {
      presenters.prefer(presenter)
      subject = undefined
    }
    dispatch({
      type: 'requested',
      call: { id, reason },
      silent,
      ...(start && { start }),
      ...(action !== undefined && { action }),
      ...(avoidFactor && { avoidFactor }),
    })
    return promise
  }

  /** A host that had a token of this person's and has none now: nobody is signed in. */
  const hasLeft: StepUpStore['hasLeft'] = (person, signedIn) =>
    person !== undefined &&
    (signedIn === null ? signedInAs === person : signedIn !== undefined && signedIn !== person)

  async function currentGrant(): Promise<Grant | null> {
    const grant = grants.fresh()
    if (grant?.subject === undefined) return grant
    const signedIn = await hostSubject()
    if (signedIn === undefined) return null
    if (hasLeft(grant.subject, signedIn)) {
      if (grants.fresh()?.subject === grant.subject) grants.drop()
      return null
    }
    return grants.fresh()
  }

  function forget(): void {
    session += 1
    draft = emptyDraft
    named = undefined
    grants.drop()
    dispatch({ type: 'cancelled', reason: 'userChanged' })
  }

  const setDraft = (change: Partial<StepUpDraft>) => {
    draft = { ...draft, ...change }
    notify()
  }

  return {
    ...presenters,
    register(id, kind) {
      const leave = presenters.register(id, kind)
      return () => {
        // A failure that no call waits on goes with the prompt that shows it, and not to the next one.
        const isOver = flow.state.status === 'failed' && flow.waiting.length === 0
        const isShown = presenters.getPresenter() === id
        leave()
        if (isOver && isShown) dispatch({ type: 'cancelled', reason: 'unmounted' })
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getState: () => sealed(flow.state),
    getDraft: () => draft,
    getGrantStatus: grants.status,
    holds: ({ accessToken }) => grants.fresh()?.accessToken === accessToken,
    currentGrant,
    hasLeft,
    hostToken,
    hostSubject,
    wasRefused: (accessToken) => refusedTokens.has(accessToken),
    request,
    dropGrant: forget,
    refuseToken(accessToken) {
      refusedTokens.add(accessToken)
      if (grants.fresh()?.accessToken === accessToken) grants.drop()
    },
    chooseFactor: (factor) => dispatch({ type: 'factorChosen', factor }),
    setCode(code) {
      setDraft({ code })
      dispatch({ type: 'codeEdited' })
    },
    setTrustDevice: (trustDevice) => setDraft({ trustDevice }),
    submitCode: (code = draft.code) =>
      dispatch({
        type: 'codeSubmitted',
        code: code.replace(/\s/g, ''),
        trustDevice: draft.trustDevice,
      }),
    resend: () => dispatch({ type: 'resendAsked' }),
    changeFactor: () => dispatch({ type: 'factorChangeAsked' }),
    back: () => dispatch({ type: 'backAsked' }),
    retry: () => dispatch({ type: 'retryAsked' }),
    cancel: (reason = 'dismissed') => dispatch({ type: 'cancelled', reason }),
    emit,
    configure(next) {
      const changed = next.client.id !== options.client.id
      if (next.clock !== options.clock) anchor = undefined
      options = next
      if (changed) forget()
      // A handle belongs to the client that made it: a running step-up keeps its client.
      if (flow.waiting.length === 0) client = next.client
      if (changed) notify()
    },
    connect() {
      const disconnect = grants.connect()
      anchor ??= instantOf(clock())
      // Somebody else may have signed in meanwhile, in another tab or on another page.
      const stopWake = onWake(() => void currentGrant())
      if (lifetime.signal.aborted) lifetime = new AbortController()
      return () => {
        disconnect()
        stopWake()
        lifetime.abort(unmounted())
        dispatch({ type: 'cancelled', reason: 'unmounted' })
      }
    },
    get client() {
      return options.client
    },
    get clock() {
      return clock()
    },
    watchSession() {
      const begun = session
      return () => {
        if (session !== begun) throw cancelled('userChanged')
      }
    },
    get signal() {
      return lifetime.signal
    },
  }
}
