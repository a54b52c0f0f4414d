import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.js'
import { servePages } from './pages.js'
import { createConsumer, type Consumer } from './project.js'

let consumer: Consumer

beforeAll(() => {
  consumer = createConsumer()
})

afterAll(() => {
  consumer.remove()
})

describe('a new project that installs the packed kit', () => {
  it.each(['tsconfig.json', 'tsconfig.nodenext.json', 'tsconfig.examples.json'])(
    'type-checks, the code of the README and the examples included, with %s',
    (config) => {
      expect(consumer.run('node_modules/.bin/tsc', '-p', config)).toBe('')
    },
  )

  it('renders on a server', () => {
    consumer.run('node_modules/.bin/vite', 'build', '--ssr', 'src/server.tsx', '--outDir', 'server')
    expect(consumer.run('node', 'server/server.js')).toContain('Change number')
  })

  it('changes a number behind a step-up in a browser with a strict content security policy', async () => {
    consumer.run('node_modules/.bin/vite', 'build')
    const pages = await servePages(join(consumer.folder, 'dist'))
    const { page, complaints, close } = await openBrowser()
    try {
      await page.goto(pages.url)

      await page.getByRole('button', { name: 'Change number' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('radio', { name: /text message/i }).check()
      await dialog.getByRole('button', { name: 'Send code' }).click()
      const code = dialog.getByRole('textbox')
      await code.waitFor()
      await code.fill(await page.evaluate("window.fake.lastCode('sms')"))
      await dialog.getByRole('button', { name: 'Verify' }).click()

      await page.getByRole('status').filter({ hasText: '+33612345678' }).waitFor()
      expect(await dialog.count()).toBe(0)
      expect(complaints).toEqual([])
    } finally {
      await close()
      await pages.close()
    }
  })

  it('runs the example of a Vitest test and of a story with a play function', () => {
    const printed = consumer.run('node_modules/.bin/vitest', 'run', '-c', 'examples/vitest.config.ts')
    expect(printed).toMatch(/Tests\s+2 passed/)
  })

  it('runs the example of a Playwright test, over the served fake', () => {
    const printed = consumer.run(
      'node_modules/.bin/playwright',
      'test',
      '-c',
      'examples/playwright.config.ts',
    )
    expect(printed).toContain('1 passed')
  })

  it.each(['page.test.tsx', 'page.stories.tsx', 'page.spec.ts'])(
    'the example %s is short enough to paste',
    (file) => {
      const lines = readFileSync(join(consumer.folder, 'examples', file), 'utf8')
        .trim()
        .split('\n')
      expect(lines.length).toBeLessThan(20)
    },
  )
})
