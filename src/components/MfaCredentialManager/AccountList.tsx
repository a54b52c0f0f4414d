import {
  type ComponentPropsWithoutRef,
  createContext,
  type ReactNode,
  type Ref,
  useCallback,
  useContext,
  useId,
  useRef,
} from 'react'
import { flushSync } from 'react-dom'
import type { AccountQueryResult } from '../../hooks/useAccountQuery.js'
import { useMessages } from '../../hooks/useMessages.js'
import { Problem } from '../PhoneNumberEditor/Problem.js'
import {
  announce,
  Button,
  LiveRegion,
  rootAttributes,
  Skeleton,
  type StylableProps,
  VisuallyHidden,
} from '../ui/index.js'

/** The parts of a list that take a class name of their own. */
export type AccountListPart = 'root' | 'title' | 'intro' | 'list' | 'item' | 'actions' | 'message'

export interface AccountListProps
  extends
    Omit<ComponentPropsWithoutRef<'section'>, 'className' | 'children'>,
    StylableProps<AccountListPart> {
  /** The level of the title in the page's outline. @default 2 */
  headingLevel?: 2 | 3 | 4 | undefined
}

/** Ends what a row or a form did: `close` takes it away, then the focus goes to the title and the news are told. */
type Conclude = (news: string, close: () => void) => void

const ConcludeContext = /* @__PURE__ */ createContext<Conclude>((_news, close) => close())
export const useConclude = () => useContext(ConcludeContext)

interface Props extends AccountListProps {
  rootRef: Ref<HTMLElement>
  component: string
  texts: Record<'title' | 'intro' | 'loading' | 'locked' | 'show' | 'empty', string>
  query: Pick<
    AccountQueryResult<unknown>,
    'error' | 'isPending' | 'isFetching' | 'isLoading' | 'needsStepUp' | 'refetch'
  > & { unlock: Unlock }
  /** `undefined` until the list is known. */
  items: readonly ReactNode[] | undefined
  footer?: ReactNode
}

interface Unlock {
  isPending: boolean
  error: Error | null
  mutate: () => void
}

/** A list of the account in each of its states. */
export function AccountList(props: Props) {
  const { rootRef, component, texts, query, items, footer, headingLevel = 2, ...rest } = props
  const { className, classNames = {}, unstyled, ...attributes } = rest
  const Heading = `h${headingLevel}` as const
  const titleId = useId()
  const title = useRef<HTMLHeadingElement>(null)
  const region = useRef<HTMLOutputElement>(null)
  const { unlock } = query

  const conclude = useCallback<Conclude>((news, close) => {
    // A dialog gives the focus back as it closes, to a row that may be gone in a moment.
    flushSync(close)
    title.current?.focus()
    announce(region.current, news)
  }, [])

  return (
    <section
      {...attributes}
      {...rootAttributes(component, { className, classNames, unstyled })}
      ref={rootRef}
      aria-labelledby={titleId}
      aria-busy={query.isLoading}
    >
      <Heading id={titleId} ref={title} tabIndex={-1} data-part="title" className={classNames.title}>
        {texts.title}
      </Heading>
      <p data-part="intro" className={classNames.intro}>
        {texts.intro}
      </p>
      {items ? (
        <ConcludeContext.Provider value={conclude}>
          {items.length > 0 ? (
            <ul data-part="list" className={classNames.list}>
              {items}
            </ul>
          ) : (
            <p data-part="empty">{texts.empty}</p>
          )}
          {footer}
        </ConcludeContext.Provider>
      ) : query.isPending ? (
        <>
          <VisuallyHidden>{texts.loading}</VisuallyHidden>
          <Skeleton rows={2} shape="control" />
        </>
      ) : query.needsStepUp ? (
        <>
          <p>{texts.locked}</p>
          <Problem error={unlock.error} className={classNames.message} />
          <Button pending={unlock.isPending} onClick={() => unlock.mutate()}>
            {texts.show}
          </Button>
        </>
      ) : (
        <LoadFailure query={query} className={classNames.message} />
      )}
      <LiveRegion ref={region} />
    </section>
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
