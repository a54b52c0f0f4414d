import { MantineProvider, PinInput } from '@mantine/core'
import { useState } from 'react'

export function Candidate() {
  const [value, setValue] = useState('')
  return <PinInput aria-label="Code" length={6} oneTimeCode value={value} onChange={setValue} />
}

/** Needed once a page, so it is not counted with each field. */
export const Surroundings = MantineProvider
