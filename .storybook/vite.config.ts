import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Not the library's own configuration, which builds a package. */
export default defineConfig({
  plugins: [react()],
  publicDir: false,
  build: { chunkSizeWarningLimit: 2000 },
})
