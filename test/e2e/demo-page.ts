import { test as base } from '@playwright/test'
import { createFakeReachFive } from '../../src/testing/index.js'
import { middleware } from '../../src/testing/node.js'
import { servePage } from '../serve-page.js'

/** The demo's page in one script, with a ReachFive of its own for each worker: tests of two files do not meet. */
export const test = base.extend<object, { demoPage: string }>({
  demoPage: [
    async ({ browserName: _ }, provide) => {
      const fake = createFakeReachFive({ seed: 'smsAndEmail' })
      const site = await servePage(new URL('../../stories/demo/page.tsx', import.meta.url), middleware(fake))
      await provide(site.url)
      await site.close()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ demoPage }, provide) => provide(demoPage),
})

export { expect } from '@playwright/test'
