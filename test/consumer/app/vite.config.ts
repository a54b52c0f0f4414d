import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The fake that `stepup-kit-fake-api` serves, on the page's own origin, so that its cookies are the page's. */
const fake = 'http://127.0.0.1:4010'

export default defineConfig({
  plugins: [react()],
  build: { assetsInlineLimit: 0 },
  server: { proxy: { '/identity': fake, '/oauth': fake, '/__fake': fake } },
})
