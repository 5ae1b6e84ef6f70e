import type { PromiseView } from '../../wire/promise-api.ts'

export type DueKind = 'broken' | 'overdue' | 'today' | 'tomorrow' | 'later'

export interface DueGroup {
  readonly kind: DueKind
  readonly promises: readonly PromiseView[]
  /** False while more of it may be on pages that have not been read. */
  readonly isWhole: boolean
}

/** As the server gives them: what can still be kept, then what was broken. */
const kinds: readonly DueKind[] = ['overdue', 'today', 'tomorrow', 'later', 'broken']

/**
 * By how soon they break, by the reader's own calendar; every group, also an empty one. `now` in ms; `more` where there are
 * pages after these.
 */
export function groupByDue(
  promises: readonly PromiseView[],
  now: number,
  more: boolean,
): readonly DueGroup[] {
  const midnights = [1, 2].map((days) => midnightAfter(now, days))
  const sorted = promises.map((one) => ({ one, kind: kindOf(one, now, midnights) }))
  const reached = Math.max(0, ...sorted.map(({ kind }) => kinds.indexOf(kind)))
  return kinds.map((kind, place) => ({
    kind,
    promises: sorted.filter((promise) => promise.kind === kind).map(({ one }) => one),
    isWhole: !more || place < reached,
  }))
}

function kindOf({ state, dueAt }: PromiseView, now: number, [tonight = 0, after = 0]: number[]): DueKind {
  if (state === 'broken') return 'broken'
  if (dueAt <= now) return 'overdue'
  if (dueAt < tonight) return 'today'
  return dueAt < after ? 'tomorrow' : 'later'
}

/** Days are of 23 or 25 hours at times: the calendar counts them, not the clock. */
function midnightAfter(now: number, days: number): number {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime()
}
