import { useState } from 'react'

/** The floor: a controlled text box and nothing else. */
export function Candidate() {
  const [value, setValue] = useState('')
  return (
    <input aria-label="Code" maxLength={6} value={value} onChange={(event) => setValue(event.target.value)} />
  )
}
