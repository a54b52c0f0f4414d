/** Puts a text in the box as a person would have: the box reads, corrects and reports it. */
export function fill(input: HTMLInputElement, text: string): void {
  if (input.disabled || input.readOnly) return
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input), 'value')?.set?.call(input, text)
  input.dispatchEvent(new Event('input', { bubbles: true }))
}
