import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { nodesOf, parse, placeOf, sourcesIn, type Source } from './source.js'

const snakeCase = /^[a-z][a-z\d]*(_[a-z\d]+)+$/

/** Folders that speak ReachFive's language. */
const speaksWire = /^src\/(client|testing)\//

describe('words', () => {
  it('snake_case stays in client and testing', () => {
    const elsewhere = sourcesIn('src').filter(({ path }) => !speaksWire.test(path))
    expect(elsewhere.flatMap(snakeCaseIn)).toEqual([])
  })

  it.each([
    'const challenge_id = 1',
    'x.step_up',
    "const a = { 'auth_type': 1 }",
    "if (x === 'invalid_grant') y()",
  ])('snake_case is found in: %s', (text) => {
    expect(snakeCaseIn(parse('src/flow/a.ts', text))).toHaveLength(1)
  })

  it('the codes of the kit’s own errors are no wire names', () => {
    expect(ownCodes()).toContain('step_up_refused')
    expect(snakeCaseIn(parse('src/messages/a.ts', "isKitError(error, 'step_up_refused')"))).toEqual([])
  })
})

function snakeCaseIn(source: Source): string[] {
  const own = ownCodes()
  return [...nodesOf(source.tree)].flatMap((node) => {
    if (!ts.isIdentifier(node) && !ts.isStringLiteralLike(node)) return []
    return snakeCase.test(node.text) && !own.has(node.text) ? [`${placeOf(source, node)} ${node.text}`] : []
  })
}

function ownCodes(): Set<string> {
  const errors = sourcesIn('src/client').find(({ path }) => path === 'src/client/errors.ts')
  const union = errors?.tree.statements.find(
    (each): each is ts.TypeAliasDeclaration =>
      ts.isTypeAliasDeclaration(each) && each.name.text === 'StepUpKitErrorCode',
  )
  return new Set(
    union && [...nodesOf(union)].flatMap((node) => (ts.isStringLiteral(node) ? [node.text] : [])),
  )
}
