import type { Locator } from '@playwright/test'

/** Key by key, as a person does: what Playwright's `fill` writes in Firefox, React takes for its own. */
export async function type(target: Locator, text: string): Promise<void> {
  await target.selectText()
  await target.pressSequentially(text)
}

/** One field of a logged body. */
export const field = (value: unknown, name: string): unknown => Reflect.get(Object(value), name)
