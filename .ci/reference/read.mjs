/** What the reference is made from: the exports, comments and types of the sources, read by the TypeScript compiler. */
import { relative, sep } from 'node:path'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../entries.mjs'

/**
 * @typedef {object} Doc
 * @property {string} text
 * @property {string | undefined} fallback the `@default`
 * @property {string[]} examples
 * @property {string[]} notes what `@throws` and `@returns` say
 *
 * @typedef {Doc & { name: string, optional: boolean, type: string, parts: string[] }} Field
 *
 * @typedef {object} Fields
 * @property {Field[]} own declared in the kit
 * @property {string[]} foreign names of those that a library declares
 *
 * @typedef {object} Exported
 * @property {string} name
 * @property {ts.Symbol} symbol
 * @property {ts.Declaration} declaration
 * @property {string} file below the repository
 */

const source = `${join(root, 'src')}${sep}`

/** What ReachFive's own documents describe. */
const documentedElsewhere = new Set(['CoreSdkClient'])

/** Public names without a comment: the reference can't be made. */
export class Undocumented extends Error {
  /** @param {Iterable<string>} places */
  constructor(places) {
    super(`Public, but without a comment that says what it is:\n${[...places].sort().join('\n')}`)
  }
}

export class Reader {
  /** @type {Set<string>} */
  undocumented = new Set()

  /** @param {readonly string[]} files */
  constructor(files) {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path))
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root)
    this.program = ts.createProgram(
      files.map((file) => join(root, file)),
      { ...options, allowJs: false, types: ['node'] },
    )
    this.checker = this.program.getTypeChecker()
  }

  /** @param {string} file @returns {ts.SourceFile} */
  file(file) {
    const found = this.program.getSourceFile(join(root, file))
    if (!found) throw new Error(`${file} is not part of the program.`)
    return found
  }

  /** What a module exports, in its order. @param {string} file @returns {Exported[]} */
  exportsOf(file) {
    const module = this.checker.getSymbolAtLocation(this.file(file))
    if (!module) return []
    return this.checker.getExportsOfModule(module).map((exported) => {
      const symbol =
        exported.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(exported) : exported
      const [declaration] = symbol.declarations ?? []
      if (!declaration) throw new Error(`${exported.name} of ${file} is declared nowhere.`)
      return {
        name: exported.name,
        symbol,
        declaration,
        file: relative(root, declaration.getSourceFile().fileName),
      }
    })
  }

  /** @param {ts.Node} node */
  placeOf(node) {
    const tree = node.getSourceFile()
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree))
    return `${relative(root, tree.fileName)}:${line + 1}`
  }

  /** @param {ts.Symbol} symbol @returns {Doc} */
  docOf(symbol) {
    const tags = symbol.getJsDocTags(this.checker)
    const textsOf = (/** @type {string} */ name) =>
      tags.filter((tag) => tag.name === name).map((tag) => ts.displayPartsToString(tag.text).trim())
    return {
      text: ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).trim(),
      fallback: textsOf('default')[0],
      examples: textsOf('example'),
      notes: [
        ...textsOf('throws').map((text) => `Throws ${text}`),
        ...textsOf('returns').map((text) => `Returns ${text}`),
      ],
    }
  }

  /** The same, where a text is asked for. @param {Exported} exported @returns {Doc} */
  docOfExport({ name, symbol, declaration }) {
    const doc = this.docOf(symbol)
    if (doc.text === '') this.undocumented.add(`${this.placeOf(declaration)} ${name}`)
    return doc
  }

  /** @param {ts.Type} type @param {string} owner @returns {Fields} */
  fieldsOf(type, owner) {
    /** @type {Field[]} */
    const own = []
    /** @type {string[]} */
    const foreign = []
    for (const property of this.checker.getPropertiesOfType(type)) {
      const declaration = property.declarations?.find((one) =>
        one.getSourceFile().fileName.startsWith(source),
      )
      if (!declaration) foreign.push(property.name)
      // An error's name is its class's.
      else if (!isHidden(declaration) && !(property.name === 'name' && ts.isClassElement(declaration)))
        own.push(this.fieldOf(property, declaration, owner))
    }
    return { own, foreign }
  }

  /**
   * @param {ts.Symbol} property
   * @param {ts.Declaration} declaration
   * @param {string} owner
   * @returns {Field}
   */
  fieldOf(property, declaration, owner) {
    const doc = this.docOf(property)
    if (doc.text === '' && !documentedElsewhere.has(owner))
      this.undocumented.add(`${this.placeOf(declaration)} ${owner}.${property.name}`)
    const type = this.checker.getTypeOfSymbolAtLocation(property, declaration)
    return {
      ...doc,
      name: property.name,
      optional: (property.flags & ts.SymbolFlags.Optional) !== 0,
      type: withoutUndefined(this.typeText(type, declaration)),
      parts:
        property.name === 'classNames'
          ? this.checker
              .getPropertiesOfType(this.checker.getNonNullableType(type))
              .map(({ name }) => name)
              .sort(rootFirst)
          : [],
    }
  }

  /** As it stands in the source, where that says it without the type parameters of its surroundings. */
  /** @param {ts.Type} type @param {ts.Declaration} declaration */
  typeText(type, declaration) {
    const node =
      ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration)
        ? declaration.type
        : undefined
    if (node && !this.dependsOnParameters(node)) return plain(node)
    if (ts.isMethodSignature(declaration) || ts.isMethodDeclaration(declaration)) {
      const generics = declaration.typeParameters?.map(plain).join(', ')
      return `${generics ? `<${generics}>` : ''}(${declaration.parameters.map(parameterText).join(', ')}) => ${declaration.type ? plain(declaration.type) : this.returnText(declaration)}`
    }
    return this.checker.typeToString(
      type,
      declaration,
      ts.TypeFormatFlags.NoTruncation |
        ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope |
        ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType,
    )
  }

  /** @param {ts.SignatureDeclaration} declaration */
  returnText(declaration) {
    const signature = this.checker.getSignatureFromDeclaration(declaration)
    return signature ? this.checker.typeToString(signature.getReturnType(), declaration) : 'unknown'
  }

  /** @param {ts.TypeNode} node @returns {boolean} */
  dependsOnParameters(node) {
    let found = false
    const visit = (/** @type {ts.Node} */ one) => {
      if (ts.isIndexedAccessTypeNode(one)) found = true
      if (ts.isTypeReferenceNode(one) && ts.isIdentifier(one.typeName)) {
        const symbol = this.checker.getSymbolAtLocation(one.typeName)
        const [declared] = symbol?.declarations ?? []
        // Those of the signature itself are part of the text.
        if (declared && ts.isTypeParameterDeclaration(declared) && !isInside(declared, node)) found = true
      }
      ts.forEachChild(one, visit)
    }
    visit(node)
    return found
  }

  /** @param {Exported} exported @returns {ts.Type} */
  valueType({ symbol, declaration }) {
    return this.checker.getTypeOfSymbolAtLocation(symbol, declaration)
  }

  /** The type that a name stands for: of an instance, of an interface or of an alias. */
  /** @param {Exported} exported @returns {ts.Type} */
  namedType({ symbol }) {
    return this.checker.getDeclaredTypeOfSymbol(symbol)
  }

  /** Whether the kit declares any of its properties. @param {ts.Type} type */
  isOwn(type) {
    return this.checker
      .getPropertiesOfType(type)
      .some(({ declarations }) =>
        declarations?.some((one) => one.getSourceFile().fileName.startsWith(source)),
      )
  }

  /** @param {ts.Type} type @returns {ts.Signature | undefined} */
  callOf(type) {
    return type.getCallSignatures()[0]
  }

  /** The type of a parameter without `undefined`. */
  /** @param {ts.Signature} signature @param {number} index @returns {ts.Type | undefined} */
  parameterType(signature, index) {
    const parameter = signature.parameters[index]
    if (!parameter?.valueDeclaration) return undefined
    return this.checker.getNonNullableType(
      this.checker.getTypeOfSymbolAtLocation(parameter, parameter.valueDeclaration),
    )
  }
}

