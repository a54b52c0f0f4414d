import type { EndpointName, IssueTokensOptions, PersonaName } from '../../src/testing/index.js'

/** What the page shows and what the person wants there. */
export type Task =
  | 'changePhone'
  | 'changeEmail'
  | 'confirmEmail'
  | 'listCredentials'
  | 'addEmail'
  | 'addPhone'
  | 'removeEmail'
  | 'removePhone'
  | 'listDevices'
  | 'removeDevice'
  | 'signIn'

/** One kind of request, and how a person comes to send it. */
export interface Call {
  method: 'GET' | 'POST' | 'DELETE'
  endpoint: EndpointName
  /** What sets it apart from another row of the same endpoint. */
  note?: string
  task: Task
  persona: PersonaName
  /** What the host holds at the start. @default a fresh token of a password login */
  token?: IssueTokensOptions
  /** The client starts a step-up by the session alone. @default as it sees fit */
  bySession?: true
  /** The host renews a stale token silently. */
  renews?: true
  /** Where the person asks for a new code once before the first is entered. */
  resends?: 'prompt' | 'form'
  /** Which of the requests to the endpoint meets the fault. @default 1 */
  turn?: number
}

export const typed = {
  phoneNumber: { text: '06 39 98 42 42', e164: '+33639984242' },
  email: 'changed@example.com',
} as const

/** With a step-up: no code is asked for first. */
const steppedUp: IssueTokensOptions = { amr: ['pwd', 'sms', 'mfa'] }

// The field for a phone number has all countries: it is mounted only where it is meant.
const changePhone = { task: 'changePhone', persona: 'smsAndEmail' } as const
const changeEmail = { task: 'changeEmail', persona: 'smsAndEmail' } as const

export const calls: readonly Call[] = [
  { method: 'GET', endpoint: 'config', task: 'signIn', persona: 'smsOnly' },
  { method: 'GET', endpoint: 'userinfo', ...changeEmail, token: steppedUp },
  { method: 'POST', endpoint: 'mfa/stepup', ...changeEmail },
  { method: 'POST', endpoint: 'mfa/stepup', note: 'by the session alone', ...changeEmail, bySession: true },
  { method: 'POST', endpoint: 'passwordless/start', ...changeEmail },
  {
    method: 'POST',
    endpoint: 'passwordless/start',
    note: 'for a new code',
    ...changeEmail,
    resends: 'prompt',
    turn: 2,
  },
  { method: 'POST', endpoint: 'passwordless/verify', ...changeEmail },
  { method: 'POST', endpoint: 'oauth/token', ...changeEmail },
  {
    method: 'POST',
    endpoint: 'oauth/token',
    note: 'a silent refresh by the host',
    ...changeEmail,
    token: {
      ...steppedUp,
      ageSeconds: 900,
      scope: 'openid profile email phone mfa full_write offline_access',
    },
    renews: true,
  },
  { method: 'POST', endpoint: 'update-phone-number', ...changePhone },
  { method: 'POST', endpoint: 'verify-phone-number', ...changePhone, token: steppedUp },
  {
    method: 'POST',
    endpoint: 'send-phone-number-verification',
    ...changePhone,
    token: steppedUp,
    resends: 'form',
  },
  { method: 'POST', endpoint: 'update-email', ...changeEmail },
  { method: 'POST', endpoint: 'verify-email', ...changeEmail, token: steppedUp },
  {
    method: 'POST',
    endpoint: 'send-email-verification',
    task: 'confirmEmail',
    persona: 'unverifiedEmail',
    token: steppedUp,
  },
  { method: 'GET', endpoint: 'mfa/credentials', task: 'listCredentials', persona: 'smsAndEmail' },
  { method: 'POST', endpoint: 'mfa/credentials/emails', task: 'addEmail', persona: 'smsOnly' },
  {
    method: 'POST',
    endpoint: 'mfa/credentials/emails/verify',
    task: 'addEmail',
    persona: 'unverifiedEmail',
    token: steppedUp,
  },
  { method: 'DELETE', endpoint: 'mfa/credentials/emails', task: 'removeEmail', persona: 'smsAndEmail' },
  { method: 'POST', endpoint: 'mfa/credentials/phone-numbers', task: 'addPhone', persona: 'emailOnly' },
  {
    method: 'POST',
    endpoint: 'mfa/credentials/phone-numbers/verify',
    task: 'addPhone',
    persona: 'emailOnly',
    token: steppedUp,
  },
  {
    method: 'DELETE',
    endpoint: 'mfa/credentials/phone-numbers',
    task: 'removePhone',
    persona: 'smsAndEmail',
  },
  {
    method: 'GET',
    endpoint: 'mfa/trusteddevices',
    task: 'listDevices',
    persona: 'smsAndEmail',
    token: steppedUp,
  },
  { method: 'DELETE', endpoint: 'mfa/trusteddevices/{id}', task: 'removeDevice', persona: 'smsAndEmail' },
  { method: 'POST', endpoint: 'password/login', task: 'signIn', persona: 'smsOnly' },
  { method: 'GET', endpoint: 'oauth/authorize', task: 'signIn', persona: 'noCredential' },
]

