import { seededRandom } from '../../src/demo/seeded-random.ts'

/** All chance of a story comes from its seed, so that the same seed is the same story. */
export interface Chance {
  /** True with this probability. */
  of(probability: number): boolean
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  pick<T>(from: readonly T[]): T
}

export function chanceOf(seed: number): Chance {
  const random = seededRandom(seed)
  // Neighbouring seeds begin alike in this generator; a few turns part them.
  for (let n = 0; n < 8; n++) random()
  const between = (least: number, most: number): number =>
    least + Math.floor(random() * (Math.max(least, most) - least + 1))
  return {
    of: (probability) => random() < probability,
    between,
    pick: (from) => from[between(0, from.length - 1)] as (typeof from)[number],
  }
}
