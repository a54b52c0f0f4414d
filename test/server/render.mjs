/**
 * Bundles the server for one React and runs it in processes of its own: with each of React’s renderers, and in another
 * time zone and language than the readers.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { root } from '../../.ci/entries.mjs'

const [modules = 'node_modules'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'stepup-kit-server-'))
try {
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    publicDir: false,
    ssr: { noExternal: true },
    resolve: {
      alias: { react: join(root, modules, 'react'), 'react-dom': join(root, modules, 'react-dom') },
    },
    build: { ssr: join(root, 'test/server/server.tsx'), outDir: folder, minify: false },
  })
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    TZ: 'Asia/Kathmandu',
    LC_ALL: 'ar_EG.UTF-8',
  }
  const reports = ['node', 'web'].map((renderer) =>
    execFileSync(process.execPath, [join(folder, 'server.js'), renderer], {
      encoding: 'utf8',
      env,
      maxBuffer: 64 * 1024 * 1024,
    }),
  )
  process.stdout.write(`[${reports.join(',')}]`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
