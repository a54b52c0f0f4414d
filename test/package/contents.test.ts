import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { importable, locales, root } from '../../.ci/entries.mjs'
import { dist } from './built.js'

let packed: string[] = []

beforeAll(() => {
  const [{ files }] = parsePack(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }),
  )
  packed = files.map(({ path }) => path).sort()
})

describe('the published files', () => {
  it('are the build, its sources and the three texts', () => {
    const rest = packed.filter((path) => !/^(dist|src)\//.test(path))
    expect(rest).toEqual(['LICENSE', 'README.md', 'package.json'])
    expect(packed.filter((path) => /\.(test|stories)\.|__|\.tsbuildinfo|\.DS_Store/.test(path))).toEqual([])
  })

  it('can be imported by every public name, and by no other', () => {
    const names = Object.keys(importable).map((name) =>
      name.startsWith('stepup-kit/locales/') ? './locales/*' : name.replace('stepup-kit', '.'),
    )
    const exported = new Set([...names, './styles.css', './package.json'])
    expect(Object.keys(packageJson.exports).toSorted()).toEqual([...exported].sort())
  })

  it('hold every target of exports and bin', () => {
    const targets = [...targetsOf(packageJson.exports), ...Object.values(packageJson.bin)].flatMap(
      (target) => (target.includes('*') ? locales.map((code) => target.replace('*', code)) : [target]),
    )
    expect(
      targets.map((target) => target.slice('./'.length)).filter((path) => !packed.includes(path)),
    ).toEqual([])
  })

  it('come with a source map each, whose sources are there', () => {
    // A file that only hands on what others export has nothing to map.
    const scripts = builtScripts().filter((path) => text(path).includes('//# sourceMappingURL='))
    expect(scripts.length).toBeGreaterThan(builtScripts().length / 2)
    for (const script of scripts) {
      const map = parseMap(text(`${script}.map`))
      const sources = map.sources.filter((source) => !source.startsWith('\0'))
      const lost = sources.filter((source) => !existsSync(join(root, dirname(script), source)))
      expect({ script, lost }).toEqual({ script, lost: [] })
    }
  })

  it('name no folder of the machine that built them', () => {
    const telling = packed.filter((path) => path.startsWith('dist/') && text(path).includes(dirname(root)))
    expect(telling).toEqual([])
  })
})

describe('the scripts', () => {
  it('are for the client where they call hooks or what React has in browsers alone, and nowhere else', () => {
    const scripts = builtScripts()
    const directed = scripts.filter((path) => /^['"]use client['"]/.test(text(path)))
    const needing = scripts.filter((path) =>
      /\buse[A-Z]\w*\(|\bfrom ["'](react|react-dom|@tanstack\/react-query|react-hook-form)["']/.test(
        text(path),
      ),
    )
    expect(directed).toEqual(needing)
    expect(directed).toContain('dist/components/OtpInput/OtpInput.js')
    // Of use in a server component as they are: error guards, query keys, the choice of a language.
    const others = /^dist\/(index|client\/.*|testing\/.*|messages\/.*|flow\/.*|hooks\/keys)\.js$/
    expect(directed.filter((path) => others.test(path))).toEqual([])
  })

  it.each(Object.keys(importable).filter((name) => name !== 'stepup-kit'))(
    '%s is loaded where React is that of a server component',
    (name) => {
      const output = execFileSync(
        process.execPath,
        [
          '--conditions=react-server',
          '--input-type=module',
          '-e',
          `console.log(Object.keys(await import('${name}')).length > 0)`,
        ],
        { cwd: root, encoding: 'utf8' },
      )
      expect(output.trim()).toBe('true')
    },
  )

  it('load no style and evaluate no text', () => {
    const unsafe = builtScripts().filter((path) =>
      /import\s*['"][^'"]+\.css|\beval\(|new Function\(|createElement\(['"]style|insertRule|innerHTML/.test(
        text(path),
      ),
    )
    expect(unsafe).toEqual([])
  })

  it('start the fake API from the command line', () => {
    for (const file of Object.values(packageJson.bin)) {
      expect(text(file)).toMatch(/^#!\/usr\/bin\/env node\n/)
    }
  })
})

describe('the style sheet', () => {
  it('is one file that fetches nothing', () => {
    const css = readFileSync(join(dist, 'styles.css'), 'utf8')
    expect(css).not.toMatch(/@import|url\((?!["']?data:)/)
    expect(css).toMatch(/^@layer /)
  })
})

function builtScripts(): string[] {
  return packed.filter((path) => path.endsWith('.js'))
}

function text(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function targetsOf(exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>): string[] {
  return Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  )
}

function parsePack(text: string): [{ files: { path: string }[] }] {
  return JSON.parse(text)
}

function parseMap(text: string): { sources: string[] } {
  return JSON.parse(text)
}
