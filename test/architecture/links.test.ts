import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { root } from '../../.ci/entries.mjs'
import { anchor } from '../../.ci/reference/markdown.mjs'
import { filesIn, read } from './source.js'

const documents = ['README.md', ...filesIn('.github', '.md'), ...filesIn('src', '.md')]

describe('links in the documents', () => {
  it('lead to what is there', () => {
    expect(documents.flatMap((path) => brokenIn(path, read(path)))).toEqual([])
  })

  it.each(['[a](nothing.md)', '[a](README.md#nothing)', '[a](#nothing)', '![an image](images/nothing.png)'])(
    'a broken one is found: %s',
    (text) => {
      expect(brokenIn('README.md', text)).toHaveLength(1)
    },
  )

  it('an anchor is the heading as a page shows it', () => {
    expect(brokenIn('README.md', '## One `Two` (three)\n[a](#one-two-three)')).toEqual([])
  })
})

describe('commands, tokens and messages in the documents', () => {
  it('are there', () => {
    expect(documents.flatMap((path) => unknownIn(path, read(path)))).toEqual([])
  })

  it.each(['npm run nothing', '`--stepup-nothing`', '`prompt.nothing`', "`{ ...fr, 'prompt.nothing': x }`"])(
    'one that is not is found: %s',
    (text) => {
      expect(unknownIn('README.md', text)).toHaveLength(1)
    },
  )
})

/** What a document names and nothing has. */
function unknownIn(path: string, text: string): string[] {
  const commands: string[] = Object.keys(packageJson.scripts)
  // Those of a project of the reader's own, and of the examples.
  commands.push('dev', 'fake')
  const tokens = read('.github/docs/reference/tokens.md')
  const messages = read('src/messages/locales/en.ts')
  const named = (pattern: RegExp) => Array.from(text.matchAll(pattern), ([, name = '']) => name)
  return [
    ...named(/npm run ([\w:-]*\w)/g).filter((name) => !commands.includes(name)),
    ...named(/(--stepup-[\w-]*\w)/g).filter((name) => !tokens.includes(`\`${name}\``)),
    ...named(/[`'](prompt\.\w+|credentials\.\w+|devices\.\w+|phone\.\w+)[`']/g).filter(
      (name) => !messages.includes(`'${name}':`),
    ),
  ].map((name) => `${path}: ${name}`)
}

function brokenIn(path: string, text: string): string[] {
  // What stands in code is no link.
  const prose = text.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^[a-z]+:/.test(target)) return []
    const [file = '', id] = target.split('#')
    const found = file === '' ? path : join(dirname(path), file)
    if (!existsSync(join(root, found))) return [`${path}: ${target}`]
    if (id === undefined || !found.endsWith('.md')) return []
    return anchorsOf(file === '' ? text : read(found)).has(id) ? [] : [`${path}: ${target}`]
  })
}

function anchorsOf(text: string): Set<string> {
  return new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchor(heading)))
}
