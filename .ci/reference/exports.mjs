/** One section for each thing that can be imported. */
import ts from 'typescript'
import { anchor, block, code, paragraphs, table } from './markdown.mjs'
import { parameterText, plain } from './read.mjs'

/**
 * @typedef {import('./read.mjs').Doc} Doc
 * @typedef {import('./read.mjs').Exported} Exported
 * @typedef {import('./read.mjs').Fields} Fields
 * @typedef {import('./read.mjs').Reader} Reader
 */

/** @param {Exported} exported */
export const isType = ({ symbol }) => (symbol.flags & ts.SymbolFlags.Value) === 0

/** @param {Exported} exported */
export const isComponent = ({ name, file }) => /^[A-Z]/.test(name) && file.startsWith('src/components/')

/** @param {Exported} exported */
export const isHook = ({ name }) => /^use[A-Z]/.test(name)

/** What the comment says, above and below what is generated. @param {Doc} doc @param {...(string | undefined)} middle */
function explained(doc, ...middle) {
  return paragraphs([
    doc.text,
    ...doc.notes.map((note) => `${note.replace(/\.?$/, '.')}`),
    ...middle,
    ...doc.examples.map((example) => block(example, 'tsx')),
  ])
}

/** @param {Fields} fields */
export function inputTable({ own }) {
  return table(
    ['name', 'type', 'default', 'what'],
    own.map(({ name, type, optional, fallback, text, parts }) => [
      code(name),
      parts.length > 0 ? 'class names by part' : code(type),
      optional ? defaultText(fallback) : '**required**',
      parts.length > 0 ? `${text} The parts: ${parts.map(code).join(', ')}.` : text,
    ]),
  )
}

/** A value is code, a sentence is not. @param {string | undefined} fallback */
function defaultText(fallback) {
  if (fallback === undefined) return ''
  return /^('[^']*'|\d+|true|false|null|undefined|\[.*\])$/.test(fallback) ? code(fallback) : fallback
}

/** @param {Fields} fields */
export function outputTable({ own }) {
  return table(
    ['name', 'type', 'what'],
    own.map(({ name, type, optional, text, fallback }) => [
      code(optional ? `${name}?` : name),
      code(type),
      fallback === undefined ? text : `${text} Default: ${defaultText(fallback)}.`,
    ]),
  )
}

/** @param {readonly string[]} names */
const listed = (names) => [...names].sort().map(code).join(', ')

/** @param {Reader} reader @param {Exported} exported */
export function componentSection(reader, exported) {
  const doc = reader.docOfExport(exported)
  const call = reader.callOf(reader.valueType(exported))
  const props = call && reader.parameterType(call, 0)
  const fields = props ? reader.fieldsOf(props, `${exported.name}Props`) : { own: [], foreign: [] }
  const takesElement = fields.foreign.includes('onClick')
  const takesRef = fields.foreign.includes('ref')
  return paragraphs([
    `### ${exported.name}`,
    explained(doc),
    inputTable(fields),
    takesElement &&
      `And every other attribute of ${elementOf(reader, exported)}${takesRef ? '; `ref` gives the element' : ''}.`,
    !takesElement && takesRef && '`ref` gives the element.',
  ])
}

/** The element whose attributes the props extend, as the props' own declaration names it. */
/** @param {Reader} reader @param {Exported} exported */
function elementOf(reader, exported) {
  const tree = exported.declaration.getSourceFile()
  const text = [tree, ...importedFrom(reader, tree)].map((file) => file.getFullText()).join('\n')
  const found = /ComponentPropsWithoutRef<'(\w+)'>/.exec(text)
  return found ? code(`<${found[1]}>`) : 'its element'
}

/** @param {Reader} reader @param {ts.SourceFile} tree */
function importedFrom(reader, tree) {
  return tree.statements.filter(ts.isImportDeclaration).flatMap(({ moduleSpecifier }) => {
    const symbol = reader.checker.getSymbolAtLocation(moduleSpecifier)
    const file = symbol?.declarations?.[0]?.getSourceFile()
    return file && file.fileName.includes('/src/components/') ? [file] : []
  })
}

/** @param {Exported} exported */
function signatureText({ name, declaration }) {
  const signature = functionOf(declaration)
  if (!signature) return undefined
  const generics = signature.typeParameters?.map(plain).join(', ')
  const parameters = signature.parameters.map(parameterText).join(', ')
  const result = signature.type ? plain(signature.type) : 'void'
  return `function ${name}${generics ? `<${generics}>` : ''}(${parameters}): ${result}`
}

/** @param {ts.Declaration} declaration @returns {ts.SignatureDeclaration | undefined} */
function functionOf(declaration) {
  if (ts.isFunctionDeclaration(declaration)) return declaration
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined
  return value && ts.isArrowFunction(value) ? value : undefined
}

