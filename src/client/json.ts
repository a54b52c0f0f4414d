/** The own property of a parsed JSON object; anything else gives `undefined`. */
export function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined
}

/** The own string property, `undefined` when missing, empty or of another type. */
export function text(value: unknown, key: string): string | undefined {
  const found = field(value, key)
  return typeof found === 'string' && found ? found : undefined
}

export function flag(value: unknown, key: string): boolean | undefined {
  const found = field(value, key)
  return typeof found === 'boolean' ? found : undefined
}

type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** The same object without its `undefined` properties. */
export function defined<T extends object>(value: T): Defined<T> {
  // No guard can express "these keys are gone" for a mapped type.
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Defined<T>
}

/** `undefined` instead of an exception. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}
