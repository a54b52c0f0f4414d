import type { ComponentPropsWithoutRef, ReactNode, Ref } from 'react'
import type { OnDemand } from '../../internal/on-demand.js'
import { Loaded } from '../ui/Loaded.js'
import { rootAttributes, type StylableProps } from '../ui/index.js'

/** The parts of a list that take a class name of their own. */
export type AccountListPart = 'root' | 'title' | 'intro' | 'list' | 'item' | 'actions' | 'message'

export interface AccountFrameProps
  extends
    Omit<ComponentPropsWithoutRef<'section'>, 'className' | 'children'>,
    StylableProps<AccountListPart> {
  /** The level of the title in the page's outline. @default 2 */
  headingLevel?: 2 | 3 | 4 | undefined
}

interface Props<List> extends Omit<AccountFrameProps, 'headingLevel'> {
  rootRef: Ref<HTMLElement>
  component: string
  name: string
  loadingText: string
  isLoading: boolean
  source: OnDemand<List>
  children: (list: List) => ReactNode
}

/** The outside of a list: its root, and the list as soon as both code and data are loaded. */
export function AccountFrame<List>(props: Props<List>) {
  const { rootRef, component, name, loadingText, isLoading, source, children, ...rest } = props
  const { className, classNames, unstyled, ...attributes } = rest
  return (
    <section
      aria-label={name}
      {...attributes}
      {...rootAttributes<AccountListPart>(component, { className, classNames, unstyled })}
      ref={rootRef}
      aria-busy={isLoading}
    >
      <Loaded source={source} rows={3} waits={isLoading} label={loadingText}>
        {children}
      </Loaded>
    </section>
  )
}
