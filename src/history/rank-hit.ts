import type { FoundInteraction } from '../store/history-store.ts'
import type { Place, Places } from './check-text.ts'

/** How often a word was said lately: the newest that say it, as few as are looked at, and when the oldest of them was. */
export interface HeardOf {
  readonly contacts: number
  /** Ms between the oldest of them and the newest contact that was looked at. */
  readonly withinMs: number
}

const hour = 60 * 60_000
const day = 24 * hour
/** After this time nearness counts half. */
const halfLifeMs = 90 * day
const nearnessCounts = 4
const fieldWeights: Readonly<Record<string, number>> = { subject: 1.5, customerName: 1.5, number: 1.5 }

/**
 * What a word counts: one that is said every hour 2, once a day 5.6, once a month 10.5. Of the average time between two
 * contacts that say it, in hours, plus one, the logarithm (base 2), plus one; to two decimals, so that it stays the same
 * in a cursor.
 */
export function weightOf({ contacts, withinMs }: HeardOf): number {
  const hours = withinMs / hour / Math.max(1, contacts)
  return Math.round((1 + Math.log2(1 + hours)) * 100) / 100
}

/**
 * How well a contact fits, a whole number: each word by its weight, more in a subject, a name or a number than in the text,
 * more as a whole than as a beginning, a little more if it is said repeatedly; words that stand next to each other as they
 * were typed; and nearness to `asOf` (ms).
 */
export function scoreOf(
  row: Pick<FoundInteraction, 'startedAt'>,
  places: Places,
  weights: readonly number[],
  asOf: number,
): number {
  let score = 0
  places.forEach((term, n) => {
    const weight = weights[n] ?? 1
    score += weight * strengthOf(term)
    const next = places[n + 1]
    if (next && areNeighbours(term, next)) score += Math.min(weight, weights[n + 1] ?? 1) * 0.75
  })
  const age = Math.max(0, asOf - row.startedAt)
  score += nearnessCounts * 2 ** (-age / halfLifeMs)
  return Math.round(score * 1000)
}

function strengthOf(places: readonly Place[]): number {
  let best = 0.5
  for (const { field, whole } of places) {
    best = Math.max(best, (fieldWeights[field] ?? 1) * (whole ? 1 : 0.75))
  }
  return best + 0.1 * Math.min(3, Math.max(0, places.length - 1))
}

function areNeighbours(one: readonly Place[], other: readonly Place[]): boolean {
  return one.some(({ field, unit, units }) =>
    other.some((next) => next.field === field && next.unit === unit + units),
  )
}
