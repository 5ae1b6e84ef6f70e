import type { FigureDay, FigureReader, FigureRow } from '../store/figure-store.ts'
import { type ReportGrouping, reportGroupings } from '../wire/report-api.ts'
import { type CountedId, countedBy, countPart } from './count-part.ts'
import type { Entry } from './day-figures.ts'
import { addDays, type HouseDays } from './house-days.ts'
import type { ReportSettings } from './report-kind.ts'
import { teamOfLive } from './team-of-live.ts'

/** So many days after a contact it still counts whether the customer came back. */
export const nearDays = 7

/** By what a day is counted. Crosses to a thread as it is. */
export interface CountOrder extends FigureDay {
  readonly timeZone: string
  readonly today: string
  readonly settings: ReportSettings
  /** What was before these instants (ms) may have been forgotten in part. */
  readonly eventsFrom: number
  readonly signalsFrom: number
}

export type ChangedFigure = Omit<FigureRow, 'body'> & { readonly body: string | null }

/**
 * Counts a part of a day and compares it with what is stored: what has to be written. Of what may have been forgotten nothing
 * that is stored is replaced.
 */
export async function countDay(
  order: CountOrder,
  reader: FigureReader,
  days: HouseDays,
  firstIdAt: (instant: number) => number,
  rest: () => Promise<void>,
): Promise<readonly ChangedFigure[]> {
  const { part, day } = order
  const stored = await reader.readFigures(countedBy[part], reportGroupings, day, day)
  const kept = keptOf(order, days.beginOf(day), new Set(stored.map(({ report }) => report)))
  const counted = await countPart(part, {
    reader,
    span: {
      from: days.beginOf(day),
      until: days.beginOf(addDays(day, 1)),
      nearFrom: days.beginOf(addDays(day, -nearDays)),
      nearUntil: days.beginOf(addDays(day, nearDays + 1)),
      idOf: firstIdAt,
    },
    context: {
      settings: order.settings,
      hourOf: days.hourOf,
      teamOfLive: part === 'calls' ? teamOfLive(await reader.readTeams()) : () => null,
      isSettled: addDays(day, nearDays) < order.today,
      hasUnanswered: kept.hasUnanswered,
    },
    rest,
  })
  const wanted = new Map<string, ChangedFigure>()
  for (const [report, groupings] of counted) {
    if (!kept.isCountable(report)) continue
    for (const [grouping, entries] of groupings) {
      wanted.set(`${report} ${grouping}`, { report, grouping, day, body: bodyOf(entries) })
    }
  }
  return differences(
    stored.filter(({ report }) => kept.isCountable(report as CountedId)),
    wanted,
  )
}

/** Pops go with the events of their calls, surveys without an answer a while after they were sent, signals when they are over. */
function keptOf({ eventsFrom, signalsFrom }: CountOrder, begin: number, stored: ReadonlySet<string>) {
  const hasEvents = begin >= eventsFrom
  return {
    hasUnanswered: hasEvents,
    isCountable(report: CountedId): boolean {
      if (report === 'greeting') return hasEvents
      if (report === 'told-before') return begin >= signalsFrom
      // Answers stay: where nothing has been counted they are better than nothing.
      return report !== 'surveys' || hasEvents || !stored.has('surveys')
    },
  }
}

function differences(
  stored: readonly FigureRow[],
  wanted: ReadonlyMap<string, ChangedFigure>,
): readonly ChangedFigure[] {
  const known = new Map(stored.map((row) => [`${row.report} ${row.grouping}`, row]))
  const gone = stored
    .filter(({ report, grouping }) => !wanted.has(`${report} ${grouping}`))
    .map((row) => ({ ...row, body: null }))
  return [
    ...gone,
    ...[...wanted].filter(([key, { body }]) => known.get(key)?.body !== body).map(([, row]) => row),
  ]
}

function bodyOf(entries: readonly Entry[]): string {
  return JSON.stringify(entries)
}

/** What is stored, as reports are drawn of it. */
export function readBodies(
  rows: readonly FigureRow[],
): { day: string; grouping: ReportGrouping; entries: Entry[] }[] {
  return rows.map(({ day, grouping, body }) => ({
    day,
    grouping: grouping as ReportGrouping,
    entries: JSON.parse(body) as Entry[],
  }))
}
