import type { Deadlines } from './stage.js'

/** What the preview tells the panel, and the panel the preview. */
export const panelEvents = {
  report: 'stepup-kit/report',
  ask: 'stepup-kit/ask',
  move: 'stepup-kit/move',
} as const

export interface PanelMessage {
  key: string
  channel: 'sms' | 'email'
  to: string
  code: string
  sentAt: number
}

export interface PanelReport {
  now: number
  /** The page's own clock stands still. */
  isStill: boolean
  deadlines: Deadlines
  messages: readonly PanelMessage[]
  /** `POST mfa/stepup → 200`. */
  requests: readonly string[]
}

/** Seconds that each scrubber spans. */
export const spans: Record<keyof Deadlines, number> = { resendAt: 30, codeUntil: 300, grantUntil: 300 }

export const spanLabels: Record<keyof Deadlines, string> = {
  resendAt: 'Seconds left until a new code may be asked for',
  codeUntil: 'Seconds left of the code’s life',
  grantUntil: 'Seconds left of the grant',
}

export const deadlineNames = [
  'resendAt',
  'codeUntil',
  'grantUntil',
] as const satisfies readonly (keyof Deadlines)[]
