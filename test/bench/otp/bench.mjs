// Types and pastes codes into each field in a real Chromium and prints what each costs, as ratios.
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromiumLaunch } from '../../../.ci/browsers.mjs'

const here = import.meta.dirname
const root = join(here, '../../..')
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 40)
const code = '123456'

/** One React for all: the kit's sources and the peers must not each bring their own. */
const react = {
  react: join(root, 'node_modules/react'),
  'react-dom': join(root, 'node_modules/react-dom'),
}
const shared = {
  bundle: true,
  write: false,
  minify: true,
  format: /** @type {const} */ ('esm'),
  target: 'es2022',
  jsx: /** @type {const} */ ('automatic'),
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: /** @type {const} */ ({ '.css': 'empty' }),
  logLevel: /** @type {const} */ ('error'),
}

/** `BENCH_ONLY=stepup-kit,plain` for a quick look; the table that counts has them all. */
const only = process.env['BENCH_ONLY']?.split(',')
const names = readdirSync(join(here, 'candidates'))
  .map((file) => file.replace('.tsx', ''))
  .filter((name) => only?.includes(name) ?? true)

/** @param {string} name */
async function sizeOf(name) {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: [join(here, 'candidates', `${name}.tsx`)],
    external: ['react', 'react-dom', 'react/jsx-runtime'],
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}

/** @param {string} name */
async function pageOf(name) {
  const { outputFiles } = await build({
    ...shared,
    stdin: {
      contents: `import * as candidate from './candidates/${name}.js'; import { start } from './page.js'; start(candidate)`,
      resolveDir: here,
      loader: 'js',
    },
    resolveExtensions: ['.tsx', '.ts', '.js', '.mjs', '.json'],
    alias: { ...react, 'react-dom/client': join(root, 'node_modules/react-dom/profiling.js') },
    plugins: [
      {
        name: 'typescript-sources',
        setup({ onResolve, resolve }) {
          onResolve({ filter: /^\.\/(candidates|page).*\.js$/ }, ({ path, ...args }) =>
            resolve(path.replace(/\.js$/, '.tsx'), args),
          )
        },
      },
    ],
  })
  return outputFiles[0]?.text ?? ''
}

/** @param {number[]} values @param {number} share */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

/** @typedef {Awaited<ReturnType<typeof open>>} Opened */

/** @param {string} name @param {import('playwright-core').Browser} browser @param {string} address */
async function open(name, browser, address) {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  await page.goto(`${address}/${name}`)
  await page.waitForFunction(() => 'bench' in window)
  return {
    name,
    page,
    session,
    idle: /** @type {number[]} */ ([]),
    keys: /** @type {number[]} */ ([]),
    pastes: /** @type {number[]} */ ([]),
    mounts: /** @type {number[]} */ ([]),
    commits: 0,
    typed: '',
  }
}

/** One code typed and one pasted, each into a new field. @param {Opened} opened */
async function round(opened) {
  const { page, session, idle, keys, pastes, mounts } = opened
  const scriptMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find((metric) => metric.name === 'ScriptDuration')?.value ?? 0) * 1000
  }
  const settled = () =>
    session.send('Runtime.evaluate', {
      expression: 'new Promise((done) => requestAnimationFrame(() => setTimeout(done)))',
      awaitPromise: true,
    })
  /** @param {() => Promise<unknown>} act */
  const cost = async (act) => {
    const before = await scriptMs()
    await act()
    await settled()
    return (await scriptMs()) - before
  }
  /** @param {string} key */
  const press = (key) => page.keyboard.press(key)

  await page.bringToFront()
  await page.evaluate((text) => navigator.clipboard.writeText(text), code)
  await page.evaluate(() => (window.bench.mount(1), window.bench.focus()))
  await settled()
  const before = await page.evaluate(() => window.bench.commits())
  for (const key of code) {
    idle.push(await cost(async () => {}))
    keys.push(await cost(() => press(key)))
  }
  opened.commits += (await page.evaluate(() => window.bench.commits())) - before
  opened.typed = await page.evaluate(() => window.bench.text())
  await page.evaluate(() => (window.bench.unmount(), window.bench.mount(1), window.bench.focus()))
  await settled()
  pastes.push(await cost(() => press('Control+v')))
  await page.evaluate(() => window.bench.unmount())
  mounts.push(await page.evaluate(() => window.bench.timeMount(50)))
}

