const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** No characters that people mix up. */
const alphanumeric = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const digits = '0123456789'
const rememberedCodes = 200

/** Repeatable ids and codes: the same seed gives the same run. Not for secrets. */
export interface FakeRandom {
  id(length: number): string
  uuid(): string
  /** At least 0, less than 1. */
  fraction(): number
  /** Differs from the codes given out lately. */
  code(length: number, alphabet: 'numeric' | 'alphanumeric'): string
}

export function createRandom(seed: number): FakeRandom {
  let state = seed >>> 0
  const recent = new Set<string>()

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const text = (length: number, alphabet: string) =>
    Array.from({ length }, () => alphabet.charAt(Math.floor(next() * alphabet.length))).join('')
  const hex = (length: number) => text(length, '0123456789abcdef')

  return {
    id: (length) => text(length, base62),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    fraction: next,
    code(length, alphabet) {
      const characters = alphabet === 'numeric' ? digits : alphanumeric
      let code = text(length, characters)
      for (let tries = 0; recent.has(code) && tries < 50; tries++) code = text(length, characters)
      recent.add(code)
      for (const oldest of recent) {
        if (recent.size <= rememberedCodes) break
        recent.delete(oldest)
      }
      return code
    },
  }
}
