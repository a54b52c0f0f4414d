import { isStepUpCancelledError, type StepUpReason, useGuardedMutation } from '../../src/index.js'

export interface GuardedButtonProps {
  label: string
  reason: StepUpReason
}

/** A host's own action behind a grant. */
export function GuardedButton({ label, reason }: GuardedButtonProps) {
  const action = useGuardedMutation({ mutationFn: () => Promise.resolve('Done.'), stepUp: { reason } })
  return (
    <div className="story-stack">
      <button
        type="button"
        className="story-button"
        disabled={action.isPending}
        onClick={() => action.mutate()}
      >
        {label}
      </button>
      <output aria-label={label}>
        {action.data}
        {isStepUpCancelledError(action.error) && 'Nothing was changed.'}
      </output>
    </div>
  )
}
