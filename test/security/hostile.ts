/** What a server, or who speaks in its place, might put where a text is expected. */
export const hostileTexts = {
  markup:
    '<img src=x onerror="window.executed=1"><svg onload="window.executed=1"></svg><script>window.executed=1</script>',
  'a script as an address': 'javascript:window.executed=1//',
  'text that turns the line around': 'file\u202Egnp.exe',
  'an isolate that is never closed': 'a\u2067b\u202Bc',
  'an end of our isolate, then a turn': 'x\u2069\u202Eteg ot kcilc',
  'nothing to see': '\u200B\u200D\uFEFF\u00AD\u2060',
  'a hundred thousand characters': 'x'.repeat(100_000),
  'halves of characters': '\uD800 and \uDC00',
  'control characters': 'a\u0000b\u0007\u001B[31mc',
  'line ends': 'a\nb\r\nc\u2028d',
  __proto__key: '__proto__',
  constructor: 'constructor',
  toString: 'toString',
  'places of our own sentences': '{count} {target} {{device}} {n, plural, other {#}} $& $1 %s',
  entities: '&lt;b&gt;&#x202E;&nbsp;&amp;',
  nothing: '',
} as const
export type HostileText = keyof typeof hostileTexts

/** Stands for what JSON can say and JavaScript can't write as JSON: `1e999` is read as infinity. */
const infinity = '@infinity'

/** Every text, and what is no text: where one is expected, or a number, or a list. By the name of its kind. */
export const hostileValues: readonly (readonly [kind: string, value: unknown])[] = [
  ...Object.entries(hostileTexts),
  ['zero', 0],
  ['below zero', -1],
  ['far below zero', -1e300],
  ['far too much', 1e300],
  ['less than the least', 5e-324],
  ['more than can be counted', 2 ** 53 + 2],
  ['infinity', infinity],
  ['infinity below zero', `-${infinity}`],
  ['a number as text', '300'],
  ['no number as text', 'NaN'],
  ['yes', true],
  ['no', false],
  ['null', null],
  ['no items', []],
  ['items of every kind', [null, 0, 'text', {}, [], true]],
  ['an empty object', {}],
  ['keys that every object has', JSON.parse(withPrototypeKeys('{"a":1}'))],
  ['an object in place of a text', { toString: 'x', valueOf: 1, length: 3, 0: 'a' }],
  ['a list a thousand deep', JSON.parse(`${'['.repeat(1000)}${']'.repeat(1000)}`)],
]

/** The JSON of an answer with hostile values. */
export const asJson = (value: unknown) =>
  (JSON.stringify(value) ?? '').replaceAll(`"${infinity}"`, '1e999').replaceAll(`"-${infinity}"`, '-1e999')

export type Path = readonly (string | number)[]

/** Where a value has no further parts. */
export function leavesOf(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [path]
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]))
}

/** The same with one part replaced. */
export function withLeaf(value: unknown, [step, ...rest]: Path, leaf: unknown): unknown {
  if (step === undefined) return leaf
  const inner = withLeaf(Reflect.get(Object(value), step), rest, leaf)
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === step ? inner : item))
  return { ...Object(value), [step]: inner }
}

/** Where a parsed answer has texts. */
export function textsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path]
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]))
}

/** The same answer with other texts. */
export function withTexts(
  value: unknown,
  change: (path: Path, text: string) => string,
  path: Path = [],
): unknown {
  if (typeof value === 'string') return change(path, value)
  if (Array.isArray(value)) return value.map((item, index) => withTexts(item, change, [...path, index]))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withTexts(item, change, [...path, key])]),
  )
}

/** The JSON of an answer in which each object has keys that a careless merge would write to every object. */
export function withPrototypeKeys(json: string): string {
  const keys = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":"polluted"'
  return json.replaceAll('{}', `{${keys}}`).replace(/\{(?=")/g, `{${keys},`)
}

const opensEmbedding = /[\u202A\u202B\u202D\u202E]/
const opensIsolate = /[\u2066-\u2068]/
const anyControl = /[\u202A-\u202E\u2066-\u2069]/

/**
 * Whether a control character that turns text around has a say over what stands beside its own text: it is in no
 * isolate, or something is left open at the end.
 */
export function turnsOthers(text: string): boolean {
  const open: ('isolate' | 'embedding')[] = []
  for (const character of text) {
    if (opensEmbedding.test(character)) {
      if (!open.includes('isolate')) return true
      open.push('embedding')
    } else if (opensIsolate.test(character)) open.push('isolate')
    else if (character === '\u202C' && open.at(-1) === 'embedding') open.pop()
    else if (character === '\u2069') {
      const from = open.lastIndexOf('isolate')
      if (from < 0) return true
      open.splice(from)
    }
  }
  return open.length > 0
}

/** What is wrong with the page, in words. A `hostile` text may turn itself around, but nothing beside it. */
export function problemsOf(page: Document, hostile = ''): string[] {
  const problems: string[] = []
  const window = page.defaultView
  if (!window) throw new Error('The document is shown nowhere.')
  if ('executed' in window) problems.push('a script ran')
  for (const foreign of page.body.querySelectorAll(
    'img, script, iframe, object, embed, link, style, base, meta, b',
  ))
    problems.push(`there is a <${foreign.localName}>`)
  for (const element of page.body.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) problems.push(`<${element.localName}> has ${name}`)
      if (/^(href|src|action|formaction)$/.test(name)) problems.push(`<${element.localName}> has ${name}`)
      if (anyControl.test(value) && turnsOthers(value)) problems.push(`${name} turns what stands beside it`)
    }
  }
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { nodeValue: text, parentElement: parent } = node
    if (!text || !parent || !anyControl.test(text) || !turnsOthers(text)) continue
    if (!isAlone(node, window, hostile))
      problems.push(`<${parent.localName}> turns what stands beside it: ${text.slice(0, 40)}`)
  }
  for (const box of [page.documentElement, ...page.querySelectorAll('dialog[open]')])
    if (box.scrollWidth > box.clientWidth) problems.push(`<${box.localName}> is wider than its place`)
  if (Object.hasOwn(Object.prototype, 'polluted') || Object.prototype.toString.name !== 'toString')
    problems.push('every object was changed')
  return problems
}

/** Whether a text is in an isolated element, or is all that its line holds. */
function isAlone(node: Node, window: Window, hostile: string): boolean {
  let isWholeLine = hostile !== '' && node.nodeValue?.trim() === hostile.trim()
  let inner = node
  for (let element = node.parentElement; element; element = element.parentElement) {
    const { unicodeBidi, display } = window.getComputedStyle(element)
    // A block has a line of its own; its direction is its own as well, but for what else is in that line.
    const beside = [inner.previousSibling, inner.nextSibling].filter((other) => isInline(other, window))
    isWholeLine &&= beside.length === 0
    if (!display.startsWith('inline')) return isWholeLine
    if (/isolate|plaintext/.test(unicodeBidi)) return true
    inner = element
  }
  return false
}

function isInline(node: Node | null, window: Window): boolean {
  if (!node?.textContent?.trim()) return false
  return !(node instanceof Element) || window.getComputedStyle(node).display.startsWith('inline')
}
