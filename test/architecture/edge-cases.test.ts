import { describe, expect, it } from 'vitest'
import { read } from './source.js'
import { titles, titlesIn } from './titles.js'

/** How many edge cases the contract has (section 7), and how many rules the design has (section 4). */
const edgeCases = 32
const rules = 13

describe('every number has its test', () => {
  it('the edge cases of the contract: a test, or a line of decision 055', () => {
    const named = new Set([...numbersIn(titles(), 'edge'), ...decided()])
    expect(missing(edgeCases, named)).toEqual([])
    expect(missing(Math.max(...named), new Set(upTo(edgeCases)))).toEqual([])
  })

  it('the rules of the design: a test', () => {
    expect(missing(rules, numbersIn(titles(), 'rule'))).toEqual([])
  })

  it.each([
    ["it('edge 7: x', f)", [7]],
    ['it.each(table)(`rule 4, edge 12: ${x}`, f)', [12]],
    ["describe('edge 1: x', () => { it('edge 2: y', f) })", [1, 2]],
    ["it.skip('edge 7: x', f)", []],
    ["describe.skip('x', () => { it('edge 7: y', f) })", []],
    ["it.todo('edge 7: x')", []],
    ["it('the knowledge 7: x', f)", []],
    ["// it('edge 7: x', f)", []],
    ["log('edge 7: x')", []],
  ])('the numbers of %s are %j', (text, numbers) => {
    expect([...numbersIn(titlesIn('a.test.ts', text), 'edge')]).toEqual(numbers)
  })
})

function numbersIn(texts: readonly string[], word: 'edge' | 'rule'): Set<number> {
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(new RegExp(`\\b${word} (\\d+)\\b`, 'g'))].map((match) => Number(match[1])),
    ),
  )
}

/** The rows of the decision. */
function decided(): number[] {
  const rows = read('.github/decisions/055-edge-cases.md').matchAll(/^\| (\d+) +\| \S.{30,} \|$/gm)
  return [...rows].map((match) => Number(match[1]))
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const missing = (count: number, named: ReadonlySet<number>) => upTo(count).filter((one) => !named.has(one))
