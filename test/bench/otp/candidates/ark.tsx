import { PinInput } from '@ark-ui/react/pin-input'
import { useState } from 'react'

export function Candidate() {
  const [value, setValue] = useState<string[]>([])
  return (
    <PinInput.Root count={6} otp value={value} onValueChange={(details) => setValue(details.value)}>
      <PinInput.Control>
        {Array.from({ length: 6 }, (_, index) => (
          <PinInput.Input key={index} index={index} aria-label={`Character ${index + 1}`} />
        ))}
      </PinInput.Control>
      <PinInput.HiddenInput />
    </PinInput.Root>
  )
}
