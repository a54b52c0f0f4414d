import { configure, render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { createHost, type HostOptions } from './forms.host.js'

export type { HostOptions as SetupOptions } from './forms.host.js'

// A busy machine takes its time.
configure({ asyncUtilTimeout: 5000 })

/** One widget on the host's page. */
export function setup(ui: ReactNode, options: HostOptions = {}) {
  const { page, ...host } = createHost(options)
  const { container, unmount } = render(page(ui))
  return { ...host, user: userEvent.setup(), container, unmount }
}
