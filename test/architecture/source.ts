import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** One file of the kit: its path below the repository, and its syntax tree. */
export interface Source {
  readonly path: string
  readonly tree: ts.SourceFile
}

const root = join(import.meta.dirname, '../..')

export function parse(path: string, text: string): Source {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, kind) }
}

/** Paths below the repository, sorted, of all files in the folder with one of the endings. */
export function filesIn(folder: string, ...endings: string[]): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.includes('node_modules') && endings.some((ending) => file.endsWith(ending)))
    .map((file) => `${folder}/${file}`)
    .sort()
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

export function sourcesIn(folder: string): Source[] {
  return filesIn(folder, '.ts', '.tsx').map((path) => parse(path, read(path)))
}

export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => void children.push(child))
  for (const child of children) yield* nodesOf(child)
}

/** `path:line`, as an editor understands it. */
export function placeOf(source: Source, node: ts.Node): string {
  return `${source.path}:${source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line + 1}`
}
