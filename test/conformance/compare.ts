import { readFileSync } from 'node:fs'
import type { LoggedRequest } from '../../src/testing/index.js'

/** Differ from run to run, on both sides alike. */
const random = /^(body|query) (code_challenge|code_verifier)$|^header x-r5-correlation-id$/
/** Follow from the rest. */
const derived = new Set(['content-length', 'cookie', 'host', 'connection'])

/** Tokens differ from run to run, but not between the two sides of one: each has a number of its own. */
function createLabels() {
  const numbers = new Map<string, number>()
  return (text: string) =>
    text.replace(/eyJ[\w.-]+/g, (token) => {
      const number = numbers.get(token) ?? numbers.size + 1
      numbers.set(token, number)
      return `(token ${number})`
    })
}

/** One request as a flat list of what it says. */
function partsOf(request: LoggedRequest, label: (text: string) => string): Map<string, string> {
  const parts = new Map<string, string>()
  const add = (kind: string, values: object) => {
    for (const [name, value] of Object.entries(values)) {
      const part = `${kind} ${name}`
      parts.set(part, random.test(part) ? '(random)' : label(JSON.stringify(value)))
    }
  }
  add('query', request.query)
  add('header', Object.fromEntries(Object.entries(request.headers).filter(([name]) => !derived.has(name))))
  add('cookie', Object.fromEntries(Object.keys(request.cookies).map((name) => [name, '(sent)'])))
  if (typeof request.body === 'object' && request.body !== null) add('body', request.body)
  return parts
}

const lineOf = ({ method, endpoint, path }: LoggedRequest) => `${method} ${endpoint ?? path}`

/** How what the Core SDK sent differs from what the kit's client sent: `call | part | Core SDK | kit`. */
export function differences(core: readonly LoggedRequest[], kit: readonly LoggedRequest[]): string[] {
  const found = new Set<string>()
  const say = (...cells: [call: string, part: string, core: string, kit: string]) =>
    found.add(cells.join(' | '))
  const left = [...kit]
  const label = createLabels()
  for (const one of core) {
    const line = lineOf(one)
    const index = left.findIndex((other) => lineOf(other) === line)
    const [other] = index < 0 ? [] : left.splice(index, 1)
    if (!other) {
      say(line, 'call', 'sent', '–')
      continue
    }
    if (one.path !== other.path) say(line, 'path', one.path, other.path)
    const a = partsOf(one, label)
    const b = partsOf(other, label)
    for (const part of new Set([...a.keys(), ...b.keys()]))
      if (a.get(part) !== b.get(part)) say(line, part, a.get(part) ?? '–', b.get(part) ?? '–')
  }
  for (const other of left) say(lineOf(other), 'call', '–', 'sent')
  return [...found]
}

const decision = new URL('../../.github/decisions/072-conformance.md', import.meta.url)

/** The table of the decision: each difference that is known, with its reason as the last cell. */
export function knownDifferences(): { difference: string; reason: string }[] {
  return readFileSync(decision, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/^`|`$/g, '')),
    )
    .map((cells) => ({ difference: cells.slice(0, 4).join(' | '), reason: cells[4] ?? '' }))
}
