import { OTPField } from '@base-ui/react/otp-field'
import { useState } from 'react'

export function Candidate() {
  const [value, setValue] = useState('')
  return (
    <OTPField.Root aria-label="Code" length={6} value={value} onValueChange={setValue}>
      {Array.from({ length: 6 }, (_, index) => (
        <OTPField.Input key={index} aria-label={`Character ${index + 1}`} />
      ))}
    </OTPField.Root>
  )
}
