/**
 * Makes src/styles/tokens.css and src/styles/themes.css from src/styles/tokens/*.tokens.json (W3C Design Tokens).
 * With `--check` nothing is written, and a file that is not current is an error.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import StyleDictionary from 'style-dictionary'
import { root } from './entries.mjs'

/**
 * @typedef {{ value: number, unit: string }} Dimension
 * @typedef {{ components: number[], alpha?: number, hex: string }} Color
 * @typedef {{ color: Color, offsetX: Dimension, offsetY: Dimension, blur: Dimension, spread: Dimension }} Shadow
 * @typedef {{ name: string, value: string, description: string | undefined }} Property
 */

const folder = join(root, 'src/styles')
const color = /#[\da-f]{6,8}\b/g

StyleDictionary.registerTransform({
  name: 'stepup/css',
  type: 'value',
  filter: () => true,
  transform: ({ $type, $value }) => cssOf($type, $value),
})

/**
 * The custom properties of some token files, in their order.
 *
 * @param {...string} names
 * @returns {Promise<Property[]>}
 */
export async function propertiesOf(...names) {
  const dictionary = new StyleDictionary({
    source: names.map((name) => join(folder, `tokens/${name}.tokens.json`)),
    log: { verbosity: 'silent', warnings: 'disabled' },
    platforms: { css: { transforms: ['name/kebab', 'stepup/css'], prefix: 'stepup' } },
  })
  const { allTokens } = await dictionary.getPlatformTokens('css')
  return allTokens.map(({ name, $value, $description }) => ({
    name: `--${name}`,
    value: String($value),
    description: $description,
  }))
}

// Not `light-dark()`: a host's build that compiles it for older browsers loses what it means inside a custom property.
const light = '--_stepup-light: initial; --_stepup-dark: ;'
const dark = '--_stepup-light: ; --_stepup-dark: initial;'

/** @param {...string} names */
const themes = (...names) => names.map((name) => `[data-stepup-theme~='${name}']`).join(', ')

/** @returns {Promise<Record<'tokens.css' | 'themes.css', string>>} */
export async function sheets() {
  const base = await propertiesOf('base')
  const standard = pairs(await propertiesOf('light'), await propertiesOf('dark'))
  const contrast = pairs(await propertiesOf('high-contrast.light'), await propertiesOf('high-contrast.dark'))
  const tokens = `
    /* Made by .ci/tokens.mjs from tokens/*.tokens.json. */
    @layer stepup-kit.tokens {
      :where(:root, [data-stepup-theme]) {
        /* Of each pair below the empty one vanishes and the other takes its fallback. */
        ${light}
        /* Follows the system; a theme settles it. */
        --stepup-color-scheme: light dark;
        ${declarations([...base, ...standard])}
      }
      @media (prefers-color-scheme: dark) { :where(:root, [data-stepup-theme]) { ${dark} } }
      @media (prefers-contrast: more) { :where(:root, ${themes('light', 'dark')}) { ${declarations(contrast, false)} } }
      :where(${themes('light', 'soft', 'dense')}) { ${light} --stepup-color-scheme: light; }
      :where(${themes('dark')}) { ${dark} --stepup-color-scheme: dark; }
    }`
  const looks = `
    /* Made by .ci/tokens.mjs from tokens/*.tokens.json. */
    @layer stepup-kit.tokens {
      :where(${themes('high-contrast')}) { ${declarations(contrast, false)} }
      :where(${themes('soft')}) { ${declarations(await propertiesOf('soft'), false)} }
      :where(${themes('dense')}) { ${declarations(await propertiesOf('dense'), false)} }
    }`
  return { 'tokens.css': await pretty(tokens), 'themes.css': await pretty(looks) }
}

/**
 * @param {Property[]} light
 * @param {Property[]} dark
 */
function pairs(light, dark) {
  return light.map(({ name, value, description }) => {
    const other = dark.find((property) => property.name === name)?.value
    if (other === undefined || other.replace(color, '') !== value.replace(color, '')) {
      throw new Error(`${name} has to differ between light and dark in its colours alone.`)
    }
    const darkColors = other.match(color) ?? []
    let index = 0
    const both = value.replace(
      color,
      (found) => `var(--_stepup-light, ${found}) var(--_stepup-dark, ${darkColors[index++]})`,
    )
    return { name, description, value: value === other ? value : both }
  })
}

/**
 * @param {Property[]} properties
 * @param {boolean} [commented]
 */
function declarations(properties, commented = true) {
  return properties
    .map(({ name, value, description }) =>
      commented && description ? `/* ${description} */\n${name}: ${value};` : `${name}: ${value};`,
    )
    .join('\n')
}

/**
 * @param {string | undefined} type
 * @param {unknown} value
 * @returns {string}
 */
function cssOf(type, value) {
  switch (type) {
    case 'color':
      return colorOf(/** @type {Color} */ (value))
    case 'dimension':
    case 'duration':
      return lengthOf(/** @type {Dimension} */ (value))
    case 'fontFamily':
      return /** @type {string[]} */ (value)
        .map((name) => (name.includes(' ') ? `'${name}'` : name))
        .join(', ')
    case 'shadow':
      return /** @type {Shadow[]} */ (value)
        .map(({ color, offsetX, offsetY, blur, spread }) =>
          [offsetX, offsetY, blur, spread].map(lengthOf).concat(colorOf(color)).join(' '),
        )
        .join(', ')
    default:
      return String(value)
  }
}

/** @param {Color} color */
function colorOf({ hex, alpha = 1 }) {
  if (alpha === 1) return hex
  return `${hex}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`
}

/** @param {Dimension} dimension */
function lengthOf({ value, unit }) {
  return value === 0 ? '0' : `${value}${unit}`
}

/** @param {string} css */
async function pretty(css) {
  return format(css, { ...(await resolveConfig(join(root, 'package.json'))), parser: 'css' })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, css] of Object.entries(await sheets())) {
    const path = join(folder, file)
    if (!process.argv.includes('--check')) writeFileSync(path, css)
    else if (readFileSync(path, 'utf8') !== css) {
      console.error(`src/styles/${file} is not current: run "node .ci/tokens.mjs".`)
      process.exitCode = 1
    }
  }
}
