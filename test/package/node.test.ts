import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { root } from '../../.ci/entries.mjs'
import { entryPoints } from './built.js'

describe('plain Node loads every entry point by its public name', () => {
  it.each(entryPoints.map(({ specifier }) => specifier))('%s', (specifier) => {
    const script = `const names = Object.keys(await import('${specifier}')); console.log(names.length > 0)`
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(output.trim()).toBe('true')
  })
})
