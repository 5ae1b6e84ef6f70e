import type { Report } from '../../wire/report-api.ts'
import { compareColumn } from './compare-column.ts'
import { ComparisonNote } from './comparison-note.tsx'
import type { Day } from './days.ts'
import { drawingPlans } from './drawing-plans.ts'
import type { DrawnColumn } from './drawn-column.ts'
import { useReportSpeech } from './report-speech.ts'
import type { ReportView } from './report-view.ts'
import styles from './reports.module.css'
import { isFew, madeOf } from './shown-report.ts'
import { UnknownNote } from './unknown-note.tsx'

interface FigureStripProps {
  readonly report: Report
  readonly columns: readonly DrawnColumn[]
  readonly today: Day
  readonly view: ReportView
}

/** Every figure of the whole time, the leading one first and large. */
export function FigureStrip({ report, columns, today, view }: FigureStripProps) {
  const { said, figures } = useReportSpeech()
  const { headline } = drawingPlans[report.id]
  const ordered = columns.toSorted(
    (one, other) => Number(other.id === headline) - Number(one.id === headline),
  )
  return (
    <dl className={styles.strip}>
      {ordered.map(({ id, index, name, unit }) => {
        const value = report.total[index] ?? null
        const few = value !== null && isFew(report, id, report.total)
        return (
          <div key={id} data-headline={id === headline} data-column={id}>
            <dt>{name}</dt>
            <dd data-few={few}>
              <span>{figures.say(value, unit)}</span>
              {few ? (
                <small>{said.few.only(madeOf(report, id, report.total) ?? 0)}</small>
              ) : (
                value !== null && (
                  <ComparisonNote comparison={compareColumn(report, index, today)} unit={unit} />
                )
              )}
              {id === headline && <UnknownNote report={report} today={today} of={view} />}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
