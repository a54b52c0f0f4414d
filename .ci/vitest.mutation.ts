import { defineConfig } from 'vitest/config'

const pure = {
  environment: 'node',
  include: ['test/{client,flow,core-sdk}/**/*.test.ts'],
  // A few of the random sequences: what they find late, the other tests find at once.
  env: { STEPUP_MODEL_RUNS: '0.01' },
  testTimeout: 3000,
}

/** In a DOM, without the random sequences: a mutant would cost ten seconds. */
const inDom = {
  environment: 'jsdom',
  exclude: ['test/**/*.browser.test.tsx', 'test/**/*.model.test.tsx'],
  setupFiles: ['test/setup-dom.ts'],
  // A killed mutant costs as long as a test waits for what never comes, and as the page that it then prints.
  env: { ASYNC_UTIL_TIMEOUT_MS: '1500', DEBUG_PRINT_LIMIT: '0' },
  testTimeout: 10_000,
}

/** What a mutant costs: a fraction of a second, a few seconds, half a minute. */
const stages = {
  pure,
  hooks: { ...inDom, include: ['test/hooks/*.test.tsx', 'test/security/guard.test.tsx'] },
  widgets: {
    ...inDom,
    include: [
      'test/core-sdk/*.test.tsx',
      'test/components/{EmailEditor,MfaCredentialManager,PasswordLogin,PhoneNumberEditor,StepUpDialog,StepUpGuard,StepUpPrompt,TrustedDeviceManager,edge-cases}.test.tsx',
    ],
  },
}

const stage = process.env['MUTATION_STAGE'] ?? 'pure'
if (stage !== 'pure' && stage !== 'hooks' && stage !== 'widgets')
  throw new Error(`No stage is called ${stage}.`)

export default defineConfig({ test: stages[stage] })
