/** What is no export and yet a promise: events, texts, tokens, attributes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../entries.mjs'
import { propertiesOf } from '../tokens.mjs'
import { code, paragraphs, table } from './markdown.mjs'
import { plain, Undocumented } from './read.mjs'

/** @typedef {import('./read.mjs').Reader} Reader */

/**
 * The union of the events: each member with the comment above it, and what every field means.
 *
 * @param {Reader} reader
 */
export function events(reader) {
  const tree = reader.file('src/flow/types.ts')
  /** @type {Map<string, Set<string>>} */
  const meanings = new Map()
  /** @type {string[][]} */
  const rows = []
  const add = (/** @type {string} */ alias) => {
    const declaration = tree.statements.find(
      (one) => ts.isTypeAliasDeclaration(one) && one.name.text === alias,
    )
    if (!declaration || !ts.isTypeAliasDeclaration(declaration)) throw new Error(`There is no type ${alias}.`)
    const { type } = declaration
    for (const member of ts.isUnionTypeNode(type) ? type.types : [type]) {
      if (ts.isTypeReferenceNode(member)) {
        add(member.typeName.getText())
        continue
      }
      if (!ts.isTypeLiteralNode(member)) throw new Error(`${reader.placeOf(member)} is no event.`)
      const fields = member.members.filter(ts.isPropertySignature)
      for (const field of fields) {
        const text = ts
          .getJSDocCommentsAndTags(field)
          .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '')
          .join(' ')
        const known = meanings.get(field.name.getText()) ?? new Set()
        meanings.set(field.name.getText(), text === '' ? known : known.add(text))
      }
      const [kind, ...others] = fields
      const when = commentBefore(member)
      if (when === '') reader.undocumented.add(`${reader.placeOf(member)} an event of ${alias}`)
      rows.push([
        (kind?.type &&
          plain(kind.type)
            .split(' | ')
            .map((name) => code(name.slice(1, -1)))
            .join(', ')) ??
          '',
        when,
        others
          .map(({ name, questionToken, type: of }) =>
            code(`${name.getText()}${questionToken ? '?' : ''}: ${of ? plain(of) : 'unknown'}`),
          )
          .join(', '),
      ])
    }
  }
  add('StepUpKitEvent')
  for (const [name, texts] of meanings)
    if (name !== 'type' && texts.size === 0) reader.undocumented.add(`src/flow/types.ts the field ${name}`)
  return paragraphs([
    table(['event', 'when', 'fields'], rows),
    '## Fields',
    table(
      ['field', 'what'],
      [...meanings]
        .filter(([name]) => name !== 'type')
        .map(([name, texts]) => [code(name), [...texts].join(' ')]),
    ),
  ])
}

