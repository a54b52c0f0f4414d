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
/** @typedef {{ file: string, code: string, replacement: string, reason: string, count?: number }} Survivor `count` equal ones in the file have this reason; 1 unless told */
/** @typedef {{ places: Outcome[], excused: number }} Group equal mutants of one file that survived, and how many of them have a reason */

/** Each mutant once: it is killed if any stage killed it. @param {string} from @returns {Outcome[]} */
export function outcomes(from = folder) {
  /** @type {Map<string, Outcome>} */
  const all = new Map()
  for (const name of existsSync(from) ? readdirSync(from) : []) {
    /** @type {Report} */
    const { files } = JSON.parse(readFileSync(join(from, name), 'utf8'))
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

/**
 * What survived without a reason, and the reasons that more mutants were given than survived. A reason is for so many
 * equal mutants of a file, wherever they stand: where more survived, nobody knows which of them it is not for.
 *
 * @param {readonly Outcome[]} all
 * @param {readonly Survivor[]} known
 */
export function judge(all, known = explained) {
  /** @type {Map<string, Group>} */
  const groups = new Map()
  /** @param {{ file: string, code: string, replacement: string }} mutant @returns {Group} */
  const groupOf = ({ file, code, replacement }) => {
    const kind = JSON.stringify([file, code, replacement])
    const group = groups.get(kind) ?? { places: [], excused: 0 }
    groups.set(kind, group)
    return group
  }
  for (const outcome of all) if (!outcome.isKilled) groupOf(outcome).places.push(outcome)
  for (const entry of known) groupOf(entry).excused += entry.count ?? 1
  const unexplained = [...groups.values()].filter(({ places, excused }) => places.length > excused)
  return {
    unexplained,
    surplus: unexplained.reduce((sum, { places, excused }) => sum + places.length - excused, 0),
    idle: known.flatMap((entry) => {
      const left = groupOf(entry).excused - groupOf(entry).places.length
      return left > 0 ? [{ entry, left }] : []
    }),
  }
}

/**
 * Says how many mutants the tests killed; `false` if they are too few or if a survivor has no reason.
 *
 * @param {(what: string, figure: string) => void} note
 */
export function printReport(note, all = outcomes(), known = explained) {
  const alive = all.filter(({ isKilled }) => !isKilled)
  const { unexplained, surplus, idle } = judge(all, known)

  const folders = [...new Set(all.map(({ file }) => file.split('/').slice(0, 2).join('/')))].sort()
  for (const name of folders)
    print(
      name,
      all.filter(({ file }) => file.startsWith(`${name}/`)),
      note,
    )
  const share = print('in all', all, note)
  for (const { places, excused } of unexplained) {
    const [first] = places
    if (first === undefined) continue
    const { file, code, replacement } = first
    const where = places.map(({ location }) => `${file}:${location.start.line}`).join(', ')
    const but = excused > 0 ? ` (a reason for ${excused} of ${places.length})` : ''
    console.log(
      `survived without a reason${but}: ${where}\n  - ${code.slice(0, 200)}\n  + ${replacement.slice(0, 200)}`,
    )
  }
  for (const { entry, left } of idle)
    console.log(`explained, but ${left} fewer survived: ${entry.file} ${entry.code.slice(0, 80)}`)
  console.log(`${alive.length} survivors, ${surplus} of them without a reason in test/mutants/survivors.json`)
  return share >= wanted && surplus === 0
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
