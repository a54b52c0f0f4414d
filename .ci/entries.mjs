/** The one list of what the package consists of: built by vite.config.ts, measured by size.mjs, checked by test/package. */
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const localesFolder = 'src/messages/locales'

/** Language codes that have a catalogue. */
export const locales = existsSync(join(root, localesFolder))
  ? readdirSync(join(root, localesFolder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -'.ts'.length))
      .sort()
  : []

/** @type {Record<string, string>} */
const planned = {
  'stepup-kit': 'src/index.ts',
  'stepup-kit/client': 'src/client/index.ts',
  'stepup-kit/core-sdk': 'src/client/core-sdk/index.ts',
  'stepup-kit/testing': 'src/testing/index.ts',
  'stepup-kit/testing/msw': 'src/testing/msw.ts',
  'stepup-kit/testing/node': 'src/testing/node.ts',
  'stepup-kit/testing/playwright': 'src/testing/playwright.ts',
  ...Object.fromEntries(locales.map((code) => [`stepup-kit/locales/${code}`, `${localesFolder}/${code}.ts`])),
}

/**
 * What a host can import → its source. Something that package.json names and that is not here fails test/package.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const importable = Object.fromEntries(
  Object.entries(planned).filter(([, source]) => existsSync(join(root, source))),
)

/** The command that serves the fake ReachFive; it starts when it is loaded. */
const command = 'src/testing/fake-api.ts'

/** Sources that become files of their own in dist/. */
export const entries = [...Object.values(importable), command]

/**
 * @param {string} source below the repository
 * @returns {string} the built file
 */
export function builtFile(source) {
  return join(root, 'dist', source.replace(/^src\//, '').replace(/\.tsx?$/, '.js'))
}

/** Imported by the host, and so never inside a built file. */
export const peers = ['react', 'react-dom', '@tanstack/react-query', 'react-hook-form']
