import { defineConfig } from 'vitest/config'

/** What needs no DOM: a mutant costs half a second there, and three in a DOM. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/{client,flow,core-sdk}/**/*.test.ts'],
    // A few of the random sequences: what they find late, the other tests find at once.
    env: { STEPUP_MODEL_RUNS: '0.01' },
    testTimeout: 20_000,
  },
})
