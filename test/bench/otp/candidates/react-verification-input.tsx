import { useState } from 'react'
import VerificationInput from 'react-verification-input'

export function Candidate() {
  const [value, setValue] = useState('')
  return (
    <VerificationInput length={6} value={value} onChange={setValue} inputProps={{ 'aria-label': 'Code' }} />
  )
}
