import { describe, expect, it } from 'vitest'
import { read } from './source.js'
import { titles } from './titles.js'

const rows = read('src/components/OtpInput/README.md')
  .split('\n')
  .filter((line) => /^\| \d+\. /.test(line))
const tests = new Set(titles('test/components'))

describe('the table of what OtpInput does', () => {
  it('has all its lines', () => {
    expect(rows.map((row) => Number.parseInt(row.slice(2), 10))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    )
  })

  it.each(rows)('names tests that are there: %s', (row) => {
    const named = row.split('|')[2] ?? ''
    const quoted = [...named.matchAll(/`([^`]+)`/g)].map(([, title = '']) => `'${title}'`)
    expect(quoted.length).toBeGreaterThan(0)
    expect(quoted.filter((title) => !tests.has(title))).toEqual([])
  })
})
