import { defineConfig } from 'vitest/config'

/** The pure parts alone: a mutant costs half a second there, and three in a DOM. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/{client,flow,internal,messages}/**/*.test.ts'],
    testTimeout: 20_000,
  },
})
