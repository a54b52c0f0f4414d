/**
 * Finds the browsers that tests run in, and installs one where that is allowed and needed.
 *
 * Order: an environment variable, an installed browser, Playwright's own download, Debian's package (as root),
 * Playwright's download. Chromium is needed; Firefox and WebKit are second engines.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, firefox } from 'playwright-core'

/**
 * @typedef {'chromium' | 'firefox' | 'webkit'} Engine
 *
 * @typedef {object} Browser
 * @property {string} path the executable
 * @property {'system' | 'playwright'} kind how it has to be driven
 *
 * @typedef {object} EngineFacts
 * @property {string} env names the executable and wins over everything else
 * @property {string[]} commands looked up on PATH
 * @property {string[]} places where an installer puts it outside PATH
 * @property {(() => string) | undefined} bundled where Playwright keeps its own
 * @property {string[][]} packages Debian's, what is tried first first
 * @property {number} [oldest] the first major version that can be driven; an older one is not found, and so renewed
 */

/** For every Chromium that is started here: quiet, and able to run as root in a container. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** How Playwright starts it: the browser that was found, else Playwright's own. */
export function chromiumLaunch() {
  const executablePath = findBrowser('chromium')?.path
  return { args: chromiumFlags, ...(executablePath === undefined ? {} : { executablePath }) }
}

/** @type {Record<Engine, EngineFacts>} */
const engines = {
  chromium: {
    env: 'CHROMIUM_PATH',
    // What Playwright itself starts where nobody looks on: the same engine without the browser around it, a third faster.
    commands: [
      'chromium-headless-shell',
      'chromium',
      'chromium-browser',
      'google-chrome-stable',
      'google-chrome',
    ],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
    bundled: () => chromium.executablePath(),
    packages: [['chromium-headless-shell'], ['chromium']],
  },
  firefox: {
    env: 'FIREFOX_PATH',
    // Extended-support releases alone: Playwright's WebDriver BiDi backend lags behind the newest Firefox.
    commands: ['firefox-esr'],
    places: [],
    bundled: () => firefox.executablePath(),
    packages: [['firefox-esr']],
    oldest: 143,
  },
  webkit: {
    env: 'MINIBROWSER_PATH',
    commands: [],
    places: ['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/webkit2gtk-4.1/MiniBrowser`),
    bundled: undefined,
    packages: [['webkit2gtk-driver', 'xvfb', 'xauth']],
  },
}

/**
 * @param {Engine} engine
 * @returns {Browser | undefined}
 */
export function findBrowser(engine) {
  const { env, commands, places, bundled, oldest } = engines[engine]
  const named = process.env[env]
  if (named !== undefined && named !== '') {
    const kind = bundled !== undefined && named === safely(bundled) ? 'playwright' : 'system'
    return existsSync(named) ? { path: named, kind } : undefined
  }
  // Debian's WebKit is driven through two more programs.
  if (engine === 'webkit' && !(onPath('WebKitWebDriver') && onPath('Xvfb'))) return undefined
  const installed = firstOf(commands.map(onPath)) ?? places.find((place) => existsSync(place))
  if (installed !== undefined && (oldest === undefined || majorVersion(installed) >= oldest))
    return { path: installed, kind: 'system' }
  const own = bundled && safely(bundled)
  return own !== undefined && existsSync(own) ? { path: own, kind: 'playwright' } : undefined
}

/**
 * The browser, installed first if it is missing and this machine lets us.
 *
 * @param {Engine} engine
 * @param {(line: string) => void} [log]
 * @returns {Browser | { missing: string }}
 */
export function ensureBrowser(engine, log = () => {}) {
  const { env, packages, bundled } = engines[engine]
  const found = findBrowser(engine)
  if (found) return found
  const named = process.env[env]
  if (named) return { missing: `${env} is ${named}, but there is no such file.` }

  const admin = administrator()
  if (isDebian() && admin) {
    const apt = /** @param {string[]} args */ (args) =>
      run(admin.concat('apt-get', args), { DEBIAN_FRONTEND: 'noninteractive' }, log)
    const install = /** @param {string[]} names */ (names) => {
      log(`installing ${names.join(' ')} with apt-get`)
      return apt(['install', '-y', '-q', '--no-install-recommends', ...names])
    }
    if (apt(['update', '-q']) && packages.some(install)) {
      const fresh = findBrowser(engine)
      if (fresh) return fresh
    }
  }
  if (bundled) {
    log(`downloading ${engine} with Playwright`)
    if (run(['npx', '--no-install', 'playwright', 'install', engine], {}, log)) {
      const fresh = findBrowser(engine)
      if (fresh) return fresh
    }
  }
  return {
    missing: [
      `${engine} was not found and could not be installed here.`,
      bundled && `Install it with "npx playwright install ${engine}",`,
      `${bundled ? 'with' : 'Install it with'} "sudo apt-get install ${packages[0]?.join(' ')}" on Debian,`,
      `or set ${env} to the executable.`,
    ]
      .filter(Boolean)
      .join(' '),
  }
}

/** @param {Engine} engine */
export function environmentName(engine) {
  return engines[engine].env
}

/**
 * @param {string} command
 * @returns {string | undefined}
 */
function onPath(command) {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, command)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not in this folder.
    }
  }
  return undefined
}

/** @param {string} path */
function majorVersion(path) {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 })
  return Number(/\d+/.exec(stdout ?? '')?.[0] ?? 0)
}

/** @param {(string | undefined)[]} values */
function firstOf(values) {
  return values.find((value) => value !== undefined)
}

/** @param {() => string} get */
function safely(get) {
  try {
    return get()
  } catch {
    return undefined
  }
}

function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

/**
 * What to put before a command that needs root; `undefined` where we may not be root.
 *
 * @returns {string[] | undefined}
 */
function administrator() {
  if (process.getuid?.() === 0) return []
  if (onPath('sudo') === undefined) return undefined
  try {
    execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' })
    return ['sudo', '-n']
  } catch {
    return undefined
  }
}

/**
 * @param {string[]} words
 * @param {Record<string, string>} env
 * @param {(line: string) => void} log
 */
function run([command = '', ...args], env, log) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) log(`${command} ${args.join(' ')} failed:\n${stdout ?? ''}${stderr ?? ''}`)
  return status === 0
}