/** @param {Reader} reader @param {Exported} exported */
export function hookSection(reader, exported) {
  const doc = reader.docOfExport(exported)
  const call = reader.callOf(reader.valueType(exported))
  const options = call && optionsOf(reader, call)
  const result = call?.getReturnType()
  const given =
    options && isPlainObject(options) ? reader.fieldsOf(options, `${exported.name} options`) : none
  const gives = result && isPlainObject(result) ? reader.fieldsOf(result, `${exported.name} result`) : none
  const name = exported.declaration
  const returns = functionOf(name)?.type
  return paragraphs([
    `### ${exported.name}`,
    explained(doc, block(signatureText(exported) ?? '')),
    given.own.length > 0 && 'Options:',
    inputTable(given),
    given.foreign.length > 0 && `React Query’s own options: ${listed(given.foreign)}.`,
    gives.own.length > 0 && 'Gives:',
    outputTable(gives),
    gives.foreign.length > 0 &&
      `${gives.own.length > 0 ? 'And, as' : 'Gives, as'} React Query does: ${listed(gives.foreign)}.`,
    !returns && result && gives.own.length === 0 && gives.foreign.length === 0
      ? `Gives ${code(reader.checker.typeToString(result))}.`
      : '',
  ])
}

/** The parameter that the kit declares; a hook may take a ref or a value before it. */
/** @param {Reader} reader @param {ts.Signature} call */
function optionsOf(reader, call) {
  return call.parameters
    .map((_, index) => reader.parameterType(call, index))
    .find((type) => type && reader.isOwn(type))
}

/** @type {Fields} */
const none = { own: [], foreign: [] }

/** @param {ts.Type} type */
function isPlainObject(type) {
  return (
    (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection | ts.TypeFlags.Union)) !== 0 &&
    type.getCallSignatures().length === 0 &&
    type.getNumberIndexType() === undefined &&
    (type.flags & ts.TypeFlags.Union) === (type.flags & ts.TypeFlags.Union & ~ts.TypeFlags.Boolean)
  )
}

/** @param {Reader} reader @param {Exported} exported */
export function classSection(reader, exported) {
  const doc = reader.docOfExport(exported)
  const fields = reader.fieldsOf(reader.namedType(exported), exported.name)
  return paragraphs([`### ${exported.name}`, explained(doc), outputTable(fields)])
}

/** Functions, classes, constants and types. @param {Reader} reader @param {Exported} exported */
export function section(reader, exported) {
  const { declaration, name } = exported
  if (isHook(exported)) return hookSection(reader, exported)
  if (ts.isClassDeclaration(declaration)) return classSection(reader, exported)
  const doc = reader.docOfExport(exported)
  const signature = signatureText(exported)
  if (signature !== undefined)
    return paragraphs([
      `### ${name}`,
      explained(doc, block(signature), ...literalParameters(reader, exported)),
    ])
  if (ts.isInterfaceDeclaration(declaration)) {
    const fields = reader.fieldsOf(reader.namedType(exported), name)
    const parameters = declaration.typeParameters?.map(plain).join(', ')
    return paragraphs([
      `### ${name}`,
      explained(doc, parameters && block(`interface ${name}<${parameters}>`)),
      hasDefaults(fields) ? inputTable(fields) : outputTable(fields),
      fields.foreign.length > 0 && `And, from a library: ${listed(fields.foreign)}.`,
    ])
  }
  if (ts.isTypeAliasDeclaration(declaration)) {
    return paragraphs([`### ${name}`, explained(doc, block(declaration.getText().replace(/^export /, '')))])
  }
  const type = reader.checker.typeToString(
    reader.valueType(exported),
    undefined,
    ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType,
  )
  return paragraphs([`### ${name}`, explained(doc, block(`const ${name}: ${type}`))])
}

/** Options that a function takes as a type without a public name. @param {Reader} reader @param {Exported} exported */
function literalParameters(reader, exported) {
  const call = reader.callOf(reader.valueType(exported))
  return (functionOf(exported.declaration)?.parameters ?? []).map(({ type }, index) => {
    if (!type || !ts.isTypeLiteralNode(type)) return ''
    const options = call && reader.parameterType(call, index)
    return options ? inputTable(reader.fieldsOf(options, `${exported.name} options`)) : ''
  })
}

/** @param {Fields} fields */
function hasDefaults({ own }) {
  return own.some(({ fallback }) => fallback !== undefined)
}

/** @param {string} page @param {string} heading */
export function link(page, heading) {
  return `[\`${heading}\`](${page}#${anchor(heading)})`
}
