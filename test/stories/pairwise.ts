/** The values of each factor, by its name. */
export type Factors = Readonly<Record<string, readonly string[]>>

export type Row<Given extends Factors> = { [Name in keyof Given]: string }

const keyOf = (a: string, x: string, b: string, y: string) =>
  a < b ? `${a}=${x}&${b}=${y}` : `${b}=${y}&${a}=${x}`

/** Every pair of values of two different factors. */
export function pairsOf(factors: Factors): Set<string> {
  const names = Object.keys(factors)
  const pairs = new Set<string>()
  names.forEach((a, index) => {
    for (const b of names.slice(index + 1))
      for (const x of factors[a] ?? []) for (const y of factors[b] ?? []) pairs.add(keyOf(a, x, b, y))
  })
  return pairs
}

/** The pairs of values in one row. */
export function pairsIn(row: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(row)
  return entries.flatMap(([a, x], index) => entries.slice(index + 1).map(([b, y]) => keyOf(a, x, b, y)))
}

/**
 * Few rows in which every value of a factor meets every value of every other factor. Greedy: each row starts with a
 * pair that is still missing and takes, factor by factor, the value that adds most.
 */
export function pairwise<Given extends Factors>(factors: Given): Row<Given>[] {
  const names = Object.keys(factors)
  const missing = pairsOf(factors)
  const uses = new Map<string, number>()
  const rows: Row<Given>[] = []
  for (const seed of missing) {
    if (!missing.has(seed)) continue
    const row: Record<string, string> = Object.fromEntries(
      seed.split('&').map((part): [string, string] => {
        const at = part.indexOf('=')
        return [part.slice(0, at), part.slice(at + 1)]
      }),
    )
    for (const name of names) row[name] ??= bestValue(name, row)
    for (const pair of pairsIn(row)) missing.delete(pair)
    for (const [name, value] of Object.entries(row)) {
      const use = `${name}=${value}`
      uses.set(use, (uses.get(use) ?? 0) + 1)
    }
    if (isRow(row)) rows.push(row)
  }
  return rows

  function bestValue(name: string, row: Readonly<Record<string, string>>): string {
    let best = ''
    let bestScore = -Infinity
    for (const value of factors[name] ?? []) {
      const gains = Object.entries(row).filter(([other, its]) =>
        missing.has(keyOf(name, value, other, its)),
      ).length
      // Among equals the value that was used least, so that no combination is favoured.
      const score = gains - (uses.get(`${name}=${value}`) ?? 0) / 1e6
      if (score > bestScore) [best, bestScore] = [value, score]
    }
    return best
  }

  function isRow(row: Readonly<Record<string, string>>): row is Row<Given> {
    return names.every((name) => name in row)
  }
}

/** Every combination. */
export function product<Given extends Factors>(factors: Given): Record<string, string>[] {
  return Object.entries(factors).reduce<Record<string, string>[]>(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  )
}
