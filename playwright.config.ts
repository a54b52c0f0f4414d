import { defineConfig, devices } from '@playwright/test'
import { chromiumLaunch, findBrowser } from './.ci/browsers.mjs'

const port = 4173
const baseURL = `http://localhost:${port}`

// Drawn once for the runner and all its workers: which share of the faults this run tries.
process.env['FAULTS_SEED'] ??= String(Math.floor(Math.random() * 8))

const chromium = { ...devices['Desktop Chrome'], launchOptions: chromiumLaunch() }

/** A second engine goes the demo's way where it is installed. */
const firefox = findBrowser('firefox')

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  // Two browsers at once would take longer on two cores; and the demo has one fake ReachFive for all its pages.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // A trace would cost a third of the time: "npx playwright test --trace on" makes one.
  use: { baseURL, screenshot: 'only-on-failure' },
  webServer: {
    command: `npm start -- --port ${port} --strictPort`,
    url: baseURL,
    timeout: 120_000,
    reuseExistingServer: false,
  },
  projects: [
    { name: 'chromium', use: chromium },
    ...(firefox === undefined
      ? []
      : [
          {
            name: 'firefox',
            testMatch: 'demo.spec.ts',
            use: {
              ...devices['Desktop Firefox'],
              launchOptions: { executablePath: firefox.path },
              ...(firefox.kind === 'system' ? { channel: 'moz-firefox' } : {}),
            },
          },
        ]),
  ],
})
