import { createReachFiveClient, type ReachFiveClient } from '../../src/client/index.js'
import { matchPath } from '../../src/testing/fake/endpoints.js'

/** The methods of the client that go over the wire. */
type Method = Exclude<
  keyof ReachFiveClient,
  'id' | 'redirectUri' | 'getAccessToken' | 'refreshAccessToken' | 'acceptTokens'
>

interface WireCall {
  run(client: ReachFiveClient): Promise<unknown>
  /** What it asks for, in order. Each is answered as `answers` says. */
  lines: readonly Line[]
}

const credential = {
  email: { type: 'email', email: 'jo@example.com', friendly_name: 'identifier', created_at: '2022-09-21' },
  sms: { type: 'sms', phone_number: '+33612345678', friendly_name: 'my phone', created_at: '2022-09-21' },
}
const profile = {
  id: 'AZk1',
  email: 'jo@example.com',
  email_verified: true,
  phone_number: '+33612345678',
  phone_number_verified: true,
}

/** Every request of the client, and what the server answers with all that the kit reads: each of the ways. */
export const answers = {
  'GET config': [
    {
      sso: true,
      sms: true,
      mfa_email_enabled: true,
      mfa_sms_enabled: true,
      rba_enabled: true,
      login_type_allowed: { email: true, phone_number: true, custom_identifier: true },
      language: 'fr',
      country_code: 'FR',
    },
  ],
  'POST password/login': [{ tkn: 'one-time-tkn', mfa_required: true }],
  'GET oauth/authorize': [{ code: 'authorization-code', state: 'state' }],
  'POST oauth/token': [
    {
      access_token: 'new-token',
      token_type: 'Bearer',
      expires_in: 86_400,
      id_token: 'id-token',
      refresh_token: 'refresh-token',
    },
  ],
  'POST mfa/stepup': [{ amr: ['email', 'sms'], token: 'step-up-token' }],
  'POST passwordless/start': [{ challenge_id: 'challenge' }],
  'POST passwordless/verify': [{ code: 'authorization-code', state: 'state' }],
  'GET mfa/credentials': [{ credentials: [credential.email, credential.sms] }],
  'POST mfa/credentials/emails': [
    { status: 'email_sent' },
    { status: 'enabled', credential: credential.email },
  ],
  'POST mfa/credentials/emails/verify': [credential.email],
  'DELETE mfa/credentials/emails': [{}],
  'POST mfa/credentials/phone-numbers': [
    { status: 'sms_sent' },
    { status: 'enabled', credential: credential.sms },
  ],
  'POST mfa/credentials/phone-numbers/verify': [credential.sms],
  'DELETE mfa/credentials/phone-numbers': [{}],
  'GET mfa/trusteddevices': [
    {
      trusted_devices: [
        {
          id: 'device-1',
          user_id: 'AZk1',
          created_at: '2022-09-21',
          metadata: {
            ip: '192.0.2.1',
            operating_system: 'macOS',
            user_agent: 'Browser/1',
            device_class: 'Desktop',
            device_name: 'Laptop',
          },
        },
      ],
    },
  ],
  'DELETE mfa/trusteddevices/{id}': [{}],
  'GET userinfo': [profile],
  'POST update-email': [profile],
  'POST verify-email': [{}],
  'POST send-email-verification': [{ verification_email_sent: true }],
  'POST update-phone-number': [profile],
  'POST verify-phone-number': [{}],
  'POST send-phone-number-verification': [{}],
} as const satisfies Record<string, readonly object[]>
export type Line = keyof typeof answers

const isLine = (line: string): line is Line => Object.hasOwn(answers, line)
export const linesOfTheClient: readonly Line[] = Object.keys(answers).filter(isLine)

const code = '501028'
const one = (line: Line, run: WireCall['run']): readonly WireCall[] => [{ run, lines: [line] }]

