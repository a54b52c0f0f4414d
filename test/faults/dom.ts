import { computeAccessibleDescription, computeAccessibleName, getRole } from 'dom-accessibility-api'

type Role = 'button' | 'textbox' | 'radio' | 'listitem' | 'alert' | 'status' | 'dialog' | 'heading'

const selectors: Readonly<Record<Role, string>> = {
  button: 'button',
  textbox: 'input',
  radio: 'input',
  listitem: 'li',
  alert: '[role=alert]',
  status: '[role=status], output',
  dialog: 'dialog',
  heading: 'h1, h2, h3, h4',
}

const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true })

/** What the person can reach: the topmost dialog, else the page. */
export function scope(): Element {
  return [...document.querySelectorAll('dialog')].findLast((one) => one.matches(':modal')) ?? document.body
}

/** The shown elements of a role, by name if one is given. */
export function all(role: Role, name?: string | RegExp, within: Element = scope()): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(selectors[role])].filter((element) => {
    if (getRole(element) !== role || !isShown(element)) return false
    if (name === undefined) return true
    const own = computeAccessibleName(element)
    return typeof name === 'string' ? own === name : name.test(own)
  })
}

export const button = (name: string | RegExp): HTMLElement | undefined => all('button', name)[0]

export function field(name: string | RegExp): HTMLInputElement | undefined {
  // A password has no role.
  const found = [...scope().querySelectorAll('input')].find((input) => {
    const own = computeAccessibleName(input)
    return isShown(input) && (typeof name === 'string' ? own === name : name.test(own))
  })
  return found
}

export const isOff = (element: Element) => element.getAttribute('aria-disabled') === 'true'

/** Presses what lies there for a person to press. */
export function press(element: HTMLElement): void {
  element.scrollIntoView({ block: 'center' })
  const { left, top, width, height } = element.getBoundingClientRect()
  const hit = document.elementFromPoint(left + width / 2, top + height / 2)
  if (!hit || !(element.contains(hit) || hit.contains(element)))
    throw new Error(`Something lies over “${computeAccessibleName(element)}”.`)
  element.focus()
  element.click()
}

const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set

/** Writes as autofill does. */
export function write(input: HTMLInputElement, text: string): void {
  if (input.readOnly) throw new Error(`“${computeAccessibleName(input)}” is read-only.`)
  input.focus()
  // Past React, which would take a value that it has seen set for its own.
  setValue?.call(input, text)
  input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }))
}

/** What is wrong, as the person reads it: alerts, and what is said of a field. */
export function problems(): string[] {
  const found = all('alert').map(({ innerText }) => innerText)
  for (const input of scope().querySelectorAll('input')) {
    if (!isShown(input)) continue
    const description = computeAccessibleDescription(input)
    const error = [...scope().querySelectorAll<HTMLElement>('[data-part=error]')].find(
      (one) => isShown(one) && one.textContent && description.includes(one.textContent.trim()),
    )
    if (error) found.push(error.innerText)
  }
  for (const handle of scope().querySelectorAll<HTMLElement>('[data-part=message] > [data-part=support]'))
    if (isShown(handle)) found.push(`${found.pop() ?? ''} ${handle.innerText}`)
  return [...new Set(found.map(plain))]
}

/** On one line, without what differs from run to run. */
function plain(text: string): string {
  return text
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\b\d{1,2}:\d\d(?:\s?[AP]M)?/g, '{time}')
    .replace(/(Reference for support: )\S+/, '$1{id}')
    .trim()
}

/** Something is under way where the person looks. */
export const isBusy = () =>
  [
    ...scope().querySelectorAll(
      '[data-pending], [data-state=pending], [aria-busy=true], [data-part=busy], [data-part=skeleton]',
    ),
  ].some(isShown)