/** A member of a union has its comment before the bar. @param {ts.Node} member */
function commentBefore(member) {
  const text = member.getSourceFile().getFullText()
  const before = text
    .slice(0, member.getStart())
    .replace(/\(?\s*$/, '')
    .replace(/\|\s*$/, '')
    .trimEnd()
  const found = /\/\*\*((?:(?!\*\/)[^])*)\*\/$/.exec(before)
  return (found?.[1] ?? '')
    .replace(/^\s*\*/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Every key with the English text, below the headings of the catalogue. @param {Reader} reader */
export function messages(reader) {
  const tree = reader.file('src/messages/locales/en.ts')
  /** @type {{ title: string, rows: string[][] }[]} */
  const groups = []
  const visit = (/** @type {ts.Node} */ node) => {
    if (!ts.isPropertyAssignment(node) || !ts.isStringLiteral(node.name) || !node.name.text.includes('.')) {
      ts.forEachChild(node, visit)
      return
    }
    const heading = (ts.getLeadingCommentRanges(tree.getFullText(), node.getFullStart()) ?? [])
      .filter(({ kind }) => kind === ts.SyntaxKind.SingleLineCommentTrivia)
      .map(({ pos, end }) =>
        tree
          .getFullText()
          .slice(pos + 2, end)
          .trim(),
      )
      .join(' ')
    if (heading !== '') groups.push({ title: heading, rows: [] })
    const texts = textsOf(node.initializer)
    const placeholders = new Set(
      texts.flatMap(({ text }) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)),
    )
    groups
      .at(-1)
      ?.rows.push([
        code(node.name.text),
        texts.map(({ form, text }) => (form === '' ? text : `${form}: ${text}`)).join('<br>'),
        [...placeholders].map(code).join(', '),
      ])
  }
  visit(tree)
  return paragraphs(
    groups.flatMap(({ title, rows }) => [`## ${title}`, table(['key', 'English', 'placeholders'], rows)]),
  )
}

/** @param {ts.Expression} value @returns {{ form: string, text: string }[]} */
function textsOf(value) {
  if (ts.isStringLiteralLike(value)) return [{ form: '', text: value.text }]
  if (!ts.isObjectLiteralExpression(value)) throw new Error(`No text: ${value.getText()}`)
  return value.properties.flatMap((property) =>
    ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.initializer)
      ? [{ form: property.name.getText(), text: property.initializer.text }]
      : [],
  )
}

/** Custom properties that no token file has, since they are empty until a host sets them. */
const optional = {
  '--stepup-otp-slot-width': 'Width of one slot of `OtpInput`.',
  '--stepup-otp-slot-height': 'Height of one slot of `OtpInput`.',
  '--stepup-otp-gap': 'Room between two slots of `OtpInput`.',
  '--stepup-otp-badge-room': 'Room at the end of `OtpInput` for a password manager’s badge.',
}

export async function tokens() {
  const light = [...(await propertiesOf('base')), ...(await propertiesOf('light'))]
  const dark = await propertiesOf('dark')
  const sheet = readFileSync(join(root, 'src/components/OtpInput/OtpInput.css'), 'utf8')
  /** @type {string[]} */
  const undescribed = []
  const rows = light.map(({ name, value, description }) => {
    if (!description) undescribed.push(`src/styles/tokens ${name}`)
    const other = dark.find((property) => property.name === name)?.value
    return [
      code(name),
      code(value),
      other === undefined || other === value ? '' : code(other),
      description ?? '',
    ]
  })
  if (undescribed.length > 0) throw new Undocumented(undescribed)
  return paragraphs([
    table(
      ['token', 'value', 'in the dark', 'what'],
      [
        ...rows,
        [
          code('--stepup-color-scheme'),
          code('light dark'),
          '',
          'The `color-scheme` of the components; the themes `light` and `dark` settle it.',
        ],
      ],
    ),
    '## Sizes of OtpInput',
    'They follow the font size, and are not set until you set them.',
    table(
      ['token', 'while not set', 'what'],
      Object.entries(optional).map(([name, text]) => {
        const fallback = fallbackOf(sheet, name)
        return [code(name), code(fallback), text]
      }),
    ),
  ])
}

/** @param {string} sheet @param {string} name */
function fallbackOf(sheet, name) {
  const start = sheet.indexOf(`var(${name},`)
  if (start < 0) throw new Error(`${name} is used nowhere.`)
  let depth = 0
  for (let at = start + 3; at < sheet.length; at += 1) {
    if (sheet[at] === '(') depth += 1
    if (sheet[at] === ')') depth -= 1
    if (depth === 0) return sheet.slice(start + `var(${name},`.length, at).trim()
  }
  throw new Error(`${name} has no end.`)
}

/** What an attribute says. One that is missing here, and is set by a component, is an error. */
/** @type {Readonly<Record<string, string>>} */
const attributes = {
  'data-component': 'On the outermost element: which component it is.',
  'data-part': 'Which part it is: see the table below.',
  'data-state': 'What the component is doing.',
  'data-variant': 'How a button or a message is meant.',
  'data-invalid': 'Present while the value is refused.',
  'data-disabled': 'Present while it can’t be used.',
  'data-pending': 'Present while a button’s work goes on.',
  'data-checked': 'Present on the choice that is made.',
  'data-filled': 'Present on a slot with a character.',
  'data-active': 'Present on the slots that the caret or the selection is in.',
  'data-caret': 'Where in the slot the caret is.',
  'data-masked': 'Present while `mask` hides the characters.',
  'data-fresh': 'Present while a grant holds.',
  'data-offers-trust': 'Present where the device can be trusted.',
  'data-shape': 'The shape of a placeholder.',
  'data-unstyled': 'Present with `unstyled`.',
}

/** Marks of the kit for itself: no promise. */
const ownMarks = new Set(['data-stepup-kit', 'data-autofocus', 'data-for'])

/** @param {Reader} reader */
export function attributesAndParts(reader) {
  /** @type {Map<string, Map<string, Set<string>>>} */
  const found = new Map()
  const note = (/** @type {string} */ name, /** @type {string} */ value, /** @type {string} */ where) => {
    /** @type {Map<string, Set<string>>} */
    const values = found.get(name) ?? new Map()
    found.set(name, values)
    /** @type {Set<string>} */
    const places = values.get(value) ?? new Set()
    values.set(value, places.add(where))
  }
  for (const tree of reader.program.getSourceFiles()) {
    const [, folder] = /\/src\/components\/(\w+)\//.exec(tree.fileName) ?? []
    if (folder === undefined) continue
    const visit = (/** @type {ts.Node} */ node) => {
      const named = attributeOf(reader, node)
      if (named && !ownMarks.has(named.name)) {
        if (!Object.hasOwn(attributes, named.name))
          reader.undocumented.add(`${reader.placeOf(node)} the attribute ${named.name}`)
        for (const value of named.values) note(named.name, value, folder)
      }
      ts.forEachChild(node, visit)
    }
    visit(tree)
  }
  const where = (/** @type {Set<string>} */ places) =>
    [...places]
      .sort()
      .map((place) => (place === 'ui' ? 'shared controls' : place))
      .join(', ')
  const sorted = (/** @type {Map<string, Set<string>>} */ values) =>
    [...values].sort(([one], [other]) => (one < other ? -1 : 1))
  return paragraphs([
    table(
      ['attribute', 'values', 'what'],
      Object.entries(attributes).map(([name, text]) => {
        const values = found.get(name)
        if (!values) throw new Error(`No component sets ${name}.`)
        const words = sorted(values)
          .map(([value]) => value)
          .filter((value) => value !== '')
        return [code(name), name === 'data-part' ? '' : words.map(code).join(', '), text]
      }),
    ),
    '## Parts',
    table(
      ['data-part', 'in'],
      sorted(found.get('data-part') ?? new Map()).map(([name, places]) => [code(name), where(places)]),
    ),
  ])
}

/**
 * @param {Reader} reader
 * @param {ts.Node} node
 * @returns {{ name: string, values: string[] } | undefined}
 */
function attributeOf(reader, node) {
  if (ts.isCallExpression(node) && node.expression.getText() === 'rootAttributes') {
    const [name] = node.arguments
    return name && { name: 'data-component', values: literalsOf(reader, name) }
  }
  if (ts.isJsxAttribute(node)) {
    const name = node.name.getText()
    const { initializer } = node
    const value = initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer
    if (name === 'component') return value && { name: 'data-component', values: literalsOf(reader, value) }
    if (!name.startsWith('data-')) return undefined
    return { name, values: value ? literalsOf(reader, value) : [''] }
  }
  if (ts.isPropertyAssignment(node) && ts.isStringLiteral(node.name) && node.name.text.startsWith('data-'))
    return { name: node.name.text, values: literalsOf(reader, node.initializer) }
  return undefined
}

/** @param {Reader} reader @param {ts.Expression} value */
function literalsOf(reader, value) {
  if (ts.isStringLiteral(value)) return [value.text]
  const type = reader.checker.getTypeAtLocation(value)
  return (type.isUnion() ? type.types : [type]).flatMap((one) => (one.isStringLiteral() ? [one.value] : []))
}
