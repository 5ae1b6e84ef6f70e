import type { FigureReader } from '../store/figure-store.ts'
import type { Report, ReportId } from '../wire/report-api.ts'
import type { ReportOrder } from './ask-report.ts'
import { readBodies } from './count-day.ts'
import { drawReport, groupingsToRead } from './draw-report.ts'
import { addDays, type HouseDays } from './house-days.ts'
import type { ReportSettings } from './report-kind.ts'
import { reportKinds } from './reports.ts'

/** What is to be drawn. Crosses to a thread as it is. */
export interface DrawOrder {
  readonly id: ReportId
  readonly order: ReportOrder
  readonly settings: ReportSettings
  readonly timeZone: string
}

export type DrawnReport = Pick<
  Report,
  'total' | 'before' | 'groups' | 'series' | 'heat' | 'pareto' | 'comments'
>

const mostComments = 100

/** A report of what is stored, with the keys of its groups in place of their names. */
export async function drawStored(
  { id, order, settings }: DrawOrder,
  reader: Pick<FigureReader, 'readFigures' | 'readComments'>,
  days: HouseDays,
): Promise<DrawnReport> {
  const kind = reportKinds[id]
  const { beforeFrom, from, until, queue, teams } = order
  const reports = [id, ...(kind.alsoReads ?? [])]
  const rows = await reader.readFigures(reports, groupingsToRead(order), beforeFrom, until)
  const drawn = drawReport(kind, order, readBodies(rows), settings)
  const span = { from: days.beginOf(from), until: days.beginOf(addDays(until, 1)), queue, teams }
  const comments = kind.comments ? [...(await reader.readComments(span, mostComments))] : null
  return { ...drawn, comments }
}
