import { OTPInput } from 'input-otp'
import { useState } from 'react'

export function Candidate() {
  const [value, setValue] = useState('')
  return (
    <OTPInput
      aria-label="Code"
      maxLength={6}
      value={value}
      onChange={setValue}
      render={({ slots }) => (
        <div>
          {slots.map((slot, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- slots have no identity but their place
            <div key={index} data-active={slot.isActive}>
              {slot.char}
              {slot.hasFakeCaret && <div />}
            </div>
          ))}
        </div>
      )}
    />
  )
}
