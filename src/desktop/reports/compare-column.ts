import type { Report } from '../../wire/report-api.ts'
import { type Comparison, compareFigures } from './compare-figures.ts'
import type { Day } from './days.ts'
import { drawingPlans } from './drawing-plans.ts'
import { figureOf, madeOf } from './shown-report.ts'

/** A column's figure of the whole time against that of the time before. */
export function compareColumn(report: Report, index: number, today: Day): Comparison {
  const column = report.columns[index] as Report['columns'][number]
  // What waits is of the last seven days alone: of the time before there is none.
  if (column.id === 'pending') return { kind: 'none' }
  if (isSettling(report, column.id)) return { kind: 'settling' }
  const now = madeOf(report, column.id, report.total)
  const isJudged = column.unit !== 'count' || drawingPlans[report.id].judged.includes(column.id)
  return compareFigures({
    column: isJudged ? column : { ...column, better: null },
    now: report.total[index] ?? null,
    before: report.before?.[index],
    made: now === null ? null : { now, before: madeOf(report, column.id, report.before ?? []) ?? 0 },
    unfinished: report.until >= today,
  })
}

/** Whether some of what it counts is not known yet. */
function isSettling(report: Report, column: string): boolean {
  const counts = drawingPlans[report.id].settling?.counts ?? []
  return counts.includes(column) && (figureOf(report, 'pending', report.total) ?? 0) > 0
}
