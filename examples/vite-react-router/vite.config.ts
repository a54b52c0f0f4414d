import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Your ReachFive domain; without one, what `npm run fake` serves. */
const reachFive = process.env['REACHFIVE_ORIGIN'] ?? 'http://127.0.0.1:4010'

/** On the page's own origin, so that its session cookie is first-party. */
const proxy = Object.fromEntries(
  ['/identity', '/oauth', '/__fake'].map((path) => [path, { target: reachFive }]),
)

export default defineConfig({
  plugins: [react()],
  server: { proxy },
  preview: { proxy },
})
