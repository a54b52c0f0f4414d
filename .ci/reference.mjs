/**
 * Makes .github/docs/reference/ from the sources: every component, hook, function, type, error, event, text, token and
 * attribute that a host can rely on. What is public and has no comment is an error. With `--check` nothing is written,
 * and a page that is not current is an error.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importable, root } from './entries.mjs'
import { componentSection, isComponent, isHook, isType, link, section } from './reference/exports.mjs'
import { attributesAndParts, events, messages, tokens } from './reference/lists.mjs'
import { code, paragraphs, pretty, table } from './reference/markdown.mjs'
import { Reader, Undocumented } from './reference/read.mjs'

/** @typedef {import('./reference/read.mjs').Exported} Exported */

const folder = '.github/docs/reference'

/** What each entry point is for. One that is missing here is an error. */
/** @type {Readonly<Record<string, string>>} */
const purposes = {
  'stepup-kit': 'Provider, components, hooks, errors, types.',
  'stepup-kit/client': 'The client of ReachFive’s API; no React, no dependency.',
  'stepup-kit/core-sdk': 'The same client over `@reachfive/identity-core`.',
  'stepup-kit/testing': 'The fake ReachFive in memory, and helpers for tests of any runner.',
  'stepup-kit/testing/msw': 'The fake as msw handlers.',
  'stepup-kit/testing/node': 'The fake over real HTTP.',
  'stepup-kit/testing/playwright': 'Page objects for the widgets.',
}

const generated = '<!-- Made by .ci/reference.mjs from the sources: "npm run reference". -->'

/** @param {string} title @param {...(string | false)} parts */
const page = (title, ...parts) => paragraphs([generated, `# ${title}`, ...parts])

/** Every page by its name. @returns {Promise<Record<string, string>>} */
export async function reference() {
  const entries = Object.entries(importable).filter(([specifier]) => !specifier.includes('/locales/'))
  const reader = new Reader(entries.map(([, file]) => file))
  /** Which page has what: the first entry that exports a thing shows it. @type {Map<unknown, string>} */
  const places = new Map()
  /** @type {Map<string, Exported[]>} */
  const pages = new Map()
  for (const [specifier, file] of entries) {
    for (const exported of reader.exportsOf(file)) {
      if (places.has(exported.symbol)) continue
      const name = pageFor(specifier, exported)
      places.set(exported.symbol, name)
      pages.set(name, [...(pages.get(name) ?? []), exported])
    }
  }
  const on = (/** @type {string} */ name) => pages.get(name) ?? []
  const sections = (/** @type {string} */ name) => on(name).map((exported) => section(reader, exported))

  /** @type {Record<string, string>} */
  const made = {
    'components.md': page(
      'Components',
      '[Attributes and parts for style sheets](styling.md), [tokens](tokens.md).',
      ...on('components.md')
        .filter((exported) => !isType(exported))
        .map((exported) => componentSection(reader, exported)),
      '## Types of the components',
      ...on('components.md')
        .filter((exported) => isType(exported) && !/(Props|Part)$/.test(exported.name))
        .map((exported) => section(reader, exported)),
    ),
    'hooks.md': page('Hooks', ...sections('hooks.md')),
    'errors.md': page(
      'Errors',
      'Each has a guard that compares `code`, so that two copies of the kit on a page still agree. The `message` is for developers; what people read comes from the catalogue.',
      ...sections('errors.md'),
    ),
    'events.md': page(
      'Events',
      'What `onEvent` of `StepUpProvider` receives. An event never holds an identifier, a code or a token.',
      events(reader),
      ...sections('events.md'),
    ),
    'types.md': page('Other functions and types of stepup-kit', ...sections('types.md')),
    'client.md': page(
      'The client',
      ...['stepup-kit/client', 'stepup-kit/core-sdk'].flatMap((specifier) => [
        `## ${specifier}`,
        ...sections(`client.md ${specifier}`),
      ]),
    ),
    'testing.md': page(
      'For tests',
      '[How to use them](../testing.md).',
      ...entries
        .filter(([specifier]) => specifier.startsWith('stepup-kit/testing'))
        .flatMap(([specifier]) => [`## ${specifier}`, ...sections(`testing.md ${specifier}`)]),
    ),
    'messages.md': page(
      'Messages',
      'Every sentence that a person reads, by its key. A catalogue is plain data: spread one and replace what you like.',
      messages(reader),
    ),
    'tokens.md': page(
      'Tokens',
      'Custom properties: set them on any element around the kit, or in a theme of your own.',
      await tokens(),
    ),
    'styling.md': page(
      'Attributes and parts for style sheets and tests',
      'Select by these; class names of the kit do not exist. What is listed is [promised](../versioning.md).',
      attributesAndParts(reader),
    ),
  }
  made['README.md'] = page(
    'Reference',
    'Made from the sources: what is public is here.',
    table(
      ['page', 'has'],
      [
        ['[Components](components.md)', 'every component with its props'],
        ['[Hooks](hooks.md)', 'every hook with its options and its result'],
        ['[Errors](errors.md)', 'every class with its fields'],
        ['[Events](events.md)', 'what `onEvent` receives'],
        ['[Client](client.md)', '`createReachFiveClient`, `fromCoreSdk`, and what they speak of'],
        ['[Messages](messages.md)', 'every key with its English text'],
        ['[Tokens](tokens.md)', 'every custom property with its value'],
        ['[Styling](styling.md)', 'every attribute and part'],
        ['[Testing](testing.md)', 'the fake, its helpers and the page objects'],
        ['[Types](types.md)', 'what is left'],
      ],
    ),
    '## Entry points',
    'And `stepup-kit/locales/<code>` with one catalogue each, named after its code in camel case, and `stepup-kit/styles.css`.',
    ...entries.flatMap(([specifier, file]) => [
      `### ${specifier}`,
      purposes[specifier] ?? (reader.undocumented.add(`${file} ${specifier}`), ''),
      reader
        .exportsOf(file)
        .map((exported) => indexed(exported, places.get(exported.symbol) ?? ''))
        .sort()
        .join(', '),
    ]),
  )
  if (reader.undocumented.size > 0) throw new Undocumented(reader.undocumented)
  return Object.fromEntries(
    await Promise.all(
      Object.entries(made).map(async ([name, text]) => /** @type {const} */ ([name, await pretty(text)])),
    ),
  )
}

