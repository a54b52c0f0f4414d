import ts from 'typescript'
import { filesIn, nodesOf, parse, read } from './source.js'

const isTestFile = /\.(test|spec)\.tsx?$/
const runners = new Set(['it', 'test', 'describe'])

/** The titles of all tests below a folder, in their quotes. */
export function titles(folder = 'test'): string[] {
  return filesIn(folder, '.ts', '.tsx')
    .filter((path) => isTestFile.test(path) && !path.startsWith('test/architecture/'))
    .flatMap((path) => titlesIn(path, read(path)))
}

/** The titles of what runs; nothing of what is skipped or still to be written. */
export function titlesIn(path: string, text: string): string[] {
  const { tree } = parse(path, text)
  const skipped: ts.Node[] = []
  return [...nodesOf(tree)].flatMap((node) => {
    if (!ts.isCallExpression(node)) return []
    const names = namesOf(node.expression)
    if (!runners.has(names[0] ?? '')) return []
    if (names.includes('skip') || names.includes('todo')) {
      skipped.push(node)
      return []
    }
    const [title] = node.arguments
    if (title === undefined || skipped.some((one) => one.pos <= node.pos && node.end <= one.end)) return []
    return ts.isStringLiteralLike(title) || ts.isTemplateExpression(title) ? [title.getText(tree)] : []
  })
}

/** `it.each(table)` is `['it', 'each']`. */
function namesOf(node: ts.Expression): string[] {
  if (ts.isIdentifier(node)) return [node.text]
  if (ts.isPropertyAccessExpression(node)) return [...namesOf(node.expression), node.name.text]
  if (ts.isCallExpression(node)) return namesOf(node.expression)
  return []
}
