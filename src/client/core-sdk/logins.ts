import { createPkce } from '../crypto.js'
import { ApiError } from '../errors.js'
import { field, strings } from '../json.js'
import type { StepUpStart } from '../types.js'
import type { CoreSdkClient } from './sdk.js'

/** Where the SDK puts the verifier of each PKCE pair that it makes. */
const verifierKey = 'verifier_key'
const mark = 'core-sdk.'

/** How far the SDK took a login by itself. */
interface Login {
  answer: unknown
  /** Of the step-up that the SDK has started. */
  verifier: string | undefined
}

/** The page is about to leave for an address of ReachFive: nothing more comes. */
export const leaving = () => new Promise<never>(() => {})

function takeVerifier(): string | undefined {
  try {
    const verifier = localStorage.getItem(verifierKey) ?? undefined
    localStorage.removeItem(verifierKey)
    return verifier
  } catch {
    return undefined
  }
}

const usedUp = (endpoint: string) =>
  new ApiError(`${endpoint}: this tkn is used up, or of another client.`, 401, {
    endpoint,
    body: { error: 'invalid_grant' },
  })

/**
 * Logins by the SDK, which goes on by itself: to the step-up, or to the tokens. What it got is held here under a
 * one-time `tkn` of our own until the kit asks for the next step.
 */
export function createLogins(sdk: CoreSdkClient, redirectUri: string, scope: string) {
  let held: (Login & { tkn: string }) | undefined

  const take = (tkn: string, endpoint: string): Login => {
    if (held?.tkn !== tkn) throw usedUp(endpoint)
    const login = held
    held = undefined
    return login
  }

  return {
    /** The answer of `POST /identity/v1/password/login`, as the kit knows it. */
    async start(body: unknown): Promise<unknown> {
      const {
        email,
        phoneNumber,
        customIdentifier = '',
      } = strings(body, 'email', 'phoneNumber', 'customIdentifier')
      const { password = '', ...rest } = strings(body, 'password', 'action', 'captchaToken')
      const captchaProvider = field(body, 'captchaProvider')
      held = undefined
      let verifier: string | undefined
      let answer: unknown
      try {
        answer = await sdk.loginWithPassword({
          ...(email !== undefined
            ? { email }
            : phoneNumber !== undefined
              ? { phoneNumber }
              : { customIdentifier }),
          password,
          ...rest,
          ...((captchaProvider === 'recaptcha' || captchaProvider === 'captchafox') && { captchaProvider }),
          auth: { redirectUri, scope, fetchBasicProfile: false, useWebMessage: true },
        })
      } finally {
        verifier = takeVerifier()
      }
      if (answer === undefined) return leaving()
      const tkn = mark + crypto.getRandomValues(new Uint32Array(4)).join('')
      held = { tkn, answer, verifier }
      return { tkn, mfaRequired: field(answer, 'stepUpToken') !== undefined }
    },

    /** The step-up that the SDK has started for this login; `undefined` for a `tkn` that is none of ours. */
    stepUp(tkn: string | undefined, endpoint: string): unknown {
      if (!tkn?.startsWith(mark)) return undefined
      const { answer } = take(tkn, endpoint)
      return { token: field(answer, 'stepUpToken'), amr: field(answer, 'amr') }
    },

    /** The tokens that the SDK has got for this login. */
    tokens: (tkn: string, endpoint: string): unknown => take(tkn, endpoint).answer,

    /** Of our own making, so that none but a login's ever was in the storage of the browser. */
    async pkceFor(start: StepUpStart): Promise<{ verifier: string; challenge: string }> {
      return start.via === 'tkn' && start.tkn === held?.tkn
        ? { verifier: held.verifier ?? '', challenge: '' }
        : createPkce()
    },
  }
}

export type Logins = ReturnType<typeof createLogins>
