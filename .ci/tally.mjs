/** Reads what the test runners report, and never takes a crash for a success. */
import { readFileSync } from 'node:fs'

/**
 * @typedef {{ title: string, seconds: number }} Timing
 * @typedef {{ passed: number, failed: number, skipped: number, timings: Timing[] }} Tally
 */

/**
 * @param {'vitest' | 'playwright' | 'check'} kind
 * @param {{ exitCode: number | null, report: string }} run
 * @returns {Tally}
 */
export function tally(kind, { exitCode, report }) {
  const success = exitCode === 0
  if (kind === 'check') return { passed: Number(success), failed: Number(!success), skipped: 0, timings: [] }
  /** @type {Tally} */
  let counted = { passed: 0, failed: 0, skipped: 0, timings: [] }
  try {
    const json = JSON.parse(readFileSync(report, 'utf8'))
    counted = kind === 'vitest' ? ofVitest(json) : ofPlaywright(json)
  } catch {
    // No report: the runner broke down before it could write one.
    return { ...counted, failed: 1 }
  }
  // A failure outside every test, such as an unhandled rejection, or a run without any test.
  const silent = counted.failed === 0 && (!success || counted.passed === 0)
  return silent ? { ...counted, failed: 1 } : counted
}

/**
 * @param {{ testResults: { status: string, assertionResults: { status: string, fullName: string, duration?: number }[] }[] }} json
 * @returns {Tally}
 */
function ofVitest({ testResults }) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  /** @param {string} status */
  const count = (status) => tests.filter((test) => test.status === status).length
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  const passed = count('passed')
  const failed = count('failed')
  return {
    passed,
    failed: failed + brokenFiles.length,
    skipped: tests.length - passed - failed,
    timings: tests.map(({ fullName, duration = 0 }) => ({ title: fullName, seconds: duration / 1000 })),
  }
}

/**
 * @typedef {{ title: string, specs?: { title: string, tests: { results: { duration: number }[] }[] }[], suites?: Suite[] }} Suite
 *
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors?: unknown[], suites: Suite[] }} json
 * @returns {Tally}
 */
function ofPlaywright({ stats, errors = [], suites }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    timings: suites.flatMap(timingsOf),
  }
}

/**
 * @param {Suite} suite
 * @returns {Timing[]}
 */
function timingsOf({ specs = [], suites = [] }) {
  const own = specs.map(({ title, tests }) => ({
    title,
    seconds: tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration, 0) / 1000,
  }))
  return [...own, ...suites.flatMap(timingsOf)]
}
