import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import type { OnDemand } from '../../internal/on-demand.js'
import { Alert } from './Alert.js'
import { Button } from './Button.js'
import { Skeleton } from './Skeleton.js'
import { VisuallyHidden } from './VisuallyHidden.js'

const nothing = () => undefined

/** What a widget loads when it first appears; see `OnDemand.get`. */
export function useOnDemand<Value>(source: OnDemand<Value>): Value | null | undefined {
  return useSyncExternalStore(source.subscribe, source.get, nothing)
}

export interface LoadedProps<Value> {
  source: OnDemand<Value>
  /** How high what is coming is, in fields and buttons. */
  rows: number
  /** The data that it starts with are not there yet. */
  waits: boolean
  /** What is said meanwhile. @default that things get ready */
  label?: string | undefined
  children: (value: Value) => ReactNode
}

/** Holds the place of what is being loaded; where it could not be, says so and offers to try again. */
export function Loaded<Value>({ source, rows, waits, label, children }: LoadedProps<Value>) {
  const { t } = useMessages()
  const value = useOnDemand(source)
  const [isShown, setShown] = useState(false)
  // Once shown it stays, also when the data are read anew: somebody may be typing.
  if (value && !waits && !isShown) setShown(true)
  if (value && isShown) return children(value)
  if (value !== null) {
    return (
      <>
        <VisuallyHidden>{label ?? t('prompt.starting')}</VisuallyHidden>
        <Skeleton rows={rows} shape="control" />
      </>
    )
  }
  return (
    <>
      <Alert variant="danger">{t('problem.network')}</Alert>
      <Button onClick={source.load}>{t('prompt.tryAgain')}</Button>
    </>
  )
}