/** How each method is called: a method without a row does not compile. */
export const wireCalls: Record<Method, readonly WireCall[]> = {
  getConfig: one('GET config', (client) => client.getConfig()),
  loginWithPassword: one('POST password/login', (client) =>
    client.loginWithPassword({ identifier: { email: 'jo@example.com' }, password: 'secret' }),
  ),
  completeLogin: [
    {
      run: (client) => client.completeLogin({ tkn: 'one-time-tkn' }),
      lines: ['GET oauth/authorize', 'POST oauth/token'],
    },
  ],
  refreshTokens: one('POST oauth/token', (client) => client.refreshTokens({ refreshToken: 'refresh-token' })),
  startStepUp: one('POST mfa/stepup', (client) => client.startStepUp({})),
  sendCode: [
    {
      run: async (client) => client.sendCode({ stepUp: await client.startStepUp({}), factor: 'sms' }),
      lines: ['POST mfa/stepup', 'POST passwordless/start'],
    },
  ],
  verifyCode: [
    {
      run: async (client) =>
        client.verifyCode({ stepUp: await client.startStepUp({}), challengeId: 'challenge', code }),
      lines: ['POST mfa/stepup', 'POST passwordless/verify', 'POST oauth/token'],
    },
  ],
  listCredentials: one('GET mfa/credentials', (client) => client.listCredentials()),
  enrollEmail: one('POST mfa/credentials/emails', (client) => client.enrollEmail({})),
  enrollPhoneNumber: one('POST mfa/credentials/phone-numbers', (client) =>
    client.enrollPhoneNumber({ phoneNumber: '+33612345678' }),
  ),
  verifyEnrollment: [
    {
      run: (client) => client.verifyEnrollment({ factor: 'email', code }),
      lines: ['POST mfa/credentials/emails/verify'],
    },
    {
      run: (client) => client.verifyEnrollment({ factor: 'sms', code }),
      lines: ['POST mfa/credentials/phone-numbers/verify'],
    },
  ],
  removeEmailCredential: one('DELETE mfa/credentials/emails', (client) => client.removeEmailCredential()),
  removePhoneNumberCredential: one('DELETE mfa/credentials/phone-numbers', (client) =>
    client.removePhoneNumberCredential({ phoneNumber: '+33612345678' }),
  ),
  listTrustedDevices: one('GET mfa/trusteddevices', (client) => client.listTrustedDevices()),
  removeTrustedDevice: one('DELETE mfa/trusteddevices/{id}', (client) =>
    client.removeTrustedDevice({ id: 'device-1' }),
  ),
  getProfile: one('GET userinfo', (client) => client.getProfile()),
  updateEmail: one('POST update-email', (client) => client.updateEmail({ email: 'jo@example.com' })),
  verifyEmail: one('POST verify-email', (client) => client.verifyEmail({ email: 'jo@example.com', code })),
  sendEmailVerification: one('POST send-email-verification', (client) => client.sendEmailVerification({})),
  updatePhoneNumber: one('POST update-phone-number', (client) =>
    client.updatePhoneNumber({ phoneNumber: '+33612345678' }),
  ),
  verifyPhoneNumber: one('POST verify-phone-number', (client) =>
    client.verifyPhoneNumber({ phoneNumber: '+33612345678', code }),
  ),
  sendPhoneNumberVerification: one('POST send-phone-number-verification', (client) =>
    client.sendPhoneNumberVerification(),
  ),
}

/** What the server says to one request. */
export interface WireAnswer {
  status?: number
  headers?: Record<string, string>
  /** JSON. */
  body: string
}

export const origin = 'https://account.example.com'

function lineOf(method: string, url: URL): Line {
  const line = `${method} ${matchPath(url.pathname)?.endpoint}`
  if (!isLine(line))
    throw new Error(`The client asks for ${method} ${url.pathname}, which has no answer here.`)
  return line
}

/** A client whose requests are answered as `answerTo` says, the frame of a login included, and what it asked for. */
export function createWiredClient(answerTo: (line: Line) => WireAnswer) {
  const lines: Line[] = []
  const client = createReachFiveClient({
    domain: origin,
    clientId: 'client-1',
    redirectUri: 'https://app.example.com/callback',
    getAccessToken: () => 'host-token',
    sso: true,
    async fetch(input, init = {}) {
      const line = lineOf(init.method ?? 'GET', new URL(input instanceof Request ? input.url : input))
      // What no request can hold is refused, as a browser does.
      new Headers(init.headers)
      lines.push(line)
      const { status = 200, headers = {}, body } = answerTo(line)
      return new Response(body, { status, headers })
    },
  })
  /** In place of the browser: a frame that answers at once. */
  const openFrame = () => {
    const target = new EventTarget()
    const contentWindow = {
      location: {
        replace(href: string) {
          const line = lineOf('GET', new URL(href))
          lines.push(line)
          const data: unknown = JSON.parse(answerTo(line).body)
          const message = { type: 'authorization_response', response: data }
          queueMicrotask(() =>
            target.dispatchEvent(
              Object.assign(new Event('message'), { origin, source: contentWindow, data: message }),
            ),
          )
        },
      },
    }
    const frame = { hidden: false, title: '', contentWindow, remove() {} }
    return { document: { createElement: () => frame, body: { append() {} } }, window: target }
  }
  return { client, lines, openFrame }
}
