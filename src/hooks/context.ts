import { type Context, createContext, useContext, useSyncExternalStore } from 'react'
import type { StepUpClient } from '../client/types.js'
import type { StepUpStore } from '../flow/store.js'
import type { Messages, Translate } from '../messages/index.js'

/** How the widgets ask; every one has a default that guesses nothing. */
export interface StepUpSettings {
  /**
   * How many characters the tenant's codes have (4 to 12). Where it is not given the prompt takes a code of any
   * length in a plain text field.
   */
  codeLength?: number | undefined
  /** Which characters the tenant’s codes have. @default 'numeric' */
  codeType?: 'numeric' | 'alphanumeric' | undefined
  /** How the slots are grouped, such as `[3, 3]`. */
  codeGroups?: readonly number[] | undefined
  /** Checks the code as soon as it is complete; the prompt says so beforehand. Needs `codeLength`. @default false */
  autoSubmit?: boolean | undefined
  /** Whether the person may trust the device; shown only where the tenant has the feature on. @default 'never' */
  trustDevice?: 'offer' | 'never' | undefined
  /** Called when the person has to sign in again; the prompt then has a button for it. */
  onLoginRequired?: (() => void) | undefined
}

/** What the widgets read from the provider. */
export interface StepUpSurroundings extends StepUpSettings {
  t: Translate
  messages: Messages
  /** BCP 47. */
  locale: string
  /** Seconds before a new code may be asked for. */
  resendCooldownSeconds: number
}

/** What React's developer tools call it. */
function named<Value>(displayName: string): Context<Value | null> {
  return Object.assign(createContext<Value | null>(null), { displayName })
}

export const StoreContext = /* @__PURE__ */ named<StepUpStore>('StepUpStore')
export const SurroundingsContext = /* @__PURE__ */ named<StepUpSurroundings>('StepUpTexts')

/** What a component or hook that needs a provider says where there is none. */
export const missingProvider = (consumer: string) =>
  new Error(
    `${consumer} was used outside a StepUpProvider. Render <StepUpProvider client={client} messages={en}> above it.`,
  )

/** The step-up store of the nearest provider. */
export function useStore(consumer: string): StepUpStore {
  const store = useContext(StoreContext)
  if (store === null) throw missingProvider(consumer)
  return store
}

/** The client of the nearest provider; renders again when it is given another. */
export function useClient(consumer: string): StepUpClient {
  const store = useStore(consumer)
  const id = () => store.client.id
  useSyncExternalStore(store.subscribe, id, id)
  return store.client
}

/** The settings and texts of the nearest provider. */
export function useSurroundings(consumer: string): StepUpSurroundings {
  const surroundings = useContext(SurroundingsContext)
  if (surroundings === null) throw missingProvider(consumer)
  return surroundings
}
