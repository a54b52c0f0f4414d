/** `phoneNumber` → `phone_number`: how ReachFive spells a name on the wire. */
export const toWireName = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The own property of a parsed object, in the wire's spelling or else in camelCase: some answers have either. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  for (const key of [toWireName(name), name]) if (Object.hasOwn(value, key)) return Reflect.get(value, key)
  return undefined
}

interface Kinds {
  string: string
  boolean: boolean
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

/** A number of seconds in milliseconds; none for what is no time that a date could have. */
export function milliseconds(value: unknown, name: string): number | undefined {
  const found = field(value, name)
  return typeof found === 'number' && Math.abs(found) < 8.64e12 ? found * 1000 : undefined
}

/** What an answer lacks; its message is the name of the field alone. */
export class Missing extends Error {}

/** For parsers: the value, or an exception when the answer lacks it. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Missing(name)
  return value
}

export function requiredString(value: unknown, name: string): string {
  const found = field(value, name)
  return required(typeof found === 'string' && found ? found : undefined, name)
}

export function requiredFlag(value: unknown, name: string): boolean {
  const found = field(value, name)
  return required(typeof found === 'boolean' ? found : undefined, name)
}

export function requiredList(value: unknown, name: string): readonly unknown[] {
  const found = field(value, name)
  return required(Array.isArray(found) ? found : undefined, name)
}
