import '@testing-library/jest-dom/vitest'
import { afterEach } from 'vitest'

// A test that runs as a server has no page, and loads what draws one once it has.
if (typeof document !== 'undefined') {
  const { cleanup, configure } = await import('@testing-library/react')
  // How long what is waited for may take: less would fail on a busy machine, and costs nothing where it comes.
  configure({
    asyncUtilTimeout: Number(process.env['ASYNC_UTIL_TIMEOUT_MS'] ?? 5000),
    // From the root: below it React mounts nothing twice.
    reactStrictMode: true,
  })
  afterEach(cleanup)
}
