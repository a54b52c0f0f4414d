import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { lab, type SentMessage } from './lab.js'
import {
  type DemoSettings,
  networks,
  personas,
  type PersonaName,
  pick,
  type ThemeName,
  themes,
} from './settings.js'

export interface LabPanelProps {
  settings: DemoSettings
  onSettingsChange: (change: Partial<DemoSettings>) => void
}

const personaLabels: Record<PersonaName, string> = {
  smsAndEmail: 'Bea · text message and email',
  smsOnly: 'Sami · text message only',
  emailOnly: 'Emil · email only',
  noCredential: 'Nora · no second factor yet',
  unverifiedEmail: 'Uma · unverified email',
  lockedOut: 'Loic · locked out',
}

const themeLabels: Record<ThemeName, string> = {
  auto: 'As the system',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
  round: 'Brand: soft and round',
  dense: 'Brand: dense and square',
}

const refusal = {
  status: 401,
  error: 'invalid_grant',
  messageKey: 'error.authn.mfa.stepup.required',
}

const mishaps = [
  {
    label: 'Let the code expire',
    done: 'Six minutes have passed.',
    run: () => lab.advance(6 * 60_000),
  },
  {
    label: 'Next send hits the limit',
    done: 'The next code can’t be sent for 40 seconds.',
    run: () => lab.failNext('passwordless/start', { status: 429, retryAfter: 40 }),
  },
  {
    label: 'Refuse the next change',
    done: 'The next change of the phone number is refused, even after a step-up.',
    run: () => lab.failNext('update-phone-number', refusal),
  },
  {
    label: 'Next answer is a 502 page',
    done: 'The next call gets an HTML page from a proxy.',
    run: () => lab.failNext('*', { status: 502, html: true }),
  },
] as const

function Message({ message }: { message: SentMessage }) {
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' }).format(message.sentAt)
  return (
    <li className="message">
      <div className="message-head">
        <span>{message.channel === 'sms' ? 'Text message' : 'Email'}</span>
        <time>{time}</time>
      </div>
      <p>
        Your Harbour code is{' '}
        <strong data-testid="sent-code" data-channel={message.channel}>
          {message.code}
        </strong>
        .
      </p>
      {message.link !== undefined && (
        <button type="button" className="lab-link" onClick={() => void lab.followLink(message.to)}>
          Follow the link in this email
        </button>
      )}
      <p className="message-to">to {message.to}</p>
    </li>
  )
}

function Inbox() {
  const { data: messages = [] } = useQuery({
    queryKey: ['lab', 'inbox'],
    queryFn: lab.inbox,
    refetchInterval: 1_000,
  })
  return (
    <section className="lab-section" aria-labelledby="lab-inbox">
      <h2 id="lab-inbox">Sent messages</h2>
      {messages.length === 0 ? (
        <p className="lab-empty">Codes that the demo sends show up here. Nothing leaves this machine.</p>
      ) : (
        <ol className="messages">
          {messages.slice(0, 6).map((message) => (
            <Message
              key={`${message.to}-${String(message.sentAt)}-${message.code ?? ''}`}
              message={message}
            />
          ))}
        </ol>
      )}
    </section>
  )
}

/** The controls around the demo page: who is signed in, what was sent, what goes wrong. */
export function LabPanel({ settings, onSettingsChange }: LabPanelProps) {
  const [note, setNote] = useState('')
  return (
    <aside className="lab" aria-label="Demo controls">
      <p className="lab-title">Demo controls</p>
      <Inbox />
      <section className="lab-section" aria-labelledby="lab-mishaps">
        <h2 id="lab-mishaps">What can go wrong</h2>
        <div className="lab-buttons">
          {mishaps.map(({ label, done, run }) => (
            <button
              key={label}
              type="button"
              onClick={() => {
                void run().then(() => setNote(done))
              }}
            >
              {label}
            </button>
          ))}
        </div>
        <p className="lab-note" role="status">
          {note}
        </p>
        <label className="lab-field">
          Network
          <select
            value={settings.network}
            onChange={(event) => {
              const network = pick(networks, event.target.value)
              if (network !== undefined) onSettingsChange({ network })
            }}
          >
            <option value="normal">Normal</option>
            <option value="slow">Slow (2.5 seconds)</option>
            <option value="offline">Offline</option>
          </select>
        </label>
      </section>
      <section className="lab-section" aria-labelledby="lab-page">
        <h2 id="lab-page">This page</h2>
        <label className="lab-field">
          Signed in as
          <select
            value={settings.persona}
            onChange={(event) => {
              const persona = pick(personas, event.target.value)
              if (persona !== undefined) onSettingsChange({ persona })
            }}
          >
            {personas.map((name) => (
              <option key={name} value={name}>
                {personaLabels[name]}
              </option>
            ))}
          </select>
        </label>
        <label className="lab-field">
          Theme
          <select
            value={settings.theme}
            onChange={(event) => {
              const theme = pick(themes, event.target.value)
              if (theme !== undefined) onSettingsChange({ theme })
            }}
          >
            {themes.map((name) => (
              <option key={name} value={name}>
                {themeLabels[name]}
              </option>
            ))}
          </select>
        </label>
        <label className="lab-check">
          <input
            type="checkbox"
            checked={settings.isRtl}
            onChange={(event) => onSettingsChange({ isRtl: event.target.checked })}
          />
          Right to left
        </label>
      </section>
    </aside>
  )
}
