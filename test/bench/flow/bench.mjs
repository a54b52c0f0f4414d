// Goes through a step-up in a real Chromium and prints when what was sent and drawn, and what many calls and rows cost.
import { build } from 'esbuild'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { chromiumLaunch } from '../../../.ci/browsers.mjs'

const here = import.meta.dirname
const root = join(here, '../../..')
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 15)

const { outputFiles } = await build({
  entryPoints: [join(here, 'page.tsx')],
  bundle: true,
  write: false,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  // One React for the page and the kit, and not the one that the peers of the other bench came with.
  alias: {
    'react-dom/client': join(root, 'node_modules/react-dom/profiling.js'),
    'react-dom': join(root, 'node_modules/react-dom'),
    react: join(root, 'node_modules/react'),
  },
  plugins: [
    {
      name: 'built-kit',
      setup({ onResolve, resolve }) {
        onResolve({ filter: /^stepup-kit/ }, ({ path, kind, resolveDir }) =>
          resolveDir === root ? undefined : resolve(path, { kind, resolveDir: root }),
        )
      },
    },
  ],
  logLevel: 'error',
})
const styles = await build({
  entryPoints: [join(root, 'dist/styles.css')],
  write: false,
  logLevel: 'error',
})
const files = {
  '/page.js': { type: 'text/javascript', text: outputFiles[0]?.text ?? '' },
  '/page.css': { type: 'text/css', text: styles.outputFiles[0]?.text ?? '' },
  '/': {
    type: 'text/html',
    text: '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/page.css"><body><script type="module" src="/page.js"></script>',
  },
}
const server = createServer(({ url = '' }, response) => {
  const file = files[/** @type {keyof typeof files} */ (url)]
  response.writeHead(file === undefined ? 404 : 200, { 'content-type': file?.type ?? 'text/plain' })
  response.end(file?.text)
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
const bound = server.address()
const address = `http://localhost:${typeof bound === 'object' && bound !== null ? bound.port : 0}`

/** @param {readonly number[]} values @param {number} [share] */
function quantile(values, share = 0.5) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

/** @param {import('playwright-core').Page} page @param {number} count @param {boolean} overTheWire */
async function stepUp(page, count, overTheWire) {
  await page.evaluate(
    ([calls, wire]) => window.flow.prepare(calls, wire),
    /** @type {const} */ ([count, overTheWire]),
  )
  /** @type {Record<string, number>} */
  const commits = {}
  let before = 0
  /** @param {string} step */
  const note = async (step) => {
    const now = await page.evaluate(() => window.flow.commits())
    commits[step] = now - before
    before = now
  }
  await page.getByRole('button', { name: 'Save' }).click()
  const clicked = await page.evaluate(() => window.flow.input())
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: /text message/i }).waitFor()
  await note('open')
  await dialog.getByRole('radio', { name: /text message/i }).check()
  await note('choose')
  await dialog.getByRole('button', { name: 'Send code' }).click()
  const box = dialog.getByRole('textbox')
  await box.waitFor()
  await note('send')
  const code = await page.evaluate(() => window.flow.code())
  await box.pressSequentially(code.slice(0, -1))
  await note('five keys')
  await box.press(code.slice(-1))
  await dialog.waitFor({ state: 'hidden' })
  const outcome = await page.evaluate(() => window.flow.outcome())
  await note('verify, token, edit, close')
  const { calls, edits } = outcome
  const call = (/** @type {string} */ path) => calls.find((one) => one.path === path)
  const token = call('/oauth/token')
  return {
    requests: calls.length,
    open: outcome.dialog.opened - clicked,
    painted: outcome.dialog.painted - clicked,
    verify: (call('/passwordless/verify')?.sent ?? NaN) - outcome.input,
    exchange: (token?.sent ?? NaN) - (call('/passwordless/verify')?.answered ?? NaN),
    edit: (edits[0] ?? NaN) - (token?.answered ?? NaN),
    lastEdit: (edits.at(-1) ?? NaN) - (token?.answered ?? NaN),
    ran: edits.length,
    asked: outcome.asked,
    commits,
  }
}

