import { states } from '../../stories/support/states.js'
import { expect, readStories, test } from './storybook.js'

const stories = readStories()

/** The looks that are compared. The text stays English, so that no font but Storybook's own is drawn. */
const looks = {
  light: { theme: 'light', direction: 'ltr' },
  dark: { theme: 'dark', direction: 'ltr' },
  rtl: { theme: 'light', direction: 'rtl' },
}

const font = `
  @font-face { font-family: 'Story Sans'; src: url('./sb-common-assets/nunito-sans-regular.woff2') }
  @font-face { font-family: 'Story Sans'; font-weight: 700; src: url('./sb-common-assets/nunito-sans-bold.woff2') }
  :root:root { --stepup-font: 'Story Sans'; --stepup-font-mono: 'Story Sans'; --stepup-weight-strong: 700 }
`

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

for (const name of Object.keys(states)) {
  const id = `prompt-states--${kebab(name)}`

  test(`the state ${name} looks as it did`, async ({ storybook }) => {
    expect(stories.map((story) => story.id)).toContain(id)
    const { page, open, set, takeErrors } = storybook
    await page.setViewportSize({ width: 400, height: 800 })
    await page.emulateMedia({ colorScheme: 'light' })
    await open(id)
    await page.addStyleTag({ content: font })
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    for (const [look, globals] of Object.entries(looks)) {
      await set(globals)
      await page.evaluate(() =>
        document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
      )
      await expect.soft(page.getByRole('main')).toHaveScreenshot(`${kebab(name)}.${look}.png`)
    }
    expect(takeErrors()).toEqual([])
  })
}
