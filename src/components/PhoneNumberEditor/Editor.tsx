import type { ComponentPropsWithoutRef, ForwardedRef, ReactNode } from 'react'
import type { Profile } from '../../client/types.js'
import type { AccountQueryResult } from '../../hooks/useAccountQuery.js'
import { useProfile } from '../../hooks/useProfile.js'
import type { OnDemand } from '../../internal/on-demand.js'
import { Loaded } from '../ui/Loaded.js'
import { rootAttributes, type StylableProps } from '../ui/index.js'

/** The parts of the editors that take a class name of their own. */
export type EditorPart = 'root' | 'form' | 'field' | 'actions' | 'message'

export interface EditorAttributes
  extends Omit<ComponentPropsWithoutRef<'div'>, 'className' | 'children'>, StylableProps<EditorPart> {}

export type EditorProfile = AccountQueryResult<Profile>

interface EditorProps<Form> extends EditorAttributes {
  component: string
  source: OnDemand<Form>
  needsProfile: boolean
  rootRef: ForwardedRef<HTMLDivElement>
  children: (form: Form, profile: EditorProfile) => ReactNode
}

/** The outside of an editor: its root, and its form as soon as that is loaded. */
export function Editor<Form>({
  component,
  source,
  needsProfile,
  children,
  rootRef,
  className,
  classNames,
  unstyled,
  ...rest
}: EditorProps<Form>) {
  // Here, so that it is read while the form is being loaded.
  const profile = useProfile({ enabled: needsProfile })
  return (
    <div
      {...rest}
      {...rootAttributes<EditorPart>(component, { className, classNames, unstyled })}
      ref={rootRef}
    >
      <Loaded
        source={source}
        rows={2}
        waits={needsProfile && profile.isPending && profile.failureCount === 0}
      >
        {(form) => children(form, profile)}
      </Loaded>
    </div>
  )
}
