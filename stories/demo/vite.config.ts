import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { createFakeReachFive } from '../../src/testing/index.js'
import { middleware } from '../../src/testing/node.js'

/** The embedded fake ReachFive, on the origin of the page: `/identity/v1`, `/oauth` and its control endpoint. */
function fakeReachFive(): Plugin {
  return {
    name: 'fake-reachfive',
    configureServer(server) {
      const fake = createFakeReachFive({ seed: 'smsAndEmail' })
      server.middlewares.use(middleware(fake))
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite-demo',
  plugins: [react(), fakeReachFive()],
  optimizeDeps: {
    // Found only when it is first asked for, it would make the server reload the page, and lose what was typed.
    include: ['libphonenumber-js/min/es6'],
  },
  server: { port: 5173 },
})
