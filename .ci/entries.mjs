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

/**
 * Built file in dist/ (without `.js`) → its source.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const entries = {
  index: 'src/index.ts',
  client: 'src/client/index.ts',
  'core-sdk': 'src/client/core-sdk/index.ts',
  testing: 'src/testing/index.ts',
  'testing/msw': 'src/testing/msw.ts',
  'testing/node': 'src/testing/node.ts',
  'testing/playwright': 'src/testing/playwright.ts',
  'testing/fake-api': 'src/testing/fake-api.ts',
  ...Object.fromEntries(locales.map((code) => [`locales/${code}`, `${localesFolder}/${code}.ts`])),
}

/** Imported by the host, and so never inside a built file. */
export const peers = ['react', 'react-dom', '@tanstack/react-query', 'react-hook-form']
