type Answer = Promise<unknown>

interface Bearer {
  accessToken: string
}
interface Code {
  verificationCode: string
  trustDevice?: boolean
}
interface Authorization {
  redirectUri: string
  scope: string
  fetchBasicProfile: false
}
interface Captcha {
  captchaToken?: string
  captchaProvider?: 'recaptcha' | 'captchafox'
}
type Identifier = { email: string } | { phoneNumber: string } | { customIdentifier: string }

/**
 * What `fromCoreSdk` uses of the client that `createClient` of `@reachfive/identity-core` gives. Written out here,
 * since the SDK's own declarations compile only beside ambient types that few projects have.
 */
export interface CoreSdkClient {
  readonly remoteSettings: Answer

  readonly getMfaStepUpToken: (
    params: Partial<Bearer> & {
      tkn?: string
      action?: string
      options: Authorization & { codeChallenge: string; codeChallengeMethod: string }
    },
  ) => Answer
  readonly startPasswordless: (params: { authType: 'email' | 'sms'; stepUp: string }) => Answer
  readonly verifyMfaPasswordless: (params: Code & { challengeId: string }) => Answer
  /** The SDK's types do not name `codeVerifier`, which goes before the one that the SDK has stored. */
  readonly exchangeAuthorizationCodeWithPkce: (params: {
    code: string
    redirectUri: string
    codeVerifier?: string
  }) => Answer
  readonly loginWithPassword: (
    params: Identifier &
      Captcha & { password: string; action?: string; auth: Authorization & { useWebMessage: true } },
  ) => Answer

  readonly listMfaCredentials: (accessToken: string) => Answer
  readonly startMfaEmailRegistration: (params: Bearer & { trustDevice?: boolean; action?: string }) => Answer
  /** A method, since the SDK's types ask for a number that the server can do without. */
  startMfaPhoneNumberRegistration(
    params: Bearer & { phoneNumber?: string; trustDevice?: boolean; action?: string },
  ): Answer
  readonly verifyMfaEmailRegistration: (params: Bearer & Code) => Answer
  readonly verifyMfaPhoneNumberRegistration: (params: Bearer & Code) => Answer
  readonly removeMfaEmail: (params: Bearer) => Answer
  readonly removeMfaPhoneNumber: (params: Bearer & { phoneNumber: string }) => Answer
  readonly listTrustedDevices: (accessToken: string) => Answer
  readonly removeTrustedDevice: (params: Bearer & { trustedDeviceId: string }) => Answer

  readonly getUser: (params: Bearer & { fields: string }) => Answer
  readonly updateEmail: (
    params: Bearer & { email: string; redirectUrl?: string; captchaToken?: string },
  ) => Answer
  readonly verifyEmail: (params: Bearer & { email: string; verificationCode: string }) => Answer
  readonly sendEmailVerification: (params: Bearer & { redirectUrl?: string }) => Answer
  readonly updatePhoneNumber: (params: Bearer & { phoneNumber: string }) => Answer
  readonly verifyPhoneNumber: (params: Bearer & { phoneNumber: string; verificationCode: string }) => Answer
  readonly sendPhoneNumberVerification: (params: Bearer) => Answer
}

const names: Record<keyof CoreSdkClient, 1> = {
  remoteSettings: 1,
  getMfaStepUpToken: 1,
  startPasswordless: 1,
  verifyMfaPasswordless: 1,
  exchangeAuthorizationCodeWithPkce: 1,
  loginWithPassword: 1,
  listMfaCredentials: 1,
  startMfaEmailRegistration: 1,
  startMfaPhoneNumberRegistration: 1,
  verifyMfaEmailRegistration: 1,
  verifyMfaPhoneNumberRegistration: 1,
  removeMfaEmail: 1,
  removeMfaPhoneNumber: 1,
  listTrustedDevices: 1,
  removeTrustedDevice: 1,
  getUser: 1,
  updateEmail: 1,
  verifyEmail: 1,
  sendEmailVerification: 1,
  updatePhoneNumber: 1,
  verifyPhoneNumber: 1,
  sendPhoneNumberVerification: 1,
}

/** The SDK's methods that are not there: it is older than what the adapter needs. */
export const missingNames = (client: CoreSdkClient): string[] =>
  Object.keys(names).filter((name) => !(name in client))
