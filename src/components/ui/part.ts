/** How every component can be restyled. */
export interface StylableProps<Part extends string> {
  /** A class name for the outermost element. */
  className?: string | undefined
  /** Class names for single parts. */
  classNames?: { [Name in Part]?: string | undefined } | undefined
  /** Leaves out the kit's looks, for everything inside. @default false */
  unstyled?: boolean | undefined
}

/**
 * The attributes of a component's outermost element. Everything in it is styled by the mark `data-stepup-kit`, so an
 * element without it takes no look from the kit.
 */
export function rootAttributes<Part extends string>(
  component: string,
  { className, classNames, unstyled }: StylableProps<Part | 'root'>,
) {
  return {
    'data-component': component,
    'data-stepup-kit': unstyled ? undefined : '',
    className: joined(className, classNames?.root),
  }
}

/** Names, joined by spaces; `undefined` where there is none. */
export function joined(...names: (string | false | null | undefined)[]): string | undefined {
  return names.filter(Boolean).join(' ') || undefined
}

/** The value of a state attribute: present or absent. */
export function flag(on: boolean | undefined): '' | undefined {
  return on ? '' : undefined
}
