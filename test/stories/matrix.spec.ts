import { inspect } from './inspect.js'
import { pairsIn, pairsOf, pairwise, product } from './pairwise.js'
import { expect, readStories, test } from './storybook.js'

const stories = readStories()

const isAll = Boolean(process.env['STORIES_ALL'])

// Long texts and narrow pages have to do with each other, so every story meets them together.
// Text of 200 % is asked for at a common width, not on a phone.
const screens = ['en 320 100', 'de 320 100', 'en-XA 320 100', 'en 1024 100', 'ar 1024 100', 'en-XA 1024 200']
const otherScreens = ['ar 320 100', 'de 1024 100', 'en-XA 1024 100']

const looks = {
  theme: ['light', 'dark', 'high-contrast', 'high-contrast dark', 'soft', 'dense'],
  screen: isAll ? [...screens, ...otherScreens] : screens,
  direction: ['ltr', 'rtl'],
}

/** Every story meets every theme, direction and screen; between those every two meet somewhere. */
const factors = { story: stories.map(({ id }) => id), ...looks }
const rows = isAll ? product(factors) : pairwise(factors)

test('the combinations hold every pair', () => {
  const held = new Set(rows.flatMap((row) => pairsIn(row)))
  expect([...pairsOf(factors)].filter((pair) => !held.has(pair))).toEqual([])
})

const hasPlay = `Boolean(globalThis.__STORYBOOK_PREVIEW__?.currentRender?.story?.playFunction)`

for (const { id, title, name } of stories) {
  test(`${title} › ${name}: nothing to find`, async ({ storybook }) => {
    const { page, open, set, takeErrors } = storybook
    await page.setViewportSize({ width: 1024, height: 900 })
    await open(id)
    if (name !== 'Playground') expect(await page.evaluate(hasPlay), 'a play function asserts').toBe(true)
    const findings = takeErrors().map((error) => `at the start: ${error}`)
    for (const { story, theme = '', screen = '', direction = '' } of rows) {
      if (story !== id) continue
      const [themeName = '', scheme] = theme.split(' ')
      const [language = '', width, textSize = ''] = screen.split(' ')
      await page.setViewportSize({ width: Number(width), height: 900 })
      await page.emulateMedia({ colorScheme: scheme === 'dark' ? 'dark' : 'light' })
      await set({ theme: themeName, language, direction, textSize })
      const found = [...(await page.evaluate(inspect)), ...takeErrors()]
      const look = `${theme}, ${language}, ${direction}, ${width} px, text ${textSize} %`
      findings.push(...found.map((finding) => `${look}: ${finding}`))
    }
    expect(findings).toEqual([])
  })
}
