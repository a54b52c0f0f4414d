import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { Icon, type IconName } from './Icon.js'

export interface AlertProps extends ComponentPropsWithoutRef<'div'> {
  /** `danger` interrupts (`role="alert"`), the others wait for their turn (`role="status"`). @default 'info' */
  variant?: 'info' | 'success' | 'danger' | undefined
}

const icons: Record<NonNullable<AlertProps['variant']>, IconName> = {
  info: 'info',
  success: 'check',
  danger: 'alert',
}

/** A message about the whole form or list. */
export const Alert = /* @__PURE__ */ forwardRef<HTMLDivElement, AlertProps>(function Alert(
  { variant = 'info', children, ...rest },
  ref,
) {
  return (
    <div
      role={variant === 'danger' ? 'alert' : 'status'}
      data-part="alert"
      {...rest}
      ref={ref}
      data-variant={variant}
    >
      <Icon name={icons[variant]} />
      <div data-part="alert-content">{children}</div>
    </div>
  )
})
