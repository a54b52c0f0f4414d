import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { root } from '../../.ci/entries.mjs'

const permissive = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD']

it('what the kit installs with itself may be used by anybody', () => {
  const installed = closure(Object.keys(packageJson.dependencies))
  expect(installed).not.toEqual([])
  expect(installed.filter(({ license }) => !permissive.includes(license))).toEqual([])
})

interface Installed {
  name: string
  license: string
}

function closure(names: readonly string[], seen = new Map<string, Installed>()): Installed[] {
  for (const name of names) {
    if (seen.has(name)) continue
    const manifest = parseManifest(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'))
    seen.set(name, { name, license: manifest.license ?? 'none' })
    closure(Object.keys(manifest.dependencies ?? {}), seen)
  }
  return [...seen.values()]
}

function parseManifest(text: string): { license?: string; dependencies?: Record<string, string> } {
  return JSON.parse(text)
}
