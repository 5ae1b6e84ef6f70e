import { seededRandom } from '../seeded-random.ts'

/** Chance that is the same for the same words, and drawn in the ways that a day of calls needs. */
export interface PastChance {
  /** In [0, 1). */
  readonly next: () => number
  readonly happens: (share: number) => boolean
  readonly between: (least: number, most: number) => number
  /** How many come where `mean` come on average (Poisson). */
  readonly howMany: (mean: number) => number
  /** How long it takes where that takes `mean` on average, mostly less and now and then much more. */
  readonly lasting: (mean: number) => number
  readonly oneOf: <T>(items: readonly [T, ...T[]]) => T
  readonly weighed: <T>(items: readonly T[], weightOf: (item: T) => number) => T
}

export function chanceOf(words: string): PastChance {
  const next = seededRandom(seedOf(words))
  const weighed = <T>(items: readonly T[], weightOf: (item: T) => number): T => {
    let left = next() * items.reduce((sum, item) => sum + weightOf(item), 0)
    for (const item of items) {
      left -= weightOf(item)
      if (left < 0) return item
    }
    const last = items.at(-1)
    if (last === undefined) throw new RangeError('there is nothing to choose from')
    return last
  }
  return {
    next,
    happens: (share) => next() < share,
    between: (least, most) => least + next() * (most - least),
    howMany(mean) {
      const enough = Math.exp(-mean)
      let [many, left] = [0, next()]
      for (; left > enough; many++) left *= next()
      return many
    },
    lasting: (mean) => -Math.log(1 - next()) * mean,
    oneOf: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    weighed,
  }
}

/** FNV-1a. */
function seedOf(words: string): number {
  let seed = 0x811c9dc5
  for (let n = 0; n < words.length; n++) seed = Math.imul(seed ^ words.charCodeAt(n), 0x01000193)
  return seed >>> 0
}