/** What does not hang on who else is measured. @param {Opened} opened */
async function finish({ name, page, session, idle, keys, pastes, mounts, commits, typed }) {
  await page.evaluate(() => window.bench.mount(1))
  const nodes = await page.evaluate(() => window.bench.nodes())
  await page.evaluate(() => window.bench.unmount())

  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage')
    return (await session.send('Runtime.getHeapUsage')).usedSize
  }
  const cycle = () =>
    page.evaluate(() => {
      for (let count = 0; count < 1000; count += 1) {
        window.bench.mount(1)
        window.bench.unmount()
      }
    })
  await cycle()
  const heapBefore = await heap()
  await cycle()
  const heapAfter = await heap()
  await page.context().close()

  // The wait for the next frame is script too; without a key it is all there is.
  const overhead = quantile(idle, 0.5)
  return {
    name,
    typed,
    key: quantile(keys, 0.5) - overhead,
    key95: quantile(keys, 0.95) - overhead,
    paste: quantile(pastes, 0.5) - overhead,
    commits: commits / keys.length,
    nodes,
    mounts: quantile(mounts, 0.5),
    heapKb: (heapAfter - heapBefore) / 1000,
  }
}

const pages = new Map(
  await Promise.all(names.map(async (name) => /** @type {const} */ ([name, await pageOf(name)]))),
)
const server = createServer((request, response) => {
  const name = request.url?.slice(1) ?? ''
  const script = pages.get(name.replace('.js', ''))
  response.setHeader('content-type', name.endsWith('.js') ? 'text/javascript' : 'text/html')
  response.end(
    name.endsWith('.js') ? script : `<!doctype html><body><script type="module" src="/${name}.js"></script>`,
  )
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
const bound = server.address()
const address = `http://localhost:${typeof bound === 'object' && bound !== null ? bound.port : 0}`

const browser = await chromium.launch(chromiumLaunch())
const rows = []
try {
  const opened = []
  for (const name of names) opened.push(await open(name, browser, address))
  // By turns: what else the machine does meanwhile falls on all alike.
  for (let count = 0; count < rounds; count += 1) for (const one of opened) await round(one)
  for (const one of opened) rows.push({ ...(await finish(one)), bytes: await sizeOf(one.name) })
} finally {
  await browser.close()
  server.close()
}

const floor = rows.find(({ name }) => name === 'plain')
if (floor === undefined) throw new Error('The plain input was not measured.')
const ours = 'stepup-kit'
const order = [ours, 'plain', ...names.filter((name) => name !== ours && name !== 'plain')]
console.log(
  `\nOne-time-code inputs, ${rounds} rounds of ${code.length} keys by turns in Chromium ${browser.version()}\n`,
)
console.log(
  '| input | script a key (median) | × plain | p95 ms | a paste ms | commits a key | nodes | 50 mounts ms | heap after 1,000 mounts kB | gzip B |',
)
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |')
for (const name of order) {
  const row = rows.find((each) => each.name === name)
  if (!row) continue
  console.log(
    `| ${[
      row.name,
      `${row.key.toFixed(2)} ms`,
      (row.key / floor.key).toFixed(2),
      row.key95.toFixed(2),
      row.paste.toFixed(2),
      row.commits.toFixed(2),
      row.nodes,
      row.mounts.toFixed(1),
      row.heapKb.toFixed(0),
      row.bytes,
    ].join(' | ')} |`,
  )
}
for (const { name, typed } of rows)
  if (typed !== code) console.log(`\n${name} holds "${typed}" after typing ${code}.`)

const kit = rows.find(({ name }) => name === ours)
const peers = rows.filter(({ name }) => name !== ours && name !== 'plain')
console.log('\nstepup-kit against the best peer of each column (below 1.00: ahead)\n')
console.log('| column | best peer | ratio |')
console.log('| --- | --- | --- |')
for (const column of /** @type {const} */ ([
  'key',
  'key95',
  'paste',
  'commits',
  'nodes',
  'mounts',
  'bytes',
])) {
  const best = peers.reduce((a, b) => (b[column] < a[column] ? b : a))
  console.log(`| ${column} | ${best.name} | ${((kit?.[column] ?? NaN) / best[column]).toFixed(2)} |`)
}
