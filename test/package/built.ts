import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { builtFile, importable, root } from '../../.ci/entries.mjs'

export const dist = join(root, 'dist')

export const entryPoints = Object.entries(importable).map(([specifier, source]) => ({
  specifier,
  file: builtFile(source),
  types: builtFile(source).replace(dist, join(dist, 'types')).replace(/\.js$/, '.d.ts'),
}))

if (!existsSync(join(dist, 'types'))) {
  throw new Error('These tests look at the built package, which is not there. Run "npm run build" first.')
}
