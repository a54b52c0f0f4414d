import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { entries, root } from '../../.ci/entries.mjs'

export const dist = join(root, 'dist')

/** What a host writes after `from`, and the files behind it. The fake API's command is no import. */
export const importable = Object.entries(entries)
  .filter(([name]) => name !== 'testing/fake-api')
  .map(([name, source]) => ({
    specifier: name === 'index' ? 'stepup-kit' : `stepup-kit/${name}`,
    file: join(dist, `${name}.js`),
    types: join(dist, 'types', source.replace(/^src\//, '').replace(/\.tsx?$/, '.d.ts')),
  }))

if (!existsSync(join(dist, 'types'))) {
  throw new Error('These tests look at the built package, which is not there. Run "npm run build" first.')
}
