import { defineConfig } from '@playwright/test'

const executablePath = process.env['CHROMIUM_PATH']

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  use: {
    baseURL: 'http://localhost:4011',
    launchOptions: { args: ['--no-sandbox'], ...(executablePath && { executablePath }) },
  },
  webServer: [
    {
      cwd: '..',
      command: 'npx stepup-kit-fake-api --port 4010 --seed smsAndEmail',
      url: 'http://127.0.0.1:4010/__fake/inbox',
    },
    { cwd: '..', command: 'npx vite --port 4011 --strictPort', url: 'http://localhost:4011/examples/' },
  ],
})
