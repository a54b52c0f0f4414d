/** What an import from the built package costs a host, measured as its bundler would. */
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { peers, root } from './entries.mjs'

/**
 * @typedef {object} Bundle
 * @property {number} bytes minified and gzipped (level 9), without the peers and what loads on demand
 * @property {number} onDemandBytes what dynamic imports add, if all of them are asked for
 * @property {string[]} modules the files in it, below the repository
 * @property {string[]} onDemand the files that a dynamic import adds
 */

/**
 * @param {string} code such as `export { OtpInput } from 'stepup-kit'`
 * @returns {Promise<Bundle>}
 */
export async function measure(code) {
  const { metafile, outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, sourcefile: 'host.js' },
    absWorkingDir: root,
    outdir: 'out',
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: peers,
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  const main = 'out/stdin.js'
  const loaded = new Set([main])
  for (const file of loaded) {
    for (const { path, kind, external } of metafile.outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && !external) loaded.add(path)
    }
  }
  /** @param {(file: string) => boolean} wanted */
  const modules = (wanted) =>
    Object.keys(metafile.outputs)
      .filter(wanted)
      .flatMap((file) => Object.keys(metafile.outputs[file]?.inputs ?? {}))
      .filter((module) => module !== 'host.js')
      .sort()
  /** @param {boolean} atOnce */
  const bytes = (atOnce) =>
    outputFiles
      .filter(({ path }) => [...loaded].some((file) => path.endsWith(`/${file}`)) === atOnce)
      .reduce((sum, { contents }) => sum + gzipped(contents), 0)
  return {
    bytes: bytes(true),
    onDemandBytes: bytes(false),
    modules: modules((file) => loaded.has(file)),
    onDemand: modules((file) => !loaded.has(file)),
  }
}

/** @param {string | Uint8Array} contents */
export function gzipped(contents) {
  return gzipSync(contents, { level: 9 }).byteLength
}