export const nameOf = ({ method, endpoint, note }: Call): string =>
  `${method} ${endpoint}${note === undefined ? '' : `, ${note}`}`

/** What becomes of one request. */
export type Fault =
  /** Never answered. `cancel`: the person gives up meanwhile. */
  | { kind: 'hang'; cancel?: true }
  /** The browser has no network. */
  | { kind: 'offline' }
  /** Processed; the connection ends without an answer. */
  | { kind: 'lost' }
  /** Not processed. */
  | {
      kind: 'answer'
      status: number
      error?: string
      key?: string
      userMessage?: string
      retryAfter?: 'seconds' | 'date'
      html?: true
    }
  | { kind: 'redirect' }
  /** Processed; the answer is spoilt on its way. */
  | { kind: 'spoilt'; how: Spoiling }

export type Spoiling =
  'empty' | 'truncated' | 'wrongTypes' | 'missingFields' | 'extraFields' | 'huge' | 'slow' | 'noCors'

/** Must never be seen: what the server says to developers. */
export const forDevelopers = 'RAW-DESCRIPTION'
export const retryAfterSeconds = 40

const answer = (status: number, rest: Partial<Extract<Fault, { kind: 'answer' }>> = {}): Fault => ({
  kind: 'answer',
  status,
  ...rest,
})
const refused = (key: string, error = 'invalid_grant') => answer(401, { error, key })
const spoilt = (how: Spoiling): Fault => ({ kind: 'spoilt', how })

const list = [
  ['timeout', { kind: 'hang' }],
  ['abort', { kind: 'hang', cancel: true }],
  ['offline', { kind: 'offline' }],
  ['connection lost after the request was received', { kind: 'lost' }],
  ['400', answer(400, { userMessage: 'The server’s own sentence.' })],
  ['401 token missing', refused('error.accessToken.missing', 'invalid_request')],
  ['401 token not fresh', refused('error.accessToken.freshness')],
  ['401 step-up required', refused('error.authn.mfa.stepup.required')],
  ['401 wrong code', refused('error.invalidVerificationCode')],
  ['401 `login_required`', answer(401, { error: 'login_required' })],
  ['401 without a key', answer(401, { error: 'invalid_grant' })],
  ['403', answer(403)],
  ['404', answer(404)],
  ['409', answer(409, { userMessage: 'The server’s own sentence.' })],
  ['429 with seconds', answer(429, { retryAfter: 'seconds' })],
  ['429 with a date', answer(429, { retryAfter: 'date' })],
  ['429 without', answer(429)],
  ['500', answer(500)],
  ['502 with HTML', answer(502, { html: true })],
  ['503', answer(503)],
  ['empty body', spoilt('empty')],
  ['truncated JSON', spoilt('truncated')],
  ['wrong types', spoilt('wrongTypes')],
  ['missing fields', spoilt('missingFields')],
  ['extra fields', spoilt('extraFields')],
  ['5 MB body', spoilt('huge')],
  ['slow body', spoilt('slow')],
  ['redirect', { kind: 'redirect' }],
  ['CORS failure', spoilt('noCors')],
] as const satisfies readonly (readonly [string, Fault])[]

export type FaultName = (typeof list)[number][0]
export const faultNames: readonly FaultName[] = list.map(([name]) => name)

export function faultOf(name: FaultName): Fault {
  const [, fault] = list.find(([other]) => other === name) ?? []
  if (!fault) throw new Error(`There is no fault “${name}”.`)
  return fault
}

/** Whether the client can only end this by its own time limit. */
export const takesTheTimeLimit = (fault: Fault): boolean =>
  (fault.kind === 'hang' && fault.cancel !== true) || (fault.kind === 'spoilt' && fault.how === 'slow')

/** What the page is told at the start of a case. */
export interface Start {
  api: string
  accessToken: string
  refreshToken: string
}

/** What the server knows. */
export interface Facts {
  /** Each request that it received or refused so far, oldest first. */
  log: readonly string[]
  messages: readonly { to: string; code: string; isStepUp: boolean }[]
  /** The fault has had its request. */
  fired: boolean
  /** What the person wanted is so. */
  done: boolean
}

/** One row, and what was found wrong. */
export interface Outcome {
  sees: string
  gets: string
  keeps: string
  next: string
  violations: string[]
}
