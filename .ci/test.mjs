/**
 * The test command.
 *
 *   npm test                        everything that must pass
 *   npm test -- --quick             what can be waited for while working
 *   npm test -- --only unit,size    some steps by name
 *   npm test -- --list              the names
 *
 * Details go to reports/; the last line is the sum over all runners.
 */
import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { delimiter, join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './entries.mjs'
import { record } from './figures.mjs'
import { steps } from './steps.mjs'
import { tally } from './tally.mjs'

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, only: { type: 'string' }, list: { type: 'boolean' } },
})
const only = values.only?.split(',')
const unknown = only?.filter((name) => !steps.some((step) => step.name === name)) ?? []
if (values.list || unknown.length > 0) {
  if (unknown.length > 0) console.error(`No step is called ${unknown.join(' or ')}.`)
  console.log(steps.map(({ name }) => name).join('\n'))
  process.exit(unknown.length > 0 ? 2 : 0)
}

const reports = join(root, 'reports')
mkdirSync(reports, { recursive: true })

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    for (const child of running) stop(child)
    process.exit(1)
  })
}

const chosen = steps
  .filter((step) => (only ? only.includes(step.name) : !values.quick || step.quick))
  .map((step) => (values.quick && Array.isArray(step.quick) ? shorter(step, step.quick) : step))
const total = { passed: 0, failed: 0, skipped: 0 }
/** @type {(import('./tally.mjs').Timing & { step: string })[]} */
const timings = []
/** @type {Set<string>} */
const broken = new Set()

for (const [first, ...others] of grouped(chosen)) {
  await Promise.all([
    report(first),
    others.reduce((before, step) => before.then(() => report(step)), Promise.resolve()),
  ])
}

if (timings.length > 0 && !values.quick) {
  console.log('\nSlowest tests')
  for (const { step, title, seconds } of timings.sort((a, b) => b.seconds - a.seconds).slice(0, 10)) {
    console.log(`${seconds.toFixed(1).padStart(6)} s  ${step}: ${title}`)
  }
  console.log('')
}
if (!only && !values.quick) {
  const minutes = (performance.now() / 60_000).toFixed(0)
  record({
    what: 'tests and checks passed',
    figure: `${total.passed} of ${total.passed + total.failed} (${minutes} minutes on ${availableParallelism()} cores)`,
    command: 'npm test',
  })
}
if (total.skipped > 0) console.log(`${total.skipped} skipped`)
// Alone on the last line: whoever reads the output looks for it there.
console.log(summary({ ...total, skipped: 0 }))
process.exitCode = total.failed > 0 ? 1 : 0

/**
 * @param {import('./steps.mjs').Step} step
 * @returns {Promise<import('./tally.mjs').Tally & { note?: string, log?: string }>}
 */
async function perform(step) {
  const none = { passed: 0, failed: 0, skipped: 0, timings: [] }
  if (step.after && broken.has(step.after)) return { ...none, failed: 1, note: `needs ${step.after}` }
  const prepared = step.prepare?.((line) => console.log(`${step.name}: ${line}`)) ?? { env: {} }
  if ('fail' in prepared) return { ...none, failed: 1, note: prepared.fail }
  if ('skip' in prepared) return { ...none, skipped: 1, note: prepared.skip }

  const log = join(reports, `${step.name}.log`)
  const report = join(reports, `${step.name}.json`)
  rmSync(log, { force: true })
  rmSync(report, { force: true })
  /** @type {number | null} */
  let exitCode = 0
  for (const command of step.commands) {
    exitCode = await run([...command, ...reporting(command[0], report)], {
      log,
      env: { ...prepared.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      minutes: step.minutes ?? 12,
    })
    if (exitCode !== 0) break
  }
  return { ...tally(step.kind, { exitCode, report }), log }
}

/**
 * @param {string | undefined} command
 * @param {string} report
 * @returns {string[]}
 */
function reporting(command, report) {
  if (command === 'vitest') return ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  if (command === 'playwright') return ['--reporter=list,json']
  return []
}

/**
 * @param {string[]} words
 * @param {{ log: string, env: Record<string, string>, minutes: number }} options
 * @returns {Promise<number | null>} the exit code; `null` if there is none
 */
function run([command = '', ...args], { log, env, minutes }) {
  return new Promise((resolve) => {
    const output = createWriteStream(log, { flags: 'a' })
    output.write(`$ ${[command, ...args].join(' ')}\n`)
    const { FORCE_COLOR: _, ...inherited } = process.env
    const child = spawn(command, args, {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...inherited,
        NO_COLOR: '1',
        STORYBOOK_DISABLE_TELEMETRY: '1',
        ...env,
        PATH: [join(root, 'node_modules/.bin'), inherited['PATH']].join(delimiter),
      },
    })
    running.add(child)
    child.stdout.pipe(output, { end: false })
    child.stderr.pipe(output, { end: false })
    const timer = setTimeout(() => {
      output.write(`\nStopped after ${minutes} minutes.\n`)
      stop(child)
    }, minutes * 60_000)
    /** @param {number | null} code */
    const finish = (code) => {
      clearTimeout(timer)
      running.delete(child)
      output.end(() => resolve(code))
    }
    child.once('error', (error) => {
      output.write(`${error.message}\n`)
      finish(null)
    })
    child.once('close', finish)
  })
}

/** @param {import('node:child_process').ChildProcess | undefined} child */
function stop(child) {
  if (child?.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** @param {{ passed: number, failed: number, skipped: number }} counts */
function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** @param {import('./steps.mjs').Step} step */
async function report(step) {
  const started = performance.now()
  const result = await perform(step)
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6)
  if (result.failed > 0) broken.add(step.name)
  total.passed += result.passed
  total.failed += result.failed
  total.skipped += result.skipped
  timings.push(...result.timings.map((timing) => ({ ...timing, step: step.name })))
  console.log(
    `${step.name.padEnd(14)} ${seconds} s  ${summary(result)}${result.note ? `  ${result.note}` : ''}`,
  )
  if (result.failed > 0 && result.log) console.log(`\n${tail(result.log)}\n`)
}

/**
 * Who does not fill the machine runs beside another: two at once, never more.
 *
 * @param {import('./steps.mjs').Step[]} list
 */
function grouped(list) {
  /** @type {[import('./steps.mjs').Step, ...import('./steps.mjs').Step[]][]} */
  const groups = []
  for (const step of list) {
    const last = groups.at(-1)
    if (step.beside && last !== undefined) last.push(step)
    else groups.push([step])
  }
  return groups
}

/** @param {import('./steps.mjs').Step} step @param {string[]} more arguments */
function shorter(step, more) {
  return { ...step, commands: step.commands.map((command) => [...command, ...more]) }
}

/** @param {string} file */
function tail(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-150).join('\n')
}
