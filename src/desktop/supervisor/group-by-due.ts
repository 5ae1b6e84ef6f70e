import type { PromiseView } from '../../wire/promise-api.ts'

export type DueKind = 'broken' | 'overdue' | 'today' | 'tomorrow' | 'later'

export interface DueGroup {
  readonly kind: DueKind
  readonly promises: readonly PromiseView[]
}

const kinds: readonly DueKind[] = ['broken', 'overdue', 'today', 'tomorrow', 'later']

/** By how soon they break, by the reader's own calendar; every group, also an empty one. `now` in ms. */
export function groupByDue(promises: readonly PromiseView[], now: number): readonly DueGroup[] {
  const midnights = [1, 2].map((days) => midnightAfter(now, days))
  return kinds.map((kind) => ({
    kind,
    promises: promises.filter((one) => kindOf(one, now, midnights) === kind),
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
