import { useId } from 'react'
import { OtpInput, ResendCountdown, useStepUpController } from '../../../src/index.js'

/** A prompt with your own markup: the state says what to show, the handlers what a press does. */
export function OwnPrompt() {
  const prompt = useStepUpController()
  const { state } = prompt
  const id = useId()

  switch (state.status) {
    case 'idle':
    case 'checking':
      return (
        <button type="button" className="story-button" onClick={prompt.onStart}>
          Unlock
        </button>
      )
    case 'choosingFactor':
      return (
        <fieldset className="story-stack">
          <legend>Where should the code go?</legend>
          {state.factors.map((factor) => (
            <button
              key={factor}
              type="button"
              className="story-button"
              onClick={() => prompt.onChooseFactor(factor)}
            >
              {factor === 'sms' ? 'Text message' : 'Email'} {prompt.destinations[factor]}
            </button>
          ))}
        </fieldset>
      )
    case 'enteringCode':
    case 'verifyingCode': {
      // A server may make a wait longer than usual.
      const wait = state.waits[state.challenge.factor]
      return (
        <form
          className="story-stack"
          onSubmit={(event) => {
            event.preventDefault()
            prompt.onSubmit()
          }}
        >
          <label htmlFor={id}>Your code</label>
          <OtpInput id={id} value={prompt.code} onValueChange={prompt.onCodeChange} />
          {'problem' in state && state.problem !== null && <p role="alert">That did not work.</p>}
          <button type="submit" className="story-button">
            Unlock
          </button>
          <ResendCountdown
            deadline={state.challenge.resendAvailableAt}
            windowSeconds={wait && Math.ceil((wait.until - wait.from) / 1000)}
            onResend={prompt.onResend}
          />
        </form>
      )
    }
    case 'starting':
    case 'sendingCode':
      return <p>One moment…</p>
    case 'verified':
      return <p>Unlocked.</p>
    case 'failed':
      return (
        <button type="button" className="story-button" onClick={prompt.onRetry}>
          Try again
        </button>
      )
    default:
      // A state of a later version does not compile until it has its place here.
      return state satisfies never
  }
}
