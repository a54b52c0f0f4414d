import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { StepUpClient } from '../client/types.js'
import { createStepUpStore } from '../flow/store.js'
import type { StepUpKitEvent } from '../flow/types.js'
import type { Clock } from '../internal/clock.js'
import { useIsomorphicLayoutEffect } from '../internal/use-layout-effect.js'
import { createTranslate, type Messages } from '../messages/index.js'
import { StoreContext, type StepUpSettings, SurroundingsContext } from './context.js'

export interface StepUpRuntimeProps extends StepUpSettings {
  /** What `createReachFiveClient` or `fromCoreSdk` gave. Make it once, outside of components. */
  client: StepUpClient
  /** One catalogue of `stepup-kit/locales/<code>`; spread it to override single sentences. */
  messages: Messages
  /** BCP 47, for numbers, times and plurals. Give the one of `messages`. @default 'en' */
  locale?: string
  /** Seconds before a new code may be asked for, unless the server says longer. @default 30 */
  resendCooldownSeconds?: number
  /**
   * Receives what happened; never an identifier, a code or a token, so that `console.debug` will do as a log. May be a
   * new function on every render.
   */
  onEvent?: (event: StepUpKitEvent) => void
  /** For tests and designers: a clock that can be moved. @default the system's */
  clock?: Clock
  /** The part of the application that may ask for a step-up. */
  children?: ReactNode
}

/** Holds the store, the settings and the messages; renders nothing of its own. */
export function StepUpRuntime(props: StepUpRuntimeProps) {
  const { client, messages, locale = 'en', resendCooldownSeconds, onEvent, clock, children } = props
  const { codeLength, codeType, codeGroups, autoSubmit, trustDevice, onLoginRequired } = props
  const disconnect = useRef<() => void>(undefined)
  const [store] = useState(() => createStepUpStore({ client, clock, resendCooldownSeconds, onEvent }))

  useIsomorphicLayoutEffect(() => {
    store.configure({ client, clock, resendCooldownSeconds, onEvent })
  })
  // Before the effects of those below, which may ask at once; StrictMode takes the store away and back in between.
  useIsomorphicLayoutEffect(() => {
    disconnect.current ??= store.connect()
  }, [store])
  // What a suspended neighbour hides is not gone: it loses its layout effects alone.
  useEffect(
    () => () => {
      disconnect.current?.()
      disconnect.current = undefined
    },
    [],
  )

  const t = useMemo(() => createTranslate(messages, locale), [messages, locale])
  const surroundings = useMemo(
    () => ({
      t,
      messages,
      locale,
      resendCooldownSeconds: resendCooldownSeconds ?? 30,
      codeLength,
      codeType,
      codeGroups,
      autoSubmit,
      trustDevice,
      onLoginRequired,
    }),
    [
      t,
      messages,
      locale,
      resendCooldownSeconds,
      codeLength,
      codeType,
      codeGroups,
      autoSubmit,
      trustDevice,
      onLoginRequired,
    ],
  )
  return (
    <StoreContext.Provider value={store}>
      <SurroundingsContext.Provider value={surroundings}>{children}</SurroundingsContext.Provider>
    </StoreContext.Provider>
  )
}
