import { useState } from 'react'
import { OtpInput } from '../../../../src/components/OtpInput/index.js'

export function Candidate() {
  const [value, setValue] = useState('')
  return <OtpInput aria-label="Code" length={6} value={value} onValueChange={setValue} />
}
