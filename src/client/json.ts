/** `phoneNumber` → `phone_number`: how ReachFive spells a name on the wire. */
export const toWireName = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const own = (value: object, key: string): unknown =>
  Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined

/** The own property of a parsed object in the wire's spelling, or in camelCase: the contract knows both for some answers. */
export const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (own(value, toWireName(name)) ?? own(value, name)) : undefined

interface Kinds {
  string: string
  boolean: boolean
  number: number
}

/** Picks the fields that are present and of one kind; null and other kinds count as missing. */
const picker =
  <Kind extends keyof Kinds>(kind: Kind) =>
  <Name extends string>(value: unknown, ...names: Name[]) => {
    const picked: { [N in Name]?: Kinds[Kind] } = {}
    const isKind = (item: unknown): item is Kinds[Kind] => typeof item === kind
    for (const name of names) {
      const item = field(value, name)
      if (isKind(item)) picked[name] = item
    }
    return picked
  }

export const strings = /* @__PURE__ */ picker('string')
export const flags = /* @__PURE__ */ picker('boolean')
export const numbers = /* @__PURE__ */ picker('number')

/** For parsers: the value, or an exception that names what the answer lacks. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new TypeError(name)
  return value
}

export const requiredString = <Name extends string>(value: unknown, name: Name): string =>
  required(strings(value, name)[name] || undefined, name)

/** `undefined` instead of an exception. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}
