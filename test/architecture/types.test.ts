import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { nodesOf, parse, placeOf, sourcesIn, type Source } from './source.js'

describe('types are never talked round', () => {
  it('in the sources and the tests', () => {
    expect(['src', 'test', 'registry'].flatMap((folder) => sourcesIn(folder)).flatMap(escapesIn)).toEqual([])
  })

  it.each([
    'const x: any = 1',
    'first!.second',
    'const y = x as unknown as string',
    `// @${'ts-ignore'} because`,
    `/* @${'ts-nocheck'} */`,
    `// oxlint-${'disable'}-next-line`,
    `/* oxlint-${'disable'} react/refs -- everywhere */`,
  ])('an escape is found in: %s', (text) => {
    expect(escapesIn(parse('src/flow/a.ts', text))).not.toEqual([])
  })

  it.each([
    "const x = ['a'] as const",
    "const text = 'as any other'",
    `// oxlint-${'disable'}-next-line react/refs`,
  ])('none is found in: %s', (text) => {
    expect(escapesIn(parse('src/flow/a.ts', text))).toEqual([])
  })
})

function escapesIn(source: Source): string[] {
  const inTypes = [...nodesOf(source.tree)].flatMap((node) => {
    const wrong =
      node.kind === ts.SyntaxKind.AnyKeyword ||
      ts.isNonNullExpression(node) ||
      (ts.isAsExpression(node) && ts.isAsExpression(node.expression))
    return wrong ? [`${placeOf(source, node)} ${node.getText(source.tree)}`] : []
  })
  return [...inTypes, ...commentsOf(source).filter((text) => isEscape(text))]
}

/** A lint rule may be wrong for one line; then the comment names the rule. */
function isEscape(comment: string): boolean {
  if (/@ts-(ignore|nocheck|expect-error)/.test(comment)) return true
  return /lint-disable/.test(comment) && !/oxlint-disable-next-line [\w-]+\/[\w-]+/.test(comment)
}

function commentsOf({ path, tree }: Source): string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, false, tree.languageVariant, tree.text)
  const comments: string[] = []
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token === ts.SyntaxKind.SingleLineCommentTrivia || token === ts.SyntaxKind.MultiLineCommentTrivia) {
      comments.push(`${path} ${scanner.getTokenText()}`)
    }
  }
  return comments
}
