import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { judge, outcomes, printReport } from '../../.ci/mutation-report.mjs'

const file = 'src/flow/store.ts'
const code = 'flow.request !== request'
const replacement = 'false'
const reason = 'Nobody can tell.'

const mutant = (line: number, isKilled: boolean, text = code) => ({
  file,
  location: { start: { line, column: 5 }, end: { line, column: 5 + text.length } },
  code: text,
  replacement,
  isKilled,
})
const survived = (...lines: number[]) => lines.map((line) => mutant(line, false))
const killed = (...lines: number[]) => lines.map((line) => mutant(line, true))
const linesOf = ({ unexplained }: ReturnType<typeof judge>) =>
  unexplained.map(({ places }) => places.map(({ location }) => location.start.line))

const said: string[] = []
const listen = () => vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))

afterEach(() => {
  vi.restoreAllMocks()
  said.length = 0
})

describe('what survived without a reason', () => {
  it('is each survivor that nothing is said of', () => {
    expect(linesOf(judge([...survived(10), ...killed(20)], []))).toEqual([[10]])
  })

  it('is nothing where each has a reason, wherever it stands by now', () => {
    const judged = judge([...survived(10), ...killed(20)], [{ file, code, replacement, reason }])
    expect(judged).toEqual({ unexplained: [], surplus: 0, idle: [] })
  })

  it('is all of them where one reason is given and more are equal: nobody knows which it is for', () => {
    const judged = judge(survived(10, 20, 30), [{ file, code, replacement, reason }])
    expect(linesOf(judged)).toEqual([[10, 20, 30]])
    expect(judged.surplus).toBe(2)
  })

  it.each([
    [3, 0],
    [2, 1],
    [4, 0],
  ])('a reason for %d of three leaves %d', (count, left) => {
    expect(judge(survived(10, 20, 30), [{ file, code, replacement, reason, count }]).surplus).toBe(left)
  })

  it('takes two reasons for equal mutants together', () => {
    const one = { file, code, replacement, reason }
    expect(judge(survived(10, 20, 30), [one, { ...one, count: 2 }]).surplus).toBe(0)
  })

  it.each([{ file: 'src/flow/machine.ts' }, { code: 'flow' }, { replacement: 'true' }])(
    'a reason for something else is none: %o',
    (other) => {
      const entry = { file, code, replacement, reason, ...other }
      const judged = judge(survived(10), [entry])
      expect(linesOf(judged)).toEqual([[10]])
      expect(judged.idle).toEqual([{ entry, left: 1 }])
    },
  )

  it('names reasons for more than survived', () => {
    const entry = { file, code, replacement, reason, count: 3 }
    expect(judge([...survived(10), ...killed(20, 30)], [entry]).idle).toEqual([{ entry, left: 2 }])
  })
})

describe('the report', () => {
  const note = vi.fn<(what: string, figure: string) => void>()
  /** So many killed beside them that the share is no matter. */
  const many = killed(...Array.from({ length: 97 }, (_, index) => 100 + index))

  it('fails for one survivor more than there are reasons, and says where they are', () => {
    listen()
    const reasons = [{ file, code, replacement, reason, count: 2 }]
    expect(printReport(note, [...many, ...survived(10, 20)], reasons)).toBe(true)
    expect(said.at(-1)).toMatch(/^2 survivors, 0 of them without a reason/)
    expect(printReport(note, [...many, ...survived(10, 20, 30)], reasons)).toBe(false)
    expect(said.join('\n')).toContain(
      `survived without a reason (a reason for 2 of 3): ${file}:10, ${file}:20, ${file}:30`,
    )
    expect(said.at(-1)).toMatch(/^3 survivors, 1 of them without a reason/)
    expect(note).toHaveBeenLastCalledWith('mutants killed, in all', '97.0 % (97 of 100)')
  })

  it('fails below nine of ten, whatever the reasons', () => {
    listen()
    const reasons = [{ file, code, replacement, reason, count: 2 }]
    expect(printReport(note, [...killed(1, 2, 3), ...survived(10, 20)], reasons)).toBe(false)
    expect(said.join('\n')).toContain('60.0 % (3 of 5) killed')
  })

  it('counts a mutant once, as killed if any stage killed it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mutation-'))
    const source = `const a = 1\nif (${code}) return\n`
    const location = { start: { line: 2, column: 5 }, end: { line: 2, column: 5 + code.length } }
    const stage = (...statuses: string[]) =>
      JSON.stringify({
        files: {
          [file]: {
            source,
            mutants: statuses.map((status, index) => ({
              status,
              location,
              replacement,
              mutatorName: `kind ${index}`,
            })),
          },
        },
      })
    writeFileSync(join(folder, 'hooks.json'), stage('Killed', 'Survived', 'Timeout', 'NoCoverage', 'Ignored'))
    writeFileSync(join(folder, 'pure.json'), stage('Survived', 'Survived'))
    const all = outcomes(folder)
    rmSync(folder, { recursive: true })
    expect(all.map(({ isKilled }) => isKilled)).toEqual([true, false, true, false])
    expect(all[1]).toMatchObject({ file, code, replacement })
    expect(outcomes(folder)).toEqual([])
  })
})
