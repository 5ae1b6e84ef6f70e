import { createHash } from 'node:crypto'
import type { CallToReview } from '../store/quality-store.ts'

export const sampleFilters = ['any', 'complaint', 'long', 'low-survey'] as const
export type SampleFilter = (typeof sampleFilters)[number]

export interface SampleOrder {
  /** Monday of the week, `2026-11-23`: the same week gives the same calls, whoever asks and however often. */
  readonly week: string
  readonly perAgent: number
  readonly filter: SampleFilter
  readonly longMs: number
  /** Whoever reviews gets none of their own. */
  readonly not: string
}

/** Holds the lots of a week's calls, however many there are: of each agent no more than are drawn. */
export function sampleOf({ week, perAgent, filter, longMs, not }: SampleOrder) {
  const drawn = new Map<string, { readonly lot: string; readonly call: CallToReview }[]>()
  const counts = new Map<string, number>()
  return {
    add(call: CallToReview): void {
      if (call.accountId === not || !fits(call, filter, longMs)) return
      counts.set(call.accountId, (counts.get(call.accountId) ?? 0) + 1)
      const own = drawn.get(call.accountId) ?? []
      own.push({ lot: lotOf(week, call.callId), call })
      own.sort((one, other) => (one.lot < other.lot ? -1 : 1))
      drawn.set(call.accountId, own.slice(0, perAgent))
    },
    /** With how many calls of the agent there were to draw from. */
    read: (): (CallToReview & { readonly outOf: number })[] =>
      [...drawn].flatMap(([accountId, own]) =>
        own.map(({ call }) => ({ ...call, outOf: counts.get(accountId) ?? 0 })),
      ),
  }
}

function fits(call: CallToReview, filter: SampleFilter, longMs: number): boolean {
  if (filter === 'complaint') return call.isComplaint === 1
  if (filter === 'low-survey') return call.isBadSurvey === 1
  return filter === 'any' || (call.endedAt ?? call.startedAt) - call.startedAt >= longMs
}

/** A number that nobody chooses and everybody can draw again. */
function lotOf(week: string, callId: string): string {
  return createHash('sha256').update(`${week} ${callId}`).digest('hex')
}
