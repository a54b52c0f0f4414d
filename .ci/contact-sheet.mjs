/**
 * Makes .github/images/states.png from the built Storybook: the main states in light, dark, right to left and on a
 * narrow phone.
 *
 *   npm run build:storybook && npm run contact-sheet
 */
import { join } from 'node:path'
import { chromium } from 'playwright'
import { chromiumLaunch } from './browsers.mjs'
import { root } from './entries.mjs'
import { base, serveStorybook } from './serve-storybook.mjs'

const shown = ['choosing-factor', 'entering-code', 'code-rejected', 'send-limit', 'verified', 'unexpected']

const looks = [
  { label: 'Light', width: 400, globals: 'theme:light' },
  { label: 'Dark', width: 400, globals: 'theme:dark' },
  { label: 'Right to left', width: 400, globals: 'theme:light;language:ar' },
  { label: 'Mobile (320 px), another brand', width: 320, globals: 'theme:soft' },
]

const port = 4176
const server = serveStorybook(port)
const browser = await chromium.launch(chromiumLaunch())
const page = await browser.newPage({ timezoneId: 'UTC' })

/** @type {string[]} */
const columns = []
for (const { label, width, globals } of looks) {
  await page.setViewportSize({ width, height: 600 })
  /** @type {string[]} */
  const images = []
  for (const state of shown) {
    const query = `id=prompt-states--${state}&viewMode=story&globals=${globals};motion:none;a11y.manual:!true`
    await page.goto(`http://localhost:${port}${base}iframe.html?${query}`)
    await page.waitForFunction(`globalThis.__STORYBOOK_PREVIEW__?.currentRender?.phase === 'finished'`)
    await page.evaluate('document.activeElement?.blur()')
    const shot = await page.getByRole('main').screenshot({ caret: 'hide' })
    images.push(`<img width="${width}" src="data:image/png;base64,${shot.toString('base64')}" alt="" />`)
  }
  columns.push(`<section><h2>${label}</h2>${images.join('')}</section>`)
}

await page.setViewportSize({ width: 1640, height: 800 })
await page.setContent(`
  <style>
    body { margin: 0; padding: 24px; display: flex; gap: 24px; background: #e8eaf0; font: 16px system-ui }
    section { display: grid; gap: 16px; align-content: start }
    h2 { margin: 0; font-size: 16px }
    img { display: block; border-radius: 12px }
  </style>
  ${columns.join('')}
`)
await page.screenshot({ path: join(root, '.github/images/states.png'), fullPage: true })
await browser.close()
server.close()
