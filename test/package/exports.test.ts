import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { entryPoints } from './built.js'
import { publicNames } from './public-names.js'

const program = ts.createProgram({
  rootNames: entryPoints.map(({ types }) => types),
  options: {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    jsx: ts.JsxEmit.ReactJSX,
    noEmit: true,
    types: ['node'],
  },
})

describe('the public names are those of the list', () => {
  it.each(entryPoints)('$specifier', async ({ specifier, file, types }) => {
    const listed = publicNames[specifier] ?? ofLocale(specifier)
    const exported: unknown = await import(/* @vite-ignore */ file)
    expect(exported).toBeTypeOf('object')
    const values = Object.keys(Object(exported)).sort()
    expect({ values, types: typesOf(types, values) }).toEqual({
      values: listed.values.toSorted(),
      types: listed.types.toSorted(),
    })
  })

  it('every component, hook and function says what it is for', () => {
    const silent = entryPoints.flatMap(({ specifier, types }) =>
      exportsOf(types)
        .map(resolved)
        .filter((symbol) => symbol.flags & ts.SymbolFlags.Value && !saysItself.test(symbol.name))
        .filter((symbol) => symbol.getDocumentationComment(checker).length === 0)
        .map((symbol) => `${specifier} ${symbol.name}`),
    )
    expect(silent).toEqual([])
  })
})

/** The guard of an error class that is documented. */
const saysItself = /^is[A-Z]\w+Error$/

const checker = program.getTypeChecker()

function exportsOf(file: string): ts.Symbol[] {
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  if (module === undefined) throw new Error(`${file} is missing or exports nothing`)
  return checker.getExportsOfModule(module)
}

function resolved(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

function typesOf(file: string, values: readonly string[]): string[] {
  return exportsOf(file)
    .map(({ name }) => name)
    .filter((name) => !values.includes(name))
    .sort()
}

/** `stepup-kit/locales/zh-Hant` holds `zhHant`. */
function ofLocale(specifier: string) {
  const code = specifier.replace('stepup-kit/locales/', '')
  return { values: [code.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())], types: [] }
}
