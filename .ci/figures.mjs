// The figures in the documents: each command that measures notes what it found, this writes them down from there.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { root } from './entries.mjs'

const reports = join(root, 'reports')
const found = join(reports, 'figures')
const benched = join(reports, 'bench.md')

/** @typedef {{ what: string, figure: string, command: string }} Figure */

/** Notes what a command found; each in a file of its own, as several may be noted at once. @param {Figure} figure */
export function record(figure) {
  mkdirSync(found, { recursive: true })
  writeFileSync(join(found, `${figure.what.replace(/\W+/g, '-')}.json`), JSON.stringify(figure))
}

/** @returns {Figure[]} */
function recorded() {
  if (!existsSync(found)) return []
  return readdirSync(found).map((name) => JSON.parse(readFileSync(join(found, name), 'utf8')))
}

/** @param {string} table @returns {Figure[]} its rows */
export function figuresIn(table) {
  const rows = [...table.matchAll(/^\| (.+?) +\| (.+?) +\| `(.+?)` +\|$/gm)]
  return rows.map(([, what = '', figure = '', command = '']) => ({ what, figure, command }))
}

/** The rows of the table as it stands, and over them what was found since. @param {string} table */
function reliability(table) {
  const rows = new Map(figuresIn(table).map((row) => [row.what, row]))
  for (const figure of recorded()) rows.set(figure.what, figure)
  return [
    '| what | found | by |',
    '| --- | --- | --- |',
    ...[...rows.values()].map(({ what, figure, command }) => `| ${what} | ${figure} | \`${command}\` |`),
  ].join('\n')
}

/** What the bench printed, from the line that begins so to the end of its table. @param {string} start */
function bench(start) {
  const lines = readFileSync(benched, 'utf8').split('\n')
  const from = lines.findIndex((line) => line.startsWith(start))
  if (from === -1) throw new Error(`The bench printed no "${start}".`)
  const table = lines.findIndex((line, index) => index > from && line.startsWith('|'))
  const to = lines.findIndex((line, index) => index > table && !line.startsWith('|'))
  return lines.slice(from, to).join('\n')
}

/** @param {string} name @param {string} now what stands there */
function content(name, now) {
  if (name === 'reliability') return reliability(now)
  if (!existsSync(benched)) return now.trim()
  return name === 'bench' ? readFileSync(benched, 'utf8').trim() : bench(name.replace('bench: ', ''))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of ['README.md', '.github/docs/benchmarks.md']) {
    const file = join(root, name)
    const next = readFileSync(file, 'utf8').replace(
      /(<!-- figures: (.+?) -->\n)(.*?)(\n<!-- end of figures -->)/gs,
      (_, begin, what, now, end) => `${begin}\n${content(what, now)}\n${end}`,
    )
    writeFileSync(file, await format(next, { ...(await resolveConfig(file)), filepath: file }))
  }
}
