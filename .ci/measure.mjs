/** What an import from the built package costs a host, measured as its bundler would. */
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { peers, root } from './entries.mjs'

/**
 * @typedef {object} Bundle
 * @property {number} bytes minified and gzipped (level 9), each file by itself, without the peers and what loads on
 *   demand
 * @property {number} onDemandBytes what dynamic imports add, if all of them are asked for
 * @property {string[]} modules the files in it, below the repository
 * @property {string[]} onDemand the files that dynamic imports add
 */

/**
 * @param {string} code such as `export { OtpInput } from 'stepup-kit'`
 * @param {object} [options]
 * @param {'chunks' | 'external'} [options.onDemand] what becomes of dynamic imports: left outside, all that is loaded
 * at once is one file
 * @param {string} [options.from] the folder whose packages are meant
 * @param {readonly string[]} [options.external] the packages that a host has anyway
 * @returns {Promise<Bundle>}
 */
export async function measure(code, { onDemand = 'chunks', from = root, external = peers } = {}) {
  const host = join(from, 'host.js')
  const bundle = await rolldown({
    input: host,
    cwd: from,
    platform: 'browser',
    transform: { target: 'es2022', define: { 'process.env.NODE_ENV': '"production"' } },
    external: (id) => external.some((peer) => id === peer || id.startsWith(`${peer}/`)),
    preserveEntrySignatures: 'strict',
    // A style sheet is no code, and is counted by itself.
    moduleTypes: { '.css': 'empty' },
    // Other messages are of no use here: that a bundler without server components ignores their directive.
    onLog(_level, log) {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message)
    },
    plugins: [
      {
        name: 'host',
        resolveId: (id) => (id === host ? host : undefined),
        load: (id) => (id === host ? code : undefined),
        resolveDynamicImport: (id) =>
          onDemand === 'external' ? { id: String(id), external: true } : undefined,
      },
    ],
  })
  const { output } = await bundle.generate({ format: 'es', minify: true })
  await bundle.close()

  const chunks = output.filter((file) => file.type === 'chunk')
  const loaded = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName))
  for (const fileName of loaded) {
    const imports = chunks.find((chunk) => chunk.fileName === fileName)?.imports ?? []
    for (const imported of imports)
      if (chunks.some((chunk) => chunk.fileName === imported)) loaded.add(imported)
  }
  const atOnce = chunks.filter(({ fileName }) => loaded.has(fileName))
  const later = chunks.filter(({ fileName }) => !loaded.has(fileName))
  /** @param {typeof chunks} some */
  const bytes = (some) => some.reduce((sum, chunk) => sum + gzipped(chunk.code), 0)
  /** @param {typeof chunks} some */
  const modules = (some) =>
    some
      .flatMap((chunk) => Object.entries(chunk.modules))
      .filter(([id, { renderedLength }]) => id !== host && renderedLength > 0)
      .map(([id]) => relative(root, id))
      .sort()
  return {
    bytes: bytes(atOnce),
    onDemandBytes: bytes(later),
    modules: modules(atOnce),
    onDemand: modules(later),
  }
}

/** @param {string | Uint8Array} contents */
export function gzipped(contents) {
  return gzipSync(contents, { level: 9 }).byteLength
}
