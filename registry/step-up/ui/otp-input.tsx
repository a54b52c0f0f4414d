'use client'

import { forwardRef } from 'react'
import { OtpInput as KitOtpInput, type OtpInputProps } from 'stepup-kit'

/** Sizes go to the text box below as well, so that its text lies under the slots. */
const root =
  '[--stepup-color-text:currentColor] [--stepup-otp-badge-room:0px] [--stepup-otp-gap:0.375rem] [--stepup-otp-slot-height:3rem] [--stepup-otp-slot-width:2.75rem] font-mono text-lg text-foreground'
const slot =
  'rounded-md border border-input bg-background shadow-xs data-filled:border-foreground/40 data-active:outline-2 data-active:outline-ring data-invalid:border-destructive data-disabled:opacity-50'

/** A one-time-code input: one real text box, with slots drawn over it. The `ref` is the text box. */
export const OtpInput = forwardRef<HTMLInputElement, OtpInputProps>(function OtpInput(
  { className = '', classNames, ...props },
  ref,
) {
  return (
    <KitOtpInput
      {...props}
      ref={ref}
      unstyled
      className={`${root} ${className}`}
      classNames={{ slot, separator: 'text-muted-foreground', ...classNames }}
    />
  )
})