const browser = await chromium.launch(chromiumLaunch())
const complaints = []
try {
  const page = await browser.newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(address)
  await page.waitForFunction(() => 'flow' in window)
  await stepUp(page, 1, true)

  const flows = []
  for (let round = 0; round < rounds; round += 1) flows.push(await stepUp(page, 1, true))
  /** @param {'open' | 'painted' | 'verify' | 'exchange' | 'edit'} part */
  const row = (part) => {
    const values = flows.map((flow) => flow[part])
    return `${quantile(values).toFixed(1)} | ${quantile(values, 0.95).toFixed(1)}`
  }
  console.log(
    `\nOne guarded edit, ${rounds} times, Chromium ${browser.version()}, a server that answers at once\n`,
  )
  console.log('| from → to | median ms | p95 ms |')
  console.log('| --- | --- | --- |')
  console.log(`| click → dialog open | ${row('open')} |`)
  console.log(`| click → dialog on the screen | ${row('painted')} |`)
  console.log(`| last digit → verify sent | ${row('verify')} |`)
  console.log(`| verify answer → token request sent | ${row('exchange')} |`)
  console.log(`| token answer → edit sent | ${row('edit')} |`)

  const [flow] = flows
  console.log('\n| what | counted | floor |')
  console.log('| --- | --- | --- |')
  console.log(`| requests from a cold start | ${Math.max(...flows.map(({ requests }) => requests))} | 5 |`)
  // One for each state that is to be seen: asking and choosing, sending and entering, verifying, replaying, done.
  const floors = { open: 2, choose: 1, send: 2, 'five keys': 5, 'verify, token, edit, close': 3 }
  for (const [step, count] of Object.entries(flow?.commits ?? {}))
    console.log(
      `| React commits: ${step} | ${count} | ${floors[/** @type {keyof typeof floors} */ (step)]} |`,
    )

  console.log('\n| guarded calls on one prompt | to ask ms | token answer → last replay ms | a call µs |')
  console.log('| --- | --- | --- | --- |')
  for (const count of [1, 10, 100, 1000]) {
    const runs = []
    for (let round = 0; round < 5; round += 1) runs.push(await stepUp(page, count, false))
    if (runs.some(({ ran }) => ran !== count)) complaints.push(`of ${count} calls, not each ran once`)
    const asked = quantile(runs.map((run) => run.asked))
    const last = quantile(runs.map(({ lastEdit }) => lastEdit))
    console.log(
      `| ${count} | ${asked.toFixed(1)} | ${last.toFixed(1)} | ${(((asked + last) / count) * 1000).toFixed(0)} |`,
    )
  }

  console.log('\n| rows in each manager | first render ms | a row µs | update after a removal ms | commits |')
  console.log('| --- | --- | --- | --- | --- |')
  for (const count of [5, 50, 500]) {
    const runs = []
    for (let round = 0; round < 7; round += 1)
      runs.push(await page.evaluate((many) => window.flow.lists(many), count))
    const first = quantile(runs.map((run) => run.first))
    const update = quantile(runs.map((run) => run.update))
    console.log(
      `| ${count} | ${first.toFixed(1)} | ${((first / (2 * count)) * 1000).toFixed(0)} | ${update.toFixed(1)} | ${runs[0]?.commits} |`,
    )
  }

  // A page of its own: what the long lists left behind is not part of a step-up.
  await page.close()
  const slow = await browser.newPage()
  slow.on('pageerror', (error) => complaints.push(error.message))
  await slow.goto(address)
  await slow.waitForFunction(() => 'flow' in window)
  const session = await slow.context().newCDPSession(slow)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  // The very first click, with nothing of the driver's own running in the page meanwhile.
  await slow.evaluate(() => window.flow.prepare(1, true))
  const box = await slow.getByRole('button', { name: 'Save' }).boundingBox()
  await slow.waitForTimeout(1000)
  await slow.mouse.click((box?.x ?? NaN) + 4, (box?.y ?? NaN) + 4)
  await slow.waitForTimeout(1000)
  const cold = Math.max(...(await slow.evaluate(() => window.flow.takeInteractions())))
  await slow.keyboard.press('Escape')
  await stepUp(slow, 1, true)
  await slow.evaluate(() => window.flow.takeInteractions())
  for (let round = 0; round < rounds; round += 1) await stepUp(slow, 1, true)
  await slow.waitForTimeout(200)
  const durations = await slow.evaluate(() => window.flow.takeInteractions())
  console.log(
    `\nInteraction to next paint, CPU slowed down four times: ${quantile(durations)} ms in the middle and ${Math.max(...durations)} ms at worst of ${durations.length} interactions of at least 16 ms; ${cold} ms for the first click of a page, which the browser compiles (good: up to 200 ms)`,
  )
} finally {
  await browser.close()
  server.close()
}
if (complaints.length > 0) {
  console.error(complaints.join('\n'))
  process.exitCode = 1
}
