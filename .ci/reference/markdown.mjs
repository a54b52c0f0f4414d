/** Markdown, and nothing of what it says. */
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { root } from '../entries.mjs'

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function table(head, rows) {
  if (rows.length === 0) return ''
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** @param {string} text */
function cell(text) {
  return text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')
}

/** @param {string} text */
export function code(text) {
  if (text === '') return ''
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

/** @param {string} text @param {string} [language] */
export function block(text, language = 'ts') {
  return `\`\`\`${language}\n${text}\n\`\`\``
}

/** What is there, with an empty line between. @param {readonly (string | false | undefined)[]} parts */
export function paragraphs(parts) {
  return parts.filter(Boolean).join('\n\n')
}

/** The id that a heading gets where the page is shown. @param {string} heading */
export function anchor(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-')
}

/** @param {string} markdown */
export async function pretty(markdown) {
  return format(markdown, { ...(await resolveConfig(join(root, 'package.json'))), parser: 'markdown' })
}
