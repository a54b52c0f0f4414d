import { insert, reconcile, toCode } from './code.js'
import type { CodeFormat, OtpRejectReason } from './code.js'

/** What the slots show of the text box; `start` is -1 without focus. */
export interface FieldView {
  text: string
  start: number
  end: number
}

export interface FieldOptions {
  format: CodeFormat
  /** What the host wants to stand in the box, when the host holds the value. */
  controlled: string | undefined
  onReject: ((reason: OtpRejectReason, text: string) => void) | undefined
}

export interface Field {
  /** The value that the host knows of. */
  value: string
  /** The code is complete and the form is to be sent. */
  submits: boolean
  /** Time of the last automatic submit, as an event's `timeStamp`. */
  submittedAt: number
  /** Writes a value that the host knows already. */
  write(value: string): void
  /** Reports what was typed before React was there. */
  start(): void
  refresh(): void
  detach(): void
}

/** Enter pressed together with the last character is not a second submit. */
const doubleSubmitMs = 1000

/**
 * Everything that happens to the text box before React hears of it. React's `change` is fired only for a value that
 * differs from the one React knows, so what is corrected here reaches the host as one ordinary change, and what is
 * refused here does not reach it at all.
 */
export function attachField(
  node: HTMLInputElement,
  initial: string,
  options: () => FieldOptions,
  onView: (view: FieldView) => void,
): Field {
  const root = node.parentElement ?? node
  const page = node.ownerDocument
  const undo = [() => page.removeEventListener('mousemove', onDrag)]
  const valueOf = (object: unknown) => Object.getOwnPropertyDescriptor(object, 'value') ?? {}
  const native = valueOf(Object.getPrototypeOf(node))
  /** React's own, through which it learns of a value without an event. */
  const tracked = valueOf(node)

  let view: FieldView = { text: initial, start: -1, end: -1 }
  let focused = node.matches(':focus')
  let composing = false
  let overwriteAt = -1
  let anchor = 0
  let byFinger = false
  let beforeScript: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const set = (how: PropertyDescriptor, value: string) => how.set?.call(node, value)
  const caret = (): [number, number] => [node.selectionStart ?? 0, node.selectionEnd ?? 0]
  const select = (start: number, end = start) => node.setSelectionRange(start, end)
  const dispatch = () => node.dispatchEvent(new Event('input', { bubbles: true }))

  /** Without an `AbortSignal`: one that a dozen listeners wait for makes a mount a fifth slower. */
  const listen = <Name extends keyof GlobalEventHandlersEventMap>(
    name: Name,
    listener: (event: GlobalEventHandlersEventMap[Name]) => void,
    target: GlobalEventHandlers = node,
  ) => {
    target.addEventListener(name, listener)
    undo.push(() => target.removeEventListener(name, listener))
  }

  const refresh = () => {
    const [start, end] = focused ? caret() : [-1, -1]
    if (composing || (view.text === node.value && view.start === start && view.end === end)) return
    view = { text: node.value, start, end }
    onView(view)
  }

  const write = (value: string) => {
    const selected = caret()
    set(tracked, value)
    field.value = value
    if (focused) select(...selected)
    refresh()
  }

  /** As a person would: the box reads, corrects and reports it. */
  const enter = (value: string, at = value.length) => {
    set(native, value)
    if (focused) select(at)
    dispatch()
  }

  const onBeforeInput = (event: InputEvent) => {
    const raw = event.data ?? event.dataTransfer?.getData('text/plain')
    if (composing || !raw || !/^insert(?!Comp|FromComp)/.test(event.inputType)) return
    const { format, onReject } = options()
    const [start, end] = caret()
    const overwrite = start === end && start === overwriteAt
    const { from, to, text, value, reason } = insert(node.value, start, end, raw, format, overwrite)
    if (overwrite) overwriteAt += text.length
    if (text === raw && from === start && to === end) return
    event.preventDefault()
    if (text) {
      select(from, to)
      // The one way to change a text box that the person can undo; not in every environment.
      // oxlint-disable-next-line typescript/no-deprecated
      page.execCommand?.('insertText', false, text)
      if (node.value !== value) enter(value, from + text.length)
    } else if (reason) onReject?.(reason, raw)
  }

  const onInput = (event: Event) => {
    if (composing) {
      event.stopPropagation()
      return
    }
    const raw = node.value
    if (beforeScript !== undefined) {
      // A script that sets the value and says so fills in for the person: let React see a difference.
      if (!event.isTrusted && raw === field.value) {
        field.value = beforeScript
        set(tracked, beforeScript)
        set(native, raw)
      }
      beforeScript = undefined
    }
    if (raw === field.value) return
    const { format, onReject } = options()
    if (node.readOnly) write(field.value)
    else if (toCode(raw, format) !== raw) {
      const { from, text, value, reason } = reconcile(field.value, raw, format)
      set(value === field.value ? tracked : native, value)
      if (focused) select(from + text.length)
      if (reason) onReject?.(reason, raw)
    }
  }

  const compose = (active: boolean) => {
    composing = active
    // Meanwhile the browser shows the text itself, with the marks of the input method.
    root.toggleAttribute('data-drawn', !active)
  }

  /** The slot under a point, no further than the first empty one. */
  const slotAt = ({ clientX }: MouseEvent): number => {
    const slots = [...root.querySelectorAll('[data-part=slot]')]
    const before = slots.filter((slot) => slot.getBoundingClientRect().right < clientX)
    return Math.min(before.length, node.value.length, slots.length - 1)
  }

  const place = (head: number) => {
    const from = Math.min(anchor, head)
    overwriteAt = anchor === head ? from : -1
    select(from, anchor === head ? from : Math.max(anchor, head) + 1)
    refresh()
  }

  const onDrag = (event: MouseEvent) => {
    if (event.buttons & 1) place(slotAt(event))
    else page.removeEventListener('mousemove', onDrag)
  }

  const field: Field = {
    value: initial,
    submits: false,
    submittedAt: -Infinity,
    write,
    refresh,
    start() {
      const typed = node.value
      if (typed !== initial) {
        write(initial)
        enter(typed)
      }
      refresh()
    },
    detach() {
      for (const step of undo) step()
      clearTimeout(timer)
      Object.defineProperty(node, 'value', tracked)
    },
  }

  Object.defineProperty(node, 'value', {
    ...tracked,
    set(value: string | null | undefined) {
      beforeScript ??= field.value
      write(toCode(`${value ?? ''}`, options().format))
    },
  })

  listen('beforeinput', onBeforeInput)
  listen('input', onInput)
  listen('change', onInput)
  listen('compositionstart', () => compose(true))
  listen('compositionend', () => {
    compose(false)
    if (node.value !== field.value) dispatch()
    refresh()
  })
  listen('pointerdown', (event) => {
    byFinger = event.pointerType !== 'mouse'
  })
  listen('mousedown', (event) => {
    if (event.button || byFinger) return
    event.preventDefault()
    node.focus()
    const slot = slotAt(event)
    anchor = event.shiftKey ? caret()[0] : slot
    place(slot)
    page.addEventListener('mousemove', onDrag)
  })
  listen('dblclick', () => node.select())
  listen('click', (event) => {
    // A finger keeps the browser's own gestures; only where the caret lands is ours.
    if (byFinger) place((anchor = slotAt(event)))
    byFinger = false
  })
  listen('keydown', (event) => {
    if (event.key === 'Enter' && event.timeStamp - field.submittedAt < doubleSubmitMs) event.preventDefault()
  })
  const onFocus = ({ type }: FocusEvent) => {
    focused = type === 'focus'
    refresh()
  }
  listen('focus', onFocus)
  listen('blur', onFocus)
  listen('selectionchange', () => focused && refresh(), page)
  const scope = node.getRootNode()
  const onReset = (event: Event) => {
    if (event.target !== node.form || event.defaultPrevented) return
    const { controlled } = options()
    if (controlled === undefined) write(node.defaultValue)
    // The browser resets the box after this event; the host's value then goes back in.
    else timer = setTimeout(write, 0, controlled)
  }
  scope.addEventListener('reset', onReset)
  undo.push(() => scope.removeEventListener('reset', onReset))
  compose(false)
  return field
}
