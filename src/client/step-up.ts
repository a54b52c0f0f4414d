import { readAccessTokenClaims } from './claims.js'
import { createPkce } from './crypto.js'
import {
  ApiError,
  isApiError,
  isLoginRequiredError,
  isNetworkError,
  isStepUpRequiredError,
} from './errors.js'
import type { Send } from './http.js'
import { missingToken } from './tokens.js'
import { parseStepUp, parseTokens, requiredText } from './parse.js'
import type { StepUpClient, StepUpHandle, StepUpStart, TenantConfig, TokenSet } from './types.js'

/** What a step-up must not show. */
interface Secrets {
  token: string
  verifier: string
  /** The right code was taken, but the exchange of what it gave failed so far. */
  verified?: { challengeId: string; code: string; authorizationCode: string }
}

export interface StepUpContext {
  send: Send
  clientId: string
  redirectUri: string
  scope: string
  defaultStart: StepUpStart
  tenant: { sso?: boolean }
  config: (signal: AbortSignal | undefined) => Promise<TenantConfig>
  currentToken: (signal: AbortSignal | undefined) => Promise<string | undefined>
  refresh: (signal: AbortSignal | undefined) => Promise<string | undefined>
}

/** Access tokens older than this are refused by the calls that want a fresh one. */
const freshForMs = 300_000

/** `POST /oauth/token` with an authorization code. */
export function exchangeCode(
  { send, clientId, redirectUri }: Pick<StepUpContext, 'send' | 'clientId' | 'redirectUri'>,
  code: string,
  verifier: string,
  signal: AbortSignal | undefined,
): Promise<TokenSet> {
  return send(
    {
      path: '/oauth/token',
      body: {
        client_id: clientId,
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      },
      signal,
    },
    parseTokens,
  )
}

export function createStepUpCalls(
  context: StepUpContext,
): Pick<StepUpClient, 'startStepUp' | 'sendCode' | 'verifyCode'> {
  const { send, clientId, redirectUri, scope, defaultStart, tenant, config, currentToken, refresh } = context
  const started = new WeakMap<StepUpHandle, Secrets>()

  const secretsOf = (handle: StepUpHandle): Secrets => {
    const secrets = started.get(handle)
    if (!secrets) throw new TypeError('This step-up was not started by this client.')
    return secrets
  }

  return {
    async startStepUp({ start = defaultStart, action }, { signal } = {}) {
      const path = 'mfa/stepup'
      const endpoint = `POST /identity/v1/${path}`
      const { verifier, challenge } = await createPkce()

      const trigger = async (token?: string) => {
        const { token: stepUpToken, factors } = await send(
          {
            path,
            body: {
              client_id: clientId,
              response_type: 'code',
              redirect_uri: redirectUri,
              scope,
              display: 'page',
              code_challenge: challenge,
              code_challenge_method: 'S256',
              tkn: start.via === 'tkn' ? start.tkn : undefined,
              action,
            },
            ...(token && { token }),
            signal,
          },
          parseStepUp,
        )
        const handle: StepUpHandle = Object.freeze({ factors: Object.freeze(factors) })
        started.set(handle, { token: stepUpToken, verifier })
        return handle
      }

      const byToken = async (otherwise: unknown = missingToken(endpoint)) => {
        let token = await currentToken(signal)
        if (!token) throw otherwise
        let refreshed = false
        const renew = async () => {
          refreshed = true
          const fresh = await refresh(signal).catch(() => undefined)
          if (signal?.aborted) throw signal.reason
          if (fresh) token = fresh
          return fresh
        }
        const { issuedAt = Infinity } = readAccessTokenClaims(token) ?? {}
        if (Date.now() - issuedAt > freshForMs) await renew()
        try {
          return await trigger(token)
        } catch (error) {
          if (refreshed || !isStepUpRequiredError(error) || !(await renew())) throw error
          return trigger(token)
        }
      }

      const automatic = async () => {
        if (tenant.sso === false) return byToken()
        try {
          return await trigger()
        } catch (error) {
          if (isNetworkError(error) && error.reason === 'failed' && tenant.sso === undefined) {
            // Where SSO is off, the browser may refuse an answer to a call with cookies.
            const sso = await config(signal).then(
              (found) => found.sso,
              () => true,
            )
            if (signal?.aborted) throw signal.reason
            if (sso) throw error
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
        if (!isStepUpRequiredError(error)) throw error
        // A step-up that needs a step-up is no way out: the person has to log in.
        throw new ApiError(error.message, 401, {
          cause: error,
          support: error.support,
          endpoint,
          body: {
            messageKey:
              error.reason === 'freshness'
                ? 'error.accessToken.freshness'
                : 'error.authn.mfa.stepup.required',
          },
        })
      }
    },

    async sendCode({ stepUp, factor }, { signal } = {}) {
      return send(
        { path: 'passwordless/start', body: { auth_type: factor, step_up: secretsOf(stepUp).token }, signal },
        (body) => ({ challengeId: requiredText(body, 'challenge_id') }),
      )
    },

    async verifyCode({ stepUp, challengeId, code, trustDevice }, { signal } = {}) {
      const secrets = secretsOf(stepUp)
      let { verified } = secrets
      if (verified?.challengeId !== challengeId || verified.code !== code) {
        verified = secrets.verified = {
          challengeId,
          code,
          authorizationCode: await send(
            {
              path: 'passwordless/verify',
              body: {
                challenge_id: challengeId,
                verification_code: code,
                trust_device: trustDevice || undefined,
              },
              checksCode: true,
              signal,
            },
            (body) => requiredText(body, 'code'),
          ),
        }
      }
      try {
        const tokens = await exchangeCode(context, verified.authorizationCode, secrets.verifier, signal)
        delete secrets.verified
        return tokens
      } catch (error) {
        if (isApiError(error) && error.status < 500) delete secrets.verified
        throw error
      }
    },
  }
}
