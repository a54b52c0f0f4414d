import { defineConfig, devices } from '@playwright/test'
import { chromiumLaunch } from './.ci/browsers.mjs'
import { base } from './.ci/serve-storybook.mjs'

const port = 4174
const chromium = chromiumLaunch()

/** What is looked at in the built Storybook: `npm run test:stories`. */
export default defineConfig({
  testDir: 'test/stories',
  outputDir: 'test-results/stories',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  timeout: process.env['STORIES_ALL'] ? 180_000 : 60_000,
  snapshotPathTemplate: 'test/visual/__images__/{arg}{ext}',
  expect: {
    timeout: 30_000,
    // Another version of the browser draws edges a little differently; a moved or missing part is far above this.
    toHaveScreenshot: { threshold: 0.3, maxDiffPixelRatio: 0.02, animations: 'disabled', caret: 'hide' },
  },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://localhost:${port}${base}`,
    timezoneId: 'UTC',
    locale: 'en-GB',
    launchOptions: {
      ...chromium,
      args: [...chromium.args, '--font-render-hinting=none', '--disable-lcd-text'],
    },
  },
  webServer: {
    command: `node .ci/serve-storybook.mjs --port ${port}`,
    url: `http://localhost:${port}${base}index.json`,
    reuseExistingServer: false,
  },
})
