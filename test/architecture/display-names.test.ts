import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { nodesOf, parse, placeOf, type Source, sourcesIn } from './source.js'

describe('React’s developer tools', () => {
  it('show every context and every component by a name', () => {
    expect(sourcesIn('src').flatMap(namelessIn)).toEqual([])
  })

  it.each([
    'const A = createContext(null)',
    'export const B = forwardRef((props, ref) => null)',
    'export const C = forwardRef(function (props, ref) { return null })',
    'export default function () { return null }',
  ])('a nameless one is found in: %s', (text) => {
    expect(namelessIn(parse('src/hooks/a.tsx', text))).toHaveLength(1)
  })
})

function namelessIn(source: Source): string[] {
  const named = /displayName/.test(source.tree.getFullText())
  return [...nodesOf(source.tree)].flatMap((node) => {
    if (ts.isFunctionDeclaration(node) && node.name === undefined) return [placeOf(source, node)]
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return []
    const { text } = node.expression
    const [argument] = node.arguments
    const isNameless =
      (text === 'createContext' && !named) ||
      (text === 'forwardRef' &&
        argument !== undefined &&
        !(ts.isFunctionExpression(argument) && argument.name !== undefined))
    return isNameless ? [placeOf(source, node)] : []
  })
}
