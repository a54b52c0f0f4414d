// Says how many mutants the tests killed, and fails if they are too few or if a survivor has no reason.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './entries.mjs'

const wanted = 0.9
const folder = join(root, 'reports/mutation')
/** @typedef {{ file: string, code: string, replacement: string, reason: string }} Survivor */
/** @typedef {{ line: number, column: number }} Place from 1 */
/** @typedef {{ status: string, location: { start: Place, end: Place }, replacement?: string }} Mutant */
/** @type {Survivor[]} */
const explained = JSON.parse(readFileSync(join(root, 'test/mutants/survivors.json'), 'utf8'))

/** @type {Map<string, { killed: number, survived: number }>} */
const folders = new Map()
/** @type {Survivor[]} */
const unexplained = []
const seen = new Set()

for (const name of existsSync(folder) ? readdirSync(folder) : []) {
  /** @type {{ files: Record<string, { source: string, mutants: Mutant[] }> }} */
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  for (const [file, { source, mutants }] of Object.entries(report.files)) {
    const key = file.split('/').slice(0, 2).join('/')
    const sum = folders.get(key) ?? { killed: 0, survived: 0 }
    folders.set(key, sum)
    for (const { status, location, replacement = '' } of mutants) {
      if (status === 'Killed' || status === 'Timeout') sum.killed += 1
      if (status !== 'Survived' && status !== 'NoCoverage') continue
      sum.survived += 1
      const code = textAt(source, location)
      const entry = explained.find(
        (one) => one.file === file && one.code === code && one.replacement === replacement,
      )
      if (entry === undefined)
        unexplained.push({ file: `${file}:${location.start.line}`, code, replacement, reason: '' })
      else seen.add(entry)
    }
  }
}

let all = { killed: 0, survived: 0 }
for (const [name, sum] of folders) {
  print(name, sum)
  all = { killed: all.killed + sum.killed, survived: all.survived + sum.survived }
}
const share = print('in all', all)
for (const { file, code, replacement } of unexplained)
  console.log(
    `survived without a reason: ${file}\n  - ${code.slice(0, 200)}\n  + ${replacement.slice(0, 200)}`,
  )
for (const entry of explained)
  if (!seen.has(entry))
    console.log(`explained, but no survivor any more: ${entry.file} ${entry.code.slice(0, 80)}`)
console.log(
  `${all.survived} survivors, ${unexplained.length} of them without a reason in test/mutants/survivors.json`,
)
process.exitCode = share >= wanted && unexplained.length === 0 ? 0 : 1

/** @param {string} name @param {{ killed: number, survived: number }} sum */
function print(name, { killed, survived }) {
  const part = killed / (killed + survived)
  console.log(`${name.padEnd(12)} ${(part * 100).toFixed(1)} % killed (${killed} of ${killed + survived})`)
  return part
}

/**
 * @param {string} source
 * @param {Mutant['location']} location
 */
function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  const last = lines.length - 1
  lines[last] = lines[last]?.slice(0, end.column - 1) ?? ''
  lines[0] = lines[0]?.slice(start.column - 1) ?? ''
  return lines.join('\n')
}
