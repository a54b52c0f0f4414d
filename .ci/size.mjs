/** `npm run size`: the budgets, and what each entry point weighs. Fails when a budget is exceeded. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtFile, entries, importable, root } from './entries.mjs'
import { gzipped, measure } from './measure.mjs'

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {string} code
 * @property {number} [budget] bytes
 */

const everything = "export * from 'stepup-kit'"

/** Not for a browser, and never in its bundle. */
const forNode = ['stepup-kit/testing/node', 'stepup-kit/testing/msw', 'stepup-kit/testing/playwright']

/** @type {Row[]} */
const rows = [
  { what: 'OtpInput', code: "export { OtpInput } from 'stepup-kit'", budget: 3500 },
  {
    what: 'a guarded mutation with dialog and client',
    code: [
      "export { StepUpDialog, StepUpProvider, useGuardedMutation } from 'stepup-kit'",
      "export { createReachFiveClient } from 'stepup-kit/client'",
    ].join('\n'),
    budget: 12_000,
  },
  { what: 'stepup-kit', code: everything, budget: 25_000 },
  { what: 'stepup-kit/client', code: "export * from 'stepup-kit/client'", budget: 4000 },
  ...Object.keys(importable)
    .filter((name) => !['stepup-kit', 'stepup-kit/client', ...forNode].includes(name))
    .map((name) => ({ what: name, code: `export * from '${name}'` })),
]

const missing = entries.filter((source) => !existsSync(builtFile(source)))
if (missing.length > 0) {
  console.error(`Not built: ${missing.join(', ')}. Run "npm run build" first.`)
  process.exitCode = 1
}

let exceeded = 0
for (const { what, code, budget } of rows) {
  try {
    const [one, chunks] = await Promise.all([measure(code, { onDemand: 'external' }), measure(code)])
    print(what, one.bytes, { budget, bytesInChunks: chunks.bytes, onDemandBytes: chunks.onDemandBytes })
  } catch (error) {
    exceeded += 1
    console.error(`${what}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
  }
}
const sheet = join(root, 'dist/styles.css')
if (existsSync(sheet)) print('stepup-kit/styles.css', gzipped(readFileSync(sheet)), { budget: 5000 })
else exceeded += 1

if (exceeded > 0) process.exitCode = 1

/**
 * @param {string} what
 * @param {number} bytes
 * @param {{ budget?: number | undefined, bytesInChunks?: number | undefined, onDemandBytes?: number }} more
 */
function print(what, bytes, { budget, bytesInChunks = bytes, onDemandBytes = 0 }) {
  const over = budget !== undefined && bytes > budget
  if (over) exceeded += 1
  const columns = [
    what.padEnd(42),
    kilobytes(bytes).padStart(9),
    (budget === undefined ? '' : `of ${kilobytes(budget)}`).padEnd(12),
    bytesInChunks > bytes ? `(${kilobytes(bytesInChunks)} in chunks)` : '',
    onDemandBytes > 0 ? `and ${kilobytes(onDemandBytes)} on demand` : '',
    over ? 'exceeded' : '',
  ]
  console.log(columns.join('  ').trimEnd())
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(2)} kB`
}
