import { readAccessTokenClaims } from './claims.js'
import { createPkce } from './crypto.js'
import {
  ApiError,
  isApiError,
  isLoginRequiredError,
  isNetworkError,
  isStepUpRequiredError,
} from './errors.js'
import type { Http } from './http.js'
import { milliseconds, requiredList, requiredString, strings } from './json.js'
import { missingToken, type TokenSource } from './tokens.js'
import type { Factor, StepUpClient, StepUpHandle, StepUpStart, TokenSet } from './types.js'

/** What a step-up must not show. */
interface Secrets {
  token: string
  verifier: string
  /** The right code was taken, but the exchange of what it gave failed so far. */
  verified?: { challengeId: string; code: string; authorizationCode: string }
}

/** What the calls of one client share. */
export interface ClientContext {
  origin: string
  http: Http
  tokens: TokenSource
  clientId: string
  redirectUri: string
  scope: string
  tenant: { sso?: boolean | undefined; language?: string | undefined }
  /** Where the PKCE pair of a step-up comes from. @default a new one */
  pkceFor?: (start: StepUpStart) => ReturnType<typeof createPkce>
}

/** What `mfa/stepup` and `/oauth/authorize` ask for alike. */
export const authorizationRequest = ({ clientId, redirectUri, scope }: ClientContext, challenge: string) => ({
  client_id: clientId,
  response_type: 'code',
  redirect_uri: redirectUri,
  scope,
  code_challenge: challenge,
  code_challenge_method: 'S256',
})

export function parseTokens(body: unknown): TokenSet {
  const lifetimeMs = milliseconds(body, 'expiresIn')
  return {
    tokenType: 'Bearer',
    ...strings(body, 'tokenType', 'idToken', 'refreshToken'),
    ...(lifetimeMs !== undefined && { expiresIn: lifetimeMs / 1000 }),
    accessToken: requiredString(body, 'accessToken'),
  }
}

/** `POST /oauth/token` for one kind of grant. */
export const requestTokens = (
  { http, clientId }: ClientContext,
  grant: Record<string, string | undefined>,
  signal: AbortSignal | undefined,
): Promise<TokenSet> =>
  http.send('POST /oauth/token', parseTokens, { body: { client_id: clientId, ...grant }, signal })

export const exchangeCode = (
  context: ClientContext,
  code: string,
  verifier: string,
  signal: AbortSignal | undefined,
): Promise<TokenSet> =>
  requestTokens(
    context,
    { grant_type: 'authorization_code', code, redirect_uri: context.redirectUri, code_verifier: verifier },
    signal,
  )

const stepUpEndpoint = 'POST /identity/v1/mfa/stepup'
const isFactor = (value: unknown): value is Factor => value === 'email' || value === 'sms'

export function createStepUpCalls(
  context: ClientContext,
  defaultStart: StepUpStart,
): Pick<StepUpClient, 'startStepUp' | 'sendCode' | 'verifyCode'> {
  const { http, tokens, tenant } = context
  const started = new WeakMap<StepUpHandle, Secrets>()
  const isWithoutSso = () => tenant.sso === false

  const secretsOf = (handle: StepUpHandle): Secrets => {
    const secrets = started.get(handle)
    if (!secrets)
      throw new TypeError('This step-up was started by another client. Pass the handle to that one.')
    return secrets
  }

  return {
    async startStepUp({ start = defaultStart, action }, { signal } = {}) {
      const { verifier, challenge } = await (context.pkceFor ?? createPkce)(start)

      const trigger = (token?: string) =>
        http.send(
          stepUpEndpoint,
          (body) => {
            const handle = Object.freeze({
              factors: Object.freeze([...new Set(requiredList(body, 'amr').filter(isFactor))]),
            })
            started.set(handle, { token: requiredString(body, 'token'), verifier })
            return handle
          },
          {
            body: {
              ...authorizationRequest(context, challenge),
              display: 'page',
              tkn: start.via === 'tkn' ? start.tkn : undefined,
              action,
            },
            token,
            signal,
            // It sends no code yet. The session alone is no use without its cookie: `automatic` knows what then.
            repeatable: !!token,
          },
        )

      /** Way C, with one silent refresh at most. */
      const byToken = async (withoutToken: unknown = missingToken(stepUpEndpoint)) => {
        const token = await tokens.current(signal)
        if (!token) throw withoutToken
        const renew = async () => {
          const fresh = await tokens.refresh(signal).catch(() => undefined)
          if (signal?.aborted) throw signal.reason
          return fresh
        }
        const { issuedAt = Infinity } = readAccessTokenClaims(token) ?? {}
        if (Date.now() - issuedAt > 300_000) return trigger((await renew()) ?? token)
        try {
          return await trigger(token)
        } catch (error) {
          const fresh = isStepUpRequiredError(error) && (await renew())
          if (!fresh) throw error
          return trigger(fresh)
        }
      }

      const automatic = async () => {
        if (isWithoutSso()) return byToken()
        try {
          return await trigger()
        } catch (error) {
          if (isNetworkError(error) && error.reason === 'failed') {
            // Where SSO is off, a browser may refuse the answer to a call with cookies. Since it failed, it is known.
            if (!isWithoutSso()) throw error
          } else if (!isLoginRequiredError(error) && !isStepUpRequiredError(error)) throw error
          return byToken(error)
        }
      }

      try {
        return await (start.via === 'auto'
          ? automatic()
          : start.via === 'accessToken'
            ? byToken()
            : trigger())
      } catch (error) {
        // A step-up that asks for a step-up is no way out: the person has to log in.
        throw isStepUpRequiredError(error)
          ? new ApiError(error.message, 401, {
              support: error.support,
              endpoint: stepUpEndpoint,
              body: { error: 'login_required' },
            })
          : error
      }
    },

    async sendCode({ stepUp, factor }, { signal } = {}) {
      return http.send(
        'POST /identity/v1/passwordless/start',
        (body) => ({ challengeId: requiredString(body, 'challengeId') }),
        { body: { auth_type: factor, step_up: secretsOf(stepUp).token }, signal },
      )
    },

    async verifyCode({ stepUp, challengeId, code, trustDevice }, { signal } = {}) {
      const secrets = secretsOf(stepUp)
      let { verified } = secrets
      if (verified?.challengeId !== challengeId || verified.code !== code)
        verified = secrets.verified = await http.send(
          'POST /identity/v1/passwordless/verify',
          (body) => ({ challengeId, code, authorizationCode: requiredString(body, 'code') }),
          {
            body: {
              challenge_id: challengeId,
              verification_code: code,
              trust_device: trustDevice || undefined,
            },
            checksCode: true,
            signal,
          },
        )
      try {
        const granted = await exchangeCode(context, verified.authorizationCode, secrets.verifier, signal)
        delete secrets.verified
        return granted
      } catch (error) {
        if (isApiError(error) && error.status < 500) delete secrets.verified
        throw error
      }
    },
  }
}
