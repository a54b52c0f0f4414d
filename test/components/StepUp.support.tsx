import { screen } from '@testing-library/react'
import { useGuardedMutation } from '../../src/index.js'
import type { StepUpReason, StepUpRequirement } from '../../src/index.js'

export const phoneReason: StepUpReason = { operation: 'updatePhoneNumber' }

export interface SaveProps {
  label?: string
  reason?: StepUpReason
  run?: (accessToken: string) => Promise<string>
  requirement?: StepUpRequirement
}

const saved = () => Promise.resolve('saved')

/** A host's button behind a grant: disabled while it waits, as hosts do it. */
export function Save({
  label = 'Save',
  reason = phoneReason,
  run = saved,
  requirement = 'always',
}: SaveProps) {
  const save = useGuardedMutation<string>({
    mutationFn: (_variables, { accessToken }) => run(accessToken),
    stepUp: { reason, requirement },
  })
  return (
    <div>
      <button type="button" disabled={save.isPending} onClick={() => save.mutate()}>
        {label}
      </button>
      <output aria-label={`${label} outcome`}>{save.data ?? save.error?.name ?? ''}</output>
    </div>
  )
}

export const button = (name: string | RegExp) => screen.getByRole('button', { name })
export const findButton = (name: string | RegExp) => screen.findByRole('button', { name })
export const outcome = (label = 'Save') => screen.getByRole('status', { name: `${label} outcome` })
export const codeBox = () => screen.findByRole('textbox', { name: 'Code' })
