import MagicString from 'magic-string'
import type { Plugin } from 'vite'

const markOfElement = /\/\* @__PURE__ \*\/ (?=jsxs?\()/g

/**
 * Takes away what the compiler writes before each element: elements stand within functions, where the mark helps no tree
 * shaking, and minifiers exist that keep it. What is marked at the top of a module stays so.
 */
export function withoutElementMarks(): Plugin {
  return {
    name: 'stepup-kit:without-element-marks',
    apply: 'build',
    renderChunk(code) {
      const text = new MagicString(code).replaceAll(markOfElement, '')
      return text.hasChanged()
        ? { code: text.toString(), map: text.generateMap({ hires: 'boundary' }) }
        : null
    },
  }
}
