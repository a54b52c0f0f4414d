import { defineConfig, devices } from '@playwright/test'
import { chromiumLaunch, findBrowser } from './.ci/browsers.mjs'

const port = 4173
const baseURL = `http://localhost:${port}`

const chromium = { ...devices['Desktop Chrome'], launchOptions: chromiumLaunch() }

/** What brings a server of its own. */
const apart = ['conformance.spec.ts', 'faults.spec.ts', 'secrets.spec.ts', 'without-sso.spec.ts']

/** A second engine goes the demo's way where it is installed. */
const firefox = findBrowser('firefox')

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: { timeout: 10_000 },
  use: { baseURL, trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  webServer: {
    command: `npm start -- --port ${port} --strictPort`,
    url: baseURL,
    timeout: 120_000,
    reuseExistingServer: false,
  },
  projects: [
    // The demo has one fake ReachFive, which all its pages share: one at a time.
    { name: 'chromium', testIgnore: apart, workers: 1, use: chromium },
    { name: 'chromium-apart', testMatch: apart, workers: 1, use: chromium },
    ...(firefox === undefined
      ? []
      : [
          {
            name: 'firefox',
            dependencies: ['chromium'],
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