/** The compiler's own order depends on what it has read before. @param {string} one @param {string} other */
function rootFirst(one, other) {
  if (one === 'root' || other === 'root') return one === 'root' ? -1 : 1
  return one < other ? -1 : 1
}

/** `private`, `#` and `@internal`. @param {ts.Declaration} declaration */
function isHidden(declaration) {
  return (
    (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !==
      0 ||
    ('name' in declaration && ts.isPrivateIdentifier(/** @type {ts.Node} */ (declaration.name))) ||
    ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === 'internal')
  )
}

/** @param {ts.Node} inner @param {ts.Node} outer */
function isInside(inner, outer) {
  return inner.pos >= outer.pos && inner.end <= outer.end && inner.getSourceFile() === outer.getSourceFile()
}

/** On one line, without comments. @param {ts.Node} node */
export function plain(node) {
  return node
    .getText()
    .replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^\| /, '')
    .trim()
}

/** A parameter that is taken apart is called by what it is. @param {ts.ParameterDeclaration} parameter */
export function parameterText(parameter) {
  const name = ts.isIdentifier(parameter.name) ? parameter.name.text : 'options'
  const rest = parameter.dotDotDotToken ? '...' : ''
  const optional = parameter.questionToken || parameter.initializer ? '?' : ''
  return `${rest}${name}${optional}: ${parameter.type ? plain(parameter.type) : kindOf(parameter.initializer)}`
}

/** @param {ts.Expression | undefined} literal */
function kindOf(literal) {
  if (!literal) throw new Error('A public parameter needs a type or a default.')
  if (ts.isStringLiteralLike(literal)) return 'string'
  if (ts.isNumericLiteral(literal)) return 'number'
  throw new Error(`A public parameter needs a type: ${literal.getText()}`)
}

/** @param {string} type */
function withoutUndefined(type) {
  return type.replace(/ \| undefined$/, '').replace(/^\((\(.*)\)$/, '$1')
}
