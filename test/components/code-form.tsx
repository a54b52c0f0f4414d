import { useState } from 'react'
import { OtpInput } from '../../src/components/OtpInput/index.js'
import type { OtpInputProps } from '../../src/components/OtpInput/index.js'

export interface CodeFormProps extends OtpInputProps {
  /** Gets what the host holds, each time that the form is sent. */
  sent: string[]
  /** How the host takes what it is told. @default at once */
  take?: (answer: () => void) => void
  /** A code that the host does not take. */
  refuses?: string
  /** The host gives the box the value that it holds. @default true */
  holds?: boolean
}

/** A host that keeps the code of a form which is sent by itself, and that can fill it in. */
export function CodeForm({ sent, take, refuses, holds = true, onValueChange, ...props }: CodeFormProps) {
  const [code, setCode] = useState('')
  const answer = (next: string) => {
    if (next !== refuses) setCode(next)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        sent.push(code)
      }}
    >
      <OtpInput
        aria-label="Code"
        {...props}
        {...(holds && { value: code })}
        autoSubmit
        onValueChange={(next) => {
          onValueChange?.(next)
          if (take) take(() => answer(next))
          else answer(next)
        }}
      />
      <button type="button" onClick={() => setCode('654321')}>
        Fill
      </button>
    </form>
  )
}
