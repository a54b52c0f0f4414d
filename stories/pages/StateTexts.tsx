import { useEffect, useState } from 'react'
import { type Messages, StepUpPromptView, type StepUpStateName } from '../../src/index.js'
import { directionOf, languageNames, loadMessages } from '../support/languages.js'
import { at, states, viewOf } from '../support/states.js'

/** When each state is met. The record is over the public union: a state without a word does not compile. */
const meanings: Record<StepUpStateName, string> = {
  idle: 'Nothing is asked for yet. Only a prompt in the page shows it.',
  checking: 'The host tries a silent refresh.',
  starting: 'The step-up is being asked for.',
  choosingFactor: 'The person chooses where the code goes.',
  sendingCode: 'The first code is being sent.',
  resendingCode: 'A new code is being sent. What was typed stays.',
  enteringCode: 'A code is on its way.',
  verifyingCode: 'The code is being checked.',
  verified: 'A grant is held.',
  failed: 'The step-up could not be started; it may be tried again.',
  codeRejected: 'The code is wrong. It stays, selected.',
  codeExpired: 'The code is too old.',
  tooManyTries: 'The challenge bears no more tries.',
  sendLimit: 'No more codes may be sent for a while. One that was sent still works.',
  rateLimited: 'The server asks to wait.',
  locked: 'The account is locked.',
  offline: 'The device is offline. Nothing is lost.',
  timeout: 'The server takes too long.',
  network: 'The server can’t be reached.',
  noFactor: 'The account has no way to receive a code.',
  loginRequired: 'The session has ended.',
  userChanged: 'Another person has signed in meanwhile.',
  unexpected: 'Anything else. The reference helps support to find it.',
}

function isStateName(name: string): name is StepUpStateName {
  return Object.hasOwn(states, name)
}

const clock = { now: () => at }

/** Each state as it looks, with its texts in a language of choice. */
export function StateTexts() {
  const [language, setLanguage] = useState('en')
  const [messages, setMessages] = useState<Messages>()

  useEffect(() => {
    let isCurrent = true
    void loadMessages(language).then((loaded) => isCurrent && setMessages(loaded))
    return () => {
      isCurrent = false
    }
  }, [language])

  return (
    <div className="sb-unstyled">
      <label className="page-choice">
        Language
        <select value={language} onChange={(event) => setLanguage(event.target.value)}>
          {Object.entries(languageNames).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {messages &&
        Object.keys(states)
          .filter(isStateName)
          .map((name) => (
            <section key={name} className="state-texts">
              <div>
                <h3>
                  <code>{name}</code>
                </h3>
                <p>{meanings[name]}</p>
              </div>
              <div
                className="state-view"
                lang={language}
                dir={directionOf(language)}
                data-stepup-theme="light"
              >
                <StepUpPromptView
                  {...viewOf(name)}
                  {...{ messages, locale: language, clock, headingLevel: 4 }}
                />
              </div>
            </section>
          ))}
    </div>
  )
}
