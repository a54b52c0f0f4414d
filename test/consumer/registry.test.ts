import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import type AxeCore from 'axe-core'
import { registryItemSchema } from 'shadcn/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumLaunch } from '../../.ci/browsers.mjs'
import { root } from '../../.ci/entries.mjs'
import { complaintsOf } from './browser.js'
import { type Pages, servePages } from './pages.js'
import { type Consumer, createProject } from './project.js'

declare global {
  interface Window {
    axe: typeof AxeCore
    fake: { lastCode(channel: string): string }
  }
}

const shadcn = join(root, 'node_modules/.bin/shadcn')
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

let project: Consumer
let registry: Pages

beforeAll(async () => {
  project = createProject('registry-app')
  const items = join(project.folder, 'r')
  execFileSync(shadcn, ['build', 'registry/registry.json', '--output', items], { cwd: root, stdio: 'pipe' })
  registry = await servePages(items)
  await project.runBeside(shadcn, ['add', `${registry.url}step-up.json`, '--yes'], {
    // Whatever it would ask of shadcn's own registry is asked of this server, and seen.
    REGISTRY_URL: `${registry.url}shadcn`,
    npm_config_prefer_offline: 'true',
    npm_config_ignore_scripts: 'true',
  })
})

afterAll(async () => {
  await registry?.close()
  project?.remove()
})

describe('the registry', () => {
  it.each(['otp-input', 'step-up'])('has the item %s, in the form that the schema asks for', (name) => {
    const item = registryItemSchema.parse(JSON.parse(inProject(`r/${name}.json`)))
    expect(item.name).toBe(name)
    expect(item.files?.every(({ content }) => content !== undefined && content !== '')).toBe(true)
  })

  it('needs no other item, and no other registry', () => {
    expect(new Set(registry.asked)).toEqual(new Set(['/step-up.json']))
  })
})

describe('a new project with Tailwind that copies the step-up', () => {
  it('gets the sources at its own places, with its own alias, and the style sheet below its utilities', () => {
    expect(inProject('src/parts/step-up-dialog.tsx')).toContain("from '~/parts/step-up-prompt'")
    expect(inProject('src/parts/step-up-prompt.tsx')).toContain("from '~/parts/base/otp-input'")
    expect(inProject('src/parts/base/otp-input.tsx')).toContain("from 'stepup-kit'")
    expect(inProject('src/index.css')).toContain("@import 'stepup-kit/styles.css' layer(components);")
  })

  it('keeps the kit that is installed already', () => {
    expect(JSON.parse(inProject('package.json'))).toMatchObject({
      dependencies: {
        'stepup-kit': expect.stringMatching(/^file:.*\.tgz$/),
        '@tanstack/react-query': expect.any(String),
        'react-hook-form': expect.any(String),
      },
    })
  })

  it('type-checks', () => {
    expect(project.run('node_modules/.bin/tsc', '-p', 'tsconfig.json')).toBe('')
  })

  describe('in a browser, built', () => {
    let pages: Pages
    let browser: Browser

    beforeAll(async () => {
      project.run('node_modules/.bin/vite', 'build')
      pages = await servePages(join(project.folder, 'dist'))
      browser = await chromium.launch(chromiumLaunch())
    })

    afterAll(async () => {
      await browser?.close()
      await pages?.close()
    })

    it.each(['light', 'dark'])(
      'changes a number behind its own dialog on a narrow page, accessible at each step: %s',
      async (theme) => {
        const { page, complaints } = await open(theme)
        const dialog = page.getByRole('dialog', { name: 'Confirm it’s you' })

        await page.getByRole('button', { name: 'Change number' }).click()
        await dialog.getByRole('radio', { name: /text message/i }).check()
        await inspect(page, `${theme}-choose`)
        await dialog.getByRole('button', { name: 'Send code' }).click()

        const code = dialog.getByRole('textbox', { name: 'Code' })
        await code.waitFor()
        expect(await code.evaluate((box) => box === document.activeElement)).toBe(true)
        await code.fill('000000')
        await dialog.getByRole('button', { name: 'Verify' }).click()
        await dialog.getByRole('alert').filter({ hasText: 'That code isn’t right' }).waitFor()
        expect(await code.getAttribute('aria-invalid')).toBe('true')
        await inspect(page, `${theme}-enter`)

        await code.fill(await page.evaluate(() => window.fake.lastCode('sms')))
        await dialog.getByRole('button', { name: 'Verify' }).click()
        await page.getByRole('status').filter({ hasText: '+33612345678' }).waitFor()
        expect(await dialog.count()).toBe(0)
        expect(complaints).toEqual([])
        await page.close()
      },
    )

    it('gives the call back and the focus to its button when it is dismissed with Escape', async () => {
      const { page, complaints } = await open('light')
      const opener = page.getByRole('button', { name: 'Change number' })
      await opener.click()
      await page.getByRole('dialog').getByRole('radio').first().waitFor()
      await page.keyboard.press('Escape')
      await page.getByText('StepUpCancelledError').waitFor()
      expect(await page.getByRole('dialog').count()).toBe(0)
      expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true)
      expect(complaints).toEqual([])
      await page.close()
    })

    async function open(theme: string): Promise<{ page: Page; complaints: readonly string[] }> {
      const page = await browser.newPage({
        viewport: { width: 320, height: 640 },
        reducedMotion: 'reduce',
        locale: 'en',
      })
      const complaints = complaintsOf(page)
      await page.addInitScript({ path: axe })
      await page.goto(pages.url)
      await page.evaluate((name) => document.documentElement.classList.add(name), theme)
      return { page, complaints }
    }
  })
})

/** Nothing that axe finds, and nothing wider than the page. With `SHOTS`, an image in that folder. */
async function inspect(page: Page, name: string): Promise<void> {
  const findings = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document)
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  })
  expect(findings).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) })
}

function inProject(path: string): string {
  return readFileSync(join(project.folder, path), 'utf8')
}
