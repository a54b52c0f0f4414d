import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findBrowser } from '../../.ci/browsers.mjs'
import { importable, root } from '../../.ci/entries.mjs'

/** A project of its own, far from this repository, with the kit installed from its tarball. */
export interface Consumer {
  readonly folder: string
  /** Runs a program of the project; what it printed, also when it fails. */
  run(command: string, ...args: string[]): string
  /** The same for a program that asks a server of this process. */
  runBeside(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string>
  remove(): void
}

/** The project that the README, the examples and every entry point are tried in. */
export function createConsumer(): Consumer {
  return createProject('app', (folder) => {
    writeReadmeCode(folder)
    writeImports(folder)
  })
}

/** A copy of one of the folders beside this file. */
export function createProject(template: string, prepare: (folder: string) => void = () => {}): Consumer {
  const folder = mkdtempSync(join(tmpdir(), 'stepup-kit-consumer-'))
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '', CHROMIUM_PATH: findBrowser('chromium')?.path }
  const run = (command: string, ...args: string[]): string => {
    try {
      return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe', env })
    } catch (error) {
      throw new Error(`${command} ${args.join(' ')}\n${outputOf(error)}`, { cause: error })
    }
  }
  const runBeside: Consumer['runBeside'] = async (command, args, more) => {
    try {
      const ending = promisify(execFile)(command, args, { cwd: folder, env: { ...env, ...more } })
      ending.child.stdin?.end()
      return (await ending).stdout
    } catch (error) {
      throw new Error(`${command} ${args.join(' ')}\n${outputOf(error)}`, { cause: error })
    }
  }
  cpSync(join(root, 'test/consumer', template), folder, { recursive: true })
  prepare(folder)
  const tarball = packInto(folder)
  run('npm', 'install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball)
  return { folder, run, runBeside, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Each block of the README that is tagged ts or tsx has to compile; those of the quick start as its files. */
function writeReadmeCode(folder: string): void {
  const blocks = readBlocks(readFileSync(join(root, 'README.md'), 'utf8'))
  for (const [index, { language, path, text }] of blocks.entries())
    if (path === undefined && language !== 'sh')
      writeFileSync(join(folder, 'readme', `block-${index}.${language}`), `${text}\nexport {}\n`)
}

export interface CodeBlock {
  readonly language: string
  /** The file that it is the text of, where the line above begins with its name. */
  readonly path: string | undefined
  readonly text: string
}

/** The code that a Markdown page shows, in order. */
export function readBlocks(page: string): CodeBlock[] {
  const blocks = [...page.matchAll(/(?:^`(src\/[^`\n]+)`[^\n]*\n\n)?^```(tsx?|sh)\n(.*?)^```$/gms)]
  if (blocks.length === 0) throw new Error('The page shows no code.')
  return blocks.map(([, path, language = '', text = '']) => ({ path, language, text }))
}

/** Packs the kit into a folder; the tarball's path. */
export function packInto(folder: string): string {
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    stdio: 'pipe',
  })
  const { version } = parseManifest(readFileSync(join(root, 'package.json'), 'utf8'))
  return join(folder, `stepup-kit-${version}.tgz`)
}

/** Every entry point's types are read, by a module that names them all. */
function writeImports(folder: string): void {
  const lines = Object.keys(importable).map((name, index) => `export * as entry${index} from '${name}'\n`)
  writeFileSync(join(folder, 'src/entries.ts'), lines.join(''))
}

function outputOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error)
  const { stdout, stderr } = { stdout: '', stderr: '', ...error }
  return `${stdout}${stderr}`
}

function parseManifest(text: string): { version: string } {
  return JSON.parse(text)
}
