import type { ReportColumn } from '../../wire/report-api.ts'

/** Fewer than this many are too few to say that a share or a mean has changed. */
export const enough = 20

/** How a figure stands to that of the time before. */
export type Comparison =
  /** There is nothing to compare with. */
  | { readonly kind: 'none' }
  /** One of the two was made of too few to be compared. */
  | { readonly kind: 'few' }
  /** The time is not over, so counts of it cannot be compared with those of a whole one. */
  | { readonly kind: 'unfinished' }
  /** It counts what is known when seven days have passed, and some of it still waits. */
  | { readonly kind: 'settling' }
  | { readonly kind: 'same' }
  | {
      readonly kind: 'more' | 'less'
      readonly by: number
      /** Null where neither is better. */
      readonly good: boolean | null
    }

interface Compared {
  readonly column: ReportColumn
  readonly now: number | null
  readonly before: number | null | undefined
  /** How many each was made of; null where it counts by itself. */
  readonly made: { readonly now: number; readonly before: number } | null
  readonly unfinished: boolean
}

/** What would be written the same is the same. */
const smallest: Record<ReportColumn['unit'], number> = {
  count: 0.5,
  money: 0.5,
  points: 0.5,
  share: 0.0005,
  ms: 50,
  score: 0.005,
}

export function compareFigures({ column, now, before, made, unfinished }: Compared): Comparison {
  if (now === null || before === null || before === undefined) return { kind: 'none' }
  if (unfinished && (column.unit === 'count' || column.unit === 'money')) return { kind: 'unfinished' }
  if (isFew(column, now, before, made)) return { kind: 'few' }
  const by = now - before
  if (Math.abs(by) < smallest[column.unit]) return { kind: 'same' }
  const kind = by > 0 ? 'more' : 'less'
  return { kind, by, good: column.better && column.better === kind }
}

/** Counts are few where both are: from 3 to 60 is a change that somebody should see. */
function isFew(column: ReportColumn, now: number, before: number, made: Compared['made']): boolean {
  if (made) return made.now < enough || made.before < enough
  return (column.unit === 'count' || column.unit === 'money') && now < enough && before < enough
}
