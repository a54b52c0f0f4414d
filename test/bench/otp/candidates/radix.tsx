import { unstable_OneTimePasswordField as Field } from 'radix-ui'
import { useState } from 'react'

export function Candidate() {
  const [value, setValue] = useState('')
  return (
    <Field.Root aria-label="Code" value={value} onValueChange={setValue}>
      {Array.from({ length: 6 }, (_, index) => (
        <Field.Input key={index} />
      ))}
      <Field.HiddenInput />
    </Field.Root>
  )
}
