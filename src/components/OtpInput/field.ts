import { insert, isClean, reconcile, toCode } from './code.js'
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

/** A value as a person would have entered it, by whatever means: the box reads, corrects and reports it. */
export function fill(node: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), 'value')?.set?.call(node, value)
  node.dispatchEvent(new Event('input', { bubbles: true }))
}

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
  const scope = node.getRootNode()
  const controller = new AbortController()
  const native = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), 'value') ?? {}
  const tracked = Object.getOwnPropertyDescriptor(node, 'value') ?? native

  let view: FieldView = { text: initial, start: -1, end: -1 }
  let composing = false
  let correcting = false
  let overwriteAt = -1
  let pointer = ''
  let beforeScript: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const on = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
    target: EventTarget = node,
  ) => {
    // The map of an input's events holds for its document and its shadow root as well.
    const handle: unknown = listener
    if (isListener(handle)) target.addEventListener(name, handle, { signal: controller.signal })
  }

  const caret = (): [number, number] => [node.selectionStart ?? 0, node.selectionEnd ?? 0]

  const refresh = (focused = node.matches(':focus')) => {
    const [start, end] = focused ? caret() : [-1, -1]
    if (composing || (view.text === node.value && view.start === start && view.end === end)) return
    view = { text: node.value, start, end }
    onView(view)
  }

  const write = (value: string) => {
    const [start, end] = caret()
    tracked.set?.call(node, value)
    field.value = value
    if (node.matches(':focus')) node.setSelectionRange(start, end)
    refresh()
  }

  const replace = (from: number, to: number, text: string, value: string) => {
    node.setSelectionRange(from, to)
    correcting = true
    // The one way to change a text box that the person can undo.
    // oxlint-disable-next-line typescript/no-deprecated
    const done = typeof page.execCommand === 'function' && page.execCommand('insertText', false, text)
    correcting = false
    if (done && node.value === value) return
    native.set?.call(node, value)
    node.setSelectionRange(from + text.length, from + text.length)
    node.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
  }

  const onBeforeInput = (event: InputEvent) => {
    if (correcting || composing || !/^insert(?!Comp|FromComp|Line|Para)/.test(event.inputType)) return
    const text = event.data ?? event.dataTransfer?.getData('text/plain')
    if (!text) return
    const { format, onReject } = options()
    const [start, end] = caret()
    const overwrite = start === end && start === overwriteAt
    const edit = insert(node.value, start, end, text, format, overwrite)
    if (typeof edit === 'object') {
      overwriteAt = overwrite ? start + edit.text.length : -1
      if (edit.from === start && edit.to === end && edit.text === text) return
      event.preventDefault()
      replace(edit.from, edit.to, edit.text, edit.value)
    } else {
      event.preventDefault()
      if (edit) onReject?.(edit, text)
    }
  }

  const onInput = (event: Event) => {
    if (composing) {
      event.stopPropagation()
      return
    }
    const raw = node.value
    if (beforeScript !== undefined) {
      // A script that sets the value and says so fills in for the person: let React see a difference.
      if (!event.isTrusted && raw === field.value && raw !== beforeScript) {
        field.value = beforeScript
        tracked.set?.call(node, beforeScript)
        native.set?.call(node, raw)
      }
      beforeScript = undefined
    }
    if (raw === field.value) return
    if (node.readOnly) {
      write(field.value)
      return
    }
    const { format, onReject } = options()
    if (isClean(raw, format)) return
    const edit = reconcile(field.value, raw, format)
    if (typeof edit === 'object' && edit.value !== field.value) {
      native.set?.call(node, edit.value)
      const at = edit.from + edit.text.length
      if (node.matches(':focus')) node.setSelectionRange(at, at)
    } else {
      write(field.value)
      if (typeof edit === 'string') onReject?.(edit, raw)
    }
  }

  /** Dispatches `input` so that React takes `node.value` for a change from the value reported last. */
  const announce = (raw: string) => {
    tracked.set?.call(node, field.value)
    native.set?.call(node, raw)
    node.dispatchEvent(new Event('input', { bubbles: true }))
  }

  const compose = (active: boolean) => {
    composing = active
    // Meanwhile the browser shows the text itself, with the marks of the input method.
    root.toggleAttribute('data-drawn', !active)
  }

  /** The slot under a point, no further than the first empty one. */
  const slotAt = (x: number): number => {
    let index = 0
    for (const slot of root.querySelectorAll('[data-part=slot]')) {
      if (slot.getBoundingClientRect().right < x) index += 1
    }
    return Math.min(index, node.value.length, options().format.length - 1)
  }

  const place = (anchor: number, head = anchor) => {
    const from = Math.min(anchor, head)
    const to = anchor === head ? from : Math.max(anchor, head) + 1
    node.setSelectionRange(from, to, head < anchor ? 'backward' : 'forward')
    overwriteAt = from === to ? from : -1
    refresh()
  }

  const onMouseDown = (event: MouseEvent) => {
    if (event.button !== 0 || (pointer !== '' && pointer !== 'mouse')) return
    event.preventDefault()
    node.focus({ preventScroll: true })
    if (event.detail > 1) {
      node.select()
      return
    }
    const slot = slotAt(event.clientX)
    const anchor = event.shiftKey ? caret()[0] : slot
    place(anchor, slot)
    const drag = new AbortController()
    const { signal } = drag
    page.addEventListener('mousemove', (move) => place(anchor, slotAt(move.clientX)), { signal })
    page.addEventListener('mouseup', () => drag.abort(), { signal })
    controller.signal.addEventListener('abort', () => drag.abort(), { signal })
  }

  const field: Field = {
    value: initial,
    submittedAt: -Infinity,
    write,
    refresh: () => refresh(),
    start() {
      if (node.value !== field.value) announce(node.value)
      refresh()
    },
    detach() {
      controller.abort()
      clearTimeout(timer)
      Object.defineProperty(node, 'value', tracked)
      if (tracked === native) Reflect.deleteProperty(node, 'value')
    },
  }

  Object.defineProperty(node, 'value', {
    configurable: true,
    enumerable: tracked.enumerable ?? true,
    get: (): unknown => native.get?.call(node),
    set(value: string | null | undefined) {
      beforeScript ??= field.value
      write(toCode(`${value ?? ''}`, options().format))
    },
  })

  on('beforeinput', onBeforeInput)
  on('input', onInput)
  on('change', onInput)
  on('compositionstart', () => compose(true))
  on('compositionend', () => {
    compose(false)
    if (node.value !== field.value) node.dispatchEvent(new Event('input', { bubbles: true }))
    refresh()
  })
  on('pointerdown', (event) => {
    pointer = event.pointerType
  })
  on('mousedown', onMouseDown)
  on('click', (event) => {
    // A finger keeps the browser's own gestures; only where the caret lands is ours.
    if (pointer !== '' && pointer !== 'mouse') place(slotAt(event.clientX))
    pointer = ''
  })
  on('keydown', (event) => {
    if (event.key === 'Enter' && event.timeStamp - field.submittedAt < doubleSubmitMs) event.preventDefault()
  })
  on('focus', () => refresh(true))
  on('blur', () => refresh(false))
  on(
    'selectionchange',
    () => {
      if (view.start >= 0) refresh()
    },
    page,
  )
  on(
    'reset',
    (event) => {
      if (event.target !== node.form || event.defaultPrevented) return
      const { controlled } = options()
      if (controlled === undefined) write(node.defaultValue)
      // The browser resets the box after this event; the host's value then goes back in.
      else timer = setTimeout(() => write(controlled))
    },
    scope,
  )
  compose(false)
  return field
}

function isListener(value: unknown): value is EventListener {
  return typeof value === 'function'
}