/** @param {string} specifier @param {Exported} exported */
function pageFor(specifier, exported) {
  const { file } = exported
  if (specifier.startsWith('stepup-kit/testing')) return `testing.md ${specifier}`
  if (file === 'src/client/errors.ts') return 'errors.md'
  if (specifier !== 'stepup-kit') return `client.md ${specifier}`
  if (isHook(exported)) return 'hooks.md'
  if (isComponent(exported) || (isType(exported) && file.startsWith('src/components/')))
    return 'components.md'
  if (exported.name.endsWith('Event')) return 'events.md'
  return 'types.md'
}

/** Props and parts are shown with their component. @param {Exported} exported @param {string} place */
function indexed(exported, place) {
  const [file = ''] = place.split(' ')
  const component = /^(\w+?)(Props|Part)$/.exec(exported.name)?.[1]
  if (file !== 'components.md' || !isType(exported) || component === undefined)
    return link(file, exported.name)
  return link(file, component).replace(code(component), code(exported.name))
}

async function main() {
  const made = await reference()
  const path = join(root, folder)
  const isCheck = process.argv.includes('--check')
  const old = existsSync(path) ? readdirSync(path).filter((name) => !(name in made)) : []
  if (!isCheck) {
    mkdirSync(path, { recursive: true })
    for (const name of old) rmSync(join(path, name))
    for (const [name, text] of Object.entries(made)) writeFileSync(join(path, name), text)
    return
  }
  const stale = Object.entries(made).filter(
    ([name, text]) => !existsSync(join(path, name)) || readFileSync(join(path, name), 'utf8') !== text,
  )
  for (const name of [...stale.map(([one]) => one), ...old]) {
    console.error(`${folder}/${name} is not current: run "npm run reference".`)
    process.exitCode = 1
  }
}

try {
  await main()
} catch (error) {
  if (!(error instanceof Undocumented)) throw error
  console.error(error.message)
  process.exitCode = 1
}
