import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../.ci/entries.mjs'

const table = readFileSync(join(root, 'src/components/OtpInput/README.md'), 'utf8')
const rows = table.split('\n').filter((line) => /^\| \d+\. /.test(line))
const tests = readdirSync(join(root, 'test/components'))
  .filter((file) => file.endsWith('.test.tsx'))
  .map((file) => readFileSync(join(root, 'test/components', file), 'utf8'))
  .join('\n')

describe('the table of what OtpInput does', () => {
  it('has all its lines', () => {
    expect(rows.map((row) => Number.parseInt(row.slice(2), 10))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    )
  })

  it.each(rows)('names tests that are there: %s', (row) => {
    const named = row.split('|')[2] ?? ''
    const titles = [...named.matchAll(/`([^`]+)`/g)].map(([, title = '']) => title)
    expect(titles.length).toBeGreaterThan(0)
    expect(titles.filter((title) => !tests.includes(`'${title}'`))).toEqual([])
  })
})
