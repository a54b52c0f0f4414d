// Breaks each rule of the design once, on purpose, in a copy, and sees whether a test that names the rule goes red.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { record } from '../../.ci/figures.mjs'

const root = join(import.meta.dirname, '../..')

/**
 * @typedef {object} Mutant
 * @property {number} rule
 * @property {string} breaks
 * @property {string} file
 * @property {string} from
 * @property {string} to
 */

/** @type {Mutant[]} */
const mutants = [
  {
    rule: 1,
    breaks: 'a grant that has lapsed still counts',
    file: 'src/flow/grants.ts',
    from: 'fresh: () => (held !== null && remaining() > 0 ? held.grant : null)',
    to: 'fresh: () => (held !== null ? held.grant : null)',
  },
  {
    rule: 2,
    breaks: 'a second call begins a step-up of its own',
    file: 'src/flow/machine.ts',
    from: 'if (flow.waiting.length === 0) return begin(flow, event)',
    to: 'if (flow.waiting.length >= 0) return begin(flow, event)',
  },
  {
    rule: 3,
    breaks: 'a second click on a factor sends a second code',
    file: 'src/flow/machine.ts',
    from: "if (state.status !== 'choosingFactor' || !state.factors.includes(factor)) return stay(flow)",
    to: "if (!('factors' in state)) return stay(flow)",
  },
  {
    rule: 4,
    breaks: 'the typed code is gone after each step',
    file: 'src/flow/store.ts',
    from: 'if (ended) draft = emptyDraft',
    to: 'draft = emptyDraft',
  },
  {
    rule: 5,
    breaks: 'a refusal after a step-up leads to another step-up',
    file: 'src/flow/guarded.ts',
    from: 'if (prompted) throw refusal(error)',
    to: 'if (prompted && store.getGrantStatus().fresh && false) throw refusal(error)',
  },
  {
    rule: 6,
    breaks: 'a cancel tells nobody',
    file: 'src/flow/machine.ts',
    from: "if (flow.waiting.length > 0) effects.push({ type: 'rejectCancelled', ids: idsOf(flow), reason })",
    to: '',
  },
  {
    rule: 7,
    breaks: 'a countdown shows more than its window',
    file: 'src/internal/countdown.ts',
    from: 'const limited = asked > windowMs ? windowMs : asked',
    to: 'const limited = asked',
  },
  {
    rule: 8,
    breaks: 'the wait that the server set is ignored',
    file: 'src/flow/machine.ts',
    from: "const limited = problem.kind === 'sendLimit' || problem.kind === 'rateLimited'",
    to: 'const limited = false',
  },
  {
    rule: 9,
    breaks: 'a late answer of an older request counts',
    file: 'src/flow/machine.ts',
    from: "if ('request' in event && event.request !== flow.request) return stay(flow)",
    to: '',
  },
  {
    rule: 10,
    breaks: 'an event carries the token',
    file: 'src/flow/machine.ts',
    from: "tell(flow, event.at, { type: 'stepup.verified', factor }),",
    to: "{ type: 'emit', event: { ...{ type: 'stepup.verified', operation: operationOf(flow), factor, durationMs: 0 }, token: event.grant.accessToken } },",
  },
  {
    rule: 11,
    breaks: 'a refresh that cannot help is asked for',
    file: 'src/flow/store.ts',
    from: "if (grant === null && claims?.amr.includes('mfa')) {",
    to: 'if (grant === null) {',
  },
]

const only = process.argv.slice(2).map(Number)
const copy = mkdtempSync(join(tmpdir(), 'rules-'))
const kept = execFileSync(
  'git',
  ['ls-files', 'src', 'test', 'stories', '.ci', '.storybook', '*.json', 'vite.config.ts'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
for (const file of kept.split('\n').filter(Boolean))
  cpSync(join(root, file), join(copy, file), { recursive: true })
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

/** The titles of the tests that failed. @param {number} [rule] those that may name it are enough */
function failures(rule) {
  const report = join(copy, 'report.json')
  const run = spawnSync(
    join(copy, 'node_modules/.bin/vitest'),
    'run --project unit --project dom --reporter json --outputFile'
      .split(' ')
      .concat(
        report,
        'test/flow',
        'test/hooks',
        'test/client',
        'test/components/StepUp',
        'test/components/Resend',
        rule === undefined ? [] : ['--testNamePattern', `rule.*\\b${rule}\\b`],
      ),
    { cwd: copy, encoding: 'utf8', timeout: 600_000, env: { ...process.env, NO_COLOR: '1' } },
  )
  if (run.error) throw run.error
  /** @type {{ testResults: { assertionResults: { status: string, fullName: string }[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ fullName }) => fullName)
}

/** @param {string} title @param {number} rule */
function names(title, rule) {
  return [...title.matchAll(/\brules? ([\d, and]+)/g)].some(([, list = '']) =>
    list.split(/\D+/).map(Number).includes(rule),
  )
}

let survived = 0
try {
  const before = failures()
  if (before.length > 0) throw new Error(`Red before anything was broken:\n${before.join('\n')}`)
  for (const { rule, breaks, file, from, to } of mutants) {
    if (only.length > 0 && !only.includes(rule)) continue
    const path = join(copy, file)
    const source = readFileSync(path, 'utf8')
    if (source.split(from).length !== 2) throw new Error(`${file} no longer has this once: ${from}`)
    writeFileSync(
      path,
      source.replace(from, () => to),
    )
    const red = failures(rule)
    writeFileSync(path, source)
    const named = red.filter((title) => names(title, rule))
    if (named.length === 0) survived += 1
    console.log(
      `rule ${rule}: ${breaks}\n  ${named.length} tests that name it are red${named[0] ? `, such as: ${named[0]}` : ''}`,
    )
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
if (only.length === 0)
  record({
    what: 'rules broken on purpose, a test that names the rule goes red',
    figure: `${mutants.length - survived} of ${mutants.length}`,
    command: 'npm run test:rules',
  })
console.log(survived === 0 ? 'Every broken rule was noticed.' : `${survived} broken rules were not noticed.`)
if (survived > 0) process.exitCode = 1
