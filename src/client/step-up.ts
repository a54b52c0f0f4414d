import { readAccessTokenClaims } from './claims.js'
import { createPkce } from './crypto.js'
import {
  ApiError,
  isApiError,
  isLoginRequiredError,
  isNetworkError,
  isStepUpRequiredError,
} from './errors.js'
import { endpointName, type Http } from './http.js'
import { requiredString } from './json.js'
import { parseStepUp, parseTokens } from './parse.js'
import { missingToken, type TokenSource } from './tokens.js'
import type { StepUpClient, StepUpHandle, StepUpStart, TenantConfig, TokenSet } from './types.js'

/** What a step-up must not show. */
interface Secrets {
  token: string
  verifier: string
  /** The right code was taken, but the exchange of what it gave failed so far. */
  verified?: { challengeId: string; code: string; authorizationCode: string }
}

export interface StepUpContext {
  http: Http
  tokens: TokenSource
  clientId: string
  redirectUri: string
  scope: string
  defaultStart: StepUpStart
  tenant: { sso?: boolean | undefined }
  config: (signal: AbortSignal | undefined) => Promise<TenantConfig>
}

const stepUpEndpoint = 'POST mfa/stepup'

/** What `mfa/stepup` and `/oauth/authorize` ask for alike. */
export const authorizationRequest = (
  { clientId, redirectUri, scope }: Pick<StepUpContext, 'clientId' | 'redirectUri' | 'scope'>,
  challenge: string,
) => ({
  client_id: clientId,
  response_type: 'code',
  redirect_uri: redirectUri,
  scope,
  code_challenge: challenge,
  code_challenge_method: 'S256',
})

/** `POST /oauth/token` with an authorization code. */
export const exchangeCode = (
  { http, clientId, redirectUri }: Pick<StepUpContext, 'http' | 'clientId' | 'redirectUri'>,
  code: string,
  verifier: string,
  signal: AbortSignal | undefined,
): Promise<TokenSet> =>
  http.send('POST /oauth/token', parseTokens, {
    body: {
      client_id: clientId,
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    },
    signal,
  })

export function createStepUpCalls(
  context: StepUpContext,
): Pick<StepUpClient, 'startStepUp' | 'sendCode' | 'verifyCode'> {
  const { http, tokens, defaultStart, tenant, config } = context
  const started = new WeakMap<StepUpHandle, Secrets>()

  const secretsOf = (handle: StepUpHandle): Secrets => {
    const secrets = started.get(handle)
    if (!secrets) throw new TypeError('This step-up was started by another client.')
    return secrets
  }

  return {
    async startStepUp({ start = defaultStart, action }, { signal } = {}) {
      const { verifier, challenge } = await createPkce()

      const trigger = async (accessToken?: string) => {
        const { token, factors } = await http.send(stepUpEndpoint, parseStepUp, {
          body: {
            ...authorizationRequest(context, challenge),
            display: 'page',
            tkn: start.via === 'tkn' ? start.tkn : undefined,
            action,
          },
          ...(accessToken && { token: accessToken }),
          signal,
        })
        const handle: StepUpHandle = Object.freeze({ factors: Object.freeze(factors) })
        started.set(handle, { token, verifier })
        return handle
      }

      /** Way C, with one silent refresh at most. */
      const byToken = async (withoutToken: unknown = missingToken(endpointName(stepUpEndpoint))) => {
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
        if (tenant.sso === false) return byToken()
        try {
          return await trigger()
        } catch (error) {
          if (isNetworkError(error) && error.reason === 'failed' && tenant.sso === undefined) {
            // Where SSO is off, a browser may refuse the answer to a call with cookies.
            const { sso } = await config(signal).catch(() => ({ sso: true }))
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
        // A step-up that asks for a step-up is no way out: the person has to log in.
        const { message, reason, support } = error
        throw new ApiError(message, 401, {
          support,
          endpoint: endpointName(stepUpEndpoint),
          body: {
            messageKey: `error.${reason === 'mfa' ? 'authn.mfa.stepup.required' : 'accessToken.freshness'}`,
          },
        })
      }
    },

    async sendCode({ stepUp, factor }, { signal } = {}) {
      return http.send(
        'POST passwordless/start',
        (body) => ({ challengeId: requiredString(body, 'challengeId') }),
        {
          body: { auth_type: factor, step_up: secretsOf(stepUp).token },
          signal,
        },
      )
    },

    async verifyCode({ stepUp, challengeId, code, trustDevice }, { signal } = {}) {
      const secrets = secretsOf(stepUp)
      let { verified } = secrets
      if (verified?.challengeId !== challengeId || verified.code !== code) {
        const authorizationCode = await http.send(
          'POST passwordless/verify',
          (body) => requiredString(body, 'code'),
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
        verified = secrets.verified = { challengeId, code, authorizationCode }
      }
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
