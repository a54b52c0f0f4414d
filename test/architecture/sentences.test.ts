import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { nodesOf, parse, placeOf, sourcesIn, type Source } from './source.js'

/** Attributes whose value a person reads or hears. */
const readAttributes = new Set([
  'alt',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'label',
  'placeholder',
  'title',
])
/** Attributes that hold several words for the browser. */
const machineAttributes =
  /^(class(Name|Names)?|style|d|viewBox|points|rel|sizes|media|allow|autoComplete|aria-(labelledby|describedby|controls|owns)|data-.+|.*[cC]lassName)$/

describe('sentences', () => {
  it('live in messages alone', () => {
    expect([...sourcesIn('src/components'), ...sourcesIn('src/hooks')].flatMap(sentencesIn)).toEqual([])
  })

  it.each([
    '<p>Enter the code</p>',
    '<button aria-label="Close">{icon}</button>',
    "<p>{sent ? 'Code sent again' : null}</p>",
    '<p>{`Sent to ${name} just now`}</p>',
    "const hint = 'Check your messages'",
  ])('one is found in: %s', (text) => {
    expect(sentencesIn(parse('src/components/a.tsx', text))).toHaveLength(1)
  })

  it.each([
    "throw new Error('useStepUp needs a StepUpProvider above it.')",
    "console.warn('stepup-kit: two providers.')",
    '<path d="M 10 10 L 20 20" />',
    '<div className={`a b ${c}`} data-part="code cell" />',
    '<p>{messages.title} · {count}</p>',
    '<input autoComplete="one-time-code" inputMode="numeric" />',
    "type Prose = 'not a value'",
  ])('none is found in: %s', (text) => {
    expect(sentencesIn(parse('src/components/a.tsx', text))).toEqual([])
  })
})

function sentencesIn(source: Source): string[] {
  return [...nodesOf(source.tree)].flatMap((node) =>
    isRead(node) && !isForMachines(node)
      ? [`${placeOf(source, node)} ${node.getText(source.tree).trim()}`]
      : [],
  )
}

function isRead(node: ts.Node): boolean {
  if (ts.isJsxText(node)) return /\p{L}{2}/u.test(node.text)
  if (ts.isStringLiteralLike(node)) {
    const attribute = ts.isJsxAttribute(node.parent) ? node.parent.name.getText() : ''
    return readAttributes.has(attribute) ? /\p{L}/u.test(node.text) : hasTwoWords(node.text)
  }
  if (!ts.isTemplateExpression(node)) return false
  return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].some(hasTwoWords)
}

function hasTwoWords(text: string): boolean {
  return /\p{L}{2,}[,.;:!?]? +\p{L}{2,}/u.test(text)
}

/** Class names, types, module names, and what only a developer reads: errors and the console. */
function isForMachines(node: ts.Node): boolean {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isTypeNode(at) || ts.isImportDeclaration(at) || ts.isExportDeclaration(at)) return true
    if (ts.isJsxAttribute(at)) return machineAttributes.test(at.name.getText())
    if (ts.isThrowStatement(at)) return true
    if (ts.isNewExpression(at) && at.expression.getText().endsWith('Error')) return true
    if (ts.isCallExpression(at) && /^(console\.|invariant|warn)/.test(at.expression.getText())) return true
    // A directive such as 'use client'.
    if (ts.isExpressionStatement(at) && ts.isStringLiteral(at.expression)) return true
  }
  return false
}
