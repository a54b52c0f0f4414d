import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode } from 'react'
import { StepUpProvider, type StepUpProviderProps, useGuardedMutation } from '../../src/index.js'
import type { GuardOptions } from '../../src/index.js'
import { en } from '../../src/messages/locales/en.js'
import type { World } from '../components/account.support.js'

/** What the fake refuses with when a step-up is missing. */
export const refusal = { status: 401, error: 'invalid_grant', messageKey: 'error.authn.mfa.stepup.required' }

export interface HostProps {
  world: World
  children: ReactNode
  queryClient: QueryClient
  provider?: Partial<StepUpProviderProps>
}

/** The host's tree. Every render gives the provider new inline callbacks, as hosts do. */
export function Host({ world, children, queryClient, provider }: HostProps) {
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <StepUpProvider
          client={world.client}
          messages={en}
          onEvent={(event) => world.events.push(event)}
          onLoginRequired={() => {}}
          {...provider}
        >
          {children}
        </StepUpProvider>
      </QueryClientProvider>
    </StrictMode>
  )
}

export interface EditsProps {
  world: World
  numbers: readonly string[]
  /** Called in the order in which the edits end. */
  onEnd: (end: { number: string; error: Error | null }) => void
  stepUp?: GuardOptions
  retry?: number
}

/** A host's form: one click changes the phone number to each of `numbers`, by calls of their own. */
export function Edits({ world, numbers, onEnd, stepUp, retry }: EditsProps) {
  const edit = useGuardedMutation({
    mutationFn: (phoneNumber: string, { accessToken, signal }) =>
      world.client.updatePhoneNumber({ phoneNumber }, { accessToken, signal }),
    stepUp: { reason: { operation: 'updatePhoneNumber' }, ...stepUp },
    ...(retry !== undefined && { retry, retryDelay: 0 }),
  })
  const save = () => {
    for (const number of numbers) {
      edit.mutateAsync(number).then(
        () => onEnd({ number, error: null }),
        (error: Error) => onEnd({ number, error }),
      )
    }
  }
  return (
    <form>
      <label>
        Note
        <input name="note" />
      </label>
      <button type="button" onClick={save}>
        Save
      </button>
      <output aria-label="Save outcome">{edit.isSuccess ? 'saved' : edit.error?.name}</output>
    </form>
  )
}
