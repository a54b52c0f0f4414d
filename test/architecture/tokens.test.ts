import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../.ci/entries.mjs'
import { propertiesOf, sheets } from '../../.ci/tokens.mjs'
import { filesIn, read } from './source.js'

/** A theme as it is seen: the names of its token files, the later winning. */
const themes: Record<string, string[]> = {
  light: ['light'],
  dark: ['dark'],
  'high contrast, light': ['light', 'high-contrast.light'],
  'high contrast, dark': ['dark', 'high-contrast.dark'],
  soft: ['light', 'soft'],
  dense: ['light', 'dense'],
}

/** What stands on what, and the least contrast (WCAG 1.4.3, 1.4.11). */
const pairs: [ink: string, ground: string, ratio: number][] = [
  ...['text', 'text-muted', 'accent', 'danger', 'success'].flatMap((ink): [string, string, number][] => [
    [ink, 'surface', 4.5],
    [ink, 'surface-raised', 4.5],
  ]),
  ['accent-text', 'accent', 4.5],
  ['accent-text', 'danger', 4.5],
  ['border-strong', 'surface', 3],
  ['focus', 'surface', 3],
  ['focus', 'surface-raised', 3],
]

describe('design tokens', () => {
  it('are what the style sheets are made of: "npm run tokens" has been run', async () => {
    for (const [file, css] of Object.entries(await sheets())) expect(read(`src/styles/${file}`)).toBe(css)
  })

  describe.each(Object.entries(themes))('%s', (_, files) => {
    it.each(pairs)('%s on %s', async (ink, ground, ratio) => {
      const colors = await colorsOf(files)
      expect(contrast(colors(ink), colors(ground))).toBeGreaterThanOrEqual(ratio)
    })

    it('text stays readable on the tints of what is chosen and of messages', async () => {
      const colors = await colorsOf(files)
      for (const tone of ['accent', 'danger', 'success']) {
        const tint = mix(colors(tone), colors('surface'), 0.06)
        expect(contrast(colors('text'), tint)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(colors('text-muted'), tint)).toBeGreaterThanOrEqual(4.5)
      }
    })
  })

  it('say a colour the same way in numbers and in hexadecimal', () => {
    for (const file of filesIn('src/styles/tokens', '.json')) {
      const text = readFileSync(join(root, file), 'utf8')
      for (const [, numbers = '', hex = ''] of text.matchAll(
        /"components": \[([^\]]+)\][^}]*?"hex": "#(\w{6})"/g,
      )) {
        expect(
          numbers.split(',').map((number) => Math.round(Number(number) * 255)),
          file,
        ).toEqual(rgbOf(`#${hex}`))
      }
    }
  })
})

describe('the style sheets', () => {
  const own = [...filesIn('src/components', '.css'), ...filesIn('src/styles', '.css')]

  it('use logical properties alone', () => {
    const physical =
      /(?:^|[\s;{])((?:margin|padding|border|inset)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|(?:min|max)-(?:width|height)|text-align:\s*(?:left|right))\s*:/m
    expect(own.filter((file) => physical.test(read(file)))).toEqual([])
  })

  it('know no custom property but those of the tokens and their own', async () => {
    const known = new Set((await propertiesOf('base', 'light')).map(({ name }) => name))
    const optional = /^--stepup-(color-scheme|otp-)/
    const unknown = own.flatMap((file) =>
      [...read(file).matchAll(/var\((--stepup-[\w-]+)/g)]
        .map(([, name = '']) => name)
        .filter((name) => !known.has(name) && !optional.test(name))
        .map((name) => `${file} ${name}`),
    )
    expect(unknown).toEqual([])
  })

  // In a custom property it is compiled to two values, and every colour is lost.
  it("survive a host's build for older browsers: no light-dark()", () => {
    expect(own.filter((file) => read(file).includes('light-dark('))).toEqual([])
  })

  it('take part in the layers', () => {
    const outside = own
      .filter((file) => !file.endsWith('styles/index.css'))
      .filter((file) => !/^(\/\*[^]*?\*\/\s*)*@layer stepup-kit\.\w+ \{[^]*\}\s*$/.test(read(file)))
    expect(outside).toEqual([])
  })
})

type Rgb = readonly number[]

async function colorsOf(files: readonly string[]): Promise<(name: string) => Rgb> {
  const values = new Map<string, string>()
  for (const file of files) for (const { name, value } of await propertiesOf(file)) values.set(name, value)
  return (name) => rgbOf(values.get(`--stepup-color-${name}`) ?? '')
}

function rgbOf(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}

function mix(color: Rgb, ground: Rgb, share: number): Rgb {
  return color.map((channel, index) => channel * share + (ground[index] ?? 0) * (1 - share))
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color
    .map((channel) => channel / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(ink: Rgb, ground: Rgb): number {
  const [light = 0, dark = 0] = [luminance(ink), luminance(ground)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}
