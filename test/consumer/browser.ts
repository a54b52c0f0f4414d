import { type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { chromiumLaunch } from '../../.ci/browsers.mjs'

export interface Visit {
  readonly page: Page
  /** Everything that the console warned of, and every error that nobody caught. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

/** A reader with another language and time zone than the server's. */
export const readerElsewhere = { locale: 'fr-FR', timezoneId: 'Asia/Tokyo' }

/** A browser with one page, which listens to what the console says. */
export async function openBrowser(options: BrowserContextOptions = {}): Promise<Visit> {
  const browser = await chromium.launch(chromiumLaunch())
  const page = await browser.newPage(options)
  return { page, complaints: complaintsOf(page), close: () => browser.close() }
}

/** Grows with every warning and every error from now on. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}
