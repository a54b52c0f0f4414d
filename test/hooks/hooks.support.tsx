import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import type { MfaCredential, Profile, TrustedDevice } from '../../src/client/types.js'
import type { StepUpKitEvent } from '../../src/flow/types.js'
import { StepUpRuntime, type StepUpRuntimeProps } from '../../src/hooks/StepUpRuntime.js'
import { stepUpKeys } from '../../src/hooks/keys.js'
import { useStepUpController } from '../../src/hooks/useStepUpController.js'
import { en } from '../../src/messages/locales/en.js'
import {
  createStubClient,
  createTestClock,
  makeToken,
  outcomeOf,
  settled,
  type StubClient,
} from '../flow/support.js'

export const email = { type: 'email', email: 'jo@example.com' } satisfies MfaCredential
export const phone = { type: 'sms', phoneNumber: '+33612345678' } satisfies MfaCredential
export const otherPhone = { type: 'sms', phoneNumber: '+33612345699' } satisfies MfaCredential
export const profile: Profile = { email: 'jo@example.com', phoneNumber: '+33612345678' }
export const devices: TrustedDevice[] = [
  { id: 'one', metadata: {} },
  { id: 'two', metadata: {} },
]
/** A token that carries a step-up: nobody is asked. */
export const stepped = makeToken({ amr: ['pwd', 'mfa'] })
export const lists = ['credentials', 'trustedDevices', 'profile'] as const

export interface Known {
  credentials?: MfaCredential[]
  trustedDevices?: TrustedDevice[]
  profile?: Profile
}

interface Given extends Partial<StepUpRuntimeProps> {
  queryClient: QueryClient
}

/** Runs a hook over a client that is a script; `known` is what the query cache holds. */
export function run<Result>(
  useIt: () => Result,
  {
    known = { credentials: [email, phone], trustedDevices: devices, profile },
    hostToken = stepped,
    methods = {},
    factors = ['sms', 'email'],
    queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    beside,
    isStrict = true,
    ...runtime
  }: {
    known?: Known
    hostToken?: string
    methods?: Partial<StubClient>
    factors?: StubClient['factors']
    /** What else the provider holds. */
    beside?: ReactNode
    /** `false`: mounted once, as in production. */
    isStrict?: boolean
  } & Partial<Given> = {},
) {
  const clock = createTestClock()
  const client = Object.assign(createStubClient(clock), { hostToken, factors }, methods)
  for (const list of lists) {
    if (known[list]) queryClient.setQueryData(stepUpKeys[list](client), known[list])
  }
  const events: StepUpKitEvent[] = []
  let given: Given = { queryClient, ...runtime }
  let isThere = true
  const wrapper = ({ children }: { children: ReactNode }) => {
    const { queryClient: itsQueryClient, ...props } = given
    return (
      <QueryClientProvider client={itsQueryClient}>
        <StepUpRuntime
          client={client}
          messages={en}
          clock={clock}
          onEvent={(event) => events.push(event)}
          {...props}
        >
          {beside}
          {isThere && children}
        </StepUpRuntime>
      </QueryClientProvider>
    )
  }
  const view = renderHook(() => ({ it: useIt(), prompt: useStepUpController() }), {
    wrapper,
    reactStrictMode: isStrict,
  })
  return {
    ...view,
    clock,
    client,
    queryClient,
    events,
    state: () => view.result.current.prompt.state,
    /** The lists that are to be read again. */
    old: () => lists.filter((list) => queryClient.getQueryState(stepUpKeys[list](client))?.isInvalidated),
    cached: <T,>(list: (typeof lists)[number]) => queryClient.getQueryData<T>(stepUpKeys[list](client)),
    /** Renders the provider with other props. */
    give(changed: Partial<Given>) {
      given = { ...given, ...changed }
      view.rerender()
    },
    /** Unmounts what calls the hook; the provider stays. */
    leave() {
      isThere = false
      view.rerender()
    },
    /** Begins something and waits for all that follows of itself. */
    async begin(what: () => unknown) {
      const outcome = outcomeOf(Promise.resolve(what()))
      await act(settledForReact)
      return outcome
    },
  }
}

/** React Query tells its observers in a task of its own. */
export async function settledForReact() {
  await settled()
  await new Promise((resolve) => setTimeout(resolve))
  await settled()
}
