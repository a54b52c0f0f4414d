import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tally } from '../../.ci/tally.mjs'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

const file = (...statuses: string[]) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status, fullName: status, duration: 1500 })),
})

function vitest(exitCode: number | null, ...testResults: unknown[]) {
  return tally('vitest', { exitCode, report: written({ testResults }) })
}

function playwright(exitCode: number, stats: object, errors: unknown[] = []) {
  const suites = [
    { title: 'demo.spec.ts', specs: [{ title: 'edit', tests: [{ results: [{ duration: 2000 }] }] }] },
  ]
  const counts = { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }
  return tally('playwright', { exitCode, report: written({ stats: counts, errors, suites }) })
}

function written(json: unknown): string {
  const report = join(folder, 'report.json')
  writeFileSync(report, JSON.stringify(json))
  return report
}

describe('the sum over all test runners', () => {
  it('counts what Vitest reports', () => {
    const counted = vitest(1, file('passed', 'failed', 'skipped'), file('passed'))
    expect(counted).toMatchObject({ passed: 2, failed: 1, skipped: 1 })
    expect(counted.timings).toContainEqual({ title: 'passed', seconds: 1.5 })
  })

  it('counts what Playwright reports, and a flaky test as a failed one', () => {
    const counted = playwright(0, { expected: 3, flaky: 1, skipped: 2 })
    expect(counted).toMatchObject({
      passed: 3,
      failed: 1,
      skipped: 2,
      timings: [{ title: 'edit', seconds: 2 }],
    })
  })

  it('counts a check as one', () => {
    expect(tally('check', { exitCode: 0, report: '' })).toMatchObject({ passed: 1, failed: 0 })
    expect(tally('check', { exitCode: 2, report: '' })).toMatchObject({ passed: 0, failed: 1 })
  })

  it.each([
    ['no report', () => tally('vitest', { exitCode: 0, report: join(folder, 'none.json') })],
    ['a runner that was killed', () => tally('check', { exitCode: null, report: '' })],
    ['an error outside every test', () => vitest(1, file('passed'))],
    ['a file that could not be loaded', () => vitest(0, file('passed'), { ...file(), status: 'failed' })],
    ['a run without a test', () => vitest(0)],
    ['a run whose tests were all skipped', () => vitest(0, file('skipped'))],
    ['a server that did not start', () => playwright(1, { expected: 1 }, [{ message: 'timed out' }])],
  ])('never takes %s for a success', (_, run) => {
    expect(run().failed).toBe(1)
  })
})
