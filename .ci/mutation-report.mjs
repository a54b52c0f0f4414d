// What the stages of mutation testing found, taken together.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './entries.mjs'

export const folder = join(root, 'reports/mutation')
const wanted = 0.9
/** @type {Survivor[]} */
const explained = JSON.parse(readFileSync(join(root, 'test/mutants/survivors.json'), 'utf8'))

/** @typedef {{ line: number, column: number }} Place from 1 */
/** @typedef {{ start: Place, end: Place }} Location */
/** @typedef {{ status: string, location: Location, replacement?: string, mutatorName: string }} Mutant */
/** @typedef {{ files: Record<string, { source: string, mutants: Mutant[] }> }} Report */
/** @typedef {{ file: string, location: Location, code: string, replacement: string, isKilled: boolean }} Outcome */
/** @typedef {{ file: string, code: string, replacement: string, reason: string }} Survivor */

/** Each mutant once: it is killed if any stage killed it. @returns {Outcome[]} */
export function outcomes() {
  /** @type {Map<string, Outcome>} */
  const all = new Map()
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    /** @type {Report} */
    const { files } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    for (const [file, { source, mutants }] of Object.entries(files))
      for (const { status, location, replacement = '', mutatorName } of mutants) {
        const isKilled = status === 'Killed' || status === 'Timeout'
        if (!isKilled && status !== 'Survived' && status !== 'NoCoverage') continue
        const code = textAt(source, location)
        const { start, end } = location
        const key = [file, start.line, start.column, end.line, end.column, mutatorName, replacement].join(' ')
        const isKilledBefore = all.get(key)?.isKilled ?? false
        all.set(key, { file, location, code, replacement, isKilled: isKilled || isKilledBefore })
      }
  }
  return [...all.values()]
}

/** Why a mutant is known to survive. @param {Outcome} outcome */
export function explain({ file, code, replacement }) {
  return explained.find((one) => one.file === file && one.code === code && one.replacement === replacement)
}

/**
 * Says how many mutants the tests killed; `false` if they are too few or if a survivor has no reason.
 *
 * @param {(what: string, figure: string) => void} note
 */
export function printReport(note) {
  const all = outcomes()
  const alive = all.filter(({ isKilled }) => !isKilled)
  const used = new Set()
  const unexplained = alive.filter((outcome) => {
    const entry = explain(outcome)
    if (entry !== undefined) used.add(entry)
    return entry === undefined
  })

  const folders = [...new Set(all.map(({ file }) => file.split('/').slice(0, 2).join('/')))].sort()
  for (const name of folders)
    print(
      name,
      all.filter(({ file }) => file.startsWith(`${name}/`)),
      note,
    )
  const share = print('in all', all, note)
  for (const { file, location, code, replacement } of unexplained)
    console.log(
      `survived without a reason: ${file}:${location.start.line}\n  - ${code.slice(0, 200)}\n  + ${replacement.slice(0, 200)}`,
    )
  for (const entry of explained)
    if (!used.has(entry))
      console.log(`explained, but no survivor any more: ${entry.file} ${entry.code.slice(0, 80)}`)
  console.log(
    `${alive.length} survivors, ${unexplained.length} of them without a reason in test/mutants/survivors.json`,
  )
  return share >= wanted && unexplained.length === 0
}

/** @param {string} name @param {readonly Outcome[]} outcomes @param {(what: string, figure: string) => void} note */
function print(name, outcomes, note) {
  const killed = outcomes.filter(({ isKilled }) => isKilled).length
  const share = killed / outcomes.length
  const figure = `${(share * 100).toFixed(1)} % (${killed} of ${outcomes.length})`
  console.log(`${name.padEnd(12)} ${figure} killed`)
  note(`mutants killed, ${name}`, figure)
  return share
}

/**
 * @param {string} source
 * @param {Location} location
 */
function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  const last = lines.length - 1
  lines[last] = lines[last]?.slice(0, end.column - 1) ?? ''
  lines[0] = lines[0]?.slice(start.column - 1) ?? ''
  return lines.join('\n')
}
