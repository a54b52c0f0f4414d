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
  value: string | undefined
  onReject: ((reason: OtpRejectReason, text: string) => void) | undefined
}

export interface Field {
  /** The value that the host knows of. */
  value: string
  /** The code is complete and the form is to be sent, unless the host has gone back to this one. */
  submits?: string | undefined
  /** Until then Enter, pressed together with the last character, is not a second submit: ms as `performance.now()` counts. */
  until: number
  /** Makes the box hold what the host wants or, by itself, what the format allows. */
  sync(): void
  refresh(): void
}

/** By name; a method takes the event of its name. */
interface Handlers {
  [name: string]: { handle(event: Event): void }['handle']
}

/**
 * Everything that happens to the text box before React hears of it. React's `change` is fired only for a value that
 * differs from the one React knows, so what is corrected here reaches the host as one ordinary change, and what is
 * refused here does not reach it at all. What was typed before React was there is reported at once.
 */
export function attachField(
  node: HTMLInputElement,
  initial: string,
  options: { readonly current: FieldOptions },
  onView: (view: FieldView) => void,
  handle: { current: Field | null },
): () => void {
  const root = node.parentElement ?? node
  const page = node.ownerDocument
  const scope = node.getRootNode()
  /** React's own, through which it learns of a value without an event. */
  const tracked = Object.getOwnPropertyDescriptor(node, 'value') ?? {}

  let view: FieldView = { text: initial, start: -1, end: -1 }
  /** Before the text last changed. */
  let previous = view
  /** By its events: WebKit matches `:focus` in the window alone that is in front. */
  let focused = node.matches(':focus')
  let composing: boolean
  /** Where a click, or the keys after it, put the caret: typing replaces what stands there. */
  let overwriteAt = -1
  /** What was pressed: one slot, or with Shift the caret that was there. */
  let pressed: [number, number]
  let byFinger: boolean
  let beforeScript: string | undefined = initial
  let timer: ReturnType<typeof setTimeout> | undefined

  const cleaned = (text = node.value) => toCode(text, options.current.format)
  const caret = (): [number, number] => [node.selectionStart ?? 0, node.selectionEnd ?? 0]
  const select = (start: number, end = start, way?: 'backward') => node.setSelectionRange(start, end, way)
  const dispatch = () => node.dispatchEvent(new Event('input', { bubbles: true }))

  const refresh = () => {
    const text = node.value
    const [start, end] = focused && node.matches(':enabled') ? caret() : [-1, -1]
    if (start !== overwriteAt) overwriteAt = -1
    if (composing || (view.text === text && view.start === start && view.end === end)) return
    if (view.text !== text) previous = view
    view = { text, start, end }
    onView(view)
  }

  /** Writes a value that the host knows already. */
  const write = (value: string) => {
    if (composing) return
    // With a value that comes back its caret comes back; otherwise it stays where it was, or at the end.
    const { text, start, end } = value === previous.text ? previous : view
    const stays = focused && value !== node.value && start < text.length
    field.value = value
    // Past the wrapper of a testing library the next key would bring the old value back.
    node.value = value
    if (stays) select(start, end)
    refresh()
  }

  /** Writes a value that React is to hear of. */
  const put = (value: string, at: number) => {
    Reflect.set(Object.getPrototypeOf(node), 'value', value, node)
    if (focused) select(at)
  }

  /** The slot under a point, no further than the first empty one. */
  const slotAt = ({ clientX }: MouseEvent): number => {
    const slots = [...root.querySelectorAll('[data-part=slot]')]
    const before = slots.filter((slot) => slot.getBoundingClientRect().right <= clientX).length
    return Math.min(before, node.value.length, slots.length - 1)
  }

  const place = (head: number) => {
    const [from, to] = pressed
    const start = Math.min(from, head)
    const end = Math.max(to, head + 1)
    overwriteAt = start === from && end === to ? start : -1
    select(start, overwriteAt < 0 ? end : start, head < from ? 'backward' : undefined)
    refresh()
  }

  const onDrag = (event: MouseEvent) => {
    if (event.buttons) place(slotAt(event))
    else page.removeEventListener('mousemove', onDrag)
  }

  const press = (event: MouseEvent) => {
    // Before the focus scrolls the box into view.
    const slot = slotAt(event)
    node.focus()
    page.removeEventListener('mousemove', onDrag)
    if (event.detail > 1) node.select()
    else {
      const [at] = caret()
      pressed = event.shiftKey ? [at, at] : [slot, slot + 1]
      place(slot)
      page.addEventListener('mousemove', onDrag)
    }
  }

  const compose = (active: boolean) => {
    composing = active
    // Meanwhile the browser shows the text itself, with the marks of the input method.
    root.toggleAttribute('data-drawn', !active)
  }

  const onInput = (event: Event) => {
    if (composing) {
      event.stopPropagation()
      return
    }
    const raw = node.value
    // A script that sets the value and says so fills in for the person, and so does what was typed before React.
    if (!event.isTrusted && raw === field.value && beforeScript != null) {
      const [at] = caret()
      write(beforeScript)
      put(raw, at)
    }
    beforeScript = undefined
    if (raw === field.value) return
    const { format, onReject } = options.current
    if (node.readOnly) write(field.value)
    else if (cleaned() !== raw) {
      const { from, text, value, reason } = reconcile(field.value, raw, format)
      if (value === field.value) write(value)
      else put(value, from + text.length)
      if (reason) onReject?.(reason, raw)
    }
  }

  const onReset = (event: Event) => {
    // The browser resets the box after this event; a value that the host holds then goes back in.
    if (event.target !== node.form) return
    clearTimeout(timer)
    timer = setTimeout(field.sync)
  }

  const handlers: Handlers = {
    beforeinput(event: InputEvent) {
      const raw = event.data ?? event.dataTransfer?.getData('text')
      if (composing || !raw || !/^insert[^C]*$/.test(event.inputType)) {
        // What was clicked is gone once something is deleted.
        overwriteAt = -1
        return
      }
      const { format, onReject } = options.current
      const [start, end] = caret()
      const overwrite = start === overwriteAt && !/../u.test(raw)
      const { from, to, text, value, reason } = insert(node.value, start, end, raw, format, overwrite)
      if (overwrite) overwriteAt += text.length
      if (text === raw && from === start && to === end) return
      event.preventDefault()
      if (text) {
        select(from, to)
        // The one way to change a text box that the person can undo; not in every environment.
        // oxlint-disable-next-line typescript/no-deprecated
        if (!page.execCommand?.('insertText', false, text)) {
          put(value, from + text.length)
          dispatch()
        }
      } else if (reason) onReject?.(reason, raw)
    },
    input: onInput,
    change: onInput,
    compositionstart: () => compose(true),
    compositionend() {
      compose(false)
      if (node.value !== field.value) dispatch()
      field.sync()
    },
    pointerdown(event: PointerEvent) {
      byFinger = event.pointerType !== 'mouse'
    },
    mousedown(event: MouseEvent) {
      if (event.button || byFinger) return
      event.preventDefault()
      press(event)
    },
    click(event: MouseEvent) {
      // A finger keeps the browser's own gestures; only where the caret lands is ours.
      if (byFinger) press(event)
      byFinger = false
    },
    keydown(event: KeyboardEvent) {
      // Arrows, End and Home may be back at the same place before the browser tells of a new selection.
      if (/^[AEH]./.test(event.key)) overwriteAt = -1
      if (event.key === 'Enter' && performance.now() < field.until) event.preventDefault()
    },
    focus() {
      focused = true
      refresh()
    },
    blur() {
      focused = false
      refresh()
    },
  }

  /** Without an `AbortSignal`: one that a dozen listeners wait for makes a mount a fifth slower. */
  const listen = <Name extends string>(
    how: 'addEventListener' | 'removeEventListener',
    ofNode: Record<Name, Handlers[string]>,
  ) => {
    for (const name in ofNode) node[how](name, ofNode[name])
    // In a shadow root Firefox tells the root, and Chromium the page.
    page[how]('selectionchange', refresh)
    scope[how]('selectionchange', refresh)
    scope[how]('reset', onReset)
  }

  const field: Field = {
    // As if a script had put there what was typed before.
    value: cleaned() || node.value,
    until: 0,
    refresh,
    sync() {
      const value = options.current.value ?? cleaned()
      if (value !== node.value || value !== field.value) write(value)
      else refresh()
    },
  }

  Object.defineProperty(node, 'value', {
    ...tracked,
    set(value: string | null | undefined) {
      const next = cleaned(`${value ?? ''}`)
      if (next !== field.value) {
        beforeScript = field.value
        write(next)
      } else if (!composing) tracked.set?.call(node, next)
    },
  })
  listen('addEventListener', handlers)
  compose(false)
  handle.current = field
  if (node.value !== initial) {
    put(field.value, caret()[0])
    dispatch()
  }
  refresh()
  return () => {
    focused = false
    refresh()
    listen('removeEventListener', handlers)
    page.removeEventListener('mousemove', onDrag)
    clearTimeout(timer)
    Object.defineProperty(node, 'value', tracked)
  }
}
