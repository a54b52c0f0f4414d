import { useState } from 'react'
import OtpInput from 'react-otp-input'

export function Candidate() {
  const [value, setValue] = useState('')
  return (
    <OtpInput
      numInputs={6}
      value={value}
      onChange={setValue}
      renderInput={(props, index) => <input {...props} aria-label={`Character ${index + 1}`} />}
    />
  )
}
