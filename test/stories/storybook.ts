import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Page, test as base } from '@playwright/test'

const root = join(import.meta.dirname, '../..')

/** A story of the built Storybook. */
export interface StoryEntry {
  id: string
  title: string
  name: string
}

/** The stories of the built Storybook, in its order. */
export function readStories(): StoryEntry[] {
  const index: unknown = JSON.parse(readFileSync(join(root, 'storybook-static/index.json'), 'utf8'))
  const entries: unknown =
    typeof index === 'object' && index !== null ? Reflect.get(index, 'entries') : undefined
  if (typeof entries !== 'object' || entries === null) throw new Error('The built Storybook has no index.')
  return Object.values(entries).filter(isStory)
}

function isStory(entry: unknown): entry is StoryEntry {
  return typeof entry === 'object' && entry !== null && 'type' in entry && entry.type === 'story'
}

export type Globals = Readonly<Record<string, string>>

/** One page of the browser, and what was wrong in it since it was asked last. */
export interface StoryPage {
  page: Page
  /** Loads a story and waits for the end of its play function. */
  open: (id: string, globals?: Globals) => Promise<void>
  /** Sets toolbars of the story that is shown; it keeps its state. */
  set: (globals: Globals) => Promise<void>
  /** What the console, the page and the network said. */
  takeErrors: () => string[]
}

const finished = `new Promise((resolve) => {
  const phase = () => globalThis.__STORYBOOK_PREVIEW__?.currentRender?.phase
  const look = () => (/^(finished|errored|aborted)$/.test(phase() ?? '') ? resolve(phase()) : setTimeout(look, 10))
  look()
})`

const setGlobals = (globals: Globals) => `new Promise((resolve) => {
  const channel = globalThis.__STORYBOOK_ADDONS_CHANNEL__
  channel.once('storyRendered', () => requestAnimationFrame(() => resolve()))
  channel.emit('updateGlobals', { globals: ${JSON.stringify(globals)} })
})`

/** What the console, the page and the network say from now on. */
export function collectErrors(page: Page, baseURL: string): string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`console: ${message.text().slice(0, 400)}`)
  })
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(baseURL) && !/^(data|blob):|favicon/.test(url))
      errors.push(`a request left the page: ${url}`)
  })
  return errors
}

/** Each worker has one page, so that what every story loads is loaded once. */
export const test = base.extend<object, { storybook: StoryPage }>({
  storybook: [
    async ({ browser }, use, { project }) => {
      const { baseURL = '', timezoneId = 'UTC', locale = 'en' } = project.use
      const context = await browser.newContext({ baseURL, timezoneId, locale, reducedMotion: 'reduce' })
      await context.addInitScript({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') })
      const page = await context.newPage()
      const errors = collectErrors(page, baseURL)
      await use({
        page,
        async open(id, globals = {}) {
          const chosen = Object.entries({ motion: 'none', ...globals }).map(
            ([name, value]) => `${name}:${value}`,
          )
          const query = `id=${id}&viewMode=story&globals=${[...chosen, 'a11y.manual:!true'].join(';')}`
          await page.goto(`iframe.html?${query}`)
          const phase: unknown = await page.evaluate(finished)
          if (phase !== 'finished') errors.push(`the story ended as ${String(phase)}`)
        },
        set: async (globals) => void (await page.evaluate(setGlobals(globals))),
        takeErrors: () => errors.splice(0),
      })
      await context.close()
    },
    { scope: 'worker' },
  ],
})

export { expect } from '@playwright/test'
