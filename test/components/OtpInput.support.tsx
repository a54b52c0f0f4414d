import { Profiler, StrictMode } from 'react'
import type { ReactNode } from 'react'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import '../../src/styles/index.css'
import { OtpInput } from '../../src/components/OtpInput/index.js'
import type { OtpInputProps } from '../../src/components/OtpInput/index.js'

/** A box with the label "Code", and a log of all that the host was told. */
export async function showOtp(
  props: OtpInputProps = {},
  around: (box: ReactNode) => ReactNode = (box) => box,
) {
  const log = { changes: [] as string[], completed: [] as string[], rejected: [] as string[], commits: 0 }
  const tree = (over: OtpInputProps) => (
    <StrictMode>
      <Profiler id="otp" onRender={() => (log.commits += 1)}>
        {around(
          <>
            <label htmlFor="code">Code</label>
            <OtpInput
              id="code"
              {...props}
              {...over}
              onValueChange={(value) => {
                log.changes.push(value)
                props.onValueChange?.(value)
              }}
              onComplete={(value) => {
                log.completed.push(value)
                props.onComplete?.(value)
              }}
              onReject={(reason, text) => {
                log.rejected.push(`${reason}: ${text}`)
                props.onReject?.(reason, text)
              }}
            />
          </>,
        )}
      </Profiler>
    </StrictMode>
  )
  const screen = await render(tree({}))
  const input = find(screen.container, 'input', HTMLInputElement)
  return {
    ...partsOf(input),
    screen,
    input,
    log,
    rerender: (over: OtpInputProps) => screen.rerender(tree(over)),
  }
}

export function find<Kind extends Element>(
  inside: ParentNode,
  selector: string,
  kind: abstract new () => Kind,
): Kind {
  const found = inside.querySelector(selector)
  if (!(found instanceof kind)) throw new Error(`There is no ${selector}`)
  return found
}

/** What the drawing says. */
export function partsOf(input: HTMLInputElement) {
  const root = input.parentElement
  if (root === null) throw new Error('The box stands alone')
  const slots = () => [...root.querySelectorAll<HTMLElement>('[data-part=slot]')]
  return {
    root,
    slots,
    /** The characters in the slots, `_` for an empty one. */
    drawn: () =>
      slots()
        .map((slot) => slot.textContent || '_')
        .join(''),
    /** The places of the active slots. */
    active: () => slots().flatMap((slot, index) => (slot.hasAttribute('data-active') ? [index] : [])),
    selection: () => [input.selectionStart, input.selectionEnd],
    clickSlot: (index: number) => clickAt(input, centreOf(slots()[index])),
  }
}

interface Point {
  x: number
  y: number
}

export function centreOf(element: Element | undefined): Point {
  if (element === undefined) throw new Error('There is no such slot')
  const box = element.getBoundingClientRect()
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 }
}

/** A real click on a point of the page that lies in the box. */
export async function clickAt(input: HTMLInputElement, { x, y }: Point): Promise<void> {
  const box = input.getBoundingClientRect()
  await userEvent.click(input, { position: { x: x - box.left, y: y - box.top } })
}

/** Puts a text on the clipboard as a person would: selected somewhere else and copied. */
export async function copy(text: string): Promise<void> {
  const source = document.createElement('textarea')
  source.value = text
  document.body.append(source)
  source.focus()
  source.select()
  await userEvent.copy()
  source.remove()
}

/** Copies a text and pastes it where the caret of the box was. */
export async function paste(input: HTMLInputElement, text: string): Promise<void> {
  const [start, end] = [input.selectionStart, input.selectionEnd]
  await copy(text)
  input.focus()
  input.setSelectionRange(start, end)
  await userEvent.paste()
}

/** What a password manager or the browser's autofill does. */
export function fillBySetter(input: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value)
  input.dispatchEvent(new Event('input', { bubbles: true }))
  input.dispatchEvent(new Event('change', { bubbles: true }))
}
