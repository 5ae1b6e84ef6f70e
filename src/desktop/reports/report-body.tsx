import { useState } from 'react'
import type { Report, ReportGrouping } from '../../wire/report-api.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { CellPanel } from './cell-panel.tsx'
import { CommentsList } from './comments-list.tsx'
import type { Day } from './days.ts'
import { Definitions } from './definitions.tsx'
import { FigureStrip } from './figure-strip.tsx'
import { HourPanel } from './hour-panel.tsx'
import { ReportDrawings } from './report-drawings.tsx'
import { useReportSpeech } from './report-speech.ts'
import { ReportTables } from './report-tables.tsx'
import type { ReportView } from './report-view.ts'
import styles from './reports.module.css'
import { sayUnknown } from './say-unknown.ts'
import { drawnColumns, groupName, isEmpty } from './shown-report.ts'
import { trimHours } from './trim-hours.ts'
import { useCloser } from './use-closer.ts'
import { useWhyUnknown } from './use-why-unknown.ts'

interface ReportBodyProps {
  readonly report: Report
  readonly today: Day
  readonly view: ReportView
  readonly onLook: (view: ReportView) => void
}

/** A report as it came: drawings first, the same as tables, and what all of it means. */
export function ReportBody({ report: whole, today, view, onLook }: ReportBodyProps) {
  const { me } = useSession()
  const { words, language } = useWords()
  const { said } = useReportSpeech()
  const [cell, setCell] = useState<{ weekday: number; hour: number } | null>(null)
  const report = trimHours(whole)
  const closer = useCloser(report, view, onLook)
  const columns = drawnColumns(report, said)
  const naming = { me, words, said, language, report: report.id }
  const groups = report.groups.map((one) => ({ ...one, name: groupName(report.by, one, naming) }))
  const of = (report.pareto?.of ?? 'none') as ReportGrouping
  const causes = (report.pareto?.items ?? []).map((one) => ({ ...one, name: groupName(of, one, naming) }))
  if (isEmpty(report)) return <Empty report={report} today={today} view={view} columns={columns} />
  return (
    <>
      <FigureStrip report={report} columns={columns} today={today} view={view} />
      <ReportDrawings
        report={report}
        columns={columns}
        groups={groups}
        causes={causes}
        closer={closer}
        cell={cell}
        onCell={(weekday, hour) => setCell({ weekday, hour })}
      >
        {cell && report.heat && (
          <CellPanel
            report={report}
            cell={cell}
            view={view}
            onOpen={(at) => onLook({ ...view, at })}
            onClose={() => setCell(null)}
          />
        )}
        {view.at !== null && report.id === 'waiting' && (
          <HourPanel at={view.at} view={view} onClose={() => onLook({ ...view, at: null })} />
        )}
      </ReportDrawings>
      <ReportTables report={report} columns={columns} groups={groups} closer={closer} view={view} />
      {report.comments && <CommentsList comments={report.comments} />}
      <Definitions report={report} columns={columns} />
    </>
  )
}

interface EmptyProps {
  readonly report: Report
  readonly today: Day
  readonly view: ReportView
  readonly columns: Parameters<typeof Definitions>[0]['columns']
}

/** Nothing to draw: what would have to be there. */
function Empty({ report, today, view, columns }: EmptyProps) {
  const speech = useReportSpeech()
  const { said, days } = speech
  const why = useWhyUnknown(report, today, view) ?? { kind: 'nothing' }
  const heading = report.filling ? said.empty.yet : said.empty.heading
  return (
    <>
      <div className={styles.empty} role="status" data-empty>
        <strong>{heading(days.span(report.from, report.until))}</strong>
        <p>{sayUnknown(why, report, speech)}</p>
        {(view.queue !== null || view.team !== null) && <p>{said.empty.filtered}</p>}
      </div>
      <Definitions report={report} columns={columns} />
    </>
  )
}
