import { userEvent } from 'vitest/browser'

// WebdriverIO takes the place of a click from the middle of an element and knows no `position`, which counts from
// its corner: without this every click at a position lands in the middle.
const click = userEvent.click.bind(userEvent)

userEvent.click = (target, options = {}) => {
  const { position, ...rest } = { position: undefined, ...options }
  if (!position) return click(target, options)
  const element = target instanceof Element ? target : target.element()
  const { width, height } = element.getBoundingClientRect()
  return click(target, {
    ...rest,
    x: Math.round(position.x - width / 2),
    y: Math.round(position.y - height / 2),
  })
}
