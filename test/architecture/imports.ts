import { posix } from 'node:path'
import ts from 'typescript'
import { nodesOf, placeOf, type Source } from './source.js'

interface Import {
  readonly from: string
  /** As written. */
  readonly specifier: string
  /** Nothing is left of it at run time. */
  readonly typeOnly: boolean
  readonly place: string
}

/** `values` may be imported as values and as types, `types` as types alone; packages by prefix. */
interface Layer {
  readonly values: readonly string[]
  readonly types?: readonly string[]
}

const react = ['react']
const binding = [...react, '@tanstack/react-query']
const messageTools = ['index', 'format', 'types'].map((file) => `./messages/${file}.js`)
const markup = [...binding, 'react-dom', 'react-hook-form', 'libphonenumber-js']

/**
 * Who may import whom. The key is the longest folder or file below src/ that holds the importing file; a name that
 * starts with `./` is such a place, any other a package.
 */
const layers: Readonly<Record<string, Layer>> = {
  internal: { values: ['./internal', ...react] },
  client: { values: ['./client', './internal'] },
  'client/core-sdk': { values: ['./client', './internal'], types: ['@reachfive/identity-core'] },
  flow: { values: ['./flow', './client', './internal'] },
  messages: { values: ['./messages', './internal'], types: ['./client', './flow'] },
  // The formatter, but no language: the host hands one in.
  hooks: {
    values: ['./hooks', './flow', './client', './internal', ...messageTools, ...binding],
  },
  components: {
    values: ['./components', './hooks', './flow', './client', './messages', './internal', ...markup],
  },
  'index.ts': { values: ['./components', './hooks', './flow', './client', './messages', './internal'] },
  testing: { values: ['./testing', './internal'], types: ['./client'] },
  'testing/msw.ts': { values: ['./testing', 'msw'], types: ['./client'] },
  'testing/node': { values: ['./testing', './internal', 'node:'], types: ['./client'] },
  'testing/node.ts': { values: ['./testing', './internal', 'node:'], types: ['./client'] },
  'testing/fake-api.ts': { values: ['./testing', './internal', 'node:'], types: ['./client'] },
  // The page objects find by name what people read.
  'testing/playwright.ts': { values: ['./testing'], types: ['@playwright/test'] },
  'testing/playwright': { values: ['./testing', './messages'], types: ['./client', '@playwright/test'] },
}

function importsOf(source: Source): Import[] {
  const found: Import[] = []
  const add = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return
    found.push({ from: source.path, specifier: specifier.text, typeOnly, place: placeOf(source, node) })
  }
  for (const node of nodesOf(source.tree)) {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeOnly(node.importClause))
    if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly)
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], false)
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node, node.argument.literal, true)
  }
  return found
}

/** One line for each import that points the wrong way. */
export function wrongImports(sources: readonly Source[]): string[] {
  return sources.flatMap(importsOf).flatMap((each) => {
    const place = belowSrc(each.from)
    const layer = longestPrefix(Object.keys(layers), place)
    if (layer === undefined) return [`${each.place} belongs to no layer`]
    const allowed = layers[layer]
    const target = each.specifier.startsWith('.')
      ? `./${posix.join(posix.dirname(place), each.specifier)}`
      : each.specifier
    const names = [...(allowed?.values ?? []), ...(each.typeOnly ? (allowed?.types ?? []) : [])]
    if (names.some((name) => covers(name, target))) return []
    return [`${each.place} ${layer} may not import ${each.typeOnly ? 'the types of ' : ''}${each.specifier}`]
  })
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const named = clause.namedBindings
  return (
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  )
}

function belowSrc(path: string): string {
  return path.replace(/^src\//, '')
}

function longestPrefix(prefixes: readonly string[], path: string): string | undefined {
  return prefixes
    .filter((prefix) => path === prefix || path.startsWith(`${prefix}/`))
    .sort((a, b) => b.length - a.length)[0]
}

function covers(name: string, target: string): boolean {
  if (name.endsWith(':')) return target.startsWith(name)
  return target === name || target.startsWith(`${name}/`)
}
