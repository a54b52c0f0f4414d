import { beforeEach } from 'vitest'

// Playwright's BiDi backend gives no pointer input inside a CSS-transformed iframe, and Vitest puts
// `transform: scale(1)` round the frame of the tests. It is same-origin, so a test can take it off.
const untransformed = 'transform: none !important'

beforeEach(() => {
  for (let element = window.frameElement; element; element = element.parentElement) {
    const style = element.getAttribute('style') ?? ''
    if (!style.includes(untransformed)) element.setAttribute('style', `${style}; ${untransformed}`)
  }
})
