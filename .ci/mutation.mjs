// Mutation testing in stages: each tries its own sources and what survived the stages before, with slower tests.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './entries.mjs'
import { record } from './figures.mjs'
import { folder, judge, outcomes, printReport } from './mutation-report.mjs'

/** @typedef {'pure' | 'hooks' | 'widgets'} Stage what the tests need; see vitest.mutation.ts */

/** @type {readonly { name: Stage, mutate: string[] }[]} */
const stages = [
  { name: 'pure', mutate: ['src/{client,flow}/**/*.ts'] },
  { name: 'hooks', mutate: ['src/hooks/**/*.{ts,tsx}'] },
  { name: 'widgets', mutate: [] },
]

const { values } = parseArgs({ options: { from: { type: 'string' }, report: { type: 'boolean' } } })
const first = stages.findIndex(({ name }) => name === (values.from ?? 'pure'))
if (first === -1) throw new Error(`No stage is called ${values.from}.`)

if (!values.report) {
  for (const { name } of stages.slice(first)) rmSync(reportOf(name), { force: true })
  for (const { name, mutate } of stages.slice(first)) run(name, [...mutate, ...survivors()])
}
// A report of what was tried so far is no figure of the whole.
const note = values.report
  ? () => {}
  : (/** @type {string} */ what, /** @type {string} */ figure) =>
      record({ what, figure, command: 'npm run mutation' })
process.exitCode = printReport(note) ? 0 : 1

/** @param {Stage} name */
function reportOf(name) {
  return join(folder, `${name}.json`)
}

/** @param {Stage} name @param {string[]} mutate */
function run(name, mutate) {
  if (mutate.length === 0) return
  const base = JSON.parse(readFileSync(join(root, '.ci/stryker.json'), 'utf8'))
  const config = join(root, `reports/stryker.${name}.json`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    config,
    JSON.stringify({
      ...base,
      mutate,
      jsonReporter: { fileName: reportOf(name) },
      // What neither its source nor its tests changed is not tried again.
      incremental: true,
      incrementalFile: `reports/stryker.${name}.incremental.json`,
    }),
  )
  const { status } = spawnSync(join(root, 'node_modules/.bin/stryker'), ['run', config], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, MUTATION_STAGE: name },
  })
  if (status !== 0) process.exit(status ?? 1)
}

/** Those without a reason, and where they are as Stryker takes it: lines count from 1, columns from 0. */
function survivors() {
  const places = judge(outcomes())
    .unexplained.flatMap((group) => group.places)
    .map(({ file, location: { start, end } }) => {
      return `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column}`
    })
  return [...new Set(places)]
}
