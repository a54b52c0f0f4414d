import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import type { TestProjectConfiguration } from 'vitest/config'
import { browserProjects } from './.ci/engines.ts'
import { clientDirectives } from './.ci/client-directives.ts'
import { withoutElementMarks } from './.ci/element-marks.ts'
import { entries, root } from './.ci/entries.mjs'
import { styleSheet } from './.ci/styles.ts'

const react18 = join(root, 'test/react18/node_modules')

/** Files without a page share what a worker has loaded: loading took longer than testing. */
const inWorkers = { pool: 'threads', isolate: false } as const

const domTests = {
  environment: 'jsdom',
  include: ['test/{hooks,components,react,core-sdk,server,security}/**/*.test.tsx'],
  exclude: ['test/**/*.browser.test.tsx'],
  setupFiles: ['test/setup-dom.ts'],
  testTimeout: 20_000,
}
/** What differs between engines: typing, selecting, pasting, timers and the look of the two inputs. */
const engineTests = {
  include: ['test/components/{OtpInput,ResendCountdown}.*browser.test.tsx', 'test/react/*.browser.test.tsx'],
  testTimeout: 30_000,
}
const browserTests = { include: ['test/**/*.browser.test.{ts,tsx}'], testTimeout: 30_000 }

const projects: TestProjectConfiguration[] = [
  {
    extends: true,
    test: {
      ...inWorkers,
      name: 'architecture',
      include: ['test/{architecture,ci}/**/*.test.ts'],
      testTimeout: 30_000,
    },
  },
  {
    extends: true,
    test: {
      ...inWorkers,
      name: 'unit',
      environment: 'node',
      include: ['test/{client,flow,internal,messages,testing,core-sdk,security}/**/*.test.ts'],
      testTimeout: 20_000,
    },
  },
  { extends: true, test: { ...domTests, name: 'dom' } },
  {
    // The same tests on the oldest peers that are supported. Inlined packages follow the alias as the sources do.
    extends: true,
    resolve: {
      // Testing Library names its ES module only there.
      mainFields: ['module', 'main'],
      alias: Object.fromEntries(
        ['react', 'react-dom', '@tanstack/react-query', 'react-hook-form'].map((name) => [
          name,
          join(react18, name),
        ]),
      ),
    },
    test: {
      ...domTests,
      // What has nothing to do with the age of the peers is run once.
      exclude: [...domTests.exclude, 'test/{core-sdk,security}/**', 'test/**/*.model.test.tsx'],
      name: 'dom-react18',
      env: { EXPECTED_REACT: '18.2.0' },
      server: { deps: { inline: [/@testing-library\/react/, /@tanstack\/react-query/, /react-hook-form/] } },
    },
  },
  { extends: true, test: { ...browserTests, name: 'chromium', browser: browserProjects.chromium } },
  {
    extends: true,
    test: {
      ...engineTests,
      name: 'firefox',
      setupFiles: ['.ci/firefox-frame.ts'],
      browser: browserProjects.firefox,
    },
  },
  {
    extends: true,
    test: {
      ...engineTests,
      name: 'webkit',
      globalSetup: ['.ci/webkit-driver.ts'],
      setupFiles: ['.ci/webkit-pointer.ts'],
      browser: browserProjects.webkit,
    },
  },
  {
    extends: true,
    test: {
      name: 'package',
      include: ['test/package/**/*.test.ts'],
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  },
  {
    extends: true,
    test: {
      name: 'consumer',
      include: ['test/consumer/*.test.ts'],
      testTimeout: 240_000,
      hookTimeout: 240_000,
    },
  },
]

if (existsSync(join(root, '.storybook/main.ts'))) {
  projects.push({
    extends: true,
    plugins: [storybookTest({ configDir: join(root, '.storybook') })],
    test: { name: 'storybook', testTimeout: 30_000, browser: browserProjects.chromium },
  })
}

export default defineConfig({
  publicDir: false,
  plugins: [react(), styleSheet(), withoutElementMarks(), clientDirectives()],
  build: {
    lib: {
      entry: entries.map((source) => join(root, source)),
      formats: ['es'],
    },
    target: 'es2022',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      external: (id) => !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('\0'),
      output: {
        // Module by module, so that a dynamic import stays one although the entry names its target as well.
        preserveModules: true,
        preserveModulesRoot: 'src',
        entryFileNames: '[name].js',
      },
    },
  },
  optimizeDeps: {
    // What the browser tests import: found only on the way, it would make the server reload a page with a test in it.
    include: [
      'react',
      'react/jsx-dev-runtime',
      'react-dom',
      'react-dom/client',
      'react-dom/server.browser',
      'react-hook-form',
      '@tanstack/react-query',
      'libphonenumber-js/min/es6',
      'axe-core',
      'dom-accessibility-api',
      'vitest-browser-react',
    ],
  },
  test: { projects },
})
