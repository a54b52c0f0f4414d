import type { Factor } from '../client/types.js'
import type { StepUpOperation } from '../flow/types.js'
import type { Account } from './useAccount.js'

const operationOf = (factor: Factor): StepUpOperation =>
  factor === 'email' ? 'enrollEmail' : 'enrollPhoneNumber'

/** What the step-up before either step of an enrollment is asked for. */
export const enrollmentStepUp = (factor: Factor) => ({
  reason: { operation: operationOf(factor) },
  avoidFactor: factor,
})

/** Waits for either step of an enrollment; it is complete unless `isComplete` says `false`. */
export function enrolling<TData>(
  account: Account,
  { factor, trustDevice }: { factor: Factor; trustDevice?: boolean },
  call: Promise<TData>,
  isComplete?: (data: TData) => boolean,
): Promise<TData> {
  return account.changing(
    operationOf(factor),
    call,
    ['credentials', 'profile', ...(trustDevice ? (['trustedDevices'] as const) : [])],
    (data, tell) => {
      if (isComplete?.(data) === false) return false
      tell({ type: 'credential.enrolled', factor })
      if (trustDevice) tell({ type: 'device.trusted', factor })
    },
  )
}
