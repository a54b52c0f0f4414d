import { createContext, type ReactNode, useCallback, useContext, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { AccountQueryResult } from '../../hooks/useAccountQuery.js'
import { useMessages } from '../../hooks/useMessages.js'
import { Problem } from '../PhoneNumberEditor/Problem.js'
import { announce, Button, LiveRegion, useOneAtATime } from '../ui/index.js'
import type { AccountFrameProps } from './AccountFrame.js'

/** Ends what a row or a form did: `close` takes it away, then the focus goes to the title and the news are told. */
type Conclude = (news: string, close: () => void) => void

const ConcludeContext = /* @__PURE__ */ createContext<Conclude>((_news, close) => close())
ConcludeContext.displayName = 'StepUpConclude'

export const useConclude = () => useContext(ConcludeContext)

interface Props extends Pick<AccountFrameProps, 'headingLevel' | 'classNames'> {
  texts: Record<'title' | 'intro' | 'locked' | 'show' | 'empty', string>
  query: Pick<AccountQueryResult<unknown>, 'error' | 'isFetching' | 'needsStepUp' | 'refetch'> & {
    unlock: Unlock
  }
  /** `undefined` until the list is known. */
  items: readonly ReactNode[] | undefined
  footer?: ReactNode
}

interface Unlock {
  isPending: boolean
  error: Error | null
  mutateAsync: () => Promise<unknown>
}

/** A list of the account in each of its states. */
export function AccountList({ texts, query, items, footer, headingLevel = 2, classNames }: Props) {
  const Heading = `h${headingLevel}` as const
  const title = useRef<HTMLHeadingElement>(null)
  const region = useRef<HTMLOutputElement>(null)
  const { unlock } = query
  const begin = useOneAtATime()

  const conclude = useCallback<Conclude>((news, close) => {
    // A dialog gives the focus back as it closes, to a row that may be gone in a moment.
    flushSync(close)
    title.current?.focus()
    announce(region.current, news)
  }, [])

  return (
    <>
      <Heading ref={title} tabIndex={-1} data-part="title" className={classNames?.title}>
        {texts.title}
      </Heading>
      <p data-part="intro" className={classNames?.intro}>
        {texts.intro}
      </p>
      {items ? (
        <ConcludeContext.Provider value={conclude}>
          {items.length > 0 ? (
            <ul data-part="list" className={classNames?.list}>
              {items}
            </ul>
          ) : (
            <p data-part="empty">{texts.empty}</p>
          )}
          {footer}
        </ConcludeContext.Provider>
      ) : query.needsStepUp ? (
        <>
          <p>{texts.locked}</p>
          <Problem error={unlock.error} className={classNames?.message} />
          <Button pending={unlock.isPending} onClick={() => begin(unlock.mutateAsync)}>
            {texts.show}
          </Button>
        </>
      ) : (
        <LoadFailure query={query} className={classNames?.message} />
      )}
      <LiveRegion ref={region} />
    </>
  )
}

interface LoadFailureProps {
  query: Pick<Props['query'], 'error' | 'isFetching' | 'refetch'>
  className: string | undefined
}

function LoadFailure({ query, className }: LoadFailureProps) {
  const { t } = useMessages()
  return (
    <>
      <Problem error={query.error} className={className} />
      <Button pending={query.isFetching} onClick={() => void query.refetch()}>
        {t('prompt.tryAgain')}
      </Button>
    </>
  )
}
