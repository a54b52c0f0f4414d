import { forwardRef, useEffect, useId, useImperativeHandle, useRef, useState } from 'react'
import type { ChangeEvent, ComponentPropsWithoutRef, ReactNode } from 'react'
import { useIsomorphicLayoutEffect } from '../../internal/use-layout-effect.js'
import { flag, joined } from '../ui/part.js'
import { toCode } from './code.js'
import type { CodeFormat, OtpCase, OtpRejectReason, OtpValidationType } from './code.js'
import { attachField } from './field.js'
import type { Field, FieldOptions, FieldView } from './field.js'

/** The parts of `OtpInput` that take a class name of their own. */
export type OtpInputPart = 'root' | 'slots' | 'slot' | 'separator'

type InputAttributes = Omit<
  ComponentPropsWithoutRef<'input'>,
  'value' | 'defaultValue' | 'type' | 'dir' | 'size' | 'maxLength' | 'minLength' | 'children'
>

/**
 * Every other attribute of `<input>` and the `ref` go to the text box itself; `className` goes to the element around
 * it, where the slots are.
 */
export interface OtpInputProps extends InputAttributes {
  /** How many characters the code has. @default 6 */
  length?: number | undefined
  /** The value, when the host holds it. Formatting is dropped, and what is too long is cut. */
  value?: string | undefined
  /** The value to start with and to go back to when the form is reset. @default '' */
  defaultValue?: string | undefined
  /**
   * Called with the clean value after each change that a person made. A value that no longer fits a new `length`,
   * `validationType` or `case` is rewritten as one that is set from outside: without a call.
   */
  onValueChange?: ((value: string) => void) | undefined
  /** Called once when a person has completed a code, by typing, pasting or filling; again only for another one. */
  onComplete?: ((value: string) => void) | undefined
  /** Called with what was refused; the value, the caret and the selection stay. */
  onReject?: ((reason: OtpRejectReason, text: string) => void) | undefined
  /** Which characters a code may have. @default 'numeric' */
  validationType?: OtpValidationType | undefined
  /** What happens to letters. @default 'preserve' */
  case?: OtpCase | undefined
  /** Sizes of the groups to show, such as `[3, 3]`. The separators between them are not read out. */
  groups?: readonly number[] | undefined
  /** Shows dots in place of the characters. @default false */
  mask?: boolean | undefined
  /** Marks the code as wrong. The characters stay. @default false */
  invalid?: boolean | undefined
  /**
   * Submits the form once the code is complete. Pass the sentence that says so: it is shown beside the box and read
   * with it. `true` leaves it to you to tell people beforehand. @default false
   */
  autoSubmit?: boolean | string | undefined
  /** What the browser says of an incomplete code. @default the browser's own words */
  validityMessage?: string | undefined
  /** Class names for single parts. */
  classNames?: Partial<Record<OtpInputPart, string>> | undefined
  /** Leaves out colours, borders and sizes. @default false */
  unstyled?: boolean | undefined
}

/**
 * A one-time-code input: one real text box, with slots drawn over it.
 *
 * @example
 * <label htmlFor="code">Code</label>
 * <OtpInput id="code" name="code" length={6} onComplete={verify} />
 */
