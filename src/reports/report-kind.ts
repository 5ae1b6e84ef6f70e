import type { ReportColumn, ReportGrouping, ReportId } from '../wire/report-api.ts'
import type { Amount, Tally } from './measures.ts'

/** What the house has set that figures go by. Whatever of it is counted in makes all days due when it changes. */
export interface ReportSettings {
  /** Within how many seconds a call is to be answered; queues may have their own, by `[source, queue]` as JSON. */
  readonly serviceSeconds: number
  readonly queueSeconds: Readonly<Record<string, number>>
  /** Who gives up within so long has not waited for us, seconds. */
  readonly shortAbandonSeconds: number
  /** The share of calls that is to be answered within them, 0 to 1. */
  readonly serviceShare: number
  /** How many customers are as dissatisfied as one who complains, and say nothing; null where the house has no estimate. */
  readonly silentPerComplaint: number | null
  /** Dispositions and root causes by which somebody leaves. */
  readonly leaving: { readonly dispositions: readonly string[]; readonly causes: readonly string[] }
  /** Points from which the risk that somebody leaves is called some, or high. */
  readonly risk: { readonly some: number; readonly high: number }
}

/** Of what one row is: who its team is, and under which keys of each grouping it counts. */
export interface Counted {
  /** Empty where it is of no team. */
  readonly team: string
  readonly keys: Partial<Record<ReportGrouping, string>>
  readonly amounts: readonly Amount[]
  /** Counted only where hours are drawn of. */
  readonly byHour?: readonly Amount[]
}

/** One report: what is counted, and what figures are made of what was counted. */
export interface ReportKind {
  readonly id: ReportId
  readonly columns: readonly ReportColumn[]
  /** What it can be grouped by, the usual one first. */
  readonly by: readonly ReportGrouping[]
  /** Whether what is counted is also counted by the hour of the day. */
  readonly byHour: boolean
  /** Drawn by weekday and hour: a column, and the one that counts what it is made of. */
  readonly heat: { readonly column: string; readonly made: string } | null
  /** Counted as `<of>:<key>`, and listed by how often. */
  readonly pareto: ReportGrouping | null
  readonly comments: boolean
  /** What is counted elsewhere and added to it: `contacts`, `standing`. */
  readonly alsoReads?: readonly string[]
  /** One figure for each column. */
  values(tally: Tally, settings: ReportSettings): (number | null)[]
}

export function column(
  id: string,
  unit: ReportColumn['unit'],
  better: ReportColumn['better'] = null,
): ReportColumn {
  return { id, unit, better }
}
