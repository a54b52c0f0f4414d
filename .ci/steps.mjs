/** Everything that must pass, cheapest first. */
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser, environmentName } from './browsers.mjs'
import { root } from './entries.mjs'

/**
 * @typedef {{ env: Record<string, string> } | { skip: string } | { fail: string }} Preparation
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {string[][]} commands run one after another
 * @property {'vitest' | 'playwright' | 'check'} kind how its tests are counted; a check is one
 * @property {true | string[]} [quick] part of the daily run; arguments that make it shorter there
 * @property {true} [beside] runs after its like while the last one without it runs: neither fills two cores
 * @property {string} [after] a step without whose success this one means nothing
 * @property {number} [minutes] after which it is stopped
 * @property {(log: (line: string) => void) => Preparation} [prepare]
 */

const react18 = 'test/react18'

/** The widgets around the step-up are a matter of minutes; the step-up itself is not. */
const quickDom = [
  'test/hooks',
  'test/react',
  ...['StepUp', 'Otp', 'Resend'].map((name) => `test/components/${name}`),
]

/** @type {Step[]} */
export const steps = [
  check('format', ['prettier', '--check', '.']),
  check('types', ['tsc', '-p', 'tsconfig.json'], { quick: true, beside: true }),
  check('lint', ['oxlint', '--type-aware', '--deny-warnings'], { quick: true }),
  check('tokens', ['node', '.ci/tokens.mjs', '--check'], { quick: true, beside: true }),
  check('reference', ['node', '.ci/reference.mjs', '--check'], { beside: true }),
  vitestAtOnce('architecture'),
  vitestAtOnce('unit', { quick: true }),
  vitestAtOnce('dom', { quick: quickDom }),
  {
    ...vitestAtOnce('dom-react18'),
    commands: [
      ...(existsSync(join(root, react18, 'node_modules/react-hook-form')) ? [] : [installIn(react18)]),
      ...vitestAtOnce('dom-react18').commands,
    ],
  },
  vitest('chromium', { prepare: browser('chromium') }),
  {
    name: 'build',
    kind: 'check',
    beside: true,
    commands: [
      ['npm', 'run', 'build'],
      ['npm', 'run', 'check:package'],
    ],
  },
  check('size', ['node', '.ci/size.mjs'], { after: 'build', beside: true }),
  check('knip', ['knip'], { after: 'build', beside: true }),
  vitest('package', { after: 'build', beside: true }),
  {
    name: 'e2e',
    kind: 'playwright',
    commands: [['playwright', 'test']],
    prepare: all(present('playwright.config.ts'), browser('chromium')),
  },
  // The play functions are run here as well: each story is opened and waited for, in each of its looks.
  {
    name: 'stories',
    kind: 'playwright',
    commands: [
      ['npm', 'run', 'build:storybook'],
      ['playwright', 'test', '-c', 'playwright.stories.config.ts'],
    ],
    prepare: all(present('playwright.stories.config.ts'), browser('chromium')),
  },
  // Most of the time a package is being installed.
  vitestAtOnce('consumer', { after: 'build', prepare: browser('chromium') }),
  vitest('firefox', { beside: true, prepare: browser('firefox') }),
  vitest('webkit', { beside: true, prepare: browser('webkit') }),
]

/**
 * @param {string} name
 * @param {string[]} command
 * @param {Partial<Step>} [rest]
 * @returns {Step}
 */
function check(name, command, rest) {
  return { name, kind: 'check', commands: [command], ...rest }
}

/**
 * @param {string} name a project of vite.config.ts
 * @param {Partial<Step>} [rest]
 * @returns {Step}
 */
function vitest(name, rest) {
  return { name, kind: 'vitest', commands: [['vitest', 'run', '--project', name]], ...rest }
}

/**
 * The same for files that do not share a screen, a keyboard and a clipboard: on every core.
 *
 * @type {typeof vitest}
 */
function vitestAtOnce(name, rest) {
  const workers = `--maxWorkers=${availableParallelism()}`
  return vitest(name, { commands: [['vitest', 'run', '--project', name, workers]], ...rest })
}

/** @param {string} folder */
function installIn(folder) {
  return ['npm', 'ci', '--prefix', folder, '--prefer-offline', '--no-audit', '--no-fund']
}

/**
 * A second engine that cannot be had is skipped; Chromium is not.
 *
 * @param {import('./browsers.mjs').Engine} engine
 * @returns {NonNullable<Step['prepare']>}
 */
function browser(engine) {
  return (log) => {
    const found = ensureBrowser(engine, log)
    if ('path' in found) return { env: { [environmentName(engine)]: found.path } }
    return engine === 'chromium' ? { fail: found.missing } : { skip: found.missing }
  }
}

/**
 * @param {string} file
 * @returns {NonNullable<Step['prepare']>}
 */
function present(file) {
  return () => (existsSync(join(root, file)) ? { env: {} } : { fail: `There is no ${file}.` })
}

/**
 * @param {...NonNullable<Step['prepare']>} preparations
 * @returns {NonNullable<Step['prepare']>}
 */
function all(...preparations) {
  return (log) => {
    /** @type {Record<string, string>} */
    const env = {}
    for (const prepare of preparations) {
      const result = prepare(log)
      if (!('env' in result)) return result
      Object.assign(env, result.env)
    }
    return { env }
  }
}