export const OtpInput = /* @__PURE__ */ forwardRef<HTMLInputElement, OtpInputProps>(function OtpInput(
  {
    length = 6,
    value,
    defaultValue,
    onValueChange,
    onComplete,
    onReject,
    validationType: type = 'numeric',
    case: letterCase = 'preserve',
    groups,
    mask,
    invalid,
    autoSubmit,
    validityMessage,
    className,
    classNames,
    unstyled,
    onChange,
    'aria-describedby': describedBy,
    placeholder,
    ...rest
  },
  ref,
) {
  const format: CodeFormat = { length, type, case: letterCase }
  const controlled = value && toCode(value, format)
  const [view, setView] = useState<FieldView>(() => ({
    text: controlled ?? toCode(defaultValue ?? '', format),
    start: -1,
    end: -1,
  }))
  const text = controlled ?? view.text
  const isShort = text.length < length
  const [initial] = useState(text)
  const hintId = useId()
  const node = useRef<HTMLInputElement>(null)
  const field = useRef<Field>(null)
  const ownMessage = useRef('')
  const options: FieldOptions = { format, value: controlled, onReject }
  const latest = useRef(options)

  useIsomorphicLayoutEffect(() => {
    const input = node.current
    return input ? attachField(input, field.current?.value ?? initial, latest, setView, field) : undefined
  }, [initial])

  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => node.current, [])

  useIsomorphicLayoutEffect(() => {
    const input = node.current
    const current = field.current
    latest.current = options
    if (!current || !input) return
    current.sync()
    const message = (isShort && (text || input.required) && validityMessage) || ''
    // A message that the host has set on the box itself is the host's to take away.
    if (
      input.validity.customError
        ? ownMessage.current && input.validationMessage === ownMessage.current
        : message
    )
      input.setCustomValidity((ownMessage.current = message))
  })

  // Not each key is worth an effect: one that has nothing to do is still a tenth of what the key costs.
  const completed = isShort || view
  useEffect(() => {
    const form = node.current?.form
    const current = field.current
    // The host may take the code later.
    if (!form || isShort || current?.submits == null || current.value === current.submits) return
    current.submits = undefined
    // A form with another invalid field would take the focus there.
    if (form.noValidate || form.matches(':valid')) {
      current.until = performance.now() + 1000
      form.requestSubmit()
    }
  }, [completed, isShort])

  const { start, end } = view
  const active = Math.min(start, length - 1)
  const slots: ReactNode[] = []
  let group = 0
  let boundary = groups?.[group]
  for (let index = 0; index < length; index += 1) {
    if (index === boundary) {
      boundary += groups?.[++group] ?? length
      slots.push(<span key={`-${index}`} data-part="separator" className={classNames?.separator} />)
    }
    const character = text[index]
    const hasCaret = start === end && index === active
    slots.push(
      <span
        key={index}
        data-part="slot"
        data-filled={flag(Boolean(character))}
        data-active={flag(hasCaret || (index >= start && index < end))}
        data-caret={
          hasCaret && !rest.readOnly ? (start > active ? 'end' : character ? 'start' : 'middle') : undefined
        }
        data-invalid={flag(invalid)}
        data-disabled={flag(rest.disabled)}
        className={classNames?.slot}
      >
        {character ? (mask ? '•' : character) : placeholder?.[index]}
      </span>,
    )
  }
  const hint = autoSubmit !== true && autoSubmit

  return (
    <>
      <span
        data-component="otp-input"
        data-invalid={flag(invalid)}
        data-disabled={flag(rest.disabled)}
        data-masked={flag(mask)}
        data-unstyled={flag(unstyled)}
        className={joined(className, classNames?.root)}
        translate="no"
      >
        <input
          autoComplete="one-time-code"
          inputMode={type === 'numeric' ? type : 'text'}
          autoCapitalize={letterCase === 'upper' ? 'characters' : 'none'}
          autoCorrect="off"
          // At least as many characters as the code has, however formatted: for the time before React.
          pattern={`(.*?[\\p{L}\\p{Nd}]){${length}}.*`}
          aria-invalid={invalid || undefined}
          {...rest}
          ref={node}
          type="text"
          dir="ltr"
          data-part="input"
          placeholder={placeholder}
          defaultValue={initial}
          aria-describedby={joined(describedBy, hint && hintId)}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            const current = field.current
            const before = current?.value
            onChange?.(event)
            const next = event.currentTarget.value
            if (!current || before === next) return
            current.value = next
            current.submits = next.length === length && autoSubmit ? before : undefined
            current.refresh()
            onValueChange?.(next)
            if (next.length === length && current.value === next) onComplete?.(next)
          }}
        />
        <span data-part="slots" className={classNames?.slots} dir="ltr" aria-hidden>
          {slots}
        </span>
      </span>
      {hint && (
        <span data-part="otp-hint" id={hintId}>
          {hint}
        </span>
      )}
    </>
  )
})
