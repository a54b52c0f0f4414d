import '@testing-library/jest-dom/vitest'
import { afterEach } from 'vitest'

// A test that runs as a server has no page, and loads what draws one once it has.
if (typeof document !== 'undefined') {
  const { cleanup } = await import('@testing-library/react')
  afterEach(cleanup)
}
