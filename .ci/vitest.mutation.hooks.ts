import { defineConfig } from 'vitest/config'

/** What goes through the hooks, in a DOM, without the random sequences: a mutant would cost ten seconds. */
export default defineConfig({
  test: {
    environment: 'jsdom',
    include: [
      'test/hooks/*.test.tsx',
      'test/core-sdk/*.test.tsx',
      'test/components/{EmailEditor,MfaCredentialManager,PasswordLogin,PhoneNumberEditor,StepUpDialog,StepUpGuard,StepUpPrompt,TrustedDeviceManager,edge-cases}.test.tsx',
    ],
    exclude: ['test/**/*.browser.test.tsx', 'test/**/*.model.test.tsx'],
    setupFiles: ['test/setup-dom.ts'],
    testTimeout: 20_000,
  },
})
