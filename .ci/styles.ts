import { bundle, Features } from 'lightningcss'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { root } from './entries.mjs'

/** Writes dist/styles.css: everything that src/styles/index.css imports, as one small sheet. */
export function styleSheet(): Plugin {
  let library = false
  return {
    name: 'stepup-kit:styles',
    apply: 'build',
    configResolved(config) {
      library = Boolean(config.build.lib)
    },
    generateBundle() {
      if (!library) return
      const filename = join(root, 'src/styles/index.css')
      if (!existsSync(filename)) {
        this.warn(`There is no ${filename}: dist/ has no styles.css.`)
        return
      }
      try {
        const { code } = bundle({
          filename,
          minify: true,
          // Nesting is younger than the oldest browsers that have `<dialog>` and cascade layers.
          include: Features.Nesting,
        })
        this.emitFile({ type: 'asset', fileName: 'styles.css', source: code })
        // TypeScript asks for the types of an import, though it is for its side effect alone.
        this.emitFile({ type: 'asset', fileName: 'types/styles.d.ts', source: 'export {}\n' })
      } catch (error) {
        this.error(`${String(error)} in ${JSON.stringify(error)}`)
      }
    },
  }
}
