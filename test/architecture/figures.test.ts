import { describe, expect, it } from 'vitest'
import { figuresIn } from '../../.ci/figures.mjs'
import { read } from './source.js'

const table = /<!-- figures: reliability -->(.*?)<!-- end of figures -->/s.exec(read('README.md'))?.[1] ?? ''
const rows = figuresIn(table)

/** Of the two numbers of "11 of 11". */
function share(row: (typeof rows)[number] | undefined): number {
  const [, part, whole] = /(\d+) of (\d+)/.exec(row?.figure ?? '') ?? []
  return Number(part) / Number(whole)
}

describe('the table of how well it holds', () => {
  it.each(['npm test', 'npm run test:rules', 'npm run faults'])('has what %s found', (command) => {
    const found = rows.filter((row) => row.command === command)
    expect(found).not.toEqual([])
    for (const { figure } of found) expect(figure).toMatch(/\d/)
  })

  it('has each rule noticed, and no request with a fault that breaks one', () => {
    expect(share(rows.find(({ command }) => command === 'npm run test:rules'))).toBe(1)
    expect(share(rows.find(({ command }) => command === 'npm run faults'))).toBe(1)
  })
})
