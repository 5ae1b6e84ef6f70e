import type { CardInteraction, CustomerCard } from '../store/call-store.ts'
import { type RiskSign, riskWeights } from './standing-rules.ts'

/** One row of what a standing is made of. */
export interface StandingRow {
  readonly of: 'value' | 'risk'
  readonly kind: string
  readonly points: number
  /** What was counted: money, years, times. */
  readonly amount: number
}

const day = 24 * 60 * 60_000
const repeatedWithin = 14 * day
const longOpenAfter = 30 * day
const silentAfter = 30 * day
/** An open matter that is older than this is trouble. */
const troubleAfter = 14 * day

/** What speaks for this customer's leaving, the weightiest first. Of what the card holds; pure. */
export function weighRisk(card: CustomerCard, now: number): readonly StandingRow[] {
  const { promises, openCases, lastInteractions } = card
  const counts: Record<RiskSign, number> = {
    'broken-promise': promises.filter(({ state }) => state === 'broken').length,
    'overdue-promise': promises.filter(({ state, dueAt }) => state === 'open' && dueAt < now).length,
    'repeated-contact': repeats(card, now),
    'long-open-case': openCases.filter(({ openedAt }) => now - openedAt > longOpenAfter).length,
    'silence-after-trouble': 0,
  }
  const isTroubled =
    counts['broken-promise'] + counts['overdue-promise'] > 0 ||
    openCases.some(({ openedAt }) => now - openedAt > troubleAfter)
  const last = lastInteractions.find(isTheirs)
  if (isTroubled && last && now - last.startedAt > silentAfter) counts['silence-after-trouble'] = 1
  return (Object.keys(counts) as RiskSign[])
    .map((kind): StandingRow => {
      const { points, most } = riskWeights[kind]
      return { of: 'risk', kind, points: points * Math.min(most, counts[kind]), amount: counts[kind] }
    })
    .filter(({ points }) => points > 0)
    .toSorted((one, other) => other.points - one.points)
}

/** That they came to us of themselves; who answers a survey was asked to. */
function isTheirs({ direction, channel }: CardInteraction): boolean {
  return direction === 'inbound' && channel !== 'survey'
}

/** Whoever comes back while nothing is settled comes back because nothing is settled. */
function repeats({ lastInteractions, openCases }: CustomerCard, now: number): number {
  const lately = lastInteractions.filter((one) => isTheirs(one) && now - one.startedAt <= repeatedWithin)
  if (openCases.length > 0) return Math.max(0, lately.length - 1)
  const [newest] = lately
  if (!newest?.disposition) return 0
  return lately.filter(({ disposition }) => disposition === newest.disposition).length - 1
}
