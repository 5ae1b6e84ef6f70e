import type { Tally } from './measures.ts'

/** Fewer than these may be chance. */
const fewest = 5
/** Half as many again. */
const factor = 1.5

/**
 * What has newly become frequent: at least five of it, at least half as many again as in the period before, and more above
 * it than chance alone makes: twice the square root of what was (counts of independent events scatter by about the root).
 * Nothing where there is no period before. What nobody has named yet ('') is none: the newest are the least explained.
 */
export function risingOf(now: Tally, before: Tally | null): ReadonlySet<string> {
  const rising = new Set<string>()
  if (before === null) return rising
  for (const [key, count] of now) {
    if (key === '') continue
    const was = before.get(key) ?? 0
    if (count >= fewest && count >= factor * was && count - was > 2 * Math.sqrt(was)) rising.add(key)
  }
  return rising
}
