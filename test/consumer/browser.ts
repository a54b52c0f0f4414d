import { chromium, type Page } from '@playwright/test'
import { chromiumLaunch } from '../../.ci/browsers.mjs'

export interface Visit {
  readonly page: Page
  /** Everything that the console warned of, and every error that nobody caught. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

/** A browser with one page, which listens to what the console says. */
export async function openBrowser(): Promise<Visit> {
  const browser = await chromium.launch(chromiumLaunch())
  const page = await browser.newPage({ locale: 'fr-FR', timezoneId: 'Asia/Tokyo' })
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, complaints, close: () => browser.close() }
}
