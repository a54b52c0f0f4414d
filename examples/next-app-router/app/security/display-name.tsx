'use client'

import { type FormEvent, useId } from 'react'
import { isStepUpCancelledError, useGuardedMutation } from 'stepup-kit'

/** A form of your own behind a step-up. */
export function DisplayName() {
  const id = useId()
  const rename = useGuardedMutation({
    mutationFn: saveName,
    stepUp: { reason: { operation: 'custom', text: 'Change your name' } },
  })

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const name = new FormData(event.currentTarget).get('name')
    if (typeof name === 'string') rename.mutate(name)
  }

  return (
    <form onSubmit={save}>
      <label htmlFor={id}>Name</label>
      <input id={id} name="name" autoComplete="name" required />
      <button type="submit">Save name</button>
      <output>{rename.isSuccess && `Saved as ${rename.data}.`}</output>
      {rename.isError && !isStepUpCancelledError(rename.error) && (
        <p role="alert">That could not be saved.</p>
      )}
    </form>
  )
}

async function saveName(name: string, { accessToken, signal }: { accessToken: string; signal: AbortSignal }) {
  const response = await fetch('/api/display-name', {
    method: 'PUT',
    headers: { Authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ name }),
    signal,
  })
  if (!response.ok) throw new Error(`The name was refused with status ${response.status}.`)
  const saved: { name: string } = await response.json()
  return saved.name
}
